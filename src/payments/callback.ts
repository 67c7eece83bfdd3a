import type { Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { newId, transaction } from "../platform/db/index.ts";
import type { Headers } from "./provider.ts";
import { type PaymentsDeps, readJob } from "./record.ts";
import { attemptOfRef } from "./store.ts";

/** A callback says little; a longer one is none. In characters. */
export const longestCallback = 16_384;

/**
 * Takes what a provider called to say: keeps it word for word, and when it is genuine plans to ask
 * the provider at once. It pays nothing by itself. A callback for an attempt that we do not know is
 * heard and kept. Refuses payments.no-such-provider, .callback-too-long, .callback-not-genuine.
 */
export async function hearCallback(
  deps: PaymentsDeps,
  providerId: string,
  headers: Headers,
  rawBody: string,
): Promise<Result<"heard">> {
  const provider = deps.providers.find(({ id }) => id === providerId);
  if (!provider) return refuse("not-found", "payments.no-such-provider");
  // PostgreSQL text holds no NUL, and no honest callback has one.
  if (rawBody.length > longestCallback || rawBody.includes("\0"))
    return refuse("invalid", "payments.callback-too-long");
  const now = deps.clock();
  const { verdict, providerRef } = provider.hint(headers, rawBody, now);
  await transaction(deps.sql, async (tx) => {
    await tx`
      insert into payments.callback (id, provider, received_at, verdict, provider_ref, raw_body)
      values (${newId()}, ${providerId}, ${now}, ${verdict}, ${providerRef ?? null}, ${rawBody})`;
    if (verdict !== "genuine" || providerRef === undefined) return;
    const attemptId = await attemptOfRef(tx, providerId, providerRef);
    if (attemptId !== undefined) await deps.enqueue(tx, [readJob(attemptId, now, "called")]);
  });
  return verdict === "genuine"
    ? ok("heard")
    : refuse("not-allowed", "payments.callback-not-genuine");
}
