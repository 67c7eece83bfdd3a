import { type ChildProcess, fork } from "node:child_process";
import { type Result, refuse } from "../kernel/index.ts";
import type { KeyStore } from "./keys.ts";
import { signHere } from "./sign-here.ts";
import type { Signer } from "./signer.ts";

/** What a signer in a process of its own is started with; it reads no environment. */
export interface SignerStart {
  readonly folder: string;
  readonly territory: string;
  readonly demonstration: boolean;
}

export interface SignerAsk {
  readonly id: number;
  readonly ask: keyof Signer;
  readonly with: readonly unknown[];
}

export interface SignerAnswer {
  readonly id: number;
  readonly result: Result<unknown>;
}

export interface SignerProcess extends Signer {
  /** Of the process that holds the keys now. */
  pid(): number | undefined;
  stop(): void;
}

/** Makes a signer that is another process. */
export type SignerMaker = (start: SignerStart) => Signer;

/** The signer of a server: another process where there is a maker, else this one. */
export function signerOf(
  make: SignerMaker | undefined,
  { keys, clock, ...start }: SignerStart & { readonly keys: KeyStore; readonly clock: () => Date },
): Signer {
  const { territory, demonstration } = start;
  // A demonstration lives in a time of its own.
  const rules = demonstration ? { demonstration } : { clock };
  return make?.(start) ?? signHere({ keys, territory, ...rules });
}

const answerMs = 5000;
const mostTries = 3;

interface Waiting {
  readonly ask: SignerAsk;
  readonly answer: (result: Result<unknown>) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  tries: number;
}

/**
 * A signer in a process of its own: who runs code in this one reads no key out of its memory, and
 * every signature is asked for. One that ends is started anew, and asked again what it had not
 * answered. What takes five seconds is refused with `credentials.signer-busy`.
 * @param program the file that runs there (`src/signer.ts`)
 */
export function signInProcess(program: string, start: SignerStart): SignerProcess {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let last = 0;
  let stopped = false;

  const settle = (id: number, result: Result<unknown>) => {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    clearTimeout(asked.timer);
    asked.answer(result);
  };
  const send = (asked: Waiting) => {
    asked.tries += 1;
    if (asked.tries > mostTries)
      return settle(asked.ask.id, refuse("unavailable", "credentials.signer-busy"));
    running().send(asked.ask, () => undefined);
  };
  const running = (): ChildProcess => {
    if (child) return child;
    // Structured clones carry the maps and bytes of claims as they are.
    const next = fork(program, [JSON.stringify(start)], { serialization: "advanced" });
    next.on("message", ({ id, result }: SignerAnswer) => settle(id, result));
    next.on("error", () => undefined);
    next.once("exit", () => {
      if (child === next) child = undefined;
      if (!stopped) for (const asked of [...waiting.values()]) send(asked);
    });
    child = next;
    return next;
  };
  const asking = <Value>(ask: keyof Signer, ...args: readonly unknown[]) =>
    new Promise<Result<Value>>((resolve) => {
      const id = ++last;
      const timer = setTimeout(
        () => settle(id, refuse("unavailable", "credentials.signer-busy")),
        answerMs,
      );
      const answer = (result: Result<unknown>) => resolve(result as Result<Value>);
      const asked: Waiting = { ask: { id, ask, with: args }, answer, timer, tries: 0 };
      waiting.set(id, asked);
      send(asked);
    });
  return {
    publicKey: (authority) => asking("publicKey", authority),
    sign: (claims, kid) => asking("sign", claims, kid),
    pid: () => child?.pid,
    stop: () => {
      stopped = true;
      child?.disconnect();
    },
  };
}
