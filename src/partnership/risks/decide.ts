import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import type { Rating, Risk, RiskCommand, RiskEvent, RiskState } from "./model.ts";

/** More than twelve open risks are a list that nobody reads. */
export const mostOpenRisks = 12;

/** Higher than what both sides said that they live with. */
export const isOverAppetite = ({ residual, appetite }: Risk): boolean =>
  appetite !== undefined && scoreOf(residual) > appetite;

export interface RiskFacts {
  readonly today: Day;
  /** Risks that are open now, this one aside. */
  readonly open: number;
}

type Events = Result<readonly RiskEvent[]>;

const outside = ({ likelihood, impact }: Rating): boolean =>
  [likelihood, impact].some((n) => !Number.isInteger(n) || n < 1 || n > 5);

/** Likelihood times impact, 1 to 25. */
export const scoreOf = ({ likelihood, impact }: Rating): number => likelihood * impact;

const isScore = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 25;

/** A treatment does not make a risk worse than it is without one. */
const aboveInherent = ({ inherent }: Risk): Events =>
  refuse("invalid", "partnership.residual-above-inherent", {
    facts: { inherent: scoreOf(inherent) },
  });

function decide(state: RiskState, command: RiskCommand, facts: RiskFacts): Events {
  if (command.type === "identify") {
    const { risk } = command;
    if (state.risk)
      return state.risk.id === risk.id ? ok([]) : refuse("conflict", "partnership.risk-exists");
    if (facts.open >= mostOpenRisks)
      return refuse("conflict", "partnership.too-many-risks", { facts: { most: mostOpenRisks } });
    if ([risk.inherent, risk.residual, risk.target].some((rating) => rating && outside(rating)))
      return refuse("invalid", "partnership.rating");
    if (risk.appetite !== undefined && !isScore(risk.appetite))
      return refuse("invalid", "partnership.rating");
    if (scoreOf(risk.residual) > scoreOf(risk.inherent)) return aboveInherent(risk);
    if ([risk.cause, risk.event, risk.effect].some((text) => text.trim() === ""))
      return refuse("invalid", "partnership.risk-incomplete");
    if (Object.keys(risk.owners).length === 0)
      return refuse("invalid", "partnership.risk-incomplete");
    if (risk.nextLook <= facts.today && !command.byBundle)
      return refuse("invalid", "partnership.day-not-in-future");
    return ok([{ type: "RiskIdentified", data: risk }]);
  }
  if (!state.risk) return refuse("not-found", "partnership.risk-unknown");
  if (state.closed) return refuse("conflict", "partnership.risk-closed");
  switch (command.type) {
    case "share":
      if (state.risk.joint) return ok([]);
      return ok([{ type: "RiskShared", data: { ...state.risk, joint: true } }]);
    case "note-signal":
      if (command.signal.on > facts.today) return refuse("invalid", "partnership.day-in-future");
      if (command.signal.source.trim() === "")
        return refuse("invalid", "partnership.source-missing");
      return ok([{ type: "SignalNoted", data: command.signal }]);
    case "look": {
      const { by, residual, nextLook, side } = command;
      if (outside(residual)) return refuse("invalid", "partnership.rating");
      if (scoreOf(residual) > scoreOf(state.risk.inherent)) return aboveInherent(state.risk);
      if (nextLook <= facts.today && !side)
        return refuse("invalid", "partnership.day-not-in-future");
      const look = { on: facts.today, by, residual, nextLook, ...(side && { side }) };
      return ok([{ type: "RiskLookedAt", data: look }]);
    }
    case "close":
      if (command.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "RiskClosed", data: { on: facts.today, reason: command.reason } }]);
  }
}

const initial: RiskState = { signals: [], looks: [] };

/** What each event leads to. */
export const riskEvolution: Evolution<RiskState, RiskEvent> = {
  RiskIdentified: (state, event) => ({ ...state, risk: event.data }),
  RiskShared: (state, event) => ({ ...state, risk: event.data }),
  SignalNoted: (state, event) => ({ ...state, signals: [...state.signals, event.data] }),
  RiskLookedAt: (state, event) => {
    const { nextLook, ...look } = event.data;
    const looks = [...state.looks, look];
    // Their rating stands beside ours and changes nothing of it.
    if (look.side) return { ...state, looks, theirs: look };
    const risk = state.risk && { ...state.risk, residual: look.residual, nextLook };
    return { ...state, ...(risk && { risk }), looks };
  },
  RiskClosed: (state, event) => ({ ...state, closed: event.data }),
};

/** One risk of the partnership; at most twelve are open. Refusals: `partnership.*` as above. */
export const riskDecider: Decider<RiskState, RiskCommand, RiskEvent, RiskFacts> = {
  initial,
  decide,
  evolve: evolveBy(riskEvolution),
};
