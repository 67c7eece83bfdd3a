import { Type } from "typebox";
import { refuse } from "../../kernel/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { Recorded } from "../../platform/events/index.ts";
import { pilotDecider } from "../pilots/decide.ts";
import { makePilots } from "../pilots/handle.ts";
import {
  gateDecisions,
  gates,
  type PilotCommand,
  type PilotEvent,
  type PilotState,
} from "../pilots/model.ts";
import { asOwnWord } from "../stated.ts";
import {
  day,
  digest,
  id,
  list,
  long,
  maybe,
  money,
  object,
  oneOf,
  posts,
  side,
  words,
  yes,
} from "./schema.ts";
import type { SharedPart, SharingTable } from "./sharing.ts";
import { readHistories, readSnapshot } from "./snapshots.ts";

const charter = object({
  ...{ title: words, sponsors: posts, cap: money, runBy: list(id, 50), application: maybe(id) },
  metrics: list(object({ id, title: words, unit: Type.String(), target: Type.Number() }), 50),
  killCriteria: list(
    object({
      ...{ id, title: words, metric: id, when: oneOf("below", "above"), bound: Type.Number() },
    }),
    50,
  ),
  staging: maybe(
    object({
      ...{ pilot: Type.Number(), scale: Type.Number(), rate: Type.Number() },
      scenarios: list(object({ probability: Type.Number(), value: Type.Number() }), 50),
    }),
  ),
  illustrative: maybe(yes),
});
const number = Type.Integer({ minimum: 1 });

/**
 * The pilot and its charter need both. Readings, spendings and the signature under a gate are the
 * word of a side; that a gate is decided follows from the signatures, in each register by itself.
 */
const sharing: SharingTable<PilotEvent> = {
  PilotProposed: {
    share: "joint",
    slot: () => "pilot",
    schema: object({ id, parties: list(side, 20), charter, on: day }),
    compared: ({ id: pilot, parties, charter: text }) => ({
      ...{ id: pilot, parties: parties.toSorted(), charter: text },
    }),
  },
  CharterRevised: {
    share: "joint",
    slot: () => "charter",
    schema: object({ charter, on: day }),
    compared: ({ charter: text }) => text,
  },
  ReadingTaken: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `reading:${data.side}:${data.metric}:${data.on}`,
    schema: object({ metric: id, value: Type.Number(), on: day, source: long, side }),
  },
  MoneySpent: {
    share: "own",
    side: (data) => data.side,
    slot: ({ id: spending, side: by, on, money: sum }) =>
      `spending:${by}:${spending ?? `${on}:${sum.minor}`}`,
    schema: object({
      ...{ id: maybe(id), side, money, on: day, for: long },
      ...{ kind: maybe(oneOf("cash", "in-kind")), rateOn: maybe(day) },
      statedBy: maybe(side),
    }),
    compared: ({ id: _id, ...data }) => data,
  },
  MoneyPromised: {
    share: "own",
    side: (data) => data.side,
    slot: ({ side: by, on, kind, stage, money: sum }) =>
      `promise:${by}:${on}:${kind}:${stage}:${sum.minor}`,
    schema: object({
      ...{ side, kind: oneOf("cash", "in-kind"), stage: oneOf("pledged", "committed") },
      ...{ money, on: day, rateOn: maybe(day), statedBy: maybe(side) },
    }),
  },
  SpendingTakenBack: {
    share: "own",
    side: (data) => data.by,
    slot: ({ spending, number: place }) => `taken-back:${spending ?? place}`,
    schema: object({ number, spending: maybe(id), reason: long, by: side, on: day }),
  },
  GateSigned: {
    share: "own",
    side: (data) => data.side,
    slot: ({ side: by, gate, round = 0 }) => `gate:${by}:${gate}:${round}`,
    schema: object({
      ...{ side, gate: oneOf(...gates), decision: oneOf(...gateDecisions), chair: id, on: day },
      ...{ reason: long, dissent: maybe(long), override: maybe(yes), sheet: digest },
      ...{ paper: maybe(long), round: maybe(number), bundle: maybe(number) },
    }),
    compared: ({ side: by, gate, decision, sheet }) => ({ side: by, gate, decision, sheet }),
  },
  GateDecided: "private",
};

/** The command by which our register takes over what an event of the other side says, if any. */
function commandOf(
  { type, data }: PilotEvent,
  state: PilotState | undefined,
  bundle: number | undefined,
): PilotCommand | undefined {
  switch (type) {
    case "PilotProposed": {
      const { on: _day, ...proposed } = data;
      return { type: "propose", ...proposed };
    }
    case "CharterRevised":
      return { type: "revise", charter: data.charter };
    case "ReadingTaken":
      return { type: "read-metric", reading: data };
    case "MoneySpent":
      return { type: "spend", spending: asOwnWord(data) };
    case "MoneyPromised":
      return { type: "promise", promise: asOwnWord(data) };
    case "SpendingTakenBack": {
      const { spending, number: place, reason, by } = data;
      // Each register counts spendings in its own order.
      const at = state?.spendings.findIndex((one) => one.id === spending) ?? -1;
      const ours = spending === undefined ? place : at + 1;
      return { type: "take-back-spending", number: ours, reason, by };
    }
    case "GateSigned": {
      const { bundle: _theirs, ...signature } = data;
      const proof = bundle === undefined ? {} : { bundle };
      return { type: "sign-gate", signature: { ...signature, ...proof } };
    }
    default:
      return undefined;
  }
}

/** Signatures from before rounds were counted get the round in which they were given. */
function withRounds(events: readonly Recorded[]): readonly Recorded[] {
  let state = pilotDecider.initial;
  return events.map((recorded) => {
    const event = { type: recorded.type, data: recorded.data } as unknown as PilotEvent;
    const round = state.passed.length + 1;
    state = pilotDecider.evolve(state, event);
    return event.type === "GateSigned"
      ? ({ ...recorded, data: { round, ...event.data } } as Recorded)
      : recorded;
  });
}

/** What the exchange shares of joint pilots. */
export const sharedPilots: SharedPart = {
  prefix: "pilot",
  sharing: sharing as SharedPart["sharing"],
  inOrder: true,
  histories: (sql, but) => readHistories(sql, "pilot", but, withRounds),
  partiesOf: async (sql, of) => (await readSnapshot<PilotState>(sql, "pilot", of))?.parties,
  async partiesSaid(_sql, event) {
    const { type, data } = event as PilotEvent;
    return type === "PilotProposed" ? data.parties : undefined;
  },
  titleOf: async (sql, of) => (await readSnapshot<PilotState>(sql, "pilot", of))?.charter?.title,
  async apply(deps, of, { type, data, bundle }, occasion) {
    const event = { type, data } as PilotEvent;
    if (event.type === "PilotProposed" && event.data.id !== of)
      return refuse("not-found", "partnership.pilot-unknown");
    const state = await readSnapshot<PilotState>(deps.sql, "pilot", of);
    const command = commandOf(event, state, bundle);
    if (!command) return refuse("not-found", "partnership.pilot-unknown");
    return makePilots({ ...deps, sql: deps.sql as Pool }).give(of, command, occasion);
  },
};
