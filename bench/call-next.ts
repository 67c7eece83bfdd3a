import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { type Centre, makeCentres, type Seat } from "../src/centres/index.ts";
import { chanceOf } from "../src/centres/queue/index.ts";
import { must, type OfficerId } from "../src/kernel/index.ts";
import { connect, migrate, type Pool } from "../src/platform/db/index.ts";
import { enqueue } from "../src/platform/jobs/index.ts";
import { cpuMs } from "./cpu.ts";
import type { Figure } from "./figure.ts";
import { jurisdictionDir } from "./load.ts";
import type { World } from "./world.ts";

/**
 * Of the two thousand of a day, so many wait at any moment: ten minutes of forty counters' work.
 */
const [counters, tickets, line] = [40, 2000, 200];
/** Rounds in which all counters call at one moment, before the clock counts. */
const warm = 2;
const day = "2026-11-23";
const now = new Date(`${day}T07:00:00Z`);

/** The largest hall of the government, with forty counters of the kinds that it has. */
function largeHall(): Centre {
  const { catalogue } = loadCatalogue(jurisdictionDir);
  const hall = catalogue?.jurisdiction.centres?.[0];
  if (!hall) throw new Error("the bench needs a hall");
  const counterOf = (index: number) => ({
    id: String(index + 1),
    topics: hall.counters[index % hall.counters.length]?.topics ?? [],
  });
  return { ...hall, counters: Array.from({ length: counters }, (_, index) => counterOf(index)) };
}

/**
 * The tickets of a day: the first of them wait, the others will come. A third are told when it is
 * nearly time.
 */
async function fill(sql: Pool, id: string, { topics }: Centre): Promise<void> {
  const names = topics.map((topic) => topic.id);
  const opened = new Date(now.getTime() - 3_600_000);
  await sql`
    insert into centres.ticket (id, token, centre, day, number, topic, party, lang, status,
      taken_at,
      waiting_since, soon_told, counter)
    select gen_random_uuid(), substr(md5(${id} || n) || md5(n::text), 1, 22), ${id}, ${day},
      'A' || n,
      (${names}::text[])[1 + n % ${names.length}], 1, 'en', case when n <= ${line} then 'waiting'
        else 'parked' end,
      ${opened}::timestamptz + n * interval '1 s', ${opened}::timestamptz + n * interval '1 s',
        n % 3 > 0,
      case when n <= ${line} then null else 'not yet' end
    from generate_series(1, ${tickets}) as n`;
}

/** Calls for the counter of an index. @returns false where nobody waits for it */
type Ask = (index: number) => Promise<boolean>;

async function askProduct(app: Pool, hall: Centre): Promise<Ask> {
  const centres = makeCentres({
    ...{ sql: app, clock: () => now, timeZone: "Africa/Kigali", centres: () => [hall], enqueue },
    random: (bytes) => randomBytes(bytes),
    filledIn: async () => false,
    withoutTicket: async () => new Map(),
    calendar: () => ({
      ...{ timeZone: "Africa/Kigali", weekend: [6, 7], holidays: new Set<string>() },
      ...{ opens: "08:00", closes: "17:00" },
    }),
  });
  const seats = hall.counters.map(({ id: counter }): Seat => {
    return { centre: hall.id, counter, officer: randomUUID() as OfficerId };
  });
  for (const seat of seats) must(await centres.openCounter(seat));
  return async (index) => {
    const seat = seats[index];
    return seat !== undefined && must(await centres.callNext(seat)) !== undefined;
  };
}

/**
 * The least that calling can be: one statement that takes the oldest that nobody else is taking.
 */
const askFloor =
  (app: Pool, hall: Centre): Ask =>
  async (index) => {
    const topics = hall.counters[index]?.topics ?? [];
    const { count } = await app`
      update centres.ticket set status = 'called', counter = ${String(index + 1)} where id = (
        select id from centres.ticket
        where centre = 'floor' and day = ${day} and status = 'waiting' and topic in ${app(topics)}
        order by waiting_since limit 1 for update skip locked)`;
    return count === 1;
  };

