import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as rest } from "node:timers/promises";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { type Centre, makeCentres, type RunningCentres, type Seat } from "../src/centres/index.ts";
import { dateIn, must, type OfficerId } from "../src/kernel/index.ts";
import { connect, type Pool } from "../src/platform/db/index.ts";
import { enqueue } from "../src/platform/jobs/index.ts";
import { cpuMs } from "./cpu.ts";
import type { Figure } from "./figure.ts";
import { jurisdictionDir } from "./load.ts";
import { openWatchers, type Watchers } from "./watchers.ts";
import type { World } from "./world.ts";

const [displays, rounds, warm] = [500, 60, 5];
const timeZone = "Africa/Kigali";

/** People who wait, one more than will be called. */
async function fill(sql: Pool, { id, topics, counters }: Centre): Promise<void> {
  const served = topics.find((topic) => counters[0]?.topics.includes(topic.id));
  const now = new Date();
  await sql`
    insert into centres.ticket (id, token, centre, day, number, topic, party, lang, status,
      taken_at,
      waiting_since, soon_told)
    select gen_random_uuid(), substr(md5(${id} || n) || md5(n::text), 1, 22), ${id},
      ${dateIn(now, timeZone)}, 'A' || n, ${served?.id ?? ""}, 1, 'en', 'waiting',
      ${now}::timestamptz + n * interval '1 ms', ${now}::timestamptz + n * interval '1 ms', true
    from generate_series(1, ${rounds + warm + 1}) as n`;
}

function hallsOver(app: Pool, centres: readonly Centre[]): RunningCentres {
  return makeCentres({
    ...{ sql: app, clock: () => new Date(), timeZone, centres: () => centres, enqueue },
    filledIn: async () => false,
    withoutTicket: async () => new Map(),
    random: (bytes) => randomBytes(bytes),
    calendar: () => ({
      ...{ timeZone, weekend: [6, 7], holidays: new Set<string>() },
      ...{ opens: "08:00", closes: "17:00" },
    }),
  });
}

/** One hall with somebody at its first counter, and displays that watch it. */
interface Watched {
  readonly seat: Seat;
  readonly watchers: Watchers;
  readonly waits: number[];
  cpu: number;
}

/** Calls the next; until when the last display had it, in milliseconds since the call began. */
async function callOnce(halls: RunningCentres, watched: Watched, server: number): Promise<number> {
  const { seat, watchers } = watched;
  const versionOf = async () => (await halls.board(seat.centre))?.version ?? 0;
  const before = cpuMs([server]);
  const began = performance.now();
  must(await halls.callNext(seat));
  const had = await watchers.lastHad(await versionOf());
  watched.cpu += cpuMs([server]) - before;
  must(await halls.start(seat));
  must(await halls.finish(seat));
  await watchers.lastHad(await versionOf());
  return had - began;
}

const residentKb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

const at = (waits: readonly number[], share: number): number =>
  [...waits].sort((a, b) => a - b)[Math.floor(waits.length * share)] ?? Number.NaN;

/**
 * Five hundred displays watch one hall and one display another, on the same server; people are
 * called in both in turns, from another process, as operators do. Displays and calls share the
 * machine.
 */
export async function benchBoard(world: World): Promise<Figure[]> {
  const { access, sql } = await world.database("boards");
  const { url, pid } = await world.serve(access, "serve");
  const [large, small] = loadCatalogue(jurisdictionDir).catalogue?.jurisdiction.centres ?? [];
  if (!large || !small) throw new Error("the bench needs two halls");
  const app = connect(access.appUrl, 4);
  const halls = hallsOver(app, [large, small]);
  const watch = async (hall: Centre, count: number): Promise<Watched> => {
    await fill(sql, hall);
    const counter = hall.counters[0]?.id ?? "";
    const seat: Seat = { centre: hall.id, counter, officer: randomUUID() as OfficerId };
    must(await halls.openCounter(seat));
    const watchers = await openWatchers(`${url}/hall/${hall.id}/board/events`, count);
    return { seat, watchers, waits: [], cpu: 0 };
  };
  const one = await watch(small, 1);
  await rest(1000);
  const before = residentKb(pid);
  const all = await watch(large, displays);
  await rest(1000);
  const memory = (residentKb(pid) - before) / displays;
  for (let round = 0; round < rounds + warm; round++)
    for (const watched of [one, all]) {
      if (round === warm) watched.cpu = 0;
      const wait = await callOnce(halls, watched, pid);
      if (round >= warm) watched.waits.push(wait);
    }
  for (const { watchers } of [one, all]) watchers.close();
  await halls.stop();
  await app.end({ timeout: 2 });
  return figures(all, one, memory);
}

function figures(all: Watched, one: Watched, memory: number): Figure[] {
  const than = "one display";
  const ratio = (share: number) => at(all.waits, share) / at(one.waits, share);
  return [
    { name: "board.p50", value: at(all.waits, 0.5), unit: "ms", ratio: ratio(0.5), than },
    { name: "board.p99", value: at(all.waits, 0.99), unit: "ms", ratio: ratio(0.99), than },
    { name: "board.cpu", value: all.cpu / rounds, unit: "ms CPU", ratio: all.cpu / one.cpu, than },
    { name: "board.memory", value: memory, unit: "kB a display", goal: 100 },
  ];
}
