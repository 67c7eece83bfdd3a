import type { OfficerId } from "../kernel/index.ts";
import { presenceOf } from "../platform/auth/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { CentresDeps } from "./deps.ts";
import { formSaves, perMember } from "./expected.ts";
import type { CallReason } from "./queue/index.ts";

/** The officer at a counter. */
export interface SeatRow {
  readonly centre: string;
  readonly counter: string;
  readonly officer: OfficerId;
  /** The break that the officer has now. */
  readonly breakSince: Date | null;
  readonly breakUntil: Date | null;
  /** Closes when the client in hand is done; its officer then moves to a counter, or to none. */
  readonly closesAfter: boolean;
  readonly movesTo: string | null;
  /** The topic for which it was opened, while that is called first. */
  readonly openedFor: string | null;
  /** Somebody else opened it for its officer, who has not come yet. */
  readonly awaited: boolean;
}

/** The same on the floor, where it counts whether its officer is signed in. */
export interface FloorSeat extends SeatRow {
  /** When the officer signed out, or their session ran out, since they sit there; null: neither. */
  readonly signedOutAt: Date | null;
  /** Since when they are signed in without a break; null while they are not. */
  readonly signedInSince: Date | null;
  /** They work here no longer. */
  readonly hasLeft: boolean;
}

type Seated = Pick<SeatRow, "centre" | "counter" | "officer">;

export interface NewSeat extends Seated, Partial<Pick<SeatRow, "awaited">> {
  /** The topic that it is opened for. */
  readonly first?: string | null | undefined;
}

/** A counter that is open, or that serves other topics than planned. */
interface CounterRow extends Omit<FloorSeat, "officer"> {
  readonly officer: OfficerId | null;
  readonly topics: readonly string[] | null;
}

/** A ticket that waits or is in hand; times in milliseconds since 1970. */
export interface FloorRow {
  readonly id: string;
  readonly number: string;
  readonly status: "waiting" | "called" | "serving";
  readonly topic: string;
  readonly group: string | null;
  readonly party: number;
  /** By whoever runs the floor. */
  readonly putFirst: boolean;
  /** Its form was filled in before. */
  readonly prepared: boolean;
  readonly counter: string | null;
  readonly reserved: string | null;
  readonly since: number;
  readonly appointment: number | null;
  readonly called: number | null;
  readonly started: number | null;
  readonly skipped: number | null;
  /** Why it was called; null while it waits. */
  readonly why: CallReason | null;
  /** Has a telephone number, and was not yet notified that it is nearly time. */
  readonly tell: boolean;
}

export interface FloorRows {
  readonly seats: readonly FloorSeat[];
  /** Topics of counters that serve others today than planned. */
  readonly changed: ReadonlyMap<string, readonly string[]>;
  readonly tickets: readonly FloorRow[];
  /** Since when counters serve somebody who has no ticket. */
  readonly withoutTicket: ReadonlyMap<string, Date>;
}

/** What there is to call from. */
export type FrontRows = Omit<FloorRows, "withoutTicket">;

const columns = (sql: Sql) => sql`
  ticket.id, number, status, ticket.topic, priority_group as "group", party, prepared,
  put_first as "putFirst", counter, reserved,
  date_part('epoch', waiting_since) * 1000 as since,
  date_part('epoch', appointment_at) * 1000 as appointment,
  date_part('epoch', called_at) * 1000 as called, called_why as why,
  date_part('epoch', started_at) * 1000 as started,
  date_part('epoch', skipped_at) * 1000 as skipped, not soon_told as tell`;

const seatColumns = (sql: Sql) => sql`
  centre, counter, officer, break_since as "breakSince", break_until as "breakUntil",
  closes_after as "closesAfter", moves_to as "movesTo", opened_for as "openedFor", awaited`;

