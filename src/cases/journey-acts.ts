import type { Shared, StepPlanned } from "../form/index.ts";
import type { DraftId, PersonId } from "../kernel/index.ts";
import { json, type Sql, transaction } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { type Draft, saveDraft } from "./drafts.ts";
import {
  copyFiles,
  insertJourney,
  type JourneyBegun,
  type JourneyKept,
  shareWith,
  touchJourney,
} from "./journeys.ts";

export const startJourney = (sql: Sql, at: Date, begun: JourneyBegun): Promise<string> =>
  transaction(sql, (tx) => insertJourney(tx, at, begun));

/** Keeps what was answered in one step, and what that says in the others, or none of it. */
export const saveStep = (
  sql: Sql,
  at: Date,
  draft: Pick<Draft, "id" | "person" | "answers" | "visited">,
  shared: readonly Shared[],
): Promise<boolean> =>
  transaction(sql, async (tx) => {
    if (!(await touchJourney(tx, at, draft.id, draft.person))) return false;
    const kept = await saveDraft(tx, at, draft);
    if (kept) for (const one of shared) await shareWith(tx, at, draft.id, one);
    return kept;
  });

/** What a person agrees to when sending: all steps that are not sent, in one declaration. */
export interface Agreement {
  readonly kept: Pick<JourneyKept, "id" | "person" | "version">;
  readonly lang: string;
  readonly plan: readonly StepPlanned[];
  /** Every page of every step counts as seen now; by draft. */
  readonly visited: readonly { readonly draft: DraftId; readonly pages: readonly string[] }[];
  /** Papers that are one and the same. */
  readonly copies: readonly {
    readonly from: { readonly draft: DraftId; readonly document: string };
    readonly to: { readonly draft: DraftId; readonly document: string };
  }[];
}

/**
 * Records the agreement and the job that sends what waits for nothing. False where the journey has
 * changed since it was read, so that nobody agrees to what he has not seen.
 */
export const agreeJourney = (sql: Sql, at: Date, given: Agreement): Promise<boolean> =>
  transaction(sql, async (tx) => {
    const { id, person, version } = given.kept;
    const { count } = await tx`
      update cases.journey set agreed_at = ${at}, plan = ${json(tx, given.plan)},
        lang = ${given.lang}, updated_at = ${at}, version = version + 1
      where id = ${id} and person_id = ${person} and version = ${version} and stopped_at is null`;
    if (count !== 1) return false;
    for (const { from, to } of given.copies) await copyFiles(tx, at, from, to);
    for (const { draft, pages } of given.visited)
      await tx`
        update cases.draft set visited = ${json(tx, pages)}, updated_at = ${at}
        where id = ${draft} and journey = ${id} and case_id is null`;
    await enqueue(tx, [
      { task: "go-on-journey", payload: { journeyId: id }, key: `journey:${id}` },
    ]);
    return true;
  });

/** What is not sent yet is never sent; false where there is nothing to stop. */
export async function stopJourney(sql: Sql, at: Date, id: string, person: PersonId) {
  const { count } = await sql`
    update cases.journey set stopped_at = ${at}, updated_at = ${at}, version = version + 1
    where id = ${id} and person_id = ${person} and agreed_at is not null and stopped_at is null`;
  return count === 1;
}

/** Throws a journey that was not agreed to away, with its drafts and their papers. */
export const discardJourney = (sql: Sql, id: string, person: PersonId): Promise<boolean> =>
  transaction(sql, async (tx) => {
    const [found] = await tx`
      select from cases.journey
      where id = ${id} and person_id = ${person} and agreed_at is null for update`;
    if (!found) return false;
    await tx`
      delete from cases.file where case_id is null
        and draft_id in (select id from cases.draft where journey = ${id})`;
    await tx`delete from cases.draft where journey = ${id} and case_id is null`;
    await tx`delete from cases.journey where id = ${id}`;
    return true;
  });
