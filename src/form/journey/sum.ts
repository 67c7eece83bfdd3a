import type { JourneyStep } from "../../catalogue/index.ts";
import { type Money, sumByCurrency } from "../../kernel/index.ts";
import { feesOf } from "../fees.ts";
import type { FeeDue, FormFacts } from "../model.ts";
import { timeLimitOf } from "../time-limit.ts";
import type { StepLeft } from "./model.ts";

export interface StepFees {
  readonly service: string;
  readonly fees: readonly FeeDue[];
}

/** The fees of each step by these answers, and the totals by currency. */
export function journeyFees(
  steps: readonly StepLeft[],
  facts: FormFacts,
): { readonly steps: readonly StepFees[]; readonly sums: readonly Money[] } {
  const each = steps.map(({ service, def, answers }) => ({
    service,
    fees: feesOf(def, answers, facts, facts.today),
  }));
  return {
    steps: each,
    sums: sumByCurrency(each.flatMap(({ fees }) => fees.map(({ money }) => money))),
  };
}

/** The processing time of each step, in order. */
export const journeyTimes = (steps: readonly StepLeft[], facts: FormFacts) =>
  steps.map(({ service, def, answers }) => ({
    service,
    time: timeLimitOf(def, answers, facts),
  }));

/** A step as agreed: what it waits for, and what it takes from which step. */
export interface StepPlanned extends Pick<JourneyStep, "service" | "takes" | "papers"> {
  readonly after: readonly string[];
}

/**
 * What the person agrees to: the steps that are needed and not submitted, and what each waits for.
 * A step that depends on one that is left out inherits what that one depends on.
 */
export function planAgreed(
  journey: { readonly steps: readonly JourneyStep[] },
  needed: readonly Pick<StepLeft, "service">[],
): readonly StepPlanned[] {
  const isNeeded = (service: string) => needed.some((step) => step.service === service);
  const waitsFor = (service: string): readonly string[] =>
    (journey.steps.find((step) => step.service === service)?.after ?? []).flatMap((one) =>
      isNeeded(one) ? [one] : waitsFor(one),
    );
  return journey.steps
    .filter(({ service }) => isNeeded(service))
    .map(({ service, takes, papers }) => ({
      service,
      after: [...new Set(waitsFor(service))],
      takes: takes.filter(({ from }) => isNeeded(from)),
      papers: papers.filter(({ from }) => isNeeded(from)),
    }));
}
