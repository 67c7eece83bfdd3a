import type { Provenance } from "../../catalogue/index.ts";
import type { Day, Side, Words } from "../instruments/model.ts";
import type { Stated } from "../stated.ts";

/** Whether values of a period add up to the year, or each stands for itself. Fixed by first use. */
export type Adding = "cumulative" | "snapshot";

/** How a target scores: in proportion, only when reached, or from a threshold on. Capped at 100. */
export type Scoring =
  | { readonly kind: "proportional" }
  | { readonly kind: "all-or-nothing" }
  | { readonly kind: "threshold"; readonly from: number };

/**
 * A period of a side's own fiscal year. Rwanda's year begins on 1 July, Azerbaijan's on 1 January;
 * the label says the year in which it begins: `2025/26-Q1`, `2026-Q2`.
 */
export interface Period {
  readonly side: Side;
  readonly from: Day;
  /** First day after it. */
  readonly until: Day;
  readonly label: string;
}

export interface Target {
  readonly year: string;
  readonly side: Side;
  readonly value: number;
  readonly scoring: Scoring;
  readonly weight: number;
}

/**
 * One value of one period as one source gives it. The same quantity reported by the other side is
 * another value: both stand side by side and are never averaged. Percentages keep both counts.
 */
export interface IndicatorValue extends Provenance, Stated {
  readonly side: Side;
  readonly from: Day;
  readonly until: Day;
  readonly value: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Nine of ten were done within so many; the value is then the middle one. */
  readonly p90?: number;
  /** The day on which this version of the figure was published or typed. */
  readonly vintage: Day;
  /** Counted from events of the platform rather than typed. */
  readonly counted?: true;
  /** Said by the press alone; no official source was found. */
  readonly press?: true;
  /** What has to be known to read the figure, in English, as its source says it. */
  readonly note?: string;
}

/** Which of the platform's own applications are counted, and what of them. */
export interface Counting {
  readonly service: string;
  readonly at: "submitted" | "granted" | { readonly task: string };
  readonly field?: string | readonly string[];
  readonly equals?: string;
  /** Renewals aside: each person once. */
  readonly firstOnly?: true;
  /** How many, how many days they took on average, or the middle one and nine of ten. */
  readonly what: "count" | "days" | "spread";
}

/** What the indicator is about, for the order of the page. */
export const themes = ["trade", "minerals", "people", "transport", "services"] as const;
export type Theme = (typeof themes)[number];

export interface IndicatorDefinition {
  readonly id: string;
  readonly title: Words;
  readonly unit: string;
  readonly adding: Adding;
  /** Post that answers for the value; the evaluator is another one. */
  readonly owner: string;
  readonly evaluator: string;
  readonly baseline?: { readonly value: number; readonly year: string };
  /** Counts below this are hidden from the public page. */
  readonly smallestCell?: number;
  /** Exports of one side and imports of the other, by HS code, are a mirror pair. */
  readonly mirrorOf?: string;
  readonly hs?: string;
  readonly theme: Theme;
  /** The governments that it concerns; without them, both of a register that has just two. */
  readonly parties?: readonly Side[];
  /** Its place among the stages that scholars pass, from 1. */
  readonly stage?: number;
  /** The side that has to enter a value each quarter of its own year. */
  readonly askedOf?: Side;
  /** Counted from the platform's own applications; otherwise typed. */
  readonly counting?: Counting;
}

export interface IndicatorState {
  readonly definition?: IndicatorDefinition;
  readonly values: readonly IndicatorValue[];
  readonly targets: readonly Target[];
  /** `side:from:until` of periods whose accepted value may not change. */
  readonly locked: readonly string[];
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type IndicatorEvent =
  | Happened<"IndicatorDefined", IndicatorDefinition>
  | Happened<"TargetSet", Target>
  | Happened<"ValueReported", IndicatorValue>
  | Happened<"PeriodLocked", PeriodKey & { readonly by: string; readonly on: Day }>
  | Happened<
      "PeriodReopened",
      PeriodKey & { readonly by: string; readonly on: Day; readonly reason: string }
    >;

export interface PeriodKey {
  readonly side: Side;
  readonly from: Day;
  readonly until: Day;
}

export type IndicatorCommand =
  | { readonly type: "define"; readonly definition: IndicatorDefinition }
  | { readonly type: "set-target"; readonly target: Target }
  | { readonly type: "report"; readonly value: IndicatorValue }
  | { readonly type: "lock"; readonly period: PeriodKey; readonly by: string }
  | {
      readonly type: "reopen";
      readonly period: PeriodKey;
      readonly by: string;
      readonly reason: string;
    };
