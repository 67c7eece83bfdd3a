import { Type } from "typebox";
import { refuse } from "../../kernel/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import { makeRisks } from "../risks/handle.ts";
import {
  type Risk,
  type RiskCommand,
  type RiskEvent,
  type RiskState,
  riskCategories,
  treatments,
} from "../risks/model.ts";
import { day, id, long, maybe, object, oneOf, posts, yes } from "./schema.ts";
import { digestOf, type SharedPart, type SharingTable } from "./sharing.ts";
import { readHistories, readSnapshot } from "./snapshots.ts";

const grade = Type.Integer({ minimum: 1, maximum: 5 });
const rating = object({ likelihood: grade, impact: grade });

/** Only a risk that is marked as joint is of this shape: what is of one side alone stays home. */
const joint = object({
  ...{ id, cause: long, event: long, effect: long, category: oneOf(...riskCategories) },
  ...{ about: maybe(long), owners: posts, inherent: rating, residual: rating },
  ...{ target: maybe(rating), appetite: maybe(Type.Integer()), treatment: oneOf(...treatments) },
  ...{ action: maybe(long), actionBy: maybe(day), trigger: maybe(long), nextLook: day },
  ...{ illustrative: maybe(Type.Boolean()), joint: yes },
});

/**
 * A joint risk needs both, and so does its end. What a side saw outside, and how it rates the risk,
 * is its own word.
 */
const sharing: SharingTable<RiskEvent> = {
  RiskIdentified: { share: "joint", slot: () => "risk", schema: joint },
  RiskShared: { share: "joint", slot: () => "risk", schema: joint },
  SignalNoted: {
    share: "own",
    slot: (data) => `signal:${data.on}:${digestOf("signal", data).slice(0, 12)}`,
    schema: object({ on: day, text: long, source: long, by: id }),
  },
  RiskLookedAt: {
    share: "own",
    slot: (data, by) => `look:${data.side ?? by}`,
    schema: object({
      on: day,
      by: id,
      residual: rating,
      nextLook: day,
      side: maybe(Type.String()),
    }),
  },
  RiskClosed: {
    share: "joint",
    slot: () => "closed",
    schema: object({ on: day, reason: long }),
    compared: () => ({}),
  },
};

/** The command by which our register takes over what an event of the other side says. */
function commandOf({ type, data }: RiskEvent, from: Side): RiskCommand {
  switch (type) {
    case "RiskIdentified":
    case "RiskShared":
      return { type: "identify", risk: data, byBundle: true };
    case "SignalNoted":
      return { type: "note-signal", signal: data };
    case "RiskLookedAt": {
      const { on: _day, ...look } = data;
      return { type: "look", ...look, side: from };
    }
    case "RiskClosed":
      return { type: "close", reason: data.reason };
  }
}

const partiesIn = ({ joint: isJoint, owners }: Risk): readonly Side[] =>
  isJoint ? Object.keys(owners) : [];

/** What the exchange shares of risks: those that are marked as joint. */
export const sharedRisks: SharedPart = {
  prefix: "risk",
  sharing: sharing as SharedPart["sharing"],
  histories: (sql, but) => readHistories(sql, "risk", but),
  async partiesOf(sql, of) {
    const risk = (await readSnapshot<RiskState>(sql, "risk", of))?.risk;
    return risk && partiesIn(risk);
  },
  async partiesSaid(_sql, event) {
    const { type, data } = event as RiskEvent;
    return type === "RiskIdentified" || type === "RiskShared" ? partiesIn(data) : undefined;
  },
  async titleOf(sql, of) {
    const risk = (await readSnapshot<RiskState>(sql, "risk", of))?.risk;
    return risk && { en: risk.event };
  },
  async apply(deps, of, { type, data, from }, occasion) {
    const event = { type, data } as RiskEvent;
    const identifies = event.type === "RiskIdentified" || event.type === "RiskShared";
    if (identifies && event.data.id !== of) return refuse("not-found", "partnership.risk-unknown");
    const risks = makeRisks({ ...deps, sql: deps.sql as Pool });
    return risks.give(of, commandOf(event, from), occasion);
  },
};
