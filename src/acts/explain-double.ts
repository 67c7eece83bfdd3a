import {
  type Application,
  type CaseCommand,
  type CaseState,
  type Double,
  type Given,
  refuses,
  type SameNumber,
  type Task,
} from "../cases/index.ts";
import type { Definition, Outcome } from "../catalogue/index.ts";
import type { Answers } from "../form/index.ts";
import { type Result, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { committeeOf, leadsTo, taskWanted } from "../workflow/index.ts";
import type { ActDeps } from "./deps.ts";

type Of = Pick<Task, "stage" | "task" | "key">;

/** Outcomes after which the work goes on as the applicant asked. */
const goesOn = (outcome: Outcome): boolean => !outcome.reasonRequired && !refuses(outcome);

/**
 * The outcomes with which a step signs over a difference between what was found before and what
 * the application says: those after which the work goes on, and not back to a step before. None on
 * an appeal, where another question is decided.
 */
export function outcomesSigning({ process }: Definition, task: Of): readonly string[] {
  const stages = process?.stages ?? [];
  const own = stages.findIndex(({ id }) => id === task.stage);
  const [stage] = stages.slice(own, own + 1);
  if (own < 0 || !stage) return [];
  const isBack = (to: Outcome["to"]) =>
    to !== undefined && "stage" in to && stages.findIndex(({ id }) => id === to.stage) <= own;
  const rule = stage.tasks.find(({ id }) => id === task.task);
  return (rule?.outcomes ?? [])
    .filter((outcome) => goesOn(outcome) && !isBack(outcome.to))
    .map(({ id }) => id);
}

/**
 * The outcomes with which an officer has to say why, where another file has the same number: those
 * that grant; all that go on, where the step itself recorded the number.
 */
export function outcomesExplained(
  definition: Definition,
  task: Of,
  same: readonly SameNumber[],
): readonly string[] {
  const stage = definition.process?.stages.find(({ id }) => id === task.stage);
  if (!stage || same.length === 0 || committeeOf(definition, task)) return [];
  const isRecordedHere = same.some(({ task: key }) => key === task.key);
  const grants = ({ id }: Outcome) => {
    const to = leadsTo(stage, [{ task: task.task, outcome: id }]);
    return to !== undefined && "end" in to && to.end === "granted";
  };
  return taskWanted(definition, task)
    .outcomes.filter((outcome) => goesOn(outcome) && (isRecordedHere || grants(outcome)))
    .map(({ id }) => id);
}

/** An application with what is recorded in one more of its tasks, before it is. */
export const withFindings = (
  application: Application,
  task: string,
  findings: Answers | undefined,
): Application =>
  findings
    ? { ...application, findings: { ...application.findings, [task]: findings } }
    : application;

/** What of this command there would be to explain, if other files had the same numbers. */
function explainable(application: Application, command: CaseCommand) {
  if (command.type !== "complete" && command.type !== "confirm") return undefined;
  const { definition, state } = application;
  const task = state.tasks.find(({ key }) => key === command.task);
  if (!task) return undefined;
  const outcome = command.type === "complete" ? command.outcome : (task.proposed?.outcome ?? "");
  const findings = command.type === "complete" ? command.findings : undefined;
  const chosen = taskWanted(definition, task).outcomes.find(({ id }) => id === outcome);
  if (!chosen || !goesOn(chosen)) return undefined;
  return { task, outcome, file: withFindings(application, task.key, findings) };
}

/** The files with the same number of which this command has to say why it goes on all the same. */
async function toExplain(
  { cases }: Pick<ActDeps, "cases">,
  { id: caseId, definition, history }: Application,
  { task, outcome, file }: NonNullable<ReturnType<typeof explainable>>,
): Promise<readonly Double[]> {
  const conflicts = (await cases.conflictsOf([file])).get(caseId) ?? [];
  const explained = new Set(
    history.flatMap((event) =>
      event.type === "DoubleExplained" && event.data.task === task.key ? event.data.of : [],
    ),
  );
  return conflicts.filter(
    ({ id, same }) =>
      !explained.has(id) && outcomesExplained(definition, task, same).includes(outcome),
  );
}

/**
 * Gives an officer's command to a file. Refuses case.double-unexplained where it grants, or records
 * a number, that another file has too, and does not say why. Who shares a number is looked up only
 * where somebody may, which the act finds out as it is written: hardly any file has a double.
 *
 * @param why in the officer's words, for colleagues; it stays in the history
 */
export async function giveExplained(
  { cases }: Pick<ActDeps, "cases">,
  application: Application,
  { why, command, ...given }: Omit<Given, "caseId" | "loaded"> & { readonly why: string },
): Promise<Result<CaseState>> {
  const file = { ...given, caseId: application.id, loaded: application };
  const { key } = given;
  const isRepeated = key !== undefined && application.state.commands.has(key);
  const asked = isRepeated ? undefined : explainable(application, command);
  if (!asked) return cases.give({ ...file, command });
  if (!why) {
    const alone = await cases.give({ ...file, command, unlessShared: true });
    if (alone.ok || alone.refusal.code !== "case.conflict") return alone;
  }
  const doubles = await toExplain({ cases }, application, asked);
  if (doubles.length === 0) return cases.give({ ...file, command });
  if (!why)
    return refuse("invalid", "case.double-unexplained", {
      problems: [{ field: "despite", code: "required" }],
    });
  const despite = { of: doubles.map(({ id }) => id), statement: { id: newId(), text: why } };
  return cases.give({ ...file, command: { ...command, despite } as CaseCommand });
}