/** The open counters, and the topics of those that serve others today than planned. */
export async function readCounters(
  sql: Sql,
  centre: string,
  now: Date,
): Promise<Pick<FloorRows, "seats" | "changed">> {
  const rows = await sql<CounterRow[]>`
    select ${centre} as centre, counter, seat.officer, topics,
      break_since as "breakSince", break_until as "breakUntil",
      coalesce(closes_after, false) as "closesAfter", moves_to as "movesTo",
      case when there.signed_out_at >= seat.opened_at then there.signed_out_at end
        as "signedOutAt",
      there.signed_in_since as "signedInSince", there.has_left as "hasLeft",
      opened_for as "openedFor", coalesce(awaited, false) as awaited
    from (select * from centres.seat where centre = ${centre}) as seat
    full join (
      select counter, topics from centres.counter_topics where centre = ${centre}
    ) as served using (counter)
    left join lateral ${presenceOf(sql, sql`seat.officer`, now)} as there on true`;
  return {
    seats: rows.flatMap(({ topics: _, officer, ...row }) => (officer ? { ...row, officer } : [])),
    changed: new Map(rows.flatMap(({ counter, topics }) => (topics ? [[counter, topics]] : []))),
  };
}

/** The present state of the hall, in three pipelined queries; `sql` of a caller's transaction. */
export async function readFloor(
  deps: Pick<CentresDeps, "sql" | "clock" | "withoutTicket">,
  centre: string,
  day: string,
  sql: Sql = deps.sql,
): Promise<FloorRows> {
  const [counters, withoutTicket, tickets] = await Promise.all([
    readCounters(sql, centre, deps.clock()),
    deps.withoutTicket(centre, sql),
    sql<FloorRow[]>`
      select ${columns(sql)} from centres.ticket as ticket
      where centre = ${centre} and day = ${day} and status in ('waiting', 'called', 'serving')`,
  ]);
  return { ...counters, tickets, withoutTicket };
}

/** Counters with somebody in front of them, with a ticket or without one. */
export const busyCounters = ({
  tickets,
  withoutTicket,
}: Pick<FloorRows, "tickets" | "withoutTicket">): ReadonlySet<string> =>
  new Set([...tickets.flatMap(({ counter }) => counter ?? []), ...withoutTicket.keys()]);

/**
 * However long the queue of a topic is, the next ticket is among its first or has a right to be
 * earlier.
 */
const front = 80;

/**
 * What calling the next ticket has to look at: the front of each topic's queue, and all tickets
 * with a special claim.
 */
export async function readFront(
  sql: Sql,
  { centre, day, now }: { readonly centre: string; readonly day: string; readonly now: Date },
  topics: readonly string[],
): Promise<FrontRows> {
  const [counters, tickets] = await Promise.all([
    readCounters(sql, centre, now),
    sql<FloorRow[]>`
      select ${columns(sql)} from centres.ticket as ticket join (
        select near.id from unnest(${[...topics]}::text[]) as line (topic) cross join lateral (
          select id from centres.ticket as ahead
          where centre = ${centre} and day = ${day} and ahead.topic = line.topic
            and status = 'waiting'
          order by waiting_since, id limit ${front}
        ) as near
        union
        select id from centres.ticket
        where centre = ${centre} and day = ${day} and status = 'waiting'
          and coalesce(priority_group, reserved, appointment::text) is not null
        union
        select id from centres.ticket
        where centre = ${centre} and day = ${day} and status = 'waiting' and put_first
        union
        select id from centres.ticket
        where centre = ${centre} and day = ${day} and status in ('called', 'serving')
      ) as seen on seen.id = ticket.id`,
  ]);
  return { ...counters, tickets };
}

export async function seatAt(sql: Sql, centre: string, counter: string) {
  const [row] = await sql<SeatRow[]>`
    select ${seatColumns(sql)} from centres.seat
    where centre = ${centre} and counter = ${counter}`;
  return row;
}

