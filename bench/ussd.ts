import { Agent, request } from "node:http";
import { setTimeout as rest } from "node:timers/promises";
import { demoPhone } from "../src/channels/ussd/index.ts";
import type { PersonId } from "../src/kernel/index.ts";
import { makePins } from "../src/platform/auth/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { cpuMs } from "./cpu.ts";
import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { type Server, secret, type World } from "./world.ts";

/** Sessions that begin in a second, for so many seconds, each pressing its keys this far apart. */
const load = { perSecond: 100, seconds: 6, warmSeconds: 2, pauseMs: 400 } as const;
const pin = "40718";
/**
 * Every second session: English, find, those for this phone, the first service, apply, the first
 * answer. The others: English, my applications, the PIN, back, where one stands, back.
 */
const walks = [
  ["2", "1", "1", "1", "1", "1"],
  ["2", "3", pin, "0", "2", "0"],
] as const;

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/**
 * Milliseconds until the answer was read to its end. Throws where it is not what a telephone can
 * show.
 */
function ask(url: string, fields: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    };
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.once("end", () => {
        if (response.statusCode === 200 && text.startsWith("CON "))
          resolve(performance.now() - begun);
        else reject(new Error(`${response.statusCode} ${text.slice(0, 200)}`));
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** One telephone: it dials and presses its keys, whatever the others do. */
async function session(url: string, n: number, round: string, took: number[]): Promise<void> {
  const phoneNumber = `+2507${String(10_000_000 + n)}`;
  const about = { sessionId: `${round}-${n}`, phoneNumber, serviceCode: "*182*7#" };
  const keys = walks[n % walks.length] ?? [];
  for (let pressed = 0; pressed <= keys.length; pressed++) {
    took.push(await ask(url, { ...about, text: keys.slice(0, pressed).join("*") }));
    await rest(load.pauseMs);
  }
}

/**
 * Sessions begin evenly and wait for nobody: a slow answer makes the next ones wait, as it would.
 */
async function crowd(url: string, round: string, seconds: number, first: number) {
  const took: number[] = [];
  const sessions: Promise<void>[] = [];
  for (let n = 0; n < load.perSecond * seconds; n++) {
    sessions.push(session(url, first + n, round, took));
    await rest(1000 / load.perSecond);
  }
  await Promise.all(sessions);
  return took.sort((a, b) => a - b);
}

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/**
 * CPU milliseconds for one answer, server and PostgreSQL together: what a busy machine does not
 * blur.
 */
async function counted(world: World, { pid }: Server, run: () => Promise<number[]>) {
  const roots = [pid, world.postmasterPid];
  const before = cpuMs(roots);
  const took = await run();
  return [took, (cpuMs(roots) - before) / took.length] as const;
}

/**
 * So many people with these telephones, so that each is somebody's, and every second one has a PIN.
 */
async function addPeople(sql: Pool, count: number): Promise<void> {
  const people = await sql<{ id: PersonId; phone: string }[]>`
  insert into auth.person (id, iss, sub, name, birth_date, national_id, nationality, phone, level,
    created_at, updated_at)
  select uuidv7(), 'urn:hamwe:bench', 'phone-' || n, 'Bench ' || n, '1990-01-01',
    '0' || (1990000000000000 + n), 'RW', '+2507' || (10000000 + n), 2, now(), now()
  from generate_series(0, ${count - 1}::int) as n
  returning id, phone`;
  const pins = makePins(sql, { secret });
  for (const { id, phone } of people)
    if (Number(phone.slice(-1)) % walks.length === 1) await pins.set(id, pin, new Date());
}

/**
 * Answers of the feature phone while a hundred sessions begin every second, and of a route with one
 * SELECT.
 */
export async function benchUssd(world: World): Promise<Figure[]> {
  const { access, sql } = await world.database("ussd");
  const server = await world.serve(access, "serve");
  await addPeople(sql, load.perSecond * (load.seconds + load.warmSeconds));
  await makeRoomForFloor(sql);
  const floor = await world.serve(access, "floor");
  const url = `${server.url}/ussd/${demoPhone(secret).secret}`;
  await crowd(url, "warm", load.warmSeconds, load.perSecond * load.seconds);
  const [took, cpu] = await counted(world, server, () => crowd(url, "counted", load.seconds, 0));
  await crowd(`${floor.url}/phone`, "floor-warm", 1, 0);
  const [least, leastCpu] = await counted(world, floor, () =>
    crowd(`${floor.url}/phone`, "floor", load.seconds, 0),
  );
  const unit = `ms (${load.perSecond} sessions/s, ${took.length} answers)`;
  return [
    { name: "ussd.p50", value: share(took, 0.5), unit },
    { name: "ussd.p99", value: share(took, 0.99), unit, goal: 300 },
    {
      ...{ name: "ussd.beside-floor", value: share(took, 0.5), unit: "ms", than: "floor at p50" },
      ratio: share(took, 0.5) / share(least, 0.5),
    },
    { name: "ussd.cpu", value: cpu, unit: "ms CPU", ratio: cpu / leastCpu },
    { name: "ussd.floor.p50", value: share(least, 0.5), unit: "ms" },
    { name: "ussd.floor.p99", value: share(least, 0.99), unit: "ms" },
  ];
}
