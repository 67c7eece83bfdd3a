import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Refused,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import {
  type Charter,
  type Gate,
  type GateDecision,
  type GateSignature,
  gates,
  type PilotCommand,
  type PilotEvent,
  type PilotState,
  type Spending,
} from "./model.ts";
import { areAllOutcomes, gateSheet } from "./sheet.ts";

export interface PilotFacts {
  readonly today: Day;
  /** Digest of the sheet of the gate as it stands: what a signature must be bound to. */
  readonly sheet?: string;
}

type Events = Result<readonly PilotEvent[]>;
const nothing: Events = ok([]);

function wrongCharter({ cap, metrics, killCriteria, staging }: Charter): Refused | undefined {
  if (
    !(Number.isSafeInteger(cap.minor) && cap.minor > 0) ||
    metrics.length === 0 ||
    killCriteria.some(({ metric }) => !metrics.some(({ id }) => id === metric))
  )
    return refuse("invalid", "partnership.charter");
  if (staging && !areAllOutcomes(staging.scenarios))
    return refuse("invalid", "partnership.probabilities");
  return undefined;
}

/** Money is above nothing, on a day that has come; so is the day of its exchange rate. */
function wrongMoney(
  { money, on, rateOn }: Pick<Spending, "money" | "on" | "rateOn">,
  { today }: PilotFacts,
): Refused | undefined {
  if (!Number.isSafeInteger(money.minor) || money.minor <= 0)
    return refuse("invalid", "partnership.amount");
  if (on > today || (rateOn !== undefined && rateOn > today))
    return refuse("invalid", "partnership.day-in-future");
  return undefined;
}

const revised = (charter: Charter, on: Day): Events =>
  ok([{ type: "CharterRevised", data: { charter, on } }]);

/** What two signatures lead to: the more careful of the two, when they differ. */
const careful: readonly GateDecision[] = ["kill", "recycle", "hold", "go"];
const together = (decisions: readonly GateDecision[]): GateDecision =>
  careful.find((decision) => decisions.includes(decision)) ?? "hold";

function sign(state: PilotState, signature: GateSignature, facts: PilotFacts): Events {
  const { side, gate, decision, chair, override } = signature;
  const sheet = gateSheet(state);
  const round = state.passed.length + 1;
  if (!sheet || gate !== state.gate || (signature.round ?? round) !== round)
    return refuse("conflict", "partnership.other-gate");
  if (!state.parties.includes(side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side } });
  if (signature.sheet !== facts.sheet) return refuse("conflict", "partnership.sheet-changed");
  if (state.charter?.runBy.includes(chair))
    return refuse("not-allowed", "partnership.runs-the-pilot");
  if (signature.reason.trim() === "" && (decision !== "go" || override))
    return refuse("invalid", "partnership.reason-missing");
  if (state.signatures.some((one) => one.side === side))
    return refuse("conflict", "partnership.already-signed");
  if (decision === "go" && sheet.objections.length > 0 && !override)
    return refuse("not-allowed", "partnership.gate-refuses", {
      facts: { reasons: sheet.objections.map(({ reason }) => reason).join(", ") },
    });
  const data = { ...signature, round };
  const signed: PilotEvent = { type: "GateSigned", data };
  const all = [...state.signatures, data];
  if (all.length < state.parties.length) return ok([signed]);
  return ok([signed, decidedBy(all, gate)]);
}

/**
 * An override counts only when every chair who says "go" gives it: one alone is no "go". The day is
 * that of the last signature, so that both registers come to the same.
 */
function decidedBy(all: readonly GateSignature[], gate: Gate): PilotEvent {
  const on = all.map((one) => one.on).reduce((a, b) => (a > b ? a : b));
  const overrides = all.filter(({ override }) => override).length;
  const joint = together(all.map(({ decision }) => decision));
  const decision = joint === "go" && overrides > 0 && overrides < all.length ? "hold" : joint;
  return { type: "GateDecided", data: { gate, decision, on } };
}

