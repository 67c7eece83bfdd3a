import {
  type DraftId,
  isUuid,
  type Money,
  type OfficerId,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { Consent, Door } from "./model.ts";

const columns = (sql: Sql) => sql`
  id, visit, kind, subject, act, hash, way, code, asked_at as "askedAt", given_at as "givenAt",
  given_on as "givenOn"`;

export interface AskConsent
  extends Pick<Consent, "visit" | "kind" | "subject" | "act" | "hash" | "way"> {
  /** The confirmation of platform/auth, for consent by code. */
  readonly code?: string;
  /** What an agent may ask for it, as the person is told. */
  readonly charge?: Money | undefined;
}

/** Requests consent; only the newest request of a visit counts. */
export async function askConsent(sql: Sql, now: Date, asked: AskConsent): Promise<Consent> {
  const { visit, kind, subject, act, hash, way, code = null, charge } = asked;
  const [consent] = await sql<Consent[]>`
    insert into counter.consent (id, visit, kind, subject, act, hash, way, code, asked_at,
      charge_minor, charge_currency)
    values (${newId()}, ${visit}, ${kind}, ${subject}, ${act}, ${hash}, ${way}, ${code}, ${now},
      ${charge?.minor ?? null}, ${charge?.currency ?? null})
    returning ${columns(sql)}`;
  if (!consent) throw new Error("a consent was written and not returned");
  return consent;
}

/** What somebody said yes to, and to whom. */
export interface ConsentGiven extends Pick<Consent, "id" | "kind" | "act" | "way"> {
  readonly givenAt: Date;
  /** The operator had the summary that the person signed. */
  readonly hasSheet: boolean;
  readonly operator: OfficerId;
  readonly door: Door;
  readonly centre: string | null;
}

/** What this person said yes to when they were served, newest first. */
export const consentsOf = (sql: Sql, person: PersonId): Promise<readonly ConsentGiven[]> =>
  sql<ConsentGiven[]>`
    select c.id, c.kind, c.act, c.way, c.given_at as "givenAt", v.operator, v.door, v.centre,
      c.sheet_at is not null as "hasSheet"
    from counter.visit v join counter.consent c on c.visit = v.id
    where v.person = ${person} and c.given_at is not null
    order by c.given_at desc limit 100`;

/** The newest request of this visit. */
export async function lastConsent(sql: Sql, visit: string): Promise<Consent | undefined> {
  const [consent] = await sql<Consent[]>`
    select ${columns(sql)} from counter.consent where visit = ${visit}
    order by asked_at desc, id desc limit 1`;
  return consent;
}

/**
 * The request that a page refers to, if it is the newest of its visit. Refuses counter.consent-void
 * where there is a newer one; acts/consent.ts checks its subject.
 */
export async function consentFor(
  sql: Sql,
  { id, visit }: Pick<Consent, "id" | "visit">,
): Promise<Result<Consent>> {
  const last = isUuid(id) ? await lastConsent(sql, visit) : undefined;
  return last?.id === id ? ok(last) : refuse("conflict", "counter.consent-void");
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

/** The signed summary of this consent is in this officer's hand. */
export const recordSheet = async (
  sql: Sql,
  now: Date,
  { id }: Pick<Consent, "id">,
  by: OfficerId,
): Promise<void> => {
  await sql`
    update counter.consent set sheet_by = ${by}, sheet_at = ${now}
    where id = ${id} and way = 'signature' and sheet_at is null`;
};

/** The number on a summary: of the request for consent, which is void once anything is changed. */
export const sheetNumber = (consent: string): string =>
  consent
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, "$1-");

/** A summary that was signed: by the consent that it is of, and who has it. */
export interface SignedSheet extends Pick<Consent, "id"> {
  readonly by: OfficerId;
}

/** The summary that was signed for this draft; undefined for a code and in older rows. */
export async function sheetOf(sql: Sql, draft: DraftId): Promise<SignedSheet | undefined> {
  const [sheet] = await sql<SignedSheet[]>`
    select id, sheet_by as by from counter.consent
    where kind = 'draft' and subject = ${draft} and sheet_at is not null
    order by sheet_at desc limit 1`;
  return sheet;
}

/** What the person was told that an agent may ask for sending it; undefined in older rows. */
export async function chargeTold(sql: Sql, draft: DraftId): Promise<Money | undefined> {
  const [row] = await sql<{ minor: number; currency: string }[]>`
    select charge_minor::float8 as minor, charge_currency as currency from counter.consent
    where kind = 'draft' and subject = ${draft} and given_at is not null
      and charge_minor is not null
    order by given_at desc limit 1`;
  return row;
}