/** Who was called has been served, and as many come in. */
async function serve(sql: Pool): Promise<void> {
  const served = await sql<{ centre: string }[]>`
    update centres.ticket set status = 'done', ended_at = ${now} where status = 'called'
    returning centre`;
  const [centre] = served.map((row) => row.centre);
  if (centre === undefined) return;
  await sql`
    update centres.ticket set status = 'waiting', counter = null where id in (
      select id from centres.ticket where centre = ${centre} and status = 'parked'
      order by taken_at limit ${served.length})`;
}

interface Measured {
  readonly waits: readonly number[];
  /** Milliseconds of CPU of one call, this process and PostgreSQL together. */
  readonly cpu: number;
}

/** How the counters call: all at one moment, or each some time within so many milliseconds. */
interface Pattern {
  readonly rounds: number;
  readonly within: number;
}

/** A hall's way, though a hundred times as busy as two thousand a day: ten calls a second. */
const spread: Pattern = { rounds: 12, within: 4000 };
/** The worst moment that forty counters can make. */
const stampede: Pattern = { rounds: tickets / counters, within: 0 };

/** Contestants in turns, so that the machine's unrest falls on all alike. */
async function measure(
  asks: readonly Ask[],
  { rounds, within }: Pattern,
  serve: () => Promise<unknown>,
): Promise<readonly Measured[]> {
  const chance = chanceOf(1);
  const found = asks.map(() => ({ waits: [] as number[], cpu: 0 }));
  // PostgreSQL was started by this process, and is counted with it.
  const roots = [process.pid];
  for (let round = 0; round < rounds; round++)
    for (const [index, ask] of asks.entries()) {
      const before = cpuMs(roots);
      const waits = await Promise.all(
        Array.from({ length: counters }, async (_, counter) => {
          await setTimeout(within * chance.uniform());
          const started = performance.now();
          return (await ask(counter)) ? performance.now() - started : Number.NaN;
        }),
      );
      const cpu = cpuMs(roots) - before;
      await serve();
      if (round < warm) continue;
      found[index]?.waits.push(...waits.filter((wait) => !Number.isNaN(wait)));
      if (found[index]) found[index].cpu += cpu;
    }
  return found.map(({ waits, cpu }) => ({
    waits: waits.sort((a, b) => a - b),
    cpu: cpu / waits.length,
  }));
}

const at = ({ waits }: Measured, share: number): number =>
  waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;

/**
 * Forty counters of one hall call, two thousand tickets on the day, two hundred of them waiting at
 * any time: as a hall does, and all at one moment. Wall clock, one process.
 */
export async function benchCallNext(world: World): Promise<Figure[]> {
  const { access, sql } = await world.database("halls");
  await migrate(access.ownerUrl, join(import.meta.dirname, "../migrations"));
  const app = connect(access.appUrl, 12);
  try {
    const hall = largeHall();
    await fill(sql, hall.id, hall);
    await fill(sql, "floor", hall);
    await sql`vacuum analyze centres.ticket`;
    const asks = [await askProduct(app, hall), askFloor(app, hall)];
    const serving = () => serve(sql);
    const apart = await measure(asks, spread, serving);
    const atOnce = await measure(asks, stampede, serving);
    return [...figures("", apart, 15), ...figures(".at-once", atOnce)];
  } finally {
    await app.end({ timeout: 2 });
  }
}

function figures(suffix: string, [own, floor]: readonly Measured[], goal?: number): Figure[] {
  if (!own || !floor) throw new Error("both were measured");
  const line = (name: string, value: number, than: number): Figure => ({
    ...{ name: `call-next${suffix}.${name}`, value, unit: "ms", ratio: value / than },
  });
  const [p99, least] = [at(own, 0.99), at(floor, 0.99)];
  return [
    line("p50", at(own, 0.5), at(floor, 0.5)),
    goal === undefined
      ? line("p99", p99, least)
      : { name: `call-next${suffix}.p99`, value: p99, unit: "ms", goal },
    { name: `call-next${suffix}.floor.p99`, value: least, unit: "ms" },
    { ...line("cpu", own.cpu, floor.cpu), unit: "ms CPU" },
  ];
}
