import { type Definition, type JourneyStep, tariffOn, type Words } from "../../catalogue/index.ts";
import { addDuration, type Calendar, type Money } from "../../kernel/index.ts";
import { feesOf, minorOf } from "../fees.ts";
import type { Answers, FeeDue, FormFacts } from "../model.ts";
import { feeSums } from "../summary.ts";
import { timeLimitOf } from "../time-limit.ts";
import { walk } from "../walk.ts";
import type { StepLeft } from "./model.ts";

export interface StepFees {
  readonly service: string;
  readonly fees: readonly FeeDue[];
}

export interface JourneyFees {
  readonly steps: readonly StepFees[];
  /** The totals by currency, without zeros. */
  readonly sums: readonly Money[];
  /** What may come on top, where a source gives a range; of a counted amount, for one unit. */
  readonly more: readonly { readonly money: Money; readonly unit?: Words }[];
}

/** The fees of each step by these answers, and the totals by currency. */
export function journeyFees(steps: readonly StepLeft[], facts: FormFacts): JourneyFees {
  const each = steps.map(({ service, def, answers }) => ({
    service,
    fees: feesOf(def, answers, facts, facts.today),
  }));
  const sums = feeSums(each.flatMap(({ fees }) => fees));
  const more = steps.flatMap(({ def, answers }) => aboveIn(def, answers, facts));
  return { steps: each, sums, more };
}

/** The most that a fee may cost beyond its amount, also where that amount is nothing. */
function aboveIn(def: Definition, answers: Answers, facts: FormFacts): JourneyFees["more"] {
  const { scope } = walk(def, answers, facts);
  return def.fees.flatMap((fee) => {
    const { currency, unit, when } = fee;
    const tariff = tariffOn(fee, facts.today);
    if (tariff?.upTo === undefined || (when && !scope.holds(when))) return [];
    const most = minorOf(tariff.upTo, currency);
    const least = minorOf(scope.evaluate(tariff.amount), currency) ?? 0;
    if (most === undefined || most <= least) return [];
    return [{ money: { minor: most - least, currency }, ...(unit && { unit }) }];
  });
}

/** When everything is decided at the latest, if it is sent now and no office asks a question. */
export interface JourneyEnd {
  readonly at: Date;
  /** False where an office promises its time only from a later moment: it can take longer. */
  readonly isMost: boolean;
}

/**
 * The end of steps that wait for each other's certificates: their times add up, those of others
 * run side by side. Undefined where no step has a promised time.
 */
export function journeyEnd(
  journey: { readonly steps: readonly JourneyStep[] },
  steps: readonly Pick<StepLeft, "service" | "def" | "answers">[],
  facts: FormFacts,
  from: Date,
  calendar: Calendar,
): JourneyEnd | undefined {
  const ends = new Map<string, Date>();
  let isMost = true;
  for (const { service, after } of planAgreed(journey, steps)) {
    const step = steps.find((each) => each.service === service);
    const time = step && timeLimitOf(step.def, step.answers, facts);
    const begins = latest([from, ...after.flatMap((one) => ends.get(one) ?? [])]);
    ends.set(service, time ? addDuration(begins, time.limit, calendar) : begins);
    const starts = step?.def.process?.clock.starts;
    if (!starts || !("at" in starts)) isMost = false;
  }
  const at = latest([from, ...ends.values()]);
  return at > from ? { at, isMost } : undefined;
}

const latest = (dates: readonly Date[]): Date =>
  new Date(Math.max(...dates.map((date) => date.getTime())));

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
