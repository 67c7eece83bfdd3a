import type { Money } from "../../kernel/index.ts";
import type { Contribution } from "../commitments/model.ts";
import type { Day, Side, Words } from "../instruments/model.ts";
import type { Stated } from "../stated.ts";

/** The gates of a joint pilot, in order: idea, concept, pilot, result, scale, close. */
export const gates = ["g0", "g1", "g2", "g3", "g4", "g5"] as const;
export type Gate = (typeof gates)[number];
export const gateDecisions = ["go", "hold", "recycle", "kill"] as const;
export type GateDecision = (typeof gateDecisions)[number];

/** What both sides agreed before the pilot began. */
export interface Charter {
  readonly title: Words;
  /** Posts that sponsor it, by side. */
  readonly sponsors: Readonly<Record<Side, string>>;
  /** Most that may be spent until the next gate. */
  readonly cap: Money;
  readonly metrics: readonly Metric[];
  readonly killCriteria: readonly KillCriterion[];
  /** Posts that run it: they sign no gate. */
  readonly runBy: readonly string[];
  /** Number of the application for service "joint pilot project" from which it came. */
  readonly application?: string;
  /** What both sides expected before it began, for the worksheet. */
  readonly staging?: Staging;
  readonly illustrative?: true;
}

/** Costs and outcomes in whole units of the currency of the cap. */
export interface Staging {
  readonly pilot: number;
  readonly scale: number;
  /** Discount rate a year, 0.1 for ten per cent. */
  readonly rate: number;
  readonly scenarios: readonly Scenario[];
}

/** One outcome of a pilot, as seen before it. */
export interface Scenario {
  readonly probability: number;
  /** Present value at the moment of scaling, in the unit of the investments. */
  readonly value: number;
}

export interface Metric {
  readonly id: string;
  readonly title: Words;
  readonly unit: string;
  readonly target: number;
}

/** A rule said before the beginning: met, both sides give the pilot up. */
export interface KillCriterion {
  readonly id: string;
  readonly title: Words;
  readonly metric: string;
  /** Met when the latest reading is below (or above) the bound. */
  readonly when: "below" | "above";
  readonly bound: number;
}

export interface Reading {
  readonly metric: string;
  readonly value: number;
  readonly on: Day;
  readonly source: string;
  readonly side: Side;
}

export interface Spending extends Stated {
  /** By which both registers name it; those from before have none. */
  readonly id?: string;
  readonly side: Side;
  readonly money: Money;
  readonly on: Day;
  readonly for: string;
  /** Cash where it is not said. */
  readonly kind?: "cash" | "in-kind";
  /** Day of the exchange rate, where the amount was converted. */
  readonly rateOn?: Day;
}

/** What a side promises for a pilot, in cash or in kind, before it is spent. */
export interface MoneyPromise extends Contribution {
  readonly side: Side;
  readonly stage: "pledged" | "committed";
}

/** Why a spending no longer counts: it was recorded wrongly, and stays on the sheet. */
export interface TakenBack {
  readonly on: Day;
  readonly reason: string;
  readonly by: Side;
}

/** The signature of one side under a gate sheet, given at its own instance. */
export interface GateSignature {
  readonly side: Side;
  readonly gate: Gate;
  readonly decision: GateDecision;
  readonly chair: string;
  readonly on: Day;
  readonly reason: string;
  /** Who disagreed, and why; kept for good. */
  readonly dissent?: string;
  /** Signs "go" although a rule of the sheet forbids it; needs the same of the other chair. */
  readonly override?: true;
  /** Digest of the sheet that was signed: another sheet needs new signatures. */
  readonly sheet: string;
  /** Where the signed paper is filed, when it was recorded for a side without its own instance. */
  readonly paper?: string;
  /** How often a gate was decided before, plus one: the same gate may be held and come again. */
  readonly round?: number;
  /** The signed bundle of the side's own register that brought it, by number. */
  readonly bundle?: number;
}

export interface PilotState {
  readonly id?: string;
  readonly parties: readonly Side[];
  /** The day on which this register took its charter. */
  readonly proposedOn?: Day;
  readonly charter?: Charter;
  /** Revision of the charter; a new one voids signatures that wait. */
  readonly revision: number;
  /** The gate that is decided next; absent once the pilot ended. */
  readonly gate?: Gate;
  readonly ended?: { readonly how: "killed" | "closed"; readonly on: Day };
  readonly readings: readonly Reading[];
  readonly spendings: readonly (Spending & { readonly takenBack?: TakenBack })[];
  /** Absent while nothing was promised. */
  readonly promises?: readonly MoneyPromise[];
  readonly signatures: readonly GateSignature[];
  readonly passed: readonly {
    readonly gate: Gate;
    readonly decision: GateDecision;
    readonly on: Day;
    readonly signatures: readonly GateSignature[];
  }[];
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type PilotEvent =
  | Happened<
      "PilotProposed",
      {
        readonly id: string;
        readonly parties: readonly Side[];
        readonly charter: Charter;
        readonly on: Day;
      }
    >
  | Happened<"CharterRevised", { readonly charter: Charter; readonly on: Day }>
  | Happened<"ReadingTaken", Reading>
  | Happened<"MoneySpent", Spending>
  | Happened<"MoneyPromised", MoneyPromise>
  | Happened<
      "SpendingTakenBack",
      TakenBack & { readonly number: number; readonly spending?: string }
    >
  | Happened<"GateSigned", GateSignature>
  | Happened<
      "GateDecided",
      { readonly gate: Gate; readonly decision: GateDecision; readonly on: Day }
    >;

export type PilotCommand =
  | {
      readonly type: "propose";
      readonly id: string;
      readonly parties: readonly Side[];
      readonly charter: Charter;
    }
  | { readonly type: "revise"; readonly charter: Charter }
  /** `notBefore`: the day on which the pilot began, for what this desk types. */
  | { readonly type: "read-metric"; readonly reading: Reading; readonly notBefore?: Day }
  | { readonly type: "spend"; readonly spending: Spending; readonly notBefore?: Day }
  | { readonly type: "promise"; readonly promise: MoneyPromise }
  | {
      readonly type: "take-back-spending";
      /** Its place in the list of spendings, from 1. */
      readonly number: number;
      readonly reason: string;
      readonly by: Side;
    }
  | { readonly type: "sign-gate"; readonly signature: GateSignature };
