import { Type } from "typebox";
import { refuse } from "../../kernel/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import { makeIndicators } from "../indicators/handle.ts";
import {
  type IndicatorCommand,
  type IndicatorEvent,
  type IndicatorState,
  themes,
} from "../indicators/model.ts";
import { asOwnWord } from "../stated.ts";
import { day, id, long, maybe, object, oneOf, side, words, yes } from "./schema.ts";
import type { SharedPart, SharingTable } from "./sharing.ts";
import { readHistories, readSnapshot, twoParties } from "./snapshots.ts";

const amount = Type.Number();
const period = { side, from: day, until: day };
const provenance = {
  ...{ source: maybe(long), checkedOn: maybe(day), illustrative: maybe(Type.Boolean()) },
};
const scoring = Type.Union([
  object({ kind: oneOf("proportional", "all-or-nothing") }),
  object({ kind: oneOf("threshold"), from: amount }),
]);

/** What a series is needs both; figures, aims and locks are the word of the side they are of. */
const sharing: SharingTable<IndicatorEvent> = {
  IndicatorDefined: {
    share: "joint",
    slot: () => "definition",
    schema: object({
      ...{ id, title: words, unit: Type.String({ maxLength: 100 }), theme: oneOf(...themes) },
      ...{ adding: oneOf("cumulative", "snapshot"), owner: long, evaluator: long },
      baseline: maybe(object({ value: amount, year: id })),
      ...{ stage: maybe(Type.Integer()), askedOf: maybe(side) },
      ...{ smallestCell: maybe(Type.Integer()), mirrorOf: maybe(id), hs: maybe(id) },
      parties: maybe(Type.Array(side, { maxItems: 20 })),
      // Read, and never taken over: each platform counts its own applications by its own services.
      counting: maybe(Type.Object({})),
    }),
    // How it is counted, asked for and shown is the business of each register.
    compared: ({ counting: _c, parties: _p, stage: _s, askedOf: _a, smallestCell: _n, ...data }) =>
      data,
  },
  TargetSet: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `target:${data.side}:${data.year}`,
    schema: object({ year: id, side, value: amount, weight: amount, scoring }),
  },
  ValueReported: {
    share: "own",
    side: (data) => data.side,
    slot: ({ side: of, from, until, vintage }) => `value:${of}:${from}:${until}:${vintage}`,
    schema: object({
      ...period,
      ...{ value: amount, numerator: maybe(amount), denominator: maybe(amount), vintage: day },
      p90: maybe(amount),
      ...{ counted: maybe(yes), press: maybe(yes), note: maybe(long), ...provenance },
      statedBy: maybe(side),
    }),
  },
  PeriodLocked: {
    share: "own",
    side: (data) => data.side,
    slot: ({ side: of, from, until }) => `lock:${of}:${from}:${until}`,
    schema: object({ ...period, by: id, on: day }),
  },
  PeriodReopened: {
    share: "own",
    side: (data) => data.side,
    slot: ({ side: of, from, until }) => `lock:${of}:${from}:${until}`,
    schema: object({ ...period, by: id, on: day, reason: long }),
  },
};

/** The command by which our register takes over what an event of the other side says. */
function commandOf(
  { type, data }: IndicatorEvent,
  state: IndicatorState | undefined,
): IndicatorCommand {
  switch (type) {
    case "IndicatorDefined": {
      const { counting: _theirs, ...definition } = data;
      const counting = state?.definition?.counting;
      return { type: "define", definition: { ...definition, ...(counting && { counting }) } };
    }
    case "TargetSet":
      return { type: "set-target", target: data };
    case "ValueReported":
      return { type: "report", value: asOwnWord(data) };
    case "PeriodLocked": {
      const { by, on: _day, ...key } = data;
      return { type: "lock", period: key, by };
    }
    case "PeriodReopened": {
      const { by, on: _day, reason, ...key } = data;
      return { type: "reopen", period: key, by, reason };
    }
  }
}

/** What the exchange shares of the series by which one sees what the partnership brought. */
export const sharedIndicators: SharedPart = {
  prefix: "indicator",
  sharing: sharing as SharedPart["sharing"],
  histories: (sql, but) => readHistories(sql, "indicator", but),
  async partiesOf(sql, of) {
    const state = await readSnapshot<IndicatorState>(sql, "indicator", of);
    return state && (state.definition?.parties ?? (await twoParties(sql)));
  },
  async partiesSaid(sql, event) {
    const { type, data } = event as IndicatorEvent;
    return type === "IndicatorDefined" ? (data.parties ?? (await twoParties(sql))) : undefined;
  },
  titleOf: async (sql, of) =>
    (await readSnapshot<IndicatorState>(sql, "indicator", of))?.definition?.title,
  async apply(deps, of, { type, data }, occasion) {
    const event = { type, data } as IndicatorEvent;
    if (event.type === "IndicatorDefined" && event.data.id !== of)
      return refuse("not-found", "partnership.indicator-unknown");
    const state = await readSnapshot<IndicatorState>(deps.sql, "indicator", of);
    const indicators = makeIndicators({ ...deps, sql: deps.sql as Pool });
    return indicators.give(of, commandOf(event, state), occasion);
  },
};
