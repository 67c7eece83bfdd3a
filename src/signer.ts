/**
 * The signer in a process of its own: it signs with the keys of the document signers, by the rules
 * of `signHere`, looks up in the history what a paper follows from, and writes down each signature
 * before it gives it out. A server starts it as its child (`signInProcess`); `npm run signer` runs
 * it apart, as another user of the machine, behind a Unix socket.
 */
import { createHash } from "node:crypto";
import { chmodSync, lstatSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { decodeClaims } from "./certificate-code/index.ts";
import { connect, requireSignerRights } from "./platform/db/index.ts";
import {
  answerLine,
  linesOf,
  lookUpIn,
  openKeys,
  problemsOfKeys,
  type Recorder,
  type Signer,
  type SignerStart,
  signHere,
  type ToSign,
} from "./signing/index.ts";

if (process.argv[2] === "child") beChild();
else await apart();

/** What a server starts: told by its first message what for, and ends with it. */
function beChild(): void {
  let answer: ((line: string) => Promise<string | undefined>) | undefined;
  // A server that has just ended hears nothing more, and "disconnect" ends this process too.
  const tell = (text: string | undefined) => process.send?.(text, () => undefined);
  process.on("message", async (text) => {
    if (!answer) {
      answer = answering(JSON.parse(String(text)));
      tell("ready");
      return;
    }
    // A fault ends this process, and the next one is asked again.
    tell(await answer(String(text)));
  });
  process.on("disconnect", () => process.exit(0));
  // Whoever stops the server by its terminal stops it alone; this one ends with it.
  process.on("SIGINT", () => undefined);
}

function answering(start: SignerStart) {
  const { folder, territory, demonstration, databaseUrl } = start;
  const signer: Signer = signHere({
    keys: openKeys(folder, { generate: demonstration }),
    lookUp: lookUpIn(connect(databaseUrl, 2)),
    territory,
    // A demonstration lives in a time of its own.
    ...(demonstration ? { demonstration } : { clock: () => new Date() }),
  });
  return (line: string) => answerLine(signer, recorder(folder), line);
}

/** One line for each signature that is no list; names nobody. */
function recorder(folder: string): Recorder {
  return async (claims, kid, signed) => {
    if (claims.kind === "list") return;
    const about =
      claims.kind === "register" ? { typ: claims.typ } : { authority: claims.authority };
    const paper = claims.kind === "paper" ? paperOf(claims) : {};
    const digest = createHash("sha256").update(signed).digest("base64url");
    const at = new Date().toISOString();
    const line = { at, kid, kind: claims.kind, ...about, ...paper, digest };
    await appendFile(join(folder, "signed.log"), `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
}

function paperOf({ content, follows }: Extract<ToSign, { kind: "paper" }>) {
  const { number, documentType } = decodeClaims(Buffer.from(content, "base64url")) ?? {};
  return { number, documentType, ...follows };
}

/** As a command, which ends in words where an operator can mend it. */
async function apart(): Promise<void> {
  const { endInWords } = await import("./operator.ts");
  endInWords(process.env);
  await listen();
}

/** Runs apart until it is stopped. */
async function listen(): Promise<void> {
  // What a server starts is told all by it, and does not load what reads the settings.
  const { readSignerConfig } = await import("./config.ts");
  const configured = readSignerConfig(process.env);
  if (!configured.ok) return fail(configured.missing);
  const { socket, ...start } = configured.value;
  if (!start.demonstration) {
    const problems = await problemsOfKeys(start.folder, []);
    if (problems.length > 0) return fail(problems);
    const sql = connect(start.databaseUrl, 1);
    await requireSignerRights(sql).finally(() => sql.end());
  }
  const answer = answering(start);
  const server = createServer((line) => {
    line.on("error", () => undefined);
    linesOf(line, (text) => {
      answer(text).then(
        (answered) => (answered === undefined ? line.destroy() : line.write(`${answered}\n`)),
        (fault: Error) => {
          console.error(`a signature failed: ${fault.message}`);
          line.destroy();
        },
      );
    });
  });
  removeSocket(socket);
  // Made without rights for others from its first moment: who may ask is said by its group.
  process.umask(0o117);
  server.listen(socket, () => {
    chmodSync(socket, 0o660);
    console.log(`the signer listens at ${socket}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      server.close();
      process.exit(0);
    });
}

/** Of a signer before that was killed; anything else in its place stays, and is a fault. */
function removeSocket(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isSocket()) rmSync(path);
}

function fail(problems: readonly string[]): void {
  console.error(`The signer cannot start. Missing or wrong:\n  ${problems.join("\n  ")}`);
  process.exit(1);
}
