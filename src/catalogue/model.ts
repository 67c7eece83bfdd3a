import type { AuthorityId, Duration, ServiceId } from "../kernel/index.ts";
import type { Rule } from "../rules/index.ts";
import type { Treaty } from "./model-government.ts";
import type {
  Conditional,
  DocumentWanted,
  Field,
  Lang,
  OutputClaim,
  PaperLayout,
  Provenance,
  Words,
} from "./model-parts.ts";
import type { Committee, Process, TaskDocument } from "./model-work.ts";

export type * from "./model-centre.ts";
export type * from "./model-government.ts";
export type * from "./model-journey.ts";
export type * from "./model-parts.ts";
export type * from "./model-work.ts";

/** One immutable version of one public service (cpsv:PublicService). */
export interface Definition {
  readonly id: ServiceId;
  readonly version: number;
  readonly language: Lang;
  readonly title: Words;
  readonly description: Words;
  readonly whoMayApply: Words;
  /** Search words that people use, in any language. */
  readonly keywords: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly audience: "citizen" | "business" | "both";
  readonly authority: AuthorityId;
  /**
   * Level of assurance needed to submit: 1 low, 2 substantial, 3 high; 0 needs no sign-in (rules
   * only).
   */
  readonly level: 0 | 1 | 2 | 3;
  /** When applications are accepted, oldest first; always, where absent. */
  readonly calls?: readonly Call[];
  readonly laws: readonly Law[];
  readonly form: readonly Page[];
  readonly documents: readonly DocumentWanted[];
  /** Names of the questions whose answers tell files apart in a list of officers, at most three. */
  readonly worklist?: readonly string[];
  /** Named intermediate results; each may use those before it. */
  readonly calculate: readonly Calculation[];
  readonly eligibility: readonly Requirement[];
  readonly fees: readonly Fee[];
  /** A rules-only service answers at once, with the first ruling whose `when` holds. */
  readonly rulings: readonly Ruling[];
  /** What the answers entitle to: every entitlement that holds, with its reason. */
  readonly entitlements?: readonly Entitlement[];
  /** Absent in a rules-only service. */
  readonly process?: Process;
  /** Documents issued while the case continues. */
  readonly interim?: readonly InterimPaper[];
  readonly output?: Output;
  readonly renewal?: Renewal;
  readonly appeal?: Appeal;
  /**
   * The treaties on which its rules rest, in their present state: facts, not part of the version.
   */
  readonly treaties?: readonly Treaty[];
  readonly retention: { readonly granted: Duration; readonly otherwise: Duration } & Provenance;
}

/** A result on which rules rest; officers are shown those with a title. */
export interface Calculation {
  readonly name: string;
  readonly rule: Rule;
  readonly title?: Words;
  /** Of a number. */
  readonly unit?: Words;
}

/** A period in which applications are accepted; both days belong to it (`YYYY-MM-DD`). */
export interface Call extends Provenance {
  readonly opens: string;
  readonly closes: string;
}

export interface Law extends Provenance {
  readonly id: string;
  readonly title: Words;
}

export interface Page {
  readonly id: string;
  readonly title: Words;
  readonly intro?: Words;
  /** The page is asked only where this holds. */
  readonly show?: Rule;
  /** A page asked once per item; its answers are a list under `name`. */
  readonly repeat?: {
    readonly name: string;
    readonly min: number;
    readonly max: number;
    readonly itemTitle: Words;
  };
  readonly fields: readonly Field[];
}

/** cv:Requirement: must hold to apply; shown before the form and enforced at submission. */
export interface Requirement extends Provenance {
  readonly id: string;
  readonly title: Words;
  readonly rule: Rule;
  readonly else: Words;
  /** What whoever does not meet it can do: which office, which document. */
  readonly instead?: Words;
  readonly law?: string;
}

/** cv:Cost. The tariff in force on the day of submission applies. */
export interface Fee extends Conditional {
  readonly id: string;
  readonly title: Words;
  /** ISO 4217 */
  readonly currency: string;
  readonly due: FeeMoment;
  /** The state's duty, the price of the service itself, or another; not stated for every fee. */
  readonly kind?: FeeKind;
  /** The unit of a counted amount: per page, per container. */
  readonly unit?: Words;
  /** Newest first by `from` (`YYYY-MM-DD`, absent in the oldest). */
  readonly tariffs: readonly Tariff[];
  /** Other amounts on official pages, shown beside the one charged. */
  readonly contradictedBy: readonly ({ readonly says: Words } & Provenance)[];
}

/** When a fee falls due: at submission, at the grant, or before the work of a stage. */
export type FeeMoment = "submit" | "grant" | `before ${string}`;

export type FeeKind = "duty" | "service" | "other";

export interface Tariff extends Provenance {
  readonly from?: string;
  /** Amount in major units, an exact number; rounded half up to the currency's minor unit. */
  readonly amount: Rule;
  /** The maximum in major units, where the source gives a range; `amount` is what is charged. */
  readonly upTo?: number;
}

export interface Ruling {
  readonly id: string;
  readonly when?: Rule;
  readonly title: Words;
  readonly text: Words;
  readonly law?: string;
}

/** Something due to the person by law: an incentive, an exemption. */
export interface Entitlement extends Ruling, Conditional, Provenance {}

export interface Validity extends Conditional, Provenance {
  readonly when: Rule;
  readonly validFor: Duration;
}

/** cv:Output: what a granted application gives. */
export interface Output extends Provenance {
  readonly id: string;
  readonly title: Words;
  /** A letter where absent. */
  readonly layout?: PaperLayout;
  /** Name of the claim that says whom or what it is about. */
  readonly subject?: string;
  readonly claims: readonly OutputClaim[];
  /** Validity by case; the first whose rule holds replaces `validFor`. */
  readonly validities?: readonly Validity[];
  /** Absent: valid for life. */
  readonly validFor?: Duration;
  readonly revocation?: {
    readonly authority: AuthorityId;
    readonly role: string;
    readonly reasons: readonly { readonly id: string; readonly title: Words }[];
  };
}

/**
 * A document issued during the process, under its condition. Revoking the output may revoke it too.
 */
export interface InterimPaper extends Conditional, Provenance {
  readonly id: string;
  readonly title: Words;
  readonly layout?: PaperLayout;
  readonly subject?: string;
  /** It is issued after this stage, once that has led to another stage. */
  readonly after: string;
  readonly claims: readonly OutputClaim[];
  readonly validFor: Duration;
}

export interface Renewal extends Provenance {
  /** How long before expiry it opens. */
  readonly opens: Duration;
  /** Names of answers carried over. */
  readonly reuse: readonly string[];
}

export interface Appeal extends Provenance {
  readonly authority: AuthorityId;
  readonly role: string;
  readonly within: Duration;
  readonly decideWithin: Duration;
  /** Several members decide by votes. */
  readonly committee?: Committee;
  /** What the authority that decided is asked for before the appeal is decided. */
  readonly opinion?: Opinion;
  readonly outcomes: readonly {
    readonly id: string;
    readonly title: Words;
    readonly to: { readonly end: "granted" | "refused" } | { readonly stage: string };
  }[];
  /** What is left to the applicant once the appeal is lost: a court, and until when. */
  readonly further?: { readonly title: Words } & Provenance;
  readonly law?: string;
}

/**
 * What those who decided say to an appeal, in words: the role and office whose decision it was.
 * Until they have, or their time is over, nobody decides.
 */
export interface Opinion extends Provenance {
  readonly title: Words;
  readonly within: Duration;
  readonly documents?: readonly TaskDocument[];
  readonly outcomes: readonly { readonly id: string; readonly title: Words }[];
}
