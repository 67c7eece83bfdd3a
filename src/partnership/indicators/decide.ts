import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import { isOwnWord } from "../stated.ts";
import type { IndicatorCommand, IndicatorEvent, IndicatorState, IndicatorValue } from "./model.ts";
import { keyOf, periodLabel } from "./periods.ts";

export interface IndicatorFacts {
  readonly today: Day;
}

type Events = Result<readonly IndicatorEvent[]>;
const nothing: Events = ok([]);

const same = (a: IndicatorValue, b: IndicatorValue): boolean =>
  keyOf(a) === keyOf(b) &&
  a.value === b.value &&
  a.source === b.source &&
  a.statedBy === b.statedBy;

/** A month within a quarter that has its own value would be added up twice. */
const isCountedTwice = (
  { definition }: IndicatorState,
  before: IndicatorValue,
  value: IndicatorValue,
): boolean =>
  definition?.adding === "cumulative" &&
  before.side === value.side &&
  // What we said of them does not stand in the way of what they say themselves.
  (isOwnWord(before) || !isOwnWord(value)) &&
  keyOf(before) !== keyOf(value) &&
  (isWithin(before, value) || isWithin(value, before));

const isWithin = (inner: IndicatorValue, outer: IndicatorValue): boolean =>
  inner.from >= outer.from && inner.until <= outer.until;

function report(state: IndicatorState, value: IndicatorValue, today: Day): Events {
  if (!Number.isFinite(value.value) || value.value < 0)
    return refuse("invalid", "partnership.value");
  if (value.from >= value.until) return refuse("invalid", "partnership.period");
  if (value.from > today) return refuse("invalid", "partnership.period-not-begun");
  if (value.vintage > today) return refuse("invalid", "partnership.day-in-future");
  if (!value.counted && !value.source && !value.illustrative)
    return refuse("invalid", "partnership.source-missing");
  if (state.locked.includes(keyOf(value))) return refuse("conflict", "partnership.period-locked");
  if (state.values.some((before) => same(before, value))) return nothing;
  const twice = state.values.find((before) => isCountedTwice(state, before, value));
  if (twice)
    return refuse("conflict", "partnership.period-overlaps", {
      facts: { period: periodLabel(twice) },
    });
  return ok([{ type: "ValueReported", data: value }]);
}

function decide(
  state: IndicatorState,
  command: IndicatorCommand,
  { today }: IndicatorFacts,
): Events {
  if (command.type === "define") {
    const { definition } = command;
    if (definition.owner === definition.evaluator)
      return refuse("not-allowed", "partnership.owner-evaluates");
    const adding = state.definition?.adding;
    if (state.values.length > 0 && adding !== undefined && adding !== definition.adding)
      return refuse("conflict", "partnership.adding-fixed");
    return ok([{ type: "IndicatorDefined", data: definition }]);
  }
  if (!state.definition) return refuse("not-found", "partnership.indicator-unknown");
  switch (command.type) {
    case "set-target":
      return ok([{ type: "TargetSet", data: command.target }]);
    case "report":
      return report(state, command.value, today);
    case "lock": {
      const { period, by } = command;
      if (by === state.definition.owner)
        return refuse("not-allowed", "partnership.owner-evaluates");
      if (state.locked.includes(keyOf(period))) return nothing;
      if (!state.values.some((value) => keyOf(value) === keyOf(period)))
        return refuse("conflict", "partnership.reading-missing");
      return ok([{ type: "PeriodLocked", data: { ...period, by, on: today } }]);
    }
    case "reopen": {
      const { period, by, reason } = command;
      if (!state.locked.includes(keyOf(period))) return nothing;
      if (reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "PeriodReopened", data: { ...period, by, on: today, reason } }]);
    }
  }
}

const initial: IndicatorState = { values: [], targets: [], locked: [] };

/** What each event leads to. */
export const indicatorEvolution: Evolution<IndicatorState, IndicatorEvent> = {
  IndicatorDefined: (state, event) => ({ ...state, definition: event.data }),
  TargetSet: (state, event) => {
    const { side, year } = event.data;
    const others = state.targets.filter((one) => one.side !== side || one.year !== year);
    return { ...state, targets: [...others, event.data] };
  },
  ValueReported: (state, event) => ({ ...state, values: [...state.values, event.data] }),
  PeriodLocked: (state, event) => ({
    ...state,
    locked: [...state.locked, keyOf(event.data)],
  }),
  PeriodReopened: (state, event) => {
    const key = keyOf(event.data);
    return { ...state, locked: state.locked.filter((one) => one !== key) };
  },
};

/**
 * One series: defined, aimed at, reported by each side with its source and vintage, accepted by an
 * evaluator who is not its owner (which locks the period), reopened only with a reason.
 */
export const indicatorDecider: Decider<
  IndicatorState,
  IndicatorCommand,
  IndicatorEvent,
  IndicatorFacts
> = { initial, decide, evolve: evolveBy(indicatorEvolution) };
