import { addDuration } from "../kernel/index.ts";
import type { StampedCaseEvent } from "./evolve.ts";
import type { Task } from "./model.ts";
import { type Story, tell } from "./story.ts";

/**
 * The step comes to the supervisor; where the service says so, in time to a role above.
 *
 * @param why that it is not late, but too few members of its committee are left
 */
export function escalate(story: Story, { key }: Task, why: { readonly short?: true } = {}): void {
  const { at, calendar, definition } = story.facts;
  const next = definition.process?.escalation;
  const nextAt = next && addDuration(at, next.after, calendar).toISOString();
  tell(story, { type: "TaskEscalated", data: { task: key, ...(nextAt && { nextAt }), ...why } });
}

/** The supervisor has not ended it either: it goes to the role above. */
export function escalateFurther(story: Story, { key }: Task): void {
  const to = story.facts.definition.process?.escalation?.role;
  tell(story, { type: "TaskEscalated", data: { task: key, ...(to && { to }) } });
}

/** That a step was escalated, and why. */
export interface Escalation {
  readonly at: string;
  /** The role above the supervisor to which it went; undefined where it was the supervisor. */
  readonly to: string | undefined;
  /** What ended: its own term, the promise to the applicant, or the members of a committee. */
  readonly why: "step" | "promise" | "quorum";
}

/** How often a step was escalated, the first time first. */
export const escalationsOf = (
  history: readonly StampedCaseEvent[],
  { key }: Pick<Task, "key">,
): readonly Escalation[] =>
  history.flatMap((event, index) => {
    if (event.type !== "TaskEscalated" || event.data.task !== key) return [];
    const { type } = history.slice(0, index).findLast((each) => each.type !== event.type) ?? {};
    const isShort = event.data.short || type === "MemberRecused";
    const why = type === "ClockExpired" ? "promise" : isShort ? "quorum" : "step";
    return [{ at: event.at, to: event.data.to, why }];
  });
