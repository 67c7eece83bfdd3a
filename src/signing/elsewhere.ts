import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { connect, type Socket } from "node:net";
import { dirname } from "node:path";
import type { PublicKey } from "../certificate-code/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Signer } from "./signer.ts";
import { linesOf, type SignerAnswer, type SignerQuestion, type SignerStart } from "./wire.ts";

/** A signer in a process that this one starts. */
export interface SignerProcess extends Signer {
  /** Of the process that holds the keys now. */
  pid(): number | undefined;
  stop(): void;
}

/** A way to a signer: lines of JSON, one for each question and each answer. */
interface Line {
  send(ask: string): void;
  close(): void;
}

interface Hears {
  /** It answers from now on: what waits has from now on the time of an answer. */
  readonly ready: () => void;
  readonly answer: (line: string) => void;
  /** Called once: what was asked and not answered is asked of the next line. */
  readonly ended: () => void;
}

const mostTries = 3;

interface Waiting {
  readonly id: number;
  readonly ask: string;
  readonly answer: (result: Result<string | PublicKey>) => void;
  timer: ReturnType<typeof setTimeout>;
  tries: number;
}

const busy = () => refuse("unavailable", "credentials.signer-busy");

export interface Patience {
  /** What takes longer is refused with `credentials.signer-busy`. */
  readonly answerMs?: number;
  /** What a signer may need to start; a busy machine needs seconds. */
  readonly startMs?: number;
}

/**
 * Asks over a line; one that ends is opened anew, and asked again what was not answered.
 */
function askOver(
  open: (hears: Hears) => Line,
  { answerMs = 5000, startMs = 60_000 }: Patience,
): Signer & { close(): void } {
  const waiting = new Map<number, Waiting>();
  let line: Line | undefined;
  let ready = false;
  let last = 0;
  let closed = false;

  const settle = (id: number, result: Result<string | PublicKey>) => {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    clearTimeout(asked.timer);
    asked.answer(result);
  };
  const send = (asked: Waiting) => {
    asked.tries += 1;
    if (asked.tries > mostTries || closed) return settle(asked.id, busy());
    current().send(asked.ask);
  };
  const current = (): Line => {
    if (line) return line;
    ready = false;
    const opened = open({
      ready() {
        ready = true;
        for (const asked of waiting.values()) {
          clearTimeout(asked.timer);
          asked.timer = givesUp(asked.id, answerMs);
        }
      },
      answer(text) {
        const { id, result }: SignerAnswer = JSON.parse(text);
        settle(id, result);
      },
      ended() {
        if (line === opened) line = undefined;
        for (const asked of [...waiting.values()]) send(asked);
      },
    });
    line = opened;
    return opened;
  };
  const givesUp = (id: number, afterMs: number) => setTimeout(() => settle(id, busy()), afterMs);
  const asking = (what: SignerQuestion) =>
    new Promise<Result<string | PublicKey>>((answer) => {
      const id = ++last;
      const timer = givesUp(id, ready ? answerMs : startMs);
      const ask = JSON.stringify({ id, ...what });
      const asked: Waiting = { ...{ id, ask, answer, timer }, tries: 0 };
      waiting.set(id, asked);
      send(asked);
    });
  return {
    publicKey: async (authority) =>
      (await asking({ ask: "publicKey", authority })) as Result<PublicKey>,
    async sign(claims, kid) {
      const signed = await asking({ ask: "sign", claims, kid });
      return signed.ok ? ok(Buffer.from(String(signed.value), "base64url")) : signed;
    },
    close() {
      closed = true;
      line?.close();
    },
  };
}

/**
 * Where Node keeps what it compiled of this program, if it does: most of the signer is part of it,
 * and taking out types and compiling was more than half of the signer's start. Node adds a folder
 * of its version to the one that it is told.
 */
function compiledHere(): Readonly<Record<string, string>> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/**
 * A signer in a process of its own: who runs code in this one reads no key out of its memory, and
 * every signature is asked for. It gets nothing of our environment; one that ends is started anew.
 * @param program the file that runs there (`src/signer.ts`)
 */
export function signInProcess(
  program: string,
  start: SignerStart,
  patience: Patience = {},
): SignerProcess {
  let child: ChildProcess | undefined;
  const { close, ...signer } = askOver(({ ready, answer, ended }) => {
    const next = fork(program, ["child"], { env: compiledHere() });
    child = next;
    // Its first word says that it holds the keys.
    next.once("message", () => {
      ready();
      next.on("message", (text) => answer(String(text)));
    });
    next.on("error", () => undefined);
    next.once("exit", () => {
      if (child === next) child = undefined;
      ended();
    });
    next.send(JSON.stringify(start), () => undefined);
    return {
      send: (ask) => void next.send(ask, () => undefined),
      close: () => next.connected && next.disconnect(),
    };
  }, patience);
  return { ...signer, pid: () => child?.pid, stop: close };
}

/**
 * A signer that somebody else runs, behind a Unix socket: who may ask it is said by the rights of
 * that file. Nothing is opened before the first question.
 */
export function signAtSocket(path: string, patience: Patience = {}): Signer & { stop(): void } {
  const { close, ...signer } = askOver(({ ready, answer, ended }) => {
    const socket: Socket = connect(path, ready);
    // An open line keeps no process running; what is asked does, until it is answered.
    socket.unref();
    linesOf(socket, answer);
    socket.on("error", () => undefined);
    socket.once("close", ended);
    return { send: (ask) => void socket.write(`${ask}\n`), close: () => socket.destroy() };
  }, patience);
  return { ...signer, stop: close };
}
