import type { CaseId, DraftId, OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { ClosedWhy, Door, Visit } from "./model.ts";

/** What a person came for and got in a visit: their application sent, or a certificate in hand. */
export interface Served {
  /** The draft to whose sending they consented, or the application of the certificate. */
  readonly of: { readonly draft: DraftId } | { readonly caseId: CaseId };
  readonly at: Date;
}

/** The newest such occasion of this visit. */
export async function lastServed(sql: Sql, { id }: Pick<Visit, "id">): Promise<Served | undefined> {
  const [row] = await sql<{ draft: DraftId | null; caseId: CaseId; at: Date }[]>`
    select null::uuid as draft, case_id as "caseId", at from counter.handover where visit = ${id}
    union all
    select subject, null, given_at from counter.consent
    where visit = ${id} and kind = 'draft' and given_at is not null
    order by at desc, "caseId" nulls last limit 1`;
  if (!row) return undefined;
  const { draft, caseId, at } = row;
  return { of: draft ? { draft } : { caseId }, at };
}

/** One visit of those whom an operator or agent served. */
export interface ServedVisit {
  readonly id: string;
  readonly person: PersonId;
  readonly door: Door;
  readonly openedAt: Date;
  readonly closedWhy: ClosedWhy | null;
  /** Drafts to whose sending the person said yes in it. */
  readonly drafts: readonly DraftId[];
  /** How many papers were put into their hands. */
  readonly papers: number;
}

/** More than anybody can serve in a week. */
const mostVisits = 500;

/** The visits of one operator or agent that began in a span of time, newest first. */
export const visitsBy = (
  sql: Sql,
  operator: OfficerId,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly ServedVisit[]> => sql<ServedVisit[]>`
  select id, person, door, opened_at as "openedAt", closed_why as "closedWhy",
    array(select subject from counter.consent
      where visit = visit.id and kind = 'draft' and given_at is not null
      order by given_at) as drafts,
    (select count(*)::int from counter.handover where visit = visit.id) as papers
  from counter.visit as visit
  where operator = ${operator} and opened_at >= ${from} and opened_at < ${to}
  order by opened_at desc limit ${mostVisits}`;

/** Whom an officer served on a device without network: by a ticket, or with an application. */
export interface ServedThere {
  readonly at: Date;
  /** Number of the ticket; null for an application. */
  readonly number: string | null;
  /** Whose application it is, as far as they are known. */
  readonly person: PersonId | null;
  /** As it was typed there; null once it is with the office. */
  readonly name: string | null;
  readonly draft: DraftId | null;
}

/** Whom they served on devices in a span of time, newest first; without what was discarded. */
export const servedThere = (
  sql: Sql,
  operator: OfficerId,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly ServedThere[]> => sql<ServedThere[]>`
  select taken_at as at, case kind when 'ticket' then number end as number, person,
    held->'person'->>'name' as name, draft
  from counter.synced
  where taken_at >= ${from} and taken_at < ${to} and (called_by = ${operator}
    or (kind = 'application' and state <> 'dropped' and taken_by = ${operator}
      and taken_confirmed is not false))
  order by taken_at desc limit ${mostVisits}`;
