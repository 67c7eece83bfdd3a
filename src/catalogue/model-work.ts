import type { AuthorityId, Duration } from "../kernel/index.ts";
import type { Rule } from "../rules/index.ts";
import type {
  Conditional,
  DocumentWanted,
  Field,
  OutputClaim,
  Provenance,
  Words,
} from "./model-parts.ts";

/** How an application is decided. */
export interface Process {
  readonly clock: Clock;
  readonly moreInformation: {
    readonly rounds: number;
    readonly answerWithin: Duration;
    readonly onExpiry: "withdraw" | "refuse" | "continue";
    /** Stages from which an officer may ask. */
    readonly from: readonly string[];
  };
  /** What is open so long after it came to the supervisor goes to this role as well. */
  readonly escalation?: { readonly after: Duration; readonly role: string } & Provenance;
  readonly stages: readonly Stage[];
  readonly refusalReasons: readonly RefusalReason[];
}

/** A reason for which a service may be refused. */
export interface RefusalReason {
  readonly id: string;
  readonly title: Words;
  /** What it means and what the person can do: with it, the officer need not write anything. */
  readonly explanation?: Words;
  readonly law?: string;
  /** Where it is offered; in all stages where absent. */
  readonly stages?: readonly string[];
}

/** The promise to the applicant: how long until the decision (cv:processingTime). */
export interface Clock extends Provenance {
  /** Begins at submission (after a fee due then), or when the named stage has ended. */
  readonly starts: { readonly at: "submitted" } | { readonly after: string };
  /** Times that depend on answers; the first whose rule holds replaces `limit`. */
  readonly limits?: readonly TimeLimit[];
  readonly limit: Duration;
  readonly stopsWhileWaiting: boolean;
  readonly extension?: {
    readonly by: Duration;
    readonly role: string;
    readonly authority: AuthorityId;
  };
  readonly onExpiry: "grant" | "refuse" | "escalate";
  /** Where this holds, silence does not grant but escalates (overriding public interest). */
  readonly grantBlockedBy?: Rule;
  readonly contradictedBy: readonly ({ readonly says: Words } & Provenance)[];
}

export interface TimeLimit extends Conditional, Provenance {
  readonly when: Rule;
  readonly limit: Duration;
}

/** Where a stage may lead: another stage, or the end. */
export type Target = { readonly stage: string } | { readonly end: "granted" | "refused" };

export interface Stage {
  readonly id: string;
  readonly title: Words;
  readonly tasks: readonly TaskWanted[];
  /** How many of the open tasks must be done before the stage ends. */
  readonly join:
    | { readonly kind: "all" | "any" }
    | { readonly kind: "count"; readonly count: number };
  /** Where several tasks lead together; a single task leads where its outcome says. */
  readonly next?: Target;
  /** Several members decide the stage's one task by votes. */
  readonly committee?: Committee;
  /** The applications of a call are ranked in this stage. */
  readonly ranking?: Ranking;
}

/** Members vote; what they decide is what has the majority of the votes. */
export interface Committee extends Provenance {
  /**
   * How many vote, officers of the task's role; others of it fill the seat of one who recuses, else
   * it stays empty until a supervisor names a substitute.
   */
  readonly members: number;
  /** A role of the authority whose holders may be named as substitutes, beside the task's own. */
  readonly substitutes?: string;
  readonly quorum: number;
  readonly majority: "simple" | "two-thirds" | "all";
  /** Id of the outcome where none has the majority. */
  readonly otherwise: string;
  /** Whoever voted otherwise is named in the letter and on a certificate. */
  readonly publicDissent?: boolean;
}

/** How the applications of one call are ranked before this stage's task is done. */
export interface Ranking extends Provenance {
  /** A number for each application, the higher first. */
  readonly by: Criterion;
  /** Tie-breakers in order; where all are equal, the rank is the same and people decide. */
  readonly ties: readonly Criterion[];
  /** How many can be selected: a line on the list, and no more than these by decision. */
  readonly places?: number;
  /** More may be selected than there are places: each by an express act with a reason. */
  readonly beyond?: true;
  /** Outcomes by which the whole call is decided in one act; absent: each by itself. */
  readonly decide?: {
    readonly above: string;
    readonly below: string;
    /** Id of the reason for refusal. */
    readonly reason: string;
  };
  /** What the list of those selected states about each, for its recipient. */
  readonly list: readonly OutputClaim[];
}

export interface Criterion {
  readonly title: Words;
  readonly value: Rule;
}

/**
 * Opened only under its condition. The provenance is that of its term, illustrative where nobody
 * stated one.
 */
export interface TaskWanted extends Conditional, Provenance {
  readonly id: string;
  readonly title: Words;
  /** The authority that does it; the default where the answers select one. */
  readonly authority: AuthorityId;
  /** Gives the id of the authority; all possible ids are checked. */
  readonly authorityBy?: Rule;
  /** Gives the code of the authority's office; any office where it gives none. */
  readonly office?: Rule;
  readonly role: string;
  readonly within?: Duration;
  readonly outcomes: readonly Outcome[];
  /** What the officer records with the outcome; later rules name it `findings.<task>.<field>`. */
  readonly findings?: readonly OfficerField[];
  /** Photos, reports and drawings that the officer attaches before the outcome. */
  readonly documents?: readonly TaskDocument[];
  /** What happens at the deadline: the id of an outcome, or `escalate` to the supervisor. */
  readonly onExpiry?: string;
  /** A second officer must confirm the outcome. */
  readonly fourEyes: boolean;
  /** An authority's own system may do without the second signature. */
  readonly programAlone?: boolean;
  /**
   * An officer who did one of these tasks in the case may not do this one (task ids; its own id
   * forbids doing it twice).
   */
  readonly differentFrom?: readonly string[];
  /** While it is open, the results of those tasks are hidden: a later judgment is its own. */
  readonly blind?: boolean;
  /** Skipped in a renewal. */
  readonly skippedInRenewal: boolean;
}

/** A question to the officer. */
export interface OfficerField extends Field {
  /** What the application says of it; absent where it says nothing. */
  readonly confirms?: Rule;
  /** Whoever records it, and whoever signs, is warned where this does not hold: `else` says why. */
  readonly warn?: { readonly rule: Rule; readonly else: Words };
}

/** A paper of the officer: the same as the applicant's, and who sees it. */
export interface TaskDocument extends DocumentWanted {
  /** The applicant sees it once the task is done. */
  readonly applicantSees: boolean;
}

export interface Outcome {
  readonly id: string;
  readonly title: Words;
  readonly to?: Target;
  /** Possible only where this holds; sees the findings recorded with it. */
  readonly when?: Rule;
  readonly reasonRequired: boolean;
}
