import type { Definition } from "../catalogue/index.ts";
import { type Refused, refuse } from "../kernel/index.ts";
import { committeeOf } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { seatLost } from "./decide-committee.ts";
import { atWork, notAtWork } from "./finish.ts";
import type { CaseCommand, CaseState, OfficerActor, Substitute, Task } from "./model.ts";
import { heldBy, isOwnCase, isWorkOf } from "./policy.ts";
import { reasonMissing } from "./reasons.ts";
import { countSeats, emptySeats, enoughNow, seatsMeant } from "./seats.ts";
import { type Story, tell } from "./story.ts";

interface OfCase {
  readonly state: CaseState;
  readonly definition: Definition;
}

/** Everybody who signed or voted on a task. */
const actedOn = ({ done, proposed, votes = [] }: Task): readonly unknown[] => [
  ...[done?.by, done?.first, proposed?.by],
  ...votes.map(({ by }) => by),
];

/**
 * Why a colleague cannot vote in place of a member of a committee who has a conflict of interest;
 * undefined where they can: they hold the committee's role, or the one that the service names for
 * it, and have no part in the file, neither as its applicant nor by a step of it.
 *
 * @param able how many can vote who have not
 */
export function whyNotSubstitute(
  { state, definition }: OfCase,
  task: Task,
  to: OfficerActor,
  able: number,
): Refused | undefined {
  const committee = committeeOf(definition, task);
  if (!committee) return refuse("conflict", "case.no-committee");
  if (emptySeats(task) === 0) return refuse("conflict", "case.no-empty-seat");
  if (isOwnCase(to, state)) return refuse("not-allowed", "case.colleague-own");
  const roles = [task.role, committee.substitutes];
  const isEntitled = heldBy(to).some(({ role, deputyFor }) => !deputyFor && roles.includes(role));
  if (to.authority !== task.authority || !isEntitled)
    return refuse("not-allowed", "case.colleague-not-entitled");
  const isRecused = state.tasks.some(({ recused }) => recused?.some(({ by }) => by === to.id));
  if (isRecused) return refuse("not-allowed", "case.colleague-recused");
  const acted = [...state.tasks.flatMap(actedOn), ...(state.decision?.by ?? [])];
  if (acted.includes(to.id)) return refuse("not-allowed", "case.colleague-acted");
  // Whoever has the role votes anyway, unless there are more of them than seats.
  const { votes = [], substitutes = [] } = task;
  const isOver = able + votes.length > seatsMeant(committee, task);
  const isNamed = substitutes.some((each) => each.to === to.id);
  if (isNamed || (isWorkOf(to, task, definition.id) && !isOver))
    return refuse("conflict", "case.colleague-votes");
  return undefined;
}

/** A supervisor names who votes in place of a member who recused themselves. */
export function nameSubstitute(
  story: Story,
  { task: key, to, able, statement }: Extract<CaseCommand, { type: "name-substitute" }>,
): Refused | undefined {
  const { state } = story;
  const { actor, definition } = story.facts;
  const task = atWork(story, key);
  if ("ok" in task) return task;
  if (actor.kind !== "officer") return refuse("conflict", "case.already-decided");
  const not = whyNotSubstitute({ state, definition }, task, to, able);
  if (not) return not;
  if (!statement.text.trim()) return reasonMissing;
  const named = { by: actor.id, to: to.id, reason: { text: statement.id } };
  const seated = { ...task, substitutes: [...(task.substitutes ?? []), named] };
  const committee = committeeOf(definition, task);
  const enough = committee && enoughNow(story, seated, committee);
  tell(story, { type: "SubstituteNamed", data: { task: key, ...named, ...enough } });
  return undefined;
}

/** Substitutes who have not voted: their seats can be given to others. */
export const substitutesToVote = ({
  substitutes = [],
  votes = [],
}: Pick<Task, "substitutes" | "votes">): readonly Substitute[] =>
  substitutes.filter(({ to }) => !votes.some(({ by }) => by === to));

/** A supervisor takes back that a colleague votes, who has not: another can be named. */
export function withdrawSubstitute(
  story: Story,
  { task: key, to, statement }: Extract<CaseCommand, { type: "withdraw-substitute" }>,
): Refused | undefined {
  const { actor, definition } = story.facts;
  const task = atWork(story, key);
  if ("ok" in task) return task;
  const committee = committeeOf(definition, task);
  if (!committee || actor.kind !== "officer") return refuse("conflict", "case.already-decided");
  if (!substitutesToVote(task).some((each) => each.to === to))
    return refuse("conflict", "case.no-substitute");
  if (!statement.text.trim()) return reasonMissing;
  const data = { task: key, by: actor.id, to, reason: { text: statement.id } };
  tell(story, { type: "SubstituteWithdrawn", data });
  seatLost(story, task, committee);
  return undefined;
}

/**
 * Members have left or come. Substitutes who have left and had not voted sit there no longer, then
 * the seats are counted. Not while nobody works on the case: the next night repeats it.
 */
export function countChanged(
  story: Story,
  command: Extract<CaseCommand, { type: "count-seats" }>,
): undefined {
  if (notAtWork(story)) return undefined;
  const { task: key, gone = [] } = command;
  const task = openTask(story.state, key);
  const committee = task && committeeOf(story.facts.definition, task);
  const left = task?.signed
    ? []
    : substitutesToVote(task ?? {}).filter(({ to }) => gone.includes(to));
  for (const { to } of left)
    tell(story, { type: "SubstituteWithdrawn", data: { task: key, by: "system", to } });
  countSeats(story, command);
  if (task && committee && left.length > 0) seatLost(story, task, committee);
  return undefined;
}
