import { isDeepStrictEqual } from "node:util";
import { type Definition, findingsName, type Stage } from "../catalogue/index.ts";
import { type Refused, refuse } from "../kernel/index.ts";
import { isRule, type Rule } from "../rules/index.ts";
import { processOf, taskWanted } from "../workflow/index.ts";
import { recordFindings } from "./decide-task.ts";
import { isOpen } from "./evolve.ts";
import { notWhileSigned } from "./finish.ts";
import type { CaseCommand, CaseState, Task } from "./model.ts";
import { isRecused } from "./policy.ts";
import { isUndecided } from "./status.ts";
import { type Story, tell } from "./story.ts";

type Command = Extract<CaseCommand, { type: "correct-finding" }>;

/** Who recorded what was found in a task; undefined while it waits for nothing. */
const authorOf = ({ done, proposed }: Task): string | undefined =>
  done ? (done.first ?? done.by) : proposed?.by;

/**
 * Why what was found in a task stands as it is, whatever would be changed in it; undefined where
 * its officer may correct it.
 */
export function whyFindingStands(
  state: CaseState,
  task: Task,
  officer: string,
): Refused | undefined {
  if (authorOf(task) !== officer) return refuse("not-allowed", "case.finding-of-other");
  if (isRecused({ id: officer }, state)) return refuse("not-allowed", "case.recused");
  if (!isUndecided(state.status)) return refuse("conflict", "case.already-decided");
  if (task.done?.first) return refuse("conflict", "case.finding-signed");
  const isVoted = ({ votes = [] }: Task) => votes.length > 0;
  if (isVoted(task) || state.tasks.some((each) => isOpen(each) && isVoted(each)))
    return refuse("conflict", "case.finding-voted");
  return undefined;
}

/**
 * Whoever recorded it corrects what they found. Refused where the way of the case, a fee or a paper
 * rests on what was found. A first signature that judged it is asked for anew.
 */
export function correctFinding(
  story: Story,
  { task: key, findings }: Command,
): Refused | undefined {
  const { state, facts } = story;
  const { actor, definition } = facts;
  const by = actor.kind === "officer" ? actor.id : "";
  const task = state.tasks.find((each) => each.key === key);
  if (!task) return refuse("not-found", "case.not-found");
  const stands = notWhileSigned(story) ?? whyFindingStands(state, task, by);
  if (stands) return stands;
  const before = story.findings[key] ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(findings)])];
  const fields = names.filter((name) => !isDeepStrictEqual(before[name], findings[name]));
  if (fields.length === 0) return refuse("invalid", "case.nothing-changed");
  if (isRead(definition, state, task, fields)) return refuse("conflict", "case.finding-read");
  const { outcome = "" } = task.done ?? task.proposed ?? {};
  const wrong = recordFindings(story, task, taskWanted(definition, task), { outcome, findings });
  if (wrong) return wrong;
  const signers = state.tasks.flatMap((each) => (isOpen(each) && each.proposed?.by) || []);
  const anew = signers.filter((signer) => signer !== by);
  const data = { task: key, by, fields, ...(anew.length > 0 && { anew }) };
  tell(story, { type: "FindingCorrected", data });
  return undefined;
}

/** Whether a rule that has been followed already reads one of these findings. */
function isRead(
  definition: Definition,
  state: CaseState,
  task: Task,
  fields: readonly string[],
): boolean {
  const names = fields.map((field) => `findings.${findingsName(task.task)}.${field}`);
  return rulesFollowed(definition, state, task).some((rule) =>
    names.some((name) => rule.names.has(name)),
  );
}

/**
 * The rules by which the case has come as far as it is: those of the stages reached, of what was
 * done there, of the term, of fees that fell due and papers that were given.
 */
function rulesFollowed(definition: Definition, state: CaseState, task: Task): readonly Rule[] {
  const { stages, clock } = processOf(definition);
  const at = state.stage ?? state.awaits;
  const reached = new Set([...state.tasks.map(({ stage }) => stage), ...(at ? [at] : [])]);
  const last = stages.findLastIndex(({ id }) => reached.has(id));
  const hasMoved = task.done !== undefined && task.stage !== state.stage;
  const followed = hasMoved ? stages.slice(0, last + 1) : [];
  const left = followed.slice(0, -1);
  const isDue = (due: string) => followed.some(({ id }) => due === `before ${id}`);
  const { interim = [], fees } = definition;
  const given = interim.filter(
    ({ id, after }) => state.papers.includes(id) || left.some((each) => each.id === after),
  );
  return rulesIn([
    followed.map((stage) => ofStage(stage, state, task)),
    hasMoved && "after" in clock.starts && clock.limits,
    fees.filter(({ due }) => isDue(due)),
    given,
  ]);
}

/** Where its tasks go, and what was asked and possible in those that are done. */
const ofStage = ({ tasks, ranking }: Stage, state: CaseState, own: Task) => [
  ranking,
  tasks.flatMap(({ when, authorityBy, office, id, outcomes, findings, documents }) => {
    const isDone = state.tasks.some(({ task, done }) => task === id && done);
    const asked = isDone && id !== own.task ? [outcomes, findings, documents] : [];
    return [when, authorityBy, office, ...asked];
  }),
];

/** All rules in a part of a definition. */
function rulesIn(part: unknown): readonly Rule[] {
  if (isRule(part)) return [part];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(rulesIn) : [];
}
