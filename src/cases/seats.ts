import type { Committee } from "../catalogue/index.ts";
import { committeeOf, type Tally, tally } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { closeVote } from "./decide-committee.ts";
import type { CaseCommand, Task } from "./model.ts";
import { type Story, tell } from "./story.ts";

type Seats = Pick<Task, "recused" | "substitutes" | "filled">;

/**
 * Seats of members who recused themselves in which there is neither a substitute nor another who
 * has the role.
 */
export const emptySeats = ({ recused = [], substitutes = [], filled = 0 }: Seats): number =>
  Math.max(0, recused.length - substitutes.length - filled);

/** Seats of a committee on a file, but for those left empty by a conflict of interest. */
export const seatsMeant = ({ members }: Pick<Committee, "members">, task: Seats): number =>
  members - emptySeats(task);

/**
 * Who can vote: neither the seat of whoever recused themselves counts, unless a substitute has it,
 * nor one that nobody can fill since members have left. A vote that was cast stands, whoever has
 * left since.
 */
export const seatsOf = (
  committee: Pick<Committee, "members">,
  task: Seats & Pick<Task, "votes" | "vacant">,
): number => {
  const { votes = [], vacant = 0 } = task;
  return Math.max(seatsMeant(committee, task) - vacant, votes.length);
};

/**
 * Where so many are able to vote still: the seats that nobody can fill, and those of members who
 * recused themselves that others of the role fill, beside their own.
 */
export function seatsCounted(
  committee: Pick<Committee, "members">,
  { recused = [], substitutes = [], votes = [] }: Seats & Pick<Task, "votes">,
  able: number,
): { readonly vacant: number; readonly filled: number } {
  const empty = Math.max(0, recused.length - substitutes.length);
  const over = votes.length + able - (committee.members - empty);
  return { vacant: Math.max(0, -over), filled: Math.min(empty, Math.max(0, over)) };
}

/** How the votes on a task stand, none counting for what is `impossible`. */
export function talliedOf(
  committee: Committee,
  task: Task,
  isOver: boolean,
  impossible: readonly string[] = [],
): Tally {
  const { votes = [], vacant = 0 } = task;
  const outcomes = votes.map(({ outcome }) => outcome);
  return tally(committee, outcomes, {
    seats: seatsOf(committee, task),
    isShort: vacant > 0,
    ...{ isOver, impossible },
  });
}

/** Whether what was escalated for want of members ends, as there are enough of them again. */
export function enoughNow(
  { state, facts }: Story,
  task: Task,
  committee: Committee,
): { readonly enough: true } | undefined {
  const isLate = state.clock.expired || (task.dueAt ?? "~") <= facts.at.toISOString();
  const isEnough = task.lacksMembers && !isLate && seatsOf(committee, task) >= committee.quorum;
  return isEnough ? { enough: true } : undefined;
}

/**
 * Members have left or come: counts the seats that nobody can fill. What the votes decide without
 * them is decided; else it is said where the quorum, or a decision by an odd number, can no longer
 * be reached.
 */
export function countSeats(
  story: Story,
  { task: key, able }: Extract<CaseCommand, { type: "count-seats" }>,
): undefined {
  const { status } = story.state;
  const task = openTask(story.state, key);
  const committee = task && committeeOf(story.facts.definition, task);
  if (!committee || (status !== "in-review" && status !== "in-appeal")) return undefined;
  const { votes = [], vacant: before = 0, filled: others = 0 } = task;
  const { vacant, filled } = seatsCounted(committee, task, able);
  if (vacant === before && filled === others) return undefined;
  const counted = { ...task, vacant, filled };
  const { kind } = talliedOf(committee, counted, false);
  const seats = seatsOf(committee, counted);
  const isEven = vacant > 0 && (seats % 2 === 0 || votes.length >= seats);
  const isShort = !task.signed && (kind === "no-quorum" || (kind === "open" && isEven));
  const short = isShort && { short: true as const };
  const more = { ...(filled > 0 && { filled }), ...short, ...enoughNow(story, counted, committee) };
  tell(story, { type: "SeatsCounted", data: { task: key, vacant, before, ...more } });
  closeVote(story, task, committee);
  return undefined;
}
