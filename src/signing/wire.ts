import type { Socket } from "node:net";
import { type Static, Type } from "typebox";
import { Check } from "typebox/schema";
import type { PublicKey } from "../certificate-code/index.ts";
import { isUuid, type Result } from "../kernel/index.ts";
import type { Signer, ToSign } from "./signer.ts";

/** What a signer is told that a server starts; it reads no environment. */
export interface SignerStart {
  readonly folder: string;
  readonly territory: string;
  readonly demonstration: boolean;
  /** A login that is a member of hamwe_signer. */
  readonly databaseUrl: string;
}

const strict = { additionalProperties: false };
const name = Type.String({ pattern: "^[a-z0-9-]{1,80}$" });
const payload = Type.Record(Type.String(), Type.Unknown());
const uuid = Type.Refine(Type.String({ maxLength: 36 }), isUuid);

const toSign = Type.Union([
  Type.Object(
    {
      kind: Type.Literal("paper"),
      authority: name,
      content: Type.String({ pattern: "^[\\w-]{1,2000}$" }),
      follows: Type.Object({ caseId: uuid, credentialId: uuid }, strict),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal("statement"), authority: name, payload }, strict),
  Type.Object(
    {
      kind: Type.Literal("register"),
      typ: Type.Union([Type.Literal("hamwe-bundle+jws"), Type.Literal("hamwe-introduction+jws")]),
      payload,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal("list"),
      typ: Type.Union([
        Type.Literal("statuslist+jwt"),
        Type.Literal("trustlist+jwt"),
        Type.Literal("issuedlist+jwt"),
        Type.Literal("chainheads+jwt"),
      ]),
      payload,
    },
    strict,
  ),
]);

const id = Type.Integer({ minimum: 1 });
const askSchema = Type.Union([
  Type.Object({ id, ask: Type.Literal("publicKey"), authority: name }, strict),
  Type.Object(
    { id, ask: Type.Literal("sign"), claims: toSign, kid: Type.String({ maxLength: 80 }) },
    strict,
  ),
]);

export type SignerQuestion =
  | { readonly ask: "publicKey"; readonly authority: string }
  | { readonly ask: "sign"; readonly claims: ToSign; readonly kid: string };

/** One question, a line of JSON. */
type SignerAsk = SignerQuestion & { readonly id: number };

/** Its answer: a public key, or signed bytes as base64url. */
export interface SignerAnswer {
  readonly id: number;
  readonly result: Result<string | PublicKey>;
}

/** Called with each signature before it is given out. */
export type Recorder = (claims: ToSign, kid: string, signed: Uint8Array) => Promise<void>;

/**
 * Answers one line. Undefined where it is no question that a server would ask: whoever sent it is
 * not worth another.
 */
export async function answerLine(
  signer: Signer,
  record: Recorder,
  line: string,
): Promise<string | undefined> {
  const asked = readAsk(line);
  if (!asked) return undefined;
  const answer = (result: SignerAnswer["result"]) =>
    JSON.stringify({ id: asked.id, result } satisfies SignerAnswer);
  if (asked.ask === "publicKey") return answer(await signer.publicKey(asked.authority));
  const { claims, kid } = asked;
  const signed = await signer.sign(claims, kid);
  if (!signed.ok) return answer(signed);
  await record(claims, kid, signed.value);
  return answer({ ok: true, value: Buffer.from(signed.value).toString("base64url") });
}

function readAsk(line: string): SignerAsk | undefined {
  try {
    const asked: unknown = JSON.parse(line);
    return Check(askSchema, asked) ? (asked as Static<typeof askSchema> as SignerAsk) : undefined;
  } catch {
    return undefined;
  }
}

/** A bundle of the register is the longest; what is longer is no question. */
const longestLine = 32 * 2 ** 20;

/** Hands over each line of a socket; one that is too long ends it. */
export function linesOf(socket: Socket, hear: (line: string) => void): void {
  let parts: string[] = [];
  let length = 0;
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const [first = "", ...more] = text.split("\n");
    parts.push(first);
    length += first.length;
    if (length > longestLine) {
      socket.destroy();
      return;
    }
    for (const next of more) {
      hear(parts.join(""));
      parts = [next];
      length = next.length;
    }
  });
}
