import type { CaseId, OfficerId } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { Handover, Visit } from "./model.ts";

/** Records that a certificate was handed over, once per visit. */
export async function handOver(
  sql: Sql,
  now: Date,
  visit: Pick<Visit, "id" | "operator">,
  { caseId, paper }: Pick<Handover, "caseId" | "paper">,
): Promise<void> {
  await sql`
    insert into counter.handover (id, visit, case_id, paper, operator, at)
    values (${newId()}, ${visit.id}, ${caseId}, ${paper}, ${visit.operator}, ${now})
    on conflict on constraint handover_once_a_visit do nothing`;
}

/** Records that a certificate was opened to be printed. */
export async function recordPrint(
  sql: Sql,
  now: Date,
  visit: Pick<Visit, "id" | "operator">,
  { caseId, paper, lang }: Pick<Handover, "caseId" | "paper"> & { readonly lang: string },
): Promise<void> {
  await sql`
    insert into counter.paper_print (id, visit, case_id, paper, lang, operator, at)
    values (${newId()}, ${visit.id}, ${caseId}, ${paper}, ${lang}, ${visit.operator}, ${now})`;
}

/** Whether a certificate was ever opened to be printed by whoever serves people. */
export async function isPrinted(sql: Sql, paper: string): Promise<boolean> {
  const { count } = await sql`
    select from counter.paper_print where paper = ${paper} limit 1`;
  return count > 0;
}

/** All handovers of a certificate of this case, oldest first. */
export const handoversOf = (sql: Sql, caseId: CaseId): Promise<readonly Handover[]> => sql<
  { caseId: CaseId; paper: string; operator: OfficerId; at: Date }[]
>`
  select case_id as "caseId", paper, operator, at from counter.handover
  where case_id = ${caseId} order by at`;
