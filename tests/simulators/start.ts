import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Faults, SimCharge, SimRefund } from "./core.ts";

export type SimulatorKind = "mtn-momo" | "irembopay" | "mobile-money" | "hosted-page";

/** A simulated provider as a test sees it: its address, and the payer's side of it. */
export interface RunningSimulator {
  readonly url: string;
  faults(faults: Partial<Faults>): Promise<void>;
  down(down: boolean): Promise<void>;
  /** It takes questions and never answers. */
  hang(silent: boolean): Promise<void>;
  /** The payer pays (this amount, or what was asked) or refuses. @returns false where it is over */
  settle(charge: string, act: "pay" | "refuse", amount?: string): Promise<boolean>;
  books(): Promise<{
    readonly charges: readonly SimCharge[];
    readonly refunds: readonly SimRefund[];
    readonly counts: Readonly<Record<string, number>>;
  }>;
  stop(): Promise<void>;
}

/** Starts one in a process of its own. @param callback where an account's callbacks go */
export async function startSimulator(
  kind: SimulatorKind,
  { seed = 1, callback = "" }: { readonly seed?: number; readonly callback?: string } = {},
): Promise<RunningSimulator> {
  const main = join(import.meta.dirname, "main.ts");
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [main, "--kind", kind, "--seed", String(seed)], {
    env: { PATH, SIM_CALLBACK: callback },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const [line] = await Promise.race([
    (async () => {
      for await (const each of createInterface({ input: child.stdout })) return [each];
      return [undefined];
    })(),
    exited.then(() => [undefined]),
  ]);
  if (line === undefined) throw new Error(`the simulator of ${kind} ended by itself`);
  const { url } = JSON.parse(line) as { url: string };
  const post = (path: string, body: object) =>
    fetch(`${url}/_sim/${path}`, { method: "POST", body: JSON.stringify(body) });
  return {
    url,
    faults: async (faults) => void (await post("faults", faults)),
    down: async (down) => void (await post("down", { down })),
    hang: async (silent) => void (await post("down", { silent })),
    settle: async (charge, act, amount) =>
      (await post("settle", { charge, act, ...(amount !== undefined && { amount }) })).ok,
    books: async () => (await fetch(`${url}/_sim/books`)).json() as never,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
