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

/** A form with its answers, whoever holds them. */
export interface Filled {
  readonly def: Definition;
  readonly answers: Answers;
  readonly documents?: Documents;
}

/** In which words answers are told. */
export interface Telling {
  readonly lang: Lang;
  readonly words: AskedWords;
  readonly codes: LabelledCodes;
}

/** Everything that a person looks at once more before a form is sent. */
export interface Summary {
  readonly def: Definition;
  readonly asked: Asked;
  readonly documents: Documents;
  readonly fees: readonly FeeDue[];
  /** Their sum by currency, without what costs nothing. */
  readonly sums: readonly Money[];
  /** The time that these answers bring, with where it comes from. */
  readonly time: Clock | TimeLimit | undefined;
  readonly entitlements: readonly Entitlement[];
  /** Requirements that these answers do not meet. */
  readonly unmet: readonly Requirement[];
  /** Local date, whose tariff applies. */
  readonly today: string;
}

/** What is told before something is sent, the same at every door. */
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

/** What the fees come to, by currency; nothing where all is free. */
export const feeSums = (fees: readonly { readonly money: Money }[]): readonly Money[] =>
  sumByCurrency(fees.map(({ money }) => money)).filter(({ minor }) => minor > 0);

/** The requirements that these answers do not meet; what is not known yet is not among them. */
export function unmetIn({ def, answers }: Filled, facts: FormFacts): readonly Requirement[] {
  const unmet = eligibilityOf(def, answers, facts).filter(({ verdict }) => verdict === "unmet");
  return def.eligibility.filter(({ id }) => unmet.some(({ requirement }) => requirement === id));
}
