import { type AddressInfo, createServer, type Server as Listener } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { demoPhone } from "../src/channels/ussd/index.ts";
import { newId, type Pool } from "../src/platform/db/index.ts";
import { cpuMs } from "./cpu.ts";
import { type Figure, median } from "./figure.ts";
import type { Stage } from "./stage.ts";
import { type Server, secret } from "./world.ts";

const emails = 400;
const waiting = 10_000;
const rounds = { warm: 1, counted: 3 };
/** What the machine's own unrest does to two equal measurements. */
const unrest = 1.1;

interface Told {
  /** Between the first of them and the last, milliseconds for one. */
  readonly wall: number;
  readonly cpu: number;
}

/** A carrier that takes every connection, reads what is sent, and never answers. */
async function silentCarrier(): Promise<Listener> {
  const carrier = createServer((socket) => socket.on("error", () => undefined).resume());
  await new Promise<void>((resolve) => void carrier.listen(0, "localhost", resolve));
  return carrier;
}

/** SMS that wait for the carrier; none is due yet. */
const addWaiting = (sql: Pool) => sql`
  insert into messages.outbox (id, channel, lang, template, recipient, body, encoding, segments,
    state, queued_at, next_at)
  select 'bench:' || n, 'sms', 'en', 'submitted', '+250700000001', 'x', 'GSM-7', 1, 'queued', now(),
    now() + interval '1 day'
  from generate_series(1, ${waiting}::int) as n`;

/** Makes those SMS due now, or not for a day. */
const turn = (sql: Pool, due: boolean) => sql`
  update messages.outbox set next_at = now() + case when ${due} then 0 else 1 end * interval '1 day'
  where id like 'bench:%' and state = 'queued'`;

/** E-mails to somebody, until all are handed over. */
async function tell({ world, sql }: Stage, worker: Server): Promise<Told> {
  const round = newId();
  const roots = [worker.pid, world.postmasterPid];
  const before = cpuMs(roots);
  await sql`
    insert into messages.outbox (id, channel, lang, template, recipient, subject, body, state,
      queued_at)
    select ${round} || ':' || n, 'email', 'en', 'submitted', 'bench@example.org', 'x', 'x',
      'queued', now()
    from generate_series(1, ${emails}::int) as n`;
  for (;;) {
    const [row] = await sql<{ left: number; wall: number }[]>`
      select count(*) filter (where state = 'queued')::int as left,
        extract(epoch from max(ended_at) - min(ended_at))::float8 * 1000 as wall
      from messages.outbox where id like ${`${round}:%`}`;
    if (row?.left === 0) {
      const cpu = (cpuMs(roots) - before) / emails;
      return { wall: row.wall / (emails - 1), cpu };
    }
    await sleep(50);
  }
}

/**
 * What e-mails notice of a carrier of SMS that takes each message and never answers, with ten
 * thousand of them waiting for it. A worker beside one that answers takes turns with it.
 */
export async function benchCarrier(stage: Stage): Promise<Figure[]> {
  const { world, access, sql } = stage;
  const carrier = await silentCarrier();
  const url = `http://localhost:${(carrier.address() as AddressInfo).port}/`;
  const http = { url, method: "POST", headers: {}, accepted: [], key: "", from: "" } as const;
  const hanging = await world.serve(access, "work", { phone: { ...demoPhone(secret), http } });
  await addWaiting(sql);
  const told: Readonly<Record<"answers" | "hangs", Told[]>> = { answers: [], hangs: [] };
  for (let round = 0; round < rounds.warm + rounds.counted; round++)
    for (const does of ["answers", "hangs"] as const) {
      await turn(sql, does === "hangs");
      const worker = does === "hangs" ? hanging : stage.worker;
      await worker.tell("go");
      // Until it has the channels, and as many SMS on their way as may be.
      await sleep(2000);
      const one = await tell(stage, worker);
      if (round >= rounds.warm) told[does].push(one);
      await turn(sql, false);
      await worker.tell("rest");
    }
  await hanging.stop();
  carrier.close();
  const of = (list: readonly Told[], what: keyof Told) => median(list.map((one) => one[what]));
  const figure = (what: keyof Told, unit: string): Figure => {
    const value = of(told.hangs, what);
    const ratio = value / of(told.answers, what);
    return { name: `carrier.hangs.${what}`, value, unit, ratio, than: "where it answers" };
  };
  return [figure("wall", "ms an e-mail"), { ...figure("cpu", "ms CPU an e-mail"), goal: unrest }];
}
