import assert from "node:assert/strict";
import type { Decider, Stamped } from "../src/kernel/index.ts";
import { decided } from "../src/platform/events/index.ts";

type Typed = { readonly type: string };

/** What happened to one stream so far, and what became of the last command. */
export interface Story<State, Command, Event extends Typed, Facts> {
  readonly state: State;
  /** Events of the last command; none where it was refused. */
  readonly events: readonly Event[];
  /** Code of the refusal of the last command. */
  readonly refused?: string | undefined;
  /** The fields that it was refused for, in order. */
  readonly problems: readonly string[];
  /** Gives a command with the facts of the beginning, those named here replaced. */
  when(command: Command, facts?: Partial<Facts>, key?: string): Story<State, Command, Event, Facts>;
  /** The types of the events of the last command, in order. */
  records(...types: readonly Event["type"][]): Story<State, Command, Event, Facts>;
  refuses(code: string): Story<State, Command, Event, Facts>;
}

interface Told<State, Event, Facts> {
  readonly state: State;
  readonly facts: Facts;
  readonly last: readonly Event[];
  readonly refused?: string;
  readonly problems?: readonly string[];
}

const begun = "2026-11-23T08:00:00.000Z";

/**
 * The test language of every decider: `given(decider, facts, ...history).when(command).records(…)`.
 * Events are stamped with the instant `at` of the facts, where they have one.
 */
export function given<State, Command, Event extends Typed, Facts extends object>(
  decider: Decider<State, Command, Event, Facts, Stamped<Event>>,
  facts: Facts,
  ...history: readonly Event[]
): Story<State, Command, Event, Facts> {
  let state = decider.initial;
  for (const [index, event] of history.entries())
    state = decider.evolve(state, { ...event, at: begun, command: `history-${index}` });
  return givenState(decider, facts, state);
}

/** The same from a state on. */
export const givenState = <State, Command, Event extends Typed, Facts extends object>(
  decider: Decider<State, Command, Event, Facts, Stamped<Event>>,
  facts: Facts,
  state: State,
): Story<State, Command, Event, Facts> => telling(decider, { state, facts, last: [] });

let acts = 0;

function telling<State, Command, Event extends Typed, Facts extends object>(
  decider: Decider<State, Command, Event, Facts, Stamped<Event>>,
  told: Told<State, Event, Facts>,
): Story<State, Command, Event, Facts> {
  const { state, facts, last, refused, problems = [] } = told;
  const story: Story<State, Command, Event, Facts> = {
    state,
    events: last,
    refused,
    problems,
    when(command, more, key = `act-${++acts}`) {
      const now = { ...facts, ...more };
      const at = new Date("at" in now ? (now.at as string | Date) : begun);
      const result = decided(decider, { state, command, facts: now }, { at, command: key });
      if (!result.ok) {
        const { code, problems: wrong = [] } = result.refusal;
        const fields = wrong.map(({ field }) => field);
        return telling(decider, { state, facts, last: [], refused: code, problems: fields });
      }
      return telling(decider, { state: result.value.state, facts, last: result.value.events });
    },
    records(...types) {
      assert.equal(refused, undefined);
      assert.deepEqual(
        last.map(({ type }) => type),
        types,
      );
      return story;
    },
    refuses(code) {
      assert.equal(refused ?? "nothing", code);
      return story;
    },
  };
  return story;
}
