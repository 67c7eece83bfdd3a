import type { PersonId } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Outing, OutingOrder, OutingPlan } from "../door-outings.ts";

const columns = (sql: Sql) => sql`
  id, centre, topic, person, services, wished_day as "wishedDay", lang, status, day,
  from_at as "from", to_at as "to", team, ordered_at as "orderedAt", ended_at as "endedAt",
  ended_why as "endedWhy"`;

/** The address goes to its own table. */
export async function insertOuting(
  sql: Sql,
  order: OutingOrder & { readonly id: string; readonly at: Date; readonly command: string },
): Promise<Outing> {
  const [row] = await sql<Outing[]>`
    insert into centres.outing (id, centre, topic, person, services, wished_day, lang, ordered_at, command)
    values (${order.id}, ${order.centre}, ${order.topic}, ${order.person}, ${order.services},
      ${order.wishedDay}, ${order.lang}, ${order.at}, ${order.command})
    returning ${columns(sql)}`;
  if (!row) throw new Error("an order was written and not returned");
  await sql`
    insert into centres.outing_address (outing, address) values (${order.id}, ${order.address})`;
  return row;
}

export async function findOuting(sql: Sql, id: string): Promise<Outing | undefined> {
  const [row] = await sql<Outing[]>`select ${columns(sql)} from centres.outing where id = ${id}`;
  return row;
}

export async function outingByCommand(
  sql: Sql,
  person: PersonId,
  command: string,
): Promise<Outing | undefined> {
  const [row] = await sql<Outing[]>`
    select ${columns(sql)} from centres.outing where person = ${person} and command = ${command}`;
  return row;
}

export const outingsOf = (sql: Sql, person: PersonId): Promise<readonly Outing[]> => sql<Outing[]>`
  select ${columns(sql)} from centres.outing where person = ${person}
  order by ordered_at desc, id limit 100`;

export const openOutings = (sql: Sql, centre: string): Promise<readonly Outing[]> => sql<Outing[]>`
  select ${columns(sql)} from centres.outing
  where centre = ${centre} and status in ('requested', 'planned')
  order by coalesce(day, wished_day), from_at, ordered_at`;

export async function addressOf(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ address: string }[]>`
    select address from centres.outing_address where outing = ${id}`;
  return row?.address;
}

export const eraseAddress = (sql: Sql, id: string) =>
  sql`delete from centres.outing_address where outing = ${id}`;

/** Held to the end of the transaction: orders of one person are taken one after the other. */
export const lockOrders = (sql: Sql, person: PersonId) =>
  sql`select pg_advisory_xact_lock(hashtext('centres.outing-order'), hashtext(${person}))`;

/** Does a visit for the same still lie before this person? */
export async function hasOpenOuting(sql: Sql, person: PersonId, topic: string): Promise<boolean> {
  const rows = await sql`
    select from centres.outing
    where person = ${person} and topic = ${topic} and status in ('requested', 'planned')`;
  return rows.length > 0;
}

/**
 * Held to the end of the transaction: plans are made one after the other, whichever centre makes them,
 * because an operator may be sent by any.
 */
export const lockPlans = (sql: Sql) =>
  sql`select pg_advisory_xact_lock(hashtext('centres.outing'), 0)`;

/** Is one of the team on another visit at that time? */
export async function isBusy(sql: Sql, id: string, { from, to, team }: OutingPlan) {
  const rows = await sql`
    select from centres.outing
    where status = 'planned' and id <> ${id} and team && ${team}::text[]
      and tstzrange(from_at, to_at) && tstzrange(${from}, ${to})`;
  return rows.length > 0;
}

export async function planOuting(
  sql: Sql,
  id: string,
  { from, to, team, day }: OutingPlan & { readonly day: string },
): Promise<Outing | undefined> {
  const [row] = await sql<Outing[]>`
    update centres.outing
    set status = 'planned', day = ${day}, from_at = ${from}, to_at = ${to}, team = ${team}
    where id = ${id} and status in ('requested', 'planned') returning ${columns(sql)}`;
  return row;
}

/** Done only after it was planned; cancelled whenever it is not over. */
export async function endOuting(
  sql: Sql,
  id: string,
  { status, why, at }: Pick<Outing, "status"> & { why: Outing["endedWhy"]; at: Date },
): Promise<Outing | undefined> {
  const [row] = await sql<Outing[]>`
    update centres.outing set status = ${status}, ended_at = ${at}, ended_why = ${why}
    where id = ${id} and (status = 'planned' or (status = 'requested' and ${status} = 'cancelled'))
    returning ${columns(sql)}`;
  return row;
}
