import type { Result } from "./result.ts";

/**
 * A decider in the sense of event sourcing. `decide` returns events or a refusal; it never throws,
 * never awaits, never reads the time: clock, ids and randomness are facts.
 */
export interface Decider<State, Command, Event, Facts, Recorded = Event> {
  readonly initial: State;
  decide(state: State, command: Command, facts: Facts): Result<readonly Event[]>;
  evolve(state: State, event: Recorded): State;
  /**
   * The same as `decide`, with the state after the events: for a decider that folds them while it
   * decides, so that they are folded once.
   */
  step?(state: State, command: Command, facts: Facts): Result<Decision<State, Event>>;
}

/** What a command leads to: its events, and the state after them. */
export interface Decision<State, Event> {
  readonly events: readonly Event[];
  readonly state: State;
}

/** An event with the metadata that the store adds: instant (ISO 8601) and key of the command. */
export type Stamped<Event> = Event & { readonly at: string; readonly command: string };

/** The state after each type of event: a missing type does not compile. */
export type Evolution<State, Event extends { readonly type: string }> = {
  readonly [Type in Event["type"]]: (
    state: State,
    event: Extract<Event, { readonly type: Type }>,
  ) => State;
};

/** `evolve` by such a table. An unknown event is a fault: its effect cannot be left out. */
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

/** The state after a history. */
export const fold = <State, Event>(
  { initial, evolve }: Pick<Decider<State, never, Event, never>, "initial" | "evolve">,
  events: Iterable<Event>,
): State => {
  let state = initial;
  for (const event of events) state = evolve(state, event);
  return state;
};
