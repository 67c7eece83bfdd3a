import { addDuration } from "../kernel/index.ts";
import type { Task } from "./model.ts";
import { type Story, tell } from "./story.ts";

/** The step comes to the supervisor; where the service says so, in time to a role above. */
export function escalate(story: Story, { key }: Task): void {
  const { at, calendar, definition } = story.facts;
  const next = definition.process?.escalation;
  const nextAt = next && addDuration(at, next.after, calendar).toISOString();
  tell(story, { type: "TaskEscalated", data: { task: key, ...(nextAt && { nextAt }) } });
}

/** The supervisor has not ended it either: it goes to the role above. */
export function escalateFurther(story: Story, { key }: Task): void {
  const to = story.facts.definition.process?.escalation?.role;
  tell(story, { type: "TaskEscalated", data: { task: key, ...(to && { to }) } });
}
