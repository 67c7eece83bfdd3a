import { type Application, nextDue } from "../cases/index.ts";
import type { CaseId, Result } from "../kernel/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";

/** The payload of a job about one application. */
export interface OfCase {
  readonly caseId: CaseId;
}

/** What waiting can mend is tried again by the queue; any other refusal in a job is a bug, so throw too. */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code}`);
}

/** The application that a job is about; a job about one that is not there is a bug. */
export async function opened(
  { cases }: Pick<ActDeps, "cases">,
  caseId: string,
): Promise<Application> {
  const found = await cases.open(caseId);
  if (!found) throw new Error(`a job speaks of case ${caseId}, which is not there`);
  return found;
}

/** Does what has fallen due on a case, and schedules itself again for the next due time. */
export async function fallDue(deps: Pick<ActDeps, "sql" | "cases">, { caseId }: OfCase) {
  const command = { type: "fall-due" as const };
  const state = done(await deps.cases.give({ caseId, command, actor: { kind: "system" } }));
  const due = nextDue(state);
  if (due === undefined) return;
  const [runAt, key] = [new Date(due), `case-due:${caseId}`];
  await enqueue(deps.sql, [{ task: "case-fall-due", payload: { caseId }, runAt, key }]);
}
