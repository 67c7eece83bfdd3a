import { createHash } from "node:crypto";
import type { Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import type { Headers } from "./provider.ts";
import { type PaymentsDeps, readJob } from "./record.ts";
import { attemptOfRef } from "./store.ts";
import { attemptsOfBatch } from "./together.ts";

/** Limit of a callback, in characters; genuine ones are far shorter. */
export const longestCallback = 16_384;

/**
 * Stores a provider's callback word for word when it is genuine, or of a provider that signs none
 * and about a charge that we know, and schedules a status read at once; of others it stores only
 * the hash and a count. It pays nothing by itself. A callback for an
 * unknown attempt is stored as well. Refuses payments.no-such-provider, .callback-too-long,
 * .callback-not-genuine.
 */
export async function hearCallback(
  deps: PaymentsDeps,
  providerId: string,
  headers: Headers,
  rawBody: string,
): Promise<Result<"heard">> {
  const provider = deps.providers.find(({ id }) => id === providerId);
  if (!provider) return refuse("not-found", "payments.no-such-provider");
  // PostgreSQL text cannot hold NUL, and no genuine callback contains one.
  if (rawBody.length > longestCallback || rawBody.includes("\0"))
    return refuse("invalid", "payments.callback-too-long");
  const now = deps.clock();
  const { verdict, providerRef } = provider.hint(headers, rawBody, now);
  const meant = providerRef === undefined ? [] : await attemptsMeant(deps, providerId, providerRef);
  const credible = verdict === "genuine" || (provider.unsigned && meant.length > 0);
  if (!credible) {
    await countRefused(deps.sql, { provider: providerId, verdict, rawBody, at: now });
    return refuse("not-allowed", "payments.callback-not-genuine");
  }
  await transaction(deps.sql, async (tx) => {
    const [row] = await tx<{ full: boolean }[]>`
      select count(*) >= ${mostOfOne} as full from payments.callback
      where provider = ${providerId} and provider_ref = ${providerRef ?? null}`;
    if (!row?.full)
      await tx`
        insert into payments.callback (id, provider, received_at, verdict, provider_ref, raw_body)
        values (${newId()}, ${providerId}, ${now}, ${verdict}, ${providerRef ?? null}, ${rawBody})`;
    await deps.enqueue(
      tx,
      meant.map((attemptId) => readJob(attemptId, now, "called")),
    );
  });
  return ok("heard");
}

/** What a provider says of one charge is stored so often; an unsigned one could fill the disk. */
const mostOfOne = 20;

/** The attempts of a reference: one, those of a batch, or none that is known. */
async function attemptsMeant(
  { sql }: PaymentsDeps,
  provider: string,
  providerRef: string,
): Promise<readonly string[]> {
  const attempt = await attemptOfRef(sql, provider, providerRef);
  return attempt === undefined ? attemptsOfBatch(sql, provider, providerRef) : [attempt];
}

/** Distinct bodies counted per day; further ones are counted as one. */
const mostRefused = 100;
const uncounted = Buffer.alloc(32);

interface Refused {
  readonly provider: string;
  readonly verdict: string;
  readonly rawBody: string;
  readonly at: Date;
}

/**
 * Stores only hash and count of a callback that is not genuine, so that nobody can fill the disk
 * with them.
 */
async function countRefused(sql: Sql, { provider, verdict, rawBody, at }: Refused): Promise<void> {
  const day = at.toISOString().slice(0, 10);
  const hash = createHash("sha256").update(rawBody).digest();
  const [row] = await sql<{ full: boolean }[]>`
    select count(*) >= ${mostRefused} and not bool_or(body_hash = ${hash}) as full
    from payments.refused_callback where provider = ${provider} and day = ${day}`;
  await sql`
    insert into payments.refused_callback as known (provider, day, body_hash, verdict, times,
    last_at)
    values (${provider}, ${day}, ${row?.full ? uncounted : hash}, ${verdict}, 1, ${at})
    on conflict (provider, day, body_hash, verdict)
      do update set times = known.times + 1, last_at = excluded.last_at`;
}

/** Nightly job: deletes counts of false callbacks after ninety days. */
export async function sweepCallbacks(sql: Sql, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 90 * 86_400_000).toISOString().slice(0, 10);
  await sql`delete from payments.refused_callback where day < ${before}`;
}
