import type { PersonId } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { CallOut, CallOutOrder, CallOutPlan } from "../door-call-outs.ts";

const columns = (sql: Sql) => sql`
  id, centre, topic, person, services, wished_day as "wishedDay", lang, status, day,
  from_at as "from", to_at as "to", team, ordered_at as "orderedAt", ended_at as "endedAt",
  ended_why as "endedWhy"`;

/** The address goes to its own table. */
export async function insertCallOut(
  sql: Sql,
  order: CallOutOrder & { readonly id: string; readonly at: Date; readonly command: string },
): Promise<CallOut> {
  const [row] = await sql<CallOut[]>`
    insert into centres.outing (id, centre, topic, person, services, wished_day, lang, ordered_at,
      command)
    values (${order.id}, ${order.centre}, ${order.topic}, ${order.person}, ${order.services},
      ${order.wishedDay}, ${order.lang}, ${order.at}, ${order.command})
    returning ${columns(sql)}`;
  if (!row) throw new Error("an order was written and not returned");
  await sql`
    insert into centres.outing_address (outing, address) values (${order.id}, ${order.address})`;
  return row;
}

export async function findCallOut(sql: Sql, id: string): Promise<CallOut | undefined> {
  const [row] = await sql<CallOut[]>`select ${columns(sql)} from centres.outing where id = ${id}`;
  return row;
}

export async function callOutByCommand(
  sql: Sql,
  person: PersonId,
  command: string,
): Promise<CallOut | undefined> {
  const [row] = await sql<CallOut[]>`
    select ${columns(sql)} from centres.outing where person = ${person} and command = ${command}`;
  return row;
}

export const callOutsOf = (sql: Sql, person: PersonId): Promise<readonly CallOut[]> => sql<
  CallOut[]
>`
  select ${columns(sql)} from centres.outing where person = ${person}
  order by ordered_at desc, id limit 100`;

export const openCallOuts = (sql: Sql, centre: string): Promise<readonly CallOut[]> => sql<
  CallOut[]
>`
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

/** Held until the transaction ends, so that orders of one person are serialised. */
export const lockOrders = (sql: Sql, person: PersonId) =>
  sql`select pg_advisory_xact_lock(hashtext('centres.outing-order'), hashtext(${person}))`;

/** Whether the person has an open call-out for the same topic. */
export async function hasOpenCallOut(sql: Sql, person: PersonId, topic: string): Promise<boolean> {
  const rows = await sql`
    select from centres.outing
    where person = ${person} and topic = ${topic} and status in ('requested', 'planned')`;
  return rows.length > 0;
}

/**
 * Held until the transaction ends: plans are serialised across centres, because any centre may send
 * an operator.
 */
export const lockPlans = (sql: Sql) =>
  sql`select pg_advisory_xact_lock(hashtext('centres.outing'), 0)`;

/** Whether a member of the team is on another visit at that time. */
export async function isBusy(sql: Sql, id: string, { from, to, team }: CallOutPlan) {
  const rows = await sql`
    select from centres.outing
    where status = 'planned' and id <> ${id} and team && ${team}::text[]
      and tstzrange(from_at, to_at) && tstzrange(${from}, ${to})`;
  return rows.length > 0;
}

export async function planCallOut(
  sql: Sql,
  id: string,
  { from, to, team, day }: CallOutPlan & { readonly day: string },
): Promise<CallOut | undefined> {
  const [row] = await sql<CallOut[]>`
    update centres.outing
    set status = 'planned', day = ${day}, from_at = ${from}, to_at = ${to}, team = ${team}
    where id = ${id} and status in ('requested', 'planned') returning ${columns(sql)}`;
  return row;
}

/** Done only after it was planned; cancelled whenever it is not over. */
export async function endCallOut(
  sql: Sql,
  id: string,
  { status, why, at }: Pick<CallOut, "status"> & { why: CallOut["endedWhy"]; at: Date },
): Promise<CallOut | undefined> {
  const [row] = await sql<CallOut[]>`
    update centres.outing set status = ${status}, ended_at = ${at}, ended_why = ${why}
    where id = ${id} and (status = 'planned' or (status = 'requested' and ${status} = 'cancelled'))
    returning ${columns(sql)}`;
  return row;
}
