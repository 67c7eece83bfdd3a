import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "../src/platform/db/index.ts";
import { cpuMs } from "./cpu.ts";
import { median } from "./figure.ts";
import {
  addDrafts,
  addOfficers,
  bench,
  type Draft,
  loadCases,
  openSessions,
  type Session,
} from "./load.ts";
import { type Shot, sendAll } from "./requests.ts";
import type { Database, Server, World } from "./world.ts";

/** A database with cases, the product that serves it, and the browsers of some people. */
export interface Stage extends Database {
  readonly world: World;
  readonly server: Server;
  /** Does the jobs, when told to. */
  readonly worker: Server;
  readonly drafts: Draft[];
  readonly people: ReadonlyMap<string, string>;
  readonly officers: readonly Session[];
}

/** Enough for all repeats of everything that uses drafts up. */
const draftsMade = 30_000;

export async function setStage(world: World, name: string, cases: number): Promise<Stage> {
  const database = await world.database(name);
  const server = await world.serve(database.access, "serve");
  const worker = await world.serve(database.access, "work");
  const { sql } = database;
  await loadCases(sql, cases);
  const drafts = await addDrafts(sql, draftsMade);
  const persons = [...new Set(drafts.map(({ person }) => person))];
  const signedIn = await openSessions(sql, "person", persons);
  const officers = await addOfficers(sql);
  return {
    ...{ ...database, world, server, worker, drafts },
    people: new Map(signedIn.map(({ of, cookie }) => [of, cookie])),
    officers: await openSessions(
      sql,
      "officer",
      officers.map(({ id }) => id),
    ),
  };
}

/** V8 goes on making a decision cheaper until about the thirtieth round. */
export const rounds = { warm: 30, counted: 5 };

/** Something to be measured: where, and the requests of one round, made before the clock starts. */
export interface Contestant {
  readonly server: Server;
  readonly shots: () => Promise<readonly Shot[]> | readonly Shot[];
}

/** A lane in which nobody works, and those in which the worker does. */
export const idleLane = "bench";
const lanes = ["", "programs"];

/** Every job that is due has been done, each message handed over, each certificate signed. */
export async function settled(sql: Pool): Promise<void> {
  for (;;) {
    // By the index, one row at most: what waits in other lanes is not read at the worker's cost.
    const [row] = await sql<{ due: boolean }[]>`
      select exists (
          select from unnest(${lanes}::text[]) as own(name)
          where (select run_at from jobs.job where lane = own.name and queue is null
            and taken_by is null and attempts < max_attempts order by run_at limit 1) <= now())
        or exists (select from jobs.job where taken_by is not null)
        or exists (select from jobs.job where lane = any(${lanes}) and queue is not null
          and attempts < max_attempts and run_at <= now())
        or exists (select from messages.outbox where state = 'queued' and next_at <= now())
        or exists (select from credentials.credential
          where cwt is null and erased_at is null and sign_at <= now()) as due`;
    if (!row?.due) return;
    await sleep(100);
  }
}

/** What is counted of a request: itself, or also all that follows from it, done by the worker. */
export type Counting = "request" | "whole";

async function cpuOfRound(
  { world, worker, sql }: Stage,
  { server, shots }: Contestant,
  counting: Counting,
): Promise<number> {
  const ready = await shots();
  const roots = [server.pid, world.postmasterPid, ...(counting === "whole" ? [worker.pid] : [])];
  const before = cpuMs(roots);
  await sendAll(server.url, ready);
  if (counting === "whole") await settled(sql);
  return (cpuMs(roots) - before) / ready.length;
}

/** CPU milliseconds a second of a worker with nothing to do, PostgreSQL included. */
export async function cpuOfIdling({ world, worker }: Stage, seconds: number): Promise<number> {
  const roots = [worker.pid, world.postmasterPid];
  await worker.tell("go");
  await sleep(2000);
  const before = cpuMs(roots);
  await sleep(seconds * 1000);
  const cpu = (cpuMs(roots) - before) / seconds;
  await worker.tell("rest");
  return cpu;
}

/**
 * Measures while PostgreSQL neither samples tables by itself nor writes down what was loaded: in a
 * few seconds that would be chance.
 */
export async function undisturbed<T>({ sql }: Pick<Stage, "sql">, measuring: () => Promise<T>) {
  await sql`alter system set autovacuum = off`;
  await sql`select pg_reload_conf()`;
  while ((await sql`select from pg_stat_activity where backend_type like 'autovacuum%'`).length > 0)
    await sleep(100);
  await sql`checkpoint`;
  try {
    return await measuring();
  } finally {
    await sql`alter system reset autovacuum`;
    await sql`select pg_reload_conf()`;
  }
}

/** CPU milliseconds, worker and PostgreSQL together, until every job that is due has been done. */
export const cpuOfJobs = ({ world, worker, sql }: Stage): Promise<number> =>
  undisturbed({ sql }, async () => {
    const roots = [worker.pid, world.postmasterPid];
    const before = cpuMs(roots);
    await worker.tell("go");
    await settled(sql);
    const cpu = cpuMs(roots) - before;
    await worker.tell("rest");
    return cpu;
  });

/**
 * CPU milliseconds for one request of each contestant, server and PostgreSQL together: the median
 * of five rounds. They take turns, so that what else the machine does falls on all alike. Of the
 * `whole`, the worker counts as well.
 */
export async function measure(
  stage: Stage,
  contestants: readonly Contestant[],
  counting: Counting = "request",
): Promise<readonly number[]> {
  const counted: number[][] = contestants.map(() => []);
  if (counting === "whole") await stage.worker.tell("go");
  for (let round = 0; round < rounds.warm + rounds.counted; round++)
    for (const [index, contestant] of contestants.entries()) {
      const cpu = await cpuOfRound(stage, contestant, counting);
      if (round >= rounds.warm) counted[index]?.push(cpu);
    }
  if (counting === "whole") await stage.worker.tell("rest");
  if (process.env.BENCH_DETAIL) console.error(JSON.stringify(counted));
  return counted.map(median);
}

/** The session's cookie of a draft's own person. */
export const cookieOf = ({ people }: Stage, { person }: Draft): string => people.get(person) ?? "";

/** The n-th officer's cookie, in turns. */
export const officerCookie = ({ officers }: Stage, n: number): string =>
  officers[n % bench.officers]?.cookie ?? "";
