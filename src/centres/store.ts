import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Change, Moment, TicketRow } from "./decide.ts";
import type { Ticket } from "./model.ts";
import type { CallReason } from "./queue/index.ts";

/** Locks the hall: other changes of it wait until this transaction ends. */
export const takeTurn = (tx: Sql, centre: string) => tx`
  insert into centres.hall as hall (centre, version) values (${centre}, 1)
  on conflict (centre) do update set version = hall.version + 1`;

/** When a parked ticket was called back last, where its holder did not come. */
export const missedAt = (sql: Sql) => sql`
  case when status = 'parked' and skipped_at >= called_at then called_at end`;

const columns = (sql: Sql) => sql`
  ticket.id, token, ticket.centre, day, number, ticket.topic, priority_group as "group", party,
    person,
  appointment, lang, status, ticket.counter, taken_at as "takenAt", waiting_since as "waitingSince",
  called_at as "calledAt", started_at as "startedAt", ended_at as "endedAt", calls,
  called_why as why, ${missedAt(sql)} as "missedAt", announced,
  served_seconds as "servedSeconds"`;

/** The columns that other parts may see. */
export function toTicket({
  announced: _said,
  servedSeconds: _served,
  ...ticket
}: TicketRow): Ticket {
  return ticket;
}

/**
 * The next number of one or two letters, four characters as a rule, without gaps: it is returned
 * where the transaction fails.
 */
export async function nextNumber(tx: Sql, centre: string, day: string, letter: string) {
  const [row] = await tx<{ last: number }[]>`
    insert into centres.sequence as seq (centre, day, letter, last)
      values (${centre}, ${day}, ${letter}, 1)
    on conflict on constraint sequence_pk do update set last = seq.last + 1
    returning last`;
  return `${letter}${String(row?.last ?? 0).padStart(4 - letter.length, "0")}`;
}

export interface Fresh
  extends Omit<
    Ticket,
    "calledAt" | "startedAt" | "endedAt" | "calls" | "status" | "counter" | "why" | "missedAt"
  > {
  readonly appointmentAt: Date | null;
  readonly soonTold: boolean;
  readonly prepared: boolean;
}

/** @returns undefined where the number is another ticket's */
export async function addTicket(tx: Sql, fresh: Fresh): Promise<Ticket | undefined> {
  const [row] = await tx<TicketRow[]>`
    insert into centres.ticket (id, token, centre, day, number, topic, priority_group, party,
      person,
      appointment, appointment_at, lang, status, taken_at, waiting_since, soon_told, prepared)
    values (${fresh.id}, ${fresh.token}, ${fresh.centre}, ${fresh.day}, ${fresh.number},
      ${fresh.topic},
      ${fresh.group}, ${fresh.party}, ${fresh.person}, ${fresh.appointment}, ${fresh.appointmentAt},
      ${fresh.lang}, 'waiting', ${fresh.takenAt}, ${fresh.waitingSince}, ${fresh.soonTold},
        ${fresh.prepared})
    on conflict on constraint ticket_number do nothing
    returning ${columns(tx)}`;
  return row && toTicket(row);
}

interface Numbers {
  readonly centre: string;
  readonly day: string;
  readonly numbers: readonly string[];
}

export const readStatuses = (sql: Sql, { centre, day, numbers }: Numbers) => sql<
  Pick<Ticket, "number" | "status" | "endedAt">[]
>`
  select number, status, ended_at as "endedAt" from centres.ticket
  where centre = ${centre} and day = ${day} and number = any(${[...numbers]})`;

export const addPhone = (tx: Sql, ticket: string, phone: string) =>
  tx`insert into centres.phone (ticket, phone) values (${ticket}, ${phone})`;

/** The telephone of a ticket, and whether nothing else is to be said before its call. */
export async function phoneOf(sql: Sql, id: string) {
  const [row] = await sql<{ phone: string; soonTold: boolean }[]>`
    select phone, soon_told as "soonTold" from centres.phone
    join centres.ticket as ticket on ticket.id = phone.ticket where ticket.id = ${id}`;
  return row;
}

export interface MomentOf {
  readonly ticket: string;
  readonly what: Moment;
  readonly topic: string;
  readonly counter?: string | null;
  readonly officer?: OfficerId | null;
  /** Why whoever runs the floor did it. */
  readonly reason?: string | null;
}

export const addMoments = (tx: Sql, at: Date, moments: readonly MomentOf[]) => tx`
  insert into centres.moment (ticket, at, what, topic, counter, officer, reason)
  select ticket, ${at}, what, topic, counter, officer, reason from unnest(
    ${moments.map(({ ticket }) => ticket)}::uuid[], ${moments.map(({ what }) => what)}::text[],
    ${moments.map(({ topic }) => topic)}::text[],
      ${moments.map(({ counter }) => counter ?? null)}::text[],
    ${moments.map(({ officer }) => officer ?? null)}::uuid[],
    ${moments.map(({ reason }) => reason ?? null)}::text[]
  ) as moment (ticket, what, topic, counter, officer, reason)`;

