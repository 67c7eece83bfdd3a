import { type Application, nextDue } from "../cases/index.ts";
import type { CaseId, Result } from "../kernel/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";

/** The payload of a job about one application. */
export interface OfCase {
  readonly caseId: CaseId;
}

/**
 * Throws for any refusal in a job: a retry by the queue can solve a conflict, and others are bugs.
 */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code}`);
}

/** What comes for a file that was erased, such as a reminder of years ahead, comes to nothing. */
export const unlessErased =
  <Payload extends OfCase>(
    { cases }: Pick<ActDeps, "cases">,
    task: (payload: Payload) => Promise<unknown>,
  ) =>
  async (payload: Payload): Promise<void> => {
    try {
      await task(payload);
    } catch (fault) {
      if (!(await cases.isErased(payload.caseId))) throw fault;
    }
  };

/** The application of a job; a missing one is a bug. */
export async function opened(
  { cases }: Pick<ActDeps, "cases">,
  caseId: string,
): Promise<Application> {
  const application = await cases.open(caseId);
  if (!application) throw new Error(`a job speaks of case ${caseId}, which is not there`);
  return application;
}

/** Carries out what is due on a case, and reschedules itself for the next due time. */
export async function fallDue(deps: Pick<ActDeps, "sql" | "cases">, { caseId }: OfCase) {
  const command = { type: "fall-due" as const };
  const state = done(await deps.cases.give({ caseId, command, actor: { kind: "system" } }));
  const dueAt = nextDue(state);
  if (dueAt === undefined) return;
  const [runAt, key] = [new Date(dueAt), `case-due:${caseId}`];
  await enqueue(deps.sql, [{ task: "case-fall-due", payload: { caseId }, runAt, key }]);
}
