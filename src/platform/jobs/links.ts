import type { Pool, Sql } from "../db/index.ts";
import { channel } from "./enqueue.ts";
import {
  type FailedItem,
  type LinkState,
  type OutsideLink,
  plainReason,
  type WaitingItem,
} from "./outside-link.ts";

type JobLinkId = "payments" | "partners" | "signer" | "internal";

/** Jobs by what they speak to: patterns (`like`) of their tasks. */
const tasksOf: Readonly<Record<Exclude<JobLinkId, "internal">, readonly string[]>> = {
  payments: ["payments.%"],
  partners: ["partnership.%"],
  signer: ["credentials.%", "issue-paper", "issue-interim"],
};

function ofLink(sql: Sql, id: JobLinkId) {
  if (id !== "internal") return sql`task like any (${[...tasksOf[id]]}::text[])`;
  return sql`not task like any (${Object.values(tasksOf).flat()}::text[])`;
}

/** Its last attempt is over; while it runs it counts as an attempt too. */
const isOver = (sql: Sql) => sql`attempts >= max_attempts and taken_by is null`;

interface Counted extends Omit<LinkState, "digest"> {
  readonly ever: number;
  readonly arrived: number;
  readonly givenUp: number;
}

interface Row extends Omit<FailedItem, "id" | "tooLate"> {
  readonly id: number;
}

/** The jobs that speak to one system of others; of one that is done only its failure stays. */
function jobLink(sql: Pool, id: JobLinkId): OutsideLink {
  return {
    id,
    async state(since) {
      const [row] = await sql<Counted[]>`
        with digest as (
          select count(*)::int as ever,
            count(*) filter (where ended_at is not null and not given_up)::int as arrived,
            count(*) filter (where given_up)::int as "givenUp"
          from jobs.failure where ${ofLink(sql, id)} and at >= ${since}
        ), now as (
        select count(*) filter (where not (${isOver(sql)})
            and (run_at <= now() or last_error is not null))::int as waiting,
          count(*) filter (where not (${isOver(sql)}) and last_error is not null)::int as retrying,
          min(created_at) filter (where not (${isOver(sql)})
            and (run_at <= now() or last_error is not null)) as oldest,
          count(*) filter (where ${isOver(sql)})::int as failed
        from jobs.job where ${ofLink(sql, id)}
        )
        select * from now, digest`;
      if (!row) throw new Error("counts without a row");
      const { ever, arrived, givenUp, ...state } = row;
      return { ...state, digest: { failed: ever, arrived, givenUp } };
    },
    waiting: (most) => sql<WaitingItem[]>`
      select task as what, created_at as "receivedAt", run_at as "nextAt", attempts as tries
      from jobs.job
      where ${ofLink(sql, id)} and not (${isOver(sql)})
        and (run_at <= now() or last_error is not null)
      order by created_at, id limit ${most}`,
    async failed(most) {
      const rows = await sql<Row[]>`
        select id, task as what, created_at as "receivedAt", attempts as tries,
          last_error as reason,
          (select at from jobs.failure where failure.job = job.id) as "failedAt"
        from jobs.job where ${ofLink(sql, id)} and ${isOver(sql)}
        order by created_at, id limit ${most}`;
      return rows.map((row) => ({
        ...row,
        id: String(row.id),
        reason: row.reason && plainReason(row.reason),
        tooLate: false,
      }));
    },
    async replay(tx, which) {
      const [row] = await tx<{ count: number }[]>`
        with again as (
          update jobs.job set attempts = 0, timed = false, run_at = least(created_at, now())
          where ${ofLink(tx, id)} and ${isOver(tx)}
            ${which === "all" ? tx`` : tx`and id::text = ${which}`}
          returning lane
        ), told as (
          select pg_notify(${channel}, lane) from again group by lane
        )
        select (select count(*) from again)::int as count, (select count(*) from told) as lanes`;
      return row?.count ?? 0;
    },
    async giveUp(tx, job) {
      const rows = await tx`
        with gone as (
          delete from jobs.job where id::text = ${job} and ${ofLink(tx, id)} and ${isOver(tx)}
          returning id
        ), told as (
          update jobs.failure set ended_at = now(), given_up = true
          where job in (select id from gone)
        )
        select from gone`;
      return rows.length > 0;
    },
  };
}

/** Work for others that runs as jobs, and all other jobs. */
export const jobLinks = (sql: Pool): readonly OutsideLink[] =>
  (["payments", "partners", "signer", "internal"] as const).map((id) => jobLink(sql, id));
