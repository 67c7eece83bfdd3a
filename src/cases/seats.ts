import type { Committee } from "../catalogue/index.ts";
import { committeeOf, type Tally, tally } from "../workflow/index.ts";
import { openTask } from "./course.ts";
import { closeVote } from "./decide-committee.ts";
import type { CaseCommand, Task } from "./model.ts";
import { type Story, tell } from "./story.ts";

/** Seats of members who recused themselves in which there is no substitute. */
export const emptySeats = ({
  recused = [],
  substitutes = [],
}: Pick<Task, "recused" | "substitutes">): number => recused.length - substitutes.length;

/** Seats of a committee on a file, but for those left empty by a conflict of interest. */
export const seatsMeant = (
  { members }: Pick<Committee, "members">,
  task: Pick<Task, "recused" | "substitutes">,
): number => members - emptySeats(task);

/**
 * Who can vote: neither the seat of whoever recused themselves counts, unless a substitute has it,
 * nor one that nobody can fill since members have left. A vote that was cast stands, whoever has
 * left since.
 */
export const seatsOf = (
  committee: Pick<Committee, "members">,
  task: Pick<Task, "votes" | "recused" | "substitutes" | "vacant">,
): number => {
  const { votes = [], vacant = 0 } = task;
  return Math.max(seatsMeant(committee, task) - vacant, votes.length);
};

/** Seats that nobody can fill, where so many members are able to vote still. */
export const vacantOf = (
  committee: Pick<Committee, "members">,
  task: Pick<Task, "votes" | "recused" | "substitutes">,
  able: number,
): number => Math.max(0, seatsMeant(committee, task) - (task.votes ?? []).length - able);

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
  const { votes = [], vacant: before = 0 } = task;
  const vacant = vacantOf(committee, task, able);
  if (vacant === before) return undefined;
  const counted = { ...task, vacant };
  const { kind } = talliedOf(committee, counted, false);
  const seats = seatsOf(committee, counted);
  const isEven = vacant > 0 && (seats % 2 === 0 || votes.length >= seats);
  const isShort = !task.signed && (kind === "no-quorum" || (kind === "open" && isEven));
  const short = isShort && { short: true as const };
  tell(story, { type: "SeatsCounted", data: { task: key, vacant, before, ...short } });
  closeVote(story, task, committee);
  return undefined;
}
