import { isUuid } from "../../kernel/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import {
  enqueue,
  type FailedItem,
  type LinkState,
  type OutsideLink,
  type WaitingItem,
} from "../../platform/jobs/index.ts";
import { deliveryJob } from "./deliver.ts";

interface Row extends LinkState {
  readonly failedSince: number;
  readonly arrived: number;
  readonly givenUp: number;
}

interface FailedRow extends Omit<FailedItem, "reason" | "tooLate"> {
  readonly status: number | null;
  readonly client: string;
  readonly state: "failed" | "held";
}

function reasonOf({ state, status, client }: FailedRow): string {
  if (state === "held") return `${client}: its address is switched off`;
  return `${client}: ${status === null ? "no answer" : `answered ${status}`}`;
}

/**
 * The way to programs that are told of their applications. Replaying switches an address on again
 * that was switched off because it failed for days; a program that is switched off stays off.
 */
export const webhookLink = (sql: Pool): OutsideLink => ({
  id: "webhooks",
  async state(since) {
    const [row] = await sql<Row[]>`
      with waiting as (
        select count(*)::int as waiting, min(created_at) as oldest,
          count(*) filter (where tries > 0)::int as retrying
        from programs.delivery where state = 'waiting'
      ), failed as (
        select count(*) filter (where state in ('failed', 'held'))::int as failed,
          count(*) filter (where recent)::int as "failedSince",
          count(*) filter (where recent and state = 'delivered')::int as arrived,
          count(*) filter (where recent and state = 'given-up')::int as "givenUp"
        from (
          select state, coalesce(failed_at, ended_at, created_at) >= ${since} as recent
          from programs.delivery
          where state in ('failed', 'held') or failed_at is not null) as each
      )
      select * from waiting, failed`;
    if (!row) throw new Error("counts without a row");
    const { failedSince, arrived, givenUp, ...state } = row;
    return { ...state, digest: { failed: failedSince, arrived, givenUp } };
  },
  waiting: (most) => sql<WaitingItem[]>`
    select type as what, created_at as "receivedAt", next_at as "nextAt", tries
    from programs.delivery where state = 'waiting' order by id limit ${most}`,
  async failed(most) {
    const rows = await sql<FailedRow[]>`
      select d.id, d.type as what, d.created_at as "receivedAt", d.tries, d.state,
        coalesce(d.failed_at, d.ended_at) as "failedAt", d.last_status as status, webhook.client
      from programs.delivery as d join programs.webhook on webhook.id = d.webhook
      where d.state in ('failed', 'held') order by d.id limit ${most}`;
    return rows.map((row) => ({ ...row, reason: reasonOf(row), tooLate: false }));
  },
  // Ids grow with time, and of one application deliveries keep their order.
  async replay(tx, which) {
    if (which !== "all" && !isUuid(which)) return 0;
    const rows = await tx<{ client: string; count: number }[]>`
      with again as (
        update programs.delivery as d set state = 'waiting', tries = 0, ended_at = null,
          next_at = null, failed_at = coalesce(d.failed_at, d.ended_at, d.created_at)
        where d.state in ('failed', 'held') ${which === "all" ? tx`` : tx`and d.id = ${which}`}
        returning d.webhook
      ), switched_on as (
        update programs.webhook set disabled_at = null, failing_since = null
        where id in (select webhook from again) and disabled_at is not null
      )
      select client, count(*)::int as count
      from again join programs.webhook on webhook.id = again.webhook group by client`;
    await enqueue(
      tx,
      rows.map(({ client }) => deliveryJob(client)),
    );
    return rows.reduce((sum, { count }) => sum + count, 0);
  },
  async giveUp(tx, id) {
    if (!isUuid(id)) return false;
    const { count } = await tx`
      update programs.delivery set state = 'given-up',
        failed_at = coalesce(failed_at, ended_at, created_at),
        ended_at = coalesce(ended_at, failed_at, created_at)
      where id = ${id} and state in ('failed', 'held')`;
    return count > 0;
  },
});
