import type { Definition } from "../catalogue/index.ts";
import type { Calendar } from "../kernel/index.ts";
import { evolve, type StampedCaseEvent } from "./evolve.ts";
import type { FindingsByTask } from "./findings.ts";
import type { Actor, CaseEvent, CaseState } from "./model.ts";
import type { OwnPlace } from "./ranking/standing.ts";
import type { TaskFile } from "./task-files.ts";

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
  /** Values that rules see of the answers. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Findings so far, by task key. */
  readonly findings?: FindingsByTask;
  /** What officers attached to their tasks so far. */
  readonly taskFiles?: readonly TaskFile[];
  /** How long a decision can be taken back before it takes effect; 0 or absent: not at all. */
  readonly takeBackSeconds?: number;
  /** A colleague has opened the file since its last step; read for taking it back. */
  readonly isReadSince?: boolean;
  /** The application's rank in its call; required to decide in a stage that ranks. */
  readonly place?: OwnPlace;
}

/** Events recorded so far, and the state that they lead to. */
export interface Story {
  state: CaseState;
  readonly events: CaseEvent[];
  readonly facts: CaseFacts;
  /** Findings, including those of the current command. */
  findings: FindingsByTask;
}

export const begin = (state: CaseState, facts: CaseFacts): Story => ({
  state,
  events: [],
  facts,
  findings: facts.findings ?? {},
});

/** Records one more event and updates the state for what follows. */
export function tell(story: Story, event: CaseEvent): void {
  story.events.push(event);
  const stamped = { ...event, at: story.facts.at.toISOString(), command: story.facts.command };
  story.state = evolve(story.state, stamped as StampedCaseEvent);
}
