import type { Sql } from "../platform/db/index.ts";
import type { Board, Hall } from "./model.ts";
import { missedAt } from "./store.ts";

interface BoardRow {
  readonly version: number | null;
  readonly waiting: number;
  readonly calls: readonly {
    number: string;
    counter: string;
    at: number;
    calls: number;
    lang: string;
  }[];
}

/** Rises with every change of a hall; 0 before the first. */
export async function hallVersion(sql: Sql, centre: string): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
    select version from centres.hall where centre = ${centre}`;
  return row?.version ?? 0;
}

/** Twelve calls of a day, see `Board.calls`, and how many wait, in one query. */
export async function readBoard(
  sql: Sql,
  centre: string,
  day: string,
): Promise<Omit<Board, "next" | "announced">> {
  const [row] = await sql<BoardRow[]>`
    select
      (select version from centres.hall where centre = ${centre}) as version,
      (select count(*) from centres.ticket
        where centre = ${centre} and day = ${day} and status = 'waiting') as waiting,
      (select coalesce(json_agg(call), '[]') from (
        select number, counter, extract(epoch from announced_at) * 1000 as at, announced as calls,
          lang
        from centres.ticket
        where centre = ${centre} and day = ${day} and announced_at is not null
          and counter is not null and status in ('called', 'serving')
        order by status = 'serving', announced_at desc, number limit 12
      ) as call) as calls`;
  const calls = (row?.calls ?? []).map(({ at, ...call }) => ({ ...call, calledAt: new Date(at) }));
  return { centre, calls, waiting: row?.waiting ?? 0, version: row?.version ?? 0 };
}

/**
 * Measurements of a day so far. The wait ends with the first call; time before an appointment does
 * not count. Whoever still waits has no wait yet: see `Hall.waitingNow`.
 */
export async function readToday(sql: Sql, centre: string, day: string): Promise<Hall["today"]> {
  const [row] = await sql<Hall["today"][]>`
    select count(*) as taken,
      count(*) filter (where status = 'done') as done,
      count(*) filter (where status = 'absent') as absent,
      avg(waited) as "meanWaitMinutes",
      percentile_cont(0.9) within group (order by waited) as "p90WaitMinutes",
      avg(served_seconds::float8 / 60) filter (where status = 'done') as "meanServiceMinutes"
    from (
      select status, served_seconds, case when first_called_at is not null then greatest(0, extract(
        epoch from first_called_at - greatest(taken_at, appointment_at)))::float8 / 60 end as waited
      from centres.ticket where centre = ${centre} and day = ${day}
    ) as visit`;
  const none = { meanWaitMinutes: null, p90WaitMinutes: null, meanServiceMinutes: null };
  return row ?? { taken: 0, done: 0, absent: 0, ...none };
}

/** Parked tickets, and since when, oldest first. */
export const readParked = (sql: Sql, centre: string, day: string) => sql<Hall["parked"][number][]>`
  select ticket.id, number, ticket.topic, ticket.counter, max(moment.at) as since,
    ${missedAt(sql)} as "missedAt"
  from centres.ticket as ticket join centres.moment as moment on moment.ticket = ticket.id
  where centre = ${centre} and day = ${day} and status = 'parked' and what = 'parked'
  group by ticket.id order by since, number`;

/** Which command took which ticket is only needed on the same day. */
export const forgetActs = (sql: Sql, before: string) => sql`
  delete from centres.act using centres.ticket
  where act.ticket = ticket.id and ticket.day < ${before}`;

/**
 * Ends the day of a centre: waiting tickets have left, tickets being served are done without a
 * measurement, all counters are closed and serve what is planned, and telephone numbers are erased.
 */
export async function endDay(
  tx: Sql,
  { centre, day, dayEnds, at }: { centre: string; day: string; dayEnds: Date; at: Date },
): Promise<void> {
  await tx`
    with ended as (
      update centres.ticket
      set status = case status when 'serving' then 'done' else 'left' end, ended_at = ${at}
      where centre = ${centre} and day = ${day}
        and status in ('waiting', 'called', 'serving', 'parked')
      returning id, topic, counter
    )
    insert into centres.moment (ticket, at, what, topic, counter)
    select id, ${at}, 'closed', topic, counter from ended`;
  await tx`
    delete from centres.phone using centres.ticket
    where phone.ticket = ticket.id and ticket.centre = ${centre} and ticket.day = ${day}`;
  await tx`
    delete from centres.counter_topics where centre = ${centre} and set_at < ${dayEnds}`;
  await tx`delete from centres.seat where centre = ${centre} and opened_at < ${dayEnds}`;
}
