import type { Sql } from "../../platform/db/index.ts";
import type { Seal } from "../seal.ts";

export interface Webhook {
  readonly id: string;
  readonly client: string;
  readonly url: string;
  /** Names of events; empty for all. */
  readonly events: readonly string[];
  readonly secret: Buffer;
  readonly createdAt: Date;
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
}

export const mostWebhooks = 10;

const columns = (sql: Sql) => sql`
  id, client, url, events, secret, created_at as "createdAt", failing_since as "failingSince",
  disabled_at as "disabledAt"`;

/** Stores a webhook unless it exists; false where the client has reached its limit. */
export async function addWebhook(sql: Sql, hook: Webhook): Promise<boolean> {
  await sql`
    insert into programs.webhook (id, client, url, events, secret, created_at)
    select ${hook.id}, ${hook.client}, ${hook.url}, ${[...hook.events]}, ${hook.secret},
      ${hook.createdAt}
    where (select count(*) from programs.webhook where client = ${hook.client}) < ${mostWebhooks}
    on conflict on constraint webhook_pk do nothing`;
  return (await findWebhook(sql, hook.client, hook.id)) !== undefined;
}

export async function findWebhook(sql: Sql, client: string, id: string) {
  const [hook] = await sql<Webhook[]>`
    select ${columns(sql)} from programs.webhook where id = ${id} and client = ${client}`;
  return hook;
}

export const webhooksOf = (sql: Sql, client: string) => sql<Webhook[]>`
  select ${columns(sql)} from programs.webhook where client = ${client} order by id`;

export async function dropWebhook(sql: Sql, client: string, id: string): Promise<boolean> {
  const { count } = await sql`delete from programs.webhook where id = ${id} and client = ${client}`;
  return count === 1;
}

export const enableWebhook = (sql: Sql, id: string) =>
  sql`update programs.webhook set disabled_at = null, failing_since = null where id = ${id}`;

export const webhookWorks = (sql: Sql, id: string) =>
  sql`update programs.webhook set failing_since = null where id = ${id}
    and failing_since is not null`;

/** Records a failure; disables it where it has failed since before `limit`, or `gone`. */
export const webhookFails = (sql: Sql, id: string, now: Date, limit: Date, gone: boolean) => sql`
  update programs.webhook set failing_since = coalesce(failing_since, ${now}),
    disabled_at = case when ${gone} or failing_since < ${limit} then ${now} else disabled_at end
  where id = ${id}`;

/** Seals the secrets of webhooks anew that are sealed under the server's secret before. */
export async function renewSecrets(sql: Sql, seal: Seal): Promise<void> {
  const rows = await sql<{ id: string; secret: Buffer }[]>`
    select id, secret from programs.webhook`;
  for (const { id, secret } of rows) {
    const renewed = seal.renewed(secret);
    if (!renewed) continue;
    await sql`
      update programs.webhook set secret = ${renewed} where id = ${id} and secret = ${secret}`;
  }
}
