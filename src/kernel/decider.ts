import type { Result } from "./result.ts";

/**
 * A thing whose history is the product. `decide` returns what happened or a refusal; it never
 * throws, never awaits, never asks the time: clock, ids and randomness come in as facts.
 */
export interface Decider<State, Command, Event, Facts> {
  readonly initial: State;
  decide(state: State, command: Command, facts: Facts): Result<readonly Event[]>;
  evolve(state: State, event: Event): State;
}

/** The state that a history leads to. */
export const fold = <State, Event>(
  { initial, evolve }: Pick<Decider<State, never, Event, never>, "initial" | "evolve">,
  events: Iterable<Event>,
): State => {
  let state = initial;
  for (const event of events) state = evolve(state, event);
  return state;
};
