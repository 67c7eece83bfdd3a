/**
 * The signer in a process of its own (`signInProcess`): it signs with the keys of the document
 * signers, by the rules of `signHere`, and writes down each signature before it gives it out.
 */
import { createHash } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import {
  openKeys,
  type Signer,
  type SignerAnswer,
  type SignerAsk,
  type SignerStart,
  signHere,
  type ToSign,
} from "./credentials/index.ts";

const { folder, territory, demonstration }: SignerStart = JSON.parse(process.argv[2] ?? "{}");
const signer: Signer = signHere({
  keys: openKeys(folder, { generate: demonstration }),
  territory,
  // A demonstration lives in a time of its own.
  ...(demonstration ? { demonstration } : { clock: () => new Date() }),
});

/** One line for each signature of a paper or a statement; names nobody. */
async function record(claims: ToSign, kid: string, signed: Uint8Array): Promise<void> {
  if (claims.kind === "list") return;
  const paper = claims.kind === "paper" && {
    number: claims.claims.number,
    documentType: claims.claims.documentType,
    ...claims.follows,
  };
  const digest = createHash("sha256").update(signed).digest("base64url");
  const { kind, authority } = claims;
  const line = { at: new Date().toISOString(), kid, kind, authority, ...paper, digest };
  await appendFile(join(folder, "signed.log"), `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

async function answer({ ask, with: args }: SignerAsk): Promise<SignerAnswer["result"]> {
  if (ask === "publicKey") return signer.publicKey(String(args[0]));
  const [claims, kid] = args as [ToSign, string];
  const signed = await signer.sign(claims, kid);
  if (signed.ok) await record(claims, kid, signed.value);
  return signed;
}

process.on("message", async (asked: SignerAsk) => {
  // A fault ends this process, and the next one is asked again.
  process.send?.({ id: asked.id, result: await answer(asked) } satisfies SignerAnswer);
});
process.on("disconnect", () => process.exit(0));
// Whoever stops the server by its terminal stops it alone; this one ends with it.
process.on("SIGINT", () => undefined);
