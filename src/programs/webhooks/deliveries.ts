import type { Sql } from "../../platform/db/index.ts";
import type { Webhook } from "./webhooks.ts";

export type DeliveryState = "waiting" | "held" | "delivered" | "failed" | "given-up";

export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  /** The application; deliveries of one subject keep their order. */
  readonly subject: string;
  /** The same for every attempt and replay, so that a receiver recognises repetitions. */
  readonly message: string;
  readonly type: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly lastStatus: number | null;
  readonly createdAt: Date;
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
}

const columns = (sql: Sql) => sql`
  d.id, d.webhook, d.subject, d.message, d.type, d.body, d.state, d.tries,
    d.last_status as "lastStatus",
  d.created_at as "createdAt", d.next_at as "nextAt", d.ended_at as "endedAt"`;

type NewDelivery = Pick<
  Delivery,
  "id" | "webhook" | "subject" | "message" | "type" | "body" | "state" | "createdAt"
>;

/** True where it is new: one message per address. */
export async function addDelivery(sql: Sql, delivery: NewDelivery): Promise<boolean> {
  const { id, webhook, subject, message, type, body, state, createdAt } = delivery;
  const { count } = await sql`
    insert into programs.delivery (id, webhook, subject, message, type, body, state, created_at)
    values (${id}, ${webhook}, ${subject}, ${message}, ${type}, ${body}, ${state}, ${createdAt})
    on conflict on constraint delivery_once do nothing`;
  return count === 1;
}

export type Due = Delivery & Pick<Webhook, "client" | "url" | "secret" | "disabledAt">;

/** When a waiting delivery is due: in the order of `delivery_due`. */
const dueAt = (sql: Sql) => sql`coalesce(d.next_at, d.created_at)`;

/**
 * It is the oldest that waits of its subject. Looked up for each row: as `not exists` it would be
 * planned as a join that reads everything that waits.
 */
const isHead = (sql: Sql) => sql`
  (select e.id from programs.delivery as e
   where e.webhook = d.webhook and e.subject = d.subject and e.state = 'waiting' and e.id < d.id
   limit 1) is null`;

/**
 * The oldest waiting delivery of each subject and address that is due, the longest due first; ids
 * grow with time. What waits for its next try is not read. A disabled program counts as disabled
 * addresses.
 */
export const findDue = (sql: Sql, client: string, now: Date, most: number) => sql<Due[]>`
  select d.*, webhook.client, url, secret,
    coalesce(webhook.disabled_at, client.disabled_at) as "disabledAt"
  from programs.webhook join programs.client on client.id = webhook.client,
    lateral (
      select ${columns(sql)}, ${dueAt(sql)} as due from programs.delivery as d
      where d.webhook = webhook.id and d.state = 'waiting' and ${dueAt(sql)} <= ${now}
        and ${isHead(sql)}
      order by ${dueAt(sql)}, d.id limit ${most}) as d
  where webhook.client = ${client}
  order by due, id limit ${most}`;

/** When the next attempt of this program is due; undefined where nothing waits. */
export async function nextTry(sql: Sql, client: string): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(due) as at
    from programs.webhook, lateral (
      select ${dueAt(sql)} as due from programs.delivery as d
      where d.webhook = webhook.id and d.state = 'waiting' and ${isHead(sql)}
      order by ${dueAt(sql)}, d.id limit 1) as head
    where webhook.client = ${client}`;
  return row?.at ?? undefined;
}

type Tried = Pick<Delivery, "id" | "state" | "lastStatus" | "nextAt" | "endedAt">;

export const endTry = (sql: Sql, { id, state, lastStatus, nextAt, endedAt }: Tried) => sql`
  update programs.delivery set state = ${state}, tries = tries + 1, last_status = ${lastStatus},
    next_at = ${nextAt}, ended_at = ${endedAt},
    failed_at = case when ${state} = 'failed' then ${endedAt}::timestamptz else failed_at end
  where id = ${id}`;

/** Newest first; ids grow with time. */
export const deliveriesOf = (sql: Sql, webhook: string, before: string | undefined, most: number) =>
  sql<Delivery[]>`
    select ${columns(sql)} from programs.delivery as d
    where webhook = ${webhook} ${before ? sql`and d.id < ${before}` : sql``}
    order by d.id desc limit ${most}`;

/** Repeats deliveries, one or all since then (at most a thousand), and returns the new ids. */
export async function replay(
  sql: Sql,
  webhook: string,
  which: { readonly id: string } | { readonly since: Date },
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    update programs.delivery set state = 'waiting', tries = 0, ended_at = null, next_at = null
    where id in (
      select id from programs.delivery where webhook = ${webhook}
        ${"id" in which ? sql`and id = ${which.id}` : sql`and created_at >= ${which.since}`}
      order by id limit 1000)
    returning id`;
  return rows.map(({ id }) => id).sort();
}
