import type { DraftId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Visit } from "./model.ts";

/** A second officer reviews one in this many files opened for a reason. */
const drawnOneIn = 4;

export type OpenedBy =
  | { readonly access: "code" | "appointment" }
  /** `draw`: a random number from 0 to 1 that selects files for review. */
  | { readonly access: "reason"; readonly reason: string; readonly draw: number }
  /** By a second officer who read the card: every one is reviewed. */
  | { readonly access: "second"; readonly reason: string };

/**
 * Opens the whole file of a visit; an open one keeps its original access. @returns whether this
 * opened it: not where it was open, or the visit was over.
 */
export async function openWhole(
  sql: Sql,
  now: Date,
  { id }: Pick<Visit, "id">,
  by: OpenedBy,
): Promise<boolean> {
  const reason = "reason" in by ? by.reason : null;
  const drawn = by.access === "second" || (by.access === "reason" && by.draw < 1 / drawnOneIn);
  const opened = await sql`
    with opened as (
      update counter.visit set access = ${by.access}, access_at = ${now}, reason = ${reason}
      where id = ${id} and closed_at is null
        and (access is null or (access <> 'second' and ${by.access === "second"})) returning id),
    drawn as (
      insert into counter.review (visit, due_at) select id, ${now} from opened where ${drawn}
      on conflict do nothing)
    select from opened`;
  return opened.length > 0;
}

/** Records that this draft was begun in this visit. */
export async function recordBegun(
  sql: Sql,
  { id }: Pick<Visit, "id">,
  draft: string,
): Promise<void> {
  await sql`
    insert into counter.begun (visit, draft) values (${id}, ${draft}) on conflict do nothing`;
}

/** The drafts that were begun in this visit. */
export async function draftsBegun(sql: Sql, visit: string): Promise<readonly DraftId[]> {
  const rows = await sql<{ draft: DraftId }[]>`
    select draft from counter.begun where visit = ${visit}`;
  return rows.map(({ draft }) => draft);
}

/**
 * The drafts that a visit shows without the whole file: those begun in it, or with the same person
 * on the same ticket, who paid or fetched a paper meanwhile, or is served by a colleague now; for
 * an agent with a code from the person, also those that the two began before.
 */
export async function begunIn(
  sql: Sql,
  { id, operator, person, door, access, ticket }: Visit,
): Promise<ReadonlySet<string>> {
  const before = door === "agent" && access !== null;
  const rows = await sql<{ draft: DraftId }[]>`
    select draft from counter.begun join counter.visit on visit.id = begun.visit
    where begun.visit = ${id}
       or ((${before} and visit.operator = ${operator} or visit.ticket = ${ticket})
         and visit.person = ${person})`;
  return new Set(rows.map(({ draft }) => draft));
}