export const rememberActs = (tx: Sql, acts: readonly { key: string; ticket: string }[]) => tx`
  insert into centres.act (key, ticket)
  select * from unnest(${acts.map(({ key }) => key)}::text[],
    ${acts.map(({ ticket }) => ticket)}::uuid[])`;

/** Tickets that these commands took before. */
export async function ticketsOfActs(sql: Sql, keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, Ticket>();
  const rows = await sql<(TicketRow & { key: string })[]>`
    select act.key, ${columns(sql)} from centres.act
    join centres.ticket as ticket on ticket.id = act.ticket
    where act.key in ${sql(keys)}`;
  return new Map(rows.map(({ key, ...held }) => [key, toTicket(held)]));
}

export async function ticketById(sql: Sql, id: string): Promise<TicketRow | undefined> {
  const [row] = await sql<TicketRow[]>`
    select ${columns(sql)} from centres.ticket as ticket where id = ${id}`;
  return row;
}

export async function ticketByToken(sql: Sql, token: string): Promise<TicketRow | undefined> {
  const [row] = await sql<TicketRow[]>`
    select ${columns(sql)} from centres.ticket as ticket where token = ${token}`;
  return row;
}

export async function ticketByNumber(
  sql: Sql,
  { centre, day, number }: { centre: string; day: string; number: string },
): Promise<TicketRow | undefined> {
  const [row] = await sql<TicketRow[]>`
    select ${columns(sql)} from centres.ticket as ticket
    where centre = ${centre} and day = ${day} and number = ${number}`;
  return row;
}

export const ticketsLike = (
  sql: Sql,
  { centre, day, part }: { centre: string; day: string; part: string },
) => sql<TicketRow[]>`
  select ${columns(sql)} from centres.ticket as ticket
  where centre = ${centre} and day = ${day} and strpos(number, ${part}) > 0
  order by taken_at desc, number limit 10`;

export interface CounterOfDay {
  readonly centre: string;
  readonly counter: string;
  /** Local day. */
  readonly day: string;
  /** The topics that it can serve. */
  readonly topics: readonly string[];
}

/**
 * The tickets at a counter today, in hand and parked. Tickets parked at a counter that has closed
 * since belong to every counter that serves their topic.
 */
export async function ticketsAtCounter(
  sql: Sql,
  { centre, counter, day, topics }: CounterOfDay,
): Promise<TicketRow[]> {
  return sql<TicketRow[]>`
    select ${columns(sql)} from centres.ticket as ticket
    where centre = ${centre} and day = ${day} and status in ('called', 'serving', 'parked')
      and (counter = ${counter} or status = 'parked' and topic = any (
          coalesce((select topics from centres.counter_topics as served
            where served.centre = ${centre} and served.counter = ${counter}), ${[...topics]}))
        and not exists (
        select from centres.seat where seat.centre = ticket.centre
          and seat.counter = ticket.counter))
    order by taken_at, id`;
}

/** Changes one ticket, only if its status is as it was read. */
export async function changeTicket(tx: Sql, ticket: TicketRow, change: Change): Promise<Ticket> {
  const [row] = await tx<TicketRow[]>`
    update centres.ticket set ${tx(change)} where id = ${ticket.id} and status = ${ticket.status}
    returning ${columns(tx)}`;
  if (!row) throw new Error(`ticket ${ticket.id} was changed past the hall's turn`);
  return toTicket(row);
}

/** Calls each ticket to its counter. @returns those that were still waiting */
export async function callTickets(
  tx: Sql,
  at: Date,
  picks: readonly { readonly id: string; readonly counter: string; readonly why: CallReason }[],
): Promise<Ticket[]> {
  const rows = await tx<TicketRow[]>`
    update centres.ticket as ticket set status = 'called', counter = pick.counter, reserved = null,
      called_at = ${at}, first_called_at = coalesce(first_called_at, ${at}),
      announced = announced + 1, announced_at = ${at}, called_why = pick.why
    from unnest(${picks.map(({ id }) => id)}::uuid[],
      ${picks.map(({ counter }) => counter)}::text[], ${picks.map(({ why }) => why)}::text[])
      as pick (id, counter, why)
    where ticket.id = pick.id and status = 'waiting'
    returning ${columns(tx)}`;
  return rows.map(toTicket);
}

/** @returns those that had not been notified, and still wait */
export const markTold = (tx: Sql, ids: readonly string[]) => tx<{ id: string }[]>`
  update centres.ticket set soon_told = true
  where id in ${tx(ids)} and not soon_told and status = 'waiting' returning id`;