function decide(state: PilotState, command: PilotCommand, facts: PilotFacts): Events {
  if (command.type === "propose") {
    const { id, parties, charter } = command;
    if (state.id !== undefined)
      return state.id === id ? nothing : refuse("conflict", "partnership.pilot-exists");
    const refused = wrongCharter(charter);
    if (refused) return refused;
    return ok([{ type: "PilotProposed", data: { id, parties, charter, on: facts.today } }]);
  }
  if (state.id === undefined) return refuse("not-found", "partnership.pilot-unknown");
  if (state.ended) return refuse("conflict", "partnership.pilot-ended");
  switch (command.type) {
    case "revise":
      return wrongCharter(command.charter) ?? revised(command.charter, facts.today);
    case "read-metric": {
      const { reading, notBefore = "" } = command;
      if (!state.charter?.metrics.some(({ id }) => id === reading.metric))
        return refuse("not-found", "partnership.metric-unknown");
      if (!(reading.value >= 0)) return refuse("invalid", "partnership.value");
      if (reading.on < notBefore) return refuse("invalid", "partnership.day-before-pilot");
      if (reading.on > facts.today) return refuse("invalid", "partnership.day-in-future");
      return ok([{ type: "ReadingTaken", data: reading }]);
    }
    case "spend":
      if (command.spending.on < (command.notBefore ?? ""))
        return refuse("invalid", "partnership.day-before-pilot");
      return (
        wrongMoney(command.spending, facts) ?? ok([{ type: "MoneySpent", data: command.spending }])
      );
    case "promise": {
      const { promise } = command;
      if (!state.parties.includes(promise.side))
        return refuse("invalid", "partnership.not-a-party", { facts: { side: promise.side } });
      return wrongMoney(promise, facts) ?? ok([{ type: "MoneyPromised", data: promise }]);
    }
    case "take-back-spending": {
      const { number, reason, by } = command;
      const spending = state.spendings[number - 1];
      if (!spending) return refuse("not-found", "partnership.spending-unknown");
      if (reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      if (spending.takenBack) return nothing;
      const named = spending.id === undefined ? {} : { spending: spending.id };
      const data = { number, reason, by, on: facts.today, ...named };
      return ok([{ type: "SpendingTakenBack", data }]);
    }
    case "sign-gate":
      return sign(state, command.signature, facts);
  }
}

const initial: PilotState = {
  parties: [],
  revision: 0,
  readings: [],
  spendings: [],
  signatures: [],
  passed: [],
};

function gateDecided(
  { gate: _gate, ...state }: PilotState,
  { gate, decision, on }: Extract<PilotEvent, { type: "GateDecided" }>["data"],
): PilotState {
  const passed = [...state.passed, { gate, decision, on, signatures: state.signatures }];
  const after = { ...state, signatures: [], passed };
  if (decision === "kill") return { ...after, ended: { how: "killed", on } };
  const at = gates.indexOf(gate);
  const next = decision === "go" ? gates[at + 1] : decision === "hold" ? gate : gates[at - 1];
  if (decision === "go" && next === undefined) return { ...after, ended: { how: "closed", on } };
  return { ...after, gate: next ?? gate };
}

/** What each event leads to. */
export const pilotEvolution: Evolution<PilotState, PilotEvent> = {
  PilotProposed: (state, event) => {
    const { id, parties, charter, on: proposedOn } = event.data;
    return { ...state, id, parties, charter, proposedOn, revision: 1, gate: "g0" };
  },
  CharterRevised: (state, event) => ({
    ...state,
    charter: event.data.charter,
    revision: state.revision + 1,
    signatures: [],
  }),
  ReadingTaken: (state, event) => ({
    ...state,
    readings: [...state.readings, event.data],
    signatures: [],
  }),
  MoneySpent: (state, event) => ({
    ...state,
    spendings: [...state.spendings, event.data],
    signatures: [],
  }),
  // Beside the sheet of the gate: a promise is no spending, so signatures stay.
  MoneyPromised: (state, event) => ({
    ...state,
    promises: [...(state.promises ?? []), event.data],
  }),
  SpendingTakenBack: (state, event) => {
    const { number, spending: _id, ...takenBack } = event.data;
    return {
      ...state,
      spendings: state.spendings.map((one, at) =>
        at + 1 === number ? { ...one, takenBack } : one,
      ),
      signatures: [],
    };
  },
  GateSigned: (state, event) => ({ ...state, signatures: [...state.signatures, event.data] }),
  GateDecided: (state, event) => gateDecided(state, event.data),
};

/**
 * A joint pilot that goes on only as long as both sides say so, gate by gate. A signature is bound
 * to the sheet that the chair saw: whatever changes the sheet voids the signatures that wait.
 * Refusals: `partnership.*` as given above.
 */
export const pilotDecider: Decider<PilotState, PilotCommand, PilotEvent, PilotFacts> = {
  initial,
  decide,
  evolve: evolveBy(pilotEvolution),
};
