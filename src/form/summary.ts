import type {
  Clock,
  Definition,
  Entitlement,
  Lang,
  Requirement,
  TimeLimit,
} from "../catalogue/index.ts";
import { type Money, sumByCurrency } from "../kernel/index.ts";
import { askedOf } from "./asked.ts";
import { eligibilityOf } from "./eligibility.ts";
import { entitlementsOf } from "./entitlements.ts";
import { feesOf } from "./fees.ts";
import type { AskedWords, LabelledCodes } from "./kind.ts";
import type { Answers, Asked, Documents, FeeDue, FormFacts } from "./model.ts";
import { timeLimitOf } from "./time-limit.ts";

/** A form with its answers. */
export interface Filled {
  readonly def: Definition;
  readonly answers: Answers;
  readonly documents?: Documents;
}

/** The words for the answers. */
export interface Telling {
  readonly lang: Lang;
  readonly words: AskedWords;
  readonly codes: LabelledCodes;
}

/** Everything that a person checks before submitting. */
export interface Summary {
  readonly def: Definition;
  readonly asked: Asked;
  readonly documents: Documents;
  readonly fees: readonly FeeDue[];
  /** Totals by currency, without zeros. */
  readonly sums: readonly Money[];
  /** The processing time for these answers, with its provenance. */
  readonly time: Clock | TimeLimit | undefined;
  readonly entitlements: readonly Entitlement[];
  /** Requirements that these answers do not meet. */
  readonly unmet: readonly Requirement[];
  /** Local date, whose tariff applies. */
  readonly today: string;
}

/** What every channel shows before submission. */
export function summaryOf(
  { def, answers, documents = {} }: Filled,
  facts: FormFacts,
  { lang, words, codes }: Telling,
): Summary {
  const fees = feesOf(def, answers, facts, facts.today);
  return {
    def,
    asked: askedOf(def, answers, documents, facts, lang, words, codes),
    documents,
    fees,
    sums: feeSums(fees),
    time: timeLimitOf(def, answers, facts),
    entitlements: entitlementsOf(def, answers, facts),
    unmet: unmetIn({ def, answers }, facts),
    today: facts.today,
  };
}

/** The total of the fees by currency; empty where all is free. */
export const feeSums = (fees: readonly { readonly money: Money }[]): readonly Money[] =>
  sumByCurrency(fees.map(({ money }) => money)).filter(({ minor }) => minor > 0);

/** The requirements that these answers do not meet, without those still unknown. */
export function unmetIn({ def, answers }: Filled, facts: FormFacts): readonly Requirement[] {
  const unmet = eligibilityOf(def, answers, facts).filter(({ verdict }) => verdict === "unmet");
  return def.eligibility.filter(({ id }) => unmet.some(({ requirement }) => requirement === id));
}
