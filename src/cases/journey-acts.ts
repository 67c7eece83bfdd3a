import type { Shared, StepPlanned } from "../form/index.ts";
import type { DraftId, PersonId } from "../kernel/index.ts";
import { json, type Sql, transaction } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { type DraftSaved, saveDraft } from "./drafts.ts";
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

/** Saves the answers of one step and what they fill in in the other steps, all or nothing. */
export const saveStep = (
  sql: Sql,
  at: Date,
  draft: DraftSaved,
  shared: readonly Shared[],
): Promise<boolean> =>
  transaction(sql, async (tx) => {
    if (!(await touchJourney(tx, at, draft.id, draft.person))) return false;
    const isSaved = await saveDraft(tx, at, draft);
    if (isSaved) for (const one of shared) await shareWith(tx, at, draft.id, one);
    return isSaved;
  });

/** What a person agrees to when submitting: all unsent steps, in one declaration. */
export interface Agreement {
  readonly journey: Pick<JourneyKept, "id" | "person" | "version">;
  readonly lang: string;
  /** Chosen for all of it, if another than their usual one. */
  readonly toldIn?: string | undefined;
  readonly plan: readonly StepPlanned[];
  /** Every page of every step counts as visited now; by draft. */
  readonly visited: readonly { readonly draft: DraftId; readonly pages: readonly string[] }[];
  /** Uploads that serve several steps. */
  readonly copies: readonly {
    readonly from: { readonly draft: DraftId; readonly document: string };
    readonly to: { readonly draft: DraftId; readonly document: string };
  }[];
}

/**
 * Records the agreement and the job that submits the steps that wait for nothing. False where the
 * journey has changed since it was read, so that nobody agrees to what they have not seen.
 */
export const agreeJourney = (sql: Sql, at: Date, given: Agreement): Promise<boolean> =>
  transaction(sql, async (tx) => {
    const { id, person, version } = given.journey;
    const { count } = await tx`
      update cases.journey set agreed_at = ${at}, plan = ${json(tx, given.plan)},
        lang = ${given.lang}, updated_at = ${at}, version = version + 1
      where id = ${id} and person_id = ${person} and version = ${version} and stopped_at is null`;
    if (count !== 1) return false;
    await tx`
      update cases.draft set told_in = ${given.toldIn ?? null}
      where journey = ${id} and case_id is null`;
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

/** Stops a journey: unsent steps are never submitted. False where there is nothing to stop. */
export async function stopJourney(sql: Sql, at: Date, id: string, person: PersonId) {
  const { count } = await sql`
    update cases.journey set stopped_at = ${at}, updated_at = ${at}, version = version + 1
    where id = ${id} and person_id = ${person} and agreed_at is not null and stopped_at is null`;
  return count === 1;
}

/** Deletes a journey that was not agreed to, with its drafts and uploads. */
export const discardJourney = (sql: Sql, id: string, person: PersonId): Promise<boolean> =>
  transaction(sql, async (tx) => {
    const [row] = await tx`
      select from cases.journey
      where id = ${id} and person_id = ${person} and agreed_at is null for update`;
    if (!row) return false;
    await tx`
      delete from cases.file where case_id is null
        and draft_id in (select id from cases.draft where journey = ${id})`;
    await tx`delete from cases.draft where journey = ${id} and case_id is null`;
    await tx`delete from cases.journey where id = ${id}`;
    return true;
  });