/** Since when this officer is signed in without a break; null while they are not. */
export async function signedInSince(sql: Sql, officer: OfficerId, now: Date): Promise<Date | null> {
  const [row] = await sql<{ since: Date | null }[]>`
    select there.signed_in_since as since
    from ${presenceOf(sql, sql`${officer}::uuid`, now)} as there`;
  return row?.since ?? null;
}

export async function seatOfOfficer(sql: Sql, officer: OfficerId) {
  const [row] = await sql<Seated[]>`
    select centre, counter, officer from centres.seat where officer = ${officer}`;
  return row;
}

/** The officers at the counters of a hall, by counter. */
export async function seatsIn(sql: Sql, centre: string): Promise<ReadonlyMap<string, OfficerId>> {
  const rows = await sql<Seated[]>`
    select centre, counter, officer from centres.seat where centre = ${centre}`;
  return new Map(rows.map(({ counter, officer }) => [counter, officer]));
}

/** Which of these officers have a counter of any hall; `come`: and are not awaited there. */
export async function seatsOf(
  sql: Sql,
  officers: readonly string[],
  { come = false } = {},
): Promise<ReadonlySet<string>> {
  const rows = await sql<Pick<Seated, "officer">[]>`
    select officer from centres.seat
    where officer = any(${[...officers]}::uuid[]) and not (awaited and ${come})`;
  return new Set(rows.map(({ officer }) => officer));
}

/** @returns false where the counter or the officer has a seat already */
export async function addSeat(
  tx: Sql,
  { centre, counter, officer, first = null, awaited = false }: NewSeat,
  at: Date,
) {
  const { count } = await tx`
    insert into centres.seat (centre, counter, officer, opened_at, opened_for, awaited)
    values (${centre}, ${counter}, ${officer}, ${at}, ${first}, ${awaited})
    on conflict do nothing`;
  return count === 1;
}

/** The officer at this counter has come. @returns whether they were awaited */
export async function setArrived(tx: Sql, { centre, counter }: Omit<Seated, "officer">) {
  const { count } = await tx`
    update centres.seat set awaited = false
    where centre = ${centre} and counter = ${counter} and awaited`;
  return count > 0;
}

/** What happens to an open counter once the client in hand is done. */
export const setAfter = (
  tx: Sql,
  { centre, counter }: Pick<Seated, "centre" | "counter">,
  { closes, movesTo }: { readonly closes: boolean; readonly movesTo: string | null },
) => tx`
  update centres.seat set closes_after = ${closes}, moves_to = ${movesTo}
  where centre = ${centre} and counter = ${counter}`;

/** The topic that a counter calls first; null: none any more. */
export const setFirst = (
  tx: Sql,
  centre: string,
  counters: readonly string[],
  topic: string | null,
) => tx`
  update centres.seat set opened_for = ${topic}
  where centre = ${centre} and counter = any(${[...counters]})`;

export const removeSeat = (tx: Sql, centre: string, counter: string) =>
  tx`delete from centres.seat where centre = ${centre} and counter = ${counter}`;

/**
 * Minutes of recent services, newest first, limited per topic, converted to one person with an
 * empty form.
 */
export async function measuredMinutes(
  sql: Sql,
  centre: string,
  topics: readonly string[],
  since: Date,
) {
  const rows = await sql<{ topic: string; minutes: number }[]>`
    select topic.id as topic, recent.served_seconds::float8 / 60
        / (1 + ${perMember}::float8 * (recent.party - 1))
        / case when recent.prepared then ${formSaves}::float8 else 1 end as minutes
    from unnest(${[...topics]}::text[]) as topic (id)
    cross join lateral (
      select served_seconds, party, prepared from centres.ticket
      where centre = ${centre} and ticket.topic = topic.id and status = 'done'
        and ended_at >= ${since}
        and served_seconds is not null
      order by ended_at desc limit 25
    ) as recent`;
  return Map.groupBy(rows, ({ topic }) => topic);
}
