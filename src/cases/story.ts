import type { Definition } from "../catalogue/index.ts";
import type { Calendar } from "../kernel/index.ts";
import { evolve, type Told } from "./evolve.ts";
import type { FindingsByTask } from "./findings.ts";
import type { Actor, CaseEvent, CaseState } from "./model.ts";
import type { OwnPlace } from "./ranking/standing.ts";

/** The outside facts of one decision. */
export interface CaseFacts {
  readonly at: Date;
  /** Local date of `at`. */
  readonly today: string;
  /** Key of the intended act. */
  readonly command: string;
  readonly actor: Actor;
  readonly definition: Definition;
  readonly calendar: Calendar;
  /** What rules see of the answers. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What officers found so far, by the key of the task. */
  readonly findings?: FindingsByTask;
  /** Where the application stands among those of its call; needed to decide where a stage ranks them. */
  readonly place?: OwnPlace;
}

/** Events as they come to be recorded, and the state that they lead to so far. */
export interface Story {
  state: CaseState;
  readonly events: CaseEvent[];
  readonly facts: CaseFacts;
  /** What officers found, with what the act itself brings. */
  findings: FindingsByTask;
}

export const begin = (state: CaseState, facts: CaseFacts): Story => ({
  state,
  events: [],
  facts,
  findings: facts.findings ?? {},
});

/** Records one more event, so that what follows sees its effect. */
export function tell(story: Story, event: CaseEvent): void {
  story.events.push(event);
  const told = { ...event, at: story.facts.at.toISOString(), command: story.facts.command };
  story.state = evolve(story.state, told as Told);
}
