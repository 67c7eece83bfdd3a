import type { Day, Side } from "../instruments/model.ts";

export const riskCategories = [
  "political",
  "legal",
  "fiscal",
  "currency",
  "supply-chain",
  "conflict-minerals",
  "cyber",
  "reputation",
] as const;
export type RiskCategory = (typeof riskCategories)[number];

export const treatments = ["avoid", "reduce", "transfer", "accept"] as const;
export type Treatment = (typeof treatments)[number];

/** Likelihood and impact, 1 to 5 each. */
export interface Rating {
  readonly likelihood: number;
  readonly impact: number;
}

/** One risk in the order of ISO 31000: identify, analyse, evaluate, treat, monitor, record. */
export interface Risk {
  readonly id: string;
  readonly cause: string;
  readonly event: string;
  readonly effect: string;
  readonly category: RiskCategory;
  /** What it threatens: an instrument, a commitment or a pilot. */
  readonly about?: string;
  readonly owners: Readonly<Record<Side, string>>;
  readonly inherent: Rating;
  readonly residual: Rating;
  /** What the treatment should reach. */
  readonly target?: Rating;
  /** The score up to which both sides live with it. */
  readonly appetite?: number;
  readonly treatment: Treatment;
  readonly action?: string;
  /** The day by which the action is done. */
  readonly actionBy?: Day;
  /** What would show early that it comes true; an indicator where one exists. */
  readonly trigger?: string;
  readonly nextLook: Day;
  readonly illustrative?: boolean;
  /** The other side sees it too; without this, a risk is of our side alone. */
  readonly joint?: true;
}

/** Something seen outside, typed by a person with its source. */
export interface Signal {
  readonly on: Day;
  readonly text: string;
  readonly source: string;
  readonly by: string;
}

/** A rating on a day. */
export interface Look {
  readonly on: Day;
  readonly by: string;
  readonly residual: Rating;
  /** The other side that looked; without it, our own. */
  readonly side?: Side;
}

export interface RiskState {
  readonly risk?: Risk;
  readonly signals: readonly Signal[];
  readonly looks: readonly Look[];
  /** How the other side rates it, beside our own rating. */
  readonly theirs?: Look;
  readonly closed?: { readonly on: Day; readonly reason: string };
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type RiskEvent =
  | Happened<"RiskIdentified", Risk>
  /** From now on a joint risk: all of it, as it stands. */
  | Happened<"RiskShared", Risk>
  | Happened<"SignalNoted", Signal>
  | Happened<"RiskLookedAt", Look & { readonly nextLook: Day }>
  | Happened<"RiskClosed", { readonly on: Day; readonly reason: string }>;

export type RiskCommand =
  /** A bundle may bring a risk whose next look is due. */
  | { readonly type: "identify"; readonly risk: Risk; readonly byBundle?: true }
  /** Marks it as joint. */
  | { readonly type: "share" }
  | { readonly type: "note-signal"; readonly signal: Signal }
  | {
      readonly type: "look";
      readonly by: string;
      readonly residual: Rating;
      readonly nextLook: Day;
      /** The other side, of whose look a bundle tells. */
      readonly side?: Side;
    }
  | { readonly type: "close"; readonly reason: string };
