import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "./chance.ts";
import { killPostgres, postmasterOf, type Server } from "./processes.ts";

/**
 * What is killed: the program, the database under it, or both at the same moment; or only the
 * connections between them, ended by PostgreSQL or reset while it speaks.
 */
export type Kill = "node" | "postgres" | "both" | "ended" | "reset";

/** How connections are cut, where somebody stands between the program and its database. */
export interface Cutter {
  /** Has PostgreSQL end every backend. */
  end(): Promise<void>;
  /** Resets every line in the middle of what PostgreSQL says. */
  reset(): void;
}

export interface Trial {
  readonly server: Server;
  /** Folder of the cluster. */
  readonly cluster: string;
  readonly chance: Chance;
  readonly kills: readonly Kill[];
  readonly cutter?: Cutter;
  readonly say: (words: string) => void;
}

/**
 * Kills at moments that nobody planned, and sees to it that all comes back; a program that lost its
 * database must come back by itself. One kill in five comes while the one before is still being
 * mended. @returns how long each recovery took, in milliseconds, until jobs were looked for again
 */
export async function undergo(trial: Trial): Promise<number[]> {
  const { server, chance, kills, say } = trial;
  const recoveries: number[] = [];
  for (const kill of kills) {
    await sleep(chance.between(300, 2200));
    if (!server.alive) throw new Error("the server ended though nobody killed it");
    const from = performance.now();
    const struck = Date.now();
    await strike(kill, trial, chance.next() < 0.5);
    if (kill === "node" || kill === "both") server.start();
    if (chance.next() < 0.2) {
      say(`${kill}, and not waited for`);
      continue;
    }
    await server.ready();
    await server.worksSince(struck);
    const took = performance.now() - from;
    say(`${kill}, back after ${(took / 1000).toFixed(1)} s`);
    recoveries.push(took);
  }
  await server.ready();
  return recoveries;
}

async function strike(kill: Kill, { server, cluster, cutter }: Trial, databaseFirst: boolean) {
  if (kill === "node") return server.kill();
  if (kill === "ended") return cutter?.end();
  if (kill === "reset") return cutter?.reset();
  await somethingToKill(cluster);
  if (kill === "postgres") return void killPostgres(cluster);
  if (databaseFirst) killPostgres(cluster);
  await server.kill();
  if (!databaseFirst) killPostgres(cluster);
}

/** After a kill that was not waited for, PostgreSQL may still be coming. */
async function somethingToKill(cluster: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20))
    if (postmasterOf(cluster)) return;
}
