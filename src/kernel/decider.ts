import type { Result } from "./result.ts";

/**
 * A thing whose history is the product. `decide` returns what happened or a refusal; it never
 * throws, never awaits, never asks the time: clock, ids and randomness come in as facts.
 */
export interface Decider<State, Command, Event, Facts, Told = Event> {
  readonly initial: State;
  decide(state: State, command: Command, facts: Facts): Result<readonly Event[]>;
  evolve(state: State, event: Told): State;
}

/** An event with what the store knows of it: instant (ISO 8601) and key of the act. */
export type Stamped<Event> = Event & { readonly at: string; readonly command: string };

/** What each type of event leads to: one that is missing here does not compile. */
export type Evolution<State, Event extends { readonly type: string }> = {
  readonly [Type in Event["type"]]: (
    state: State,
    event: Extract<Event, { readonly type: Type }>,
  ) => State;
};

/** `evolve` by such a table. An event that it does not know is a fault: its effect cannot be left out. */
export const evolveBy = <State, Event extends { readonly type: string }>(
  evolution: Evolution<State, Event>,
): Decider<State, never, Event, never>["evolve"] => {
  const changes: ReadonlyMap<string, (state: State, event: never) => State> = new Map(
    Object.entries<(state: State, event: never) => State>(evolution),
  );
  return (state, event) => {
    const change = changes.get(event.type);
    if (!change) throw new Error(`no such event: ${event.type}`);
    return change(state, event as never);
  };
};

/** The state that a history leads to. */
export const fold = <State, Event>(
  { initial, evolve }: Pick<Decider<State, never, Event, never>, "initial" | "evolve">,
  events: Iterable<Event>,
): State => {
  let state = initial;
  for (const event of events) state = evolve(state, event);
  return state;
};
