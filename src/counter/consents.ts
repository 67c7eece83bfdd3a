import { isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { Consent, ConsentKind } from "./model.ts";

const columns = (sql: Sql) => sql`
  id, visit, draft, answers_hash as "answersHash", kind, code, asked_at as "askedAt",
  given_at as "givenAt", given_on as "givenOn"`;

export interface AskConsent {
  readonly visit: string;
  readonly draft: string;
  readonly answersHash: string;
  readonly kind: ConsentKind;
  /** The confirmation that holds the code, for a yes by code. */
  readonly code?: string;
}

/** Asks for a yes; the newest of a visit is the one that counts. */
export async function askConsent(sql: Sql, now: Date, asked: AskConsent): Promise<Consent> {
  const [consent] = await sql<Consent[]>`
    insert into counter.consent (id, visit, draft, answers_hash, kind, code, asked_at)
    values (${newId()}, ${asked.visit}, ${asked.draft}, ${asked.answersHash}, ${asked.kind},
      ${asked.code ?? null}, ${now})
    returning ${columns(sql)}`;
  if (!consent) throw new Error("a consent was written and not returned");
  return consent;
}

/** What this visit's person was asked last. */
export async function lastConsent(sql: Sql, visit: string): Promise<Consent | undefined> {
  const [consent] = await sql<Consent[]>`
    select ${columns(sql)} from counter.consent where visit = ${visit}
    order by asked_at desc, id desc limit 1`;
  return consent;
}

/**
 * The consent that a page speaks of, if it is the newest of its visit and speaks of what is sent now.
 * Refuses counter.consent-void where it was asked anew since, and counter.changed-after where the
 * answers or papers are no longer those that the person was shown.
 */
export async function consentFor(
  sql: Sql,
  wanted: { readonly id: string; readonly visit: string; readonly answersHash: string },
): Promise<Result<Consent>> {
  const last = isUuid(wanted.id) ? await lastConsent(sql, wanted.visit) : undefined;
  if (last?.id !== wanted.id) return refuse("conflict", "counter.consent-void");
  if (last.answersHash !== wanted.answersHash) return refuse("conflict", "counter.changed-after");
  return ok(last);
}

export const recordConsent = async (
  sql: Sql,
  now: Date,
  { id }: Pick<Consent, "id">,
  on: "pad" | "operator",
): Promise<void> => {
  await sql`
    update counter.consent set given_at = ${now}, given_on = ${on}
    where id = ${id} and given_at is null`;
};
