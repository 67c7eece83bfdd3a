import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import {
  type Actor,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  caseDecider,
  type FeeOwed,
  initial,
} from "../src/cases/index.ts";
import type { Definition } from "../src/catalogue/index.ts";
import {
  type AuthorityId,
  type Calendar,
  type CaseId,
  dateIn,
  type PersonId,
  type Reference,
  type ServiceId,
} from "../src/kernel/index.ts";
import { givenState } from "./given-decider.ts";

/**
 * The test language of cases: `given(definition).when(...).records(...)`, with a clock that is
 * told.
 */
export const kigali: Calendar = {
  timeZone: "Africa/Kigali",
  weekend: [6, 7],
  holidays: new Set(["2026-12-25"]),
  opens: "08:00",
  closes: "17:00",
};

/**
 * What `makeCases` needs beside a database, a clock and a definition: nothing follows, words are
 * plain.
 */
export const plainCases = {
  calendar: () => kigali,
  codeLists: () => [{ value: "RW", label: { en: "Rwanda" } }],
  askedWords: () => ({
    ...{ yes: "yes", no: "no", formatDate: String, formatNumber: String },
    formatMoney: ({ minor }: { readonly minor: number }) => String(minor),
  }),
  consequences: () => [],
  searchKeys: [createSecretKey(new Uint8Array(32))] as const,
};

export const mother: Actor = { kind: "person", id: "p-mother" as PersonId };
export const stranger: Actor = { kind: "person", id: "p-stranger" as PersonId };
export const system: Actor = { kind: "system" };
export const officer = (id: string, authority: string, ...roles: string[]): Actor => ({
  kind: "officer",
  id,
  authority: authority as AuthorityId,
  roles,
});

/** The mother applies for the licence, with these fees owed. */
export const submit = (fees: readonly FeeOwed[] = []): CaseCommand => ({
  type: "submit",
  submitted: {
    case: "c-1" as CaseId,
    reference: "34679-CDFGH" as Reference,
    service: "licence" as ServiceId,
    definition: 1,
    person: "p-mother" as PersonId,
    lang: "rw",
    asOf: "2026-11-23",
    fees,
  },
});

let acts = 0;

export interface Telling {
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
  /** The fields that the last act was refused for, in order. */
  readonly problems: readonly string[];
  at(instant: string): Telling;
  /** From now on a decision can be taken back for so long. */
  holding(takeBackSeconds: number): Telling;
  knowing(values: Readonly<Record<string, unknown>>): Telling;
  when(actor: Actor, command: CaseCommand, key?: string): Telling;
  /** The types of the events of the last act, in order. */
  records(...types: CaseEvent["type"][]): Telling;
  refuses(code: string): Telling;
  is(status: CaseState["status"]): Telling;
}

interface Told {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly at: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly takeBackSeconds?: number;
  readonly last: readonly CaseEvent[];
  readonly refused?: string;
  readonly problems?: readonly string[];
}

export const given = (definition: Definition): Telling =>
  telling({ definition, state: initial, at: "2026-11-23T08:00:00Z", values: {}, last: [] });

const telling = (told: Told): Telling => ({
  state: told.state,
  events: told.last,
  problems: told.problems ?? [],
  at: (at) => telling({ ...told, at }),
  holding: (takeBackSeconds) => telling({ ...told, takeBackSeconds }),
  knowing: (values) => telling({ ...told, values }),
  when: (actor, command, key) => telling(act(told, actor, command, key ?? `act-${++acts}`)),
  records(...types) {
    assert.equal(told.refused, undefined);
    assert.deepEqual(
      told.last.map(({ type }) => type),
      types,
    );
    return telling(told);
  },
  refuses(code) {
    assert.equal(told.refused, code);
    return telling(told);
  },
  is(status) {
    assert.equal(told.state.status, status);
    return telling(told);
  },
});

function act(told: Told, actor: Actor, command: CaseCommand, key: string): Told {
  const { refused: _refused, problems: _problems, ...before } = told;
  const at = new Date(told.at);
  const facts = {
    ...{ at, today: dateIn(at, kigali.timeZone), command: key, actor },
    ...{ definition: told.definition, calendar: kigali, values: told.values },
    ...(told.takeBackSeconds && { takeBackSeconds: told.takeBackSeconds }),
  };
  const story = givenState(caseDecider, facts, told.state).when(command, {}, key);
  const { refused, problems } = story;
  if (refused !== undefined) return { ...before, last: [], refused, problems };
  return { ...before, last: story.events, state: story.state };
}
