import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { withoutKeptPapers } from "./apart.ts";
import type { CasesNeeds } from "./handle.ts";
import type { OfficerActor } from "./model.ts";
import { whyNotAct } from "./policy.ts";
import { openApplication } from "./read.ts";
import { filesForWork } from "./task-files.ts";

/** That an officer has checked one paper. */
export interface PaperCheck {
  readonly file: string;
  /** Id of the officer. */
  readonly officer: string;
  readonly at: Date;
}

export interface PaperTick {
  readonly caseId: string;
  /** Id of the uploaded file. */
  readonly file: string;
  readonly officer: OfficerActor;
  /** False: the officer takes their tick back. */
  readonly checked: boolean;
}

/** Which papers of an application are checked now, and by whom, oldest first. */
export const paperChecksOf = (sql: Sql, caseId: string) => sql<PaperCheck[]>`
  select file, officer, at from (
    select distinct on (file_id, officer) file_id as file, officer, at, checked
    from cases.paper_check where case_id = ${caseId}
    order by file_id, officer, at desc) as last
  where checked order by at, file, officer`;

/**
 * Ticks a paper as checked, the applicant's or a colleague's, or takes the officer's own tick back.
 * Refuses case.not-found, also for a paper of another application and one that is kept from the
 * officer, and case.not-allowed where the file is not their work.
 */
export async function tickPaper(
  needs: Pick<CasesNeeds, "sql" | "definition">,
  at: Date,
  { caseId, file, officer, checked }: PaperTick,
): Promise<Result<void>> {
  const application = await openApplication(needs, caseId);
  if (!application) return refuse("not-found", "case.not-found");
  const papers = Object.values(withoutKeptPapers(application, officer).documents).flat();
  const shown = [...papers, ...filesForWork(application, officer.id)];
  if (!shown.some(({ id }) => id === file)) return refuse("not-found", "case.not-found");
  const not = whyNotAct(officer, application.state);
  if (not) return refuse("not-allowed", not);
  const { sql } = needs;
  // Nothing is written to a file that is being erased at this moment.
  await sql`
    insert into cases.paper_check (file_id, officer, at, case_id, checked)
    select ${file}::uuid, ${officer.id}, ${at}::timestamptz, id, ${checked}::boolean
    from cases.application where id = ${caseId} and erased_at is null
    for share
    on conflict on constraint paper_check_pk do nothing`;
  return ok(undefined);
}
