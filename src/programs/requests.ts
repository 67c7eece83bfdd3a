import type { Sql } from "../platform/db/index.ts";

/** How long an answer is repeated, and how long a request may be in progress. */
export const requestLimits = { hours: 24, seconds: 60 } as const;

interface RequestStart {
  readonly client: string;
  readonly key: string;
  readonly hash: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly answer: Buffer;
}

export type Begun = "begun" | "other-request" | "in-flight" | Answered;

const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

/**
 * Reserves a key for one request, in one statement: of simultaneous ones only one begins. A key is
 * free again after a day; one whose server crashed (no answer after a minute) is taken over, which
 * is safe because ids derive from the key.
 */
export async function beginRequest(sql: Sql, now: Date, asked: RequestStart): Promise<Begun> {
  const { client, key, hash } = asked;
  const dayAgo = before(now, requestLimits.hours * 3_600_000);
  const minuteAgo = before(now, requestLimits.seconds * 1000);
  const { count } = await sql`
    insert into programs.request as r (client, key, hash, started_at)
      values (${client}, ${key}, ${hash}, ${now})
    on conflict on constraint request_pk do update
      set hash = excluded.hash, started_at = excluded.started_at, status = null, answer = null
      where r.started_at < ${dayAgo}
        or (r.status is null and r.hash = excluded.hash and r.started_at < ${minuteAgo})`;
  if (count === 1) return "begun";
  const [earlier] = await sql<{ hash: Buffer; status: number | null; answer: Buffer | null }[]>`
    select hash, status, answer from programs.request where client = ${client} and key = ${key}`;
  if (!earlier) return "in-flight";
  if (!earlier.hash.equals(hash)) return "other-request";
  const { status, answer } = earlier;
  return status === null || answer === null ? "in-flight" : { status, answer };
}

export async function endRequest(sql: Sql, { client, key }: RequestStart, answered: Answered) {
  await sql`
    update programs.request set status = ${answered.status}, answer = ${answered.answer}
    where client = ${client} and key = ${key}`;
}

/** Frees the key of a request that changed nothing; also keys older than a day. */
export async function freeRequest(
  sql: Sql,
  now: Date,
  { client, key }: RequestStart,
): Promise<void> {
  await sql`
    delete from programs.request where (client = ${client} and key = ${key} and status is null)
      or started_at < ${before(now, requestLimits.hours * 3_600_000)}`;
}
