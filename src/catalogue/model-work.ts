import type { AuthorityId, Duration } from "../kernel/index.ts";
import type { Rule } from "../rules/index.ts";
import type { Field, OutputClaim, Provenance, Words } from "./model-parts.ts";

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
  readonly stages: readonly Stage[];
  /** The reasons for which this service may be refused; the officer names one and explains. */
  readonly refusalReasons: readonly {
    readonly id: string;
    readonly title: Words;
    readonly law?: string;
  }[];
}

/** The promise to the applicant: how long until the decision (cv:processingTime). */
export interface Clock extends Provenance {
  /** Begins at submission (after a fee that is due then), or when the named stage has been left. */
  readonly starts: { readonly at: "submitted" } | { readonly after: string };
  /** Times that the applicant's choice brings; the first whose rule holds goes before `limit`. */
  readonly limits?: readonly TimeLimit[];
  readonly limit: Duration;
  readonly stopsWhileWaiting: boolean;
  readonly extension?: {
    readonly by: Duration;
    readonly role: string;
    readonly authority: AuthorityId;
  };
  readonly onExpiry: "grant" | "refuse" | "escalate";
  /** Where this holds, silence does not grant: it escalates (overriding public interest). */
  readonly grantBlockedBy?: Rule;
  readonly contradictedBy: readonly ({ readonly says: Words } & Provenance)[];
}

export interface TimeLimit extends Provenance {
  readonly when: Rule;
  readonly limit: Duration;
}

/** Where a stage may lead: another stage, or the end. */
export type Target = { readonly stage: string } | { readonly end: "granted" | "refused" };

export interface Stage {
  readonly id: string;
  readonly title: Words;
  readonly tasks: readonly TaskWanted[];
  /** How many of the open tasks must be done before the stage is left. */
  readonly join:
    | { readonly kind: "all" | "any" }
    | { readonly kind: "count"; readonly count: number };
  /** Where several tasks lead together; a single task leads where its outcome says. */
  readonly next?: Target;
  /** The applications of a call stand here side by side, in an order. */
  readonly ranking?: Ranking;
}

/** How the applications of one call are put in order before this stage's task is done. */
export interface Ranking extends Provenance {
  /** A number for each application, the higher first. */
  readonly by: Criterion;
  /** Where that is equal, these in turn; where all are equal, the rank is the same and people decide. */
  readonly ties: readonly Criterion[];
  /** How many can be taken: a line on the list, never an act. */
  readonly places?: number;
  /** What the list of those taken says of each, for whoever receives it. */
  readonly list: readonly OutputClaim[];
}

export interface Criterion {
  readonly title: Words;
  readonly value: Rule;
}

/** Its provenance is that of its term: one that nobody stated is illustrative. */
export interface TaskWanted extends Provenance {
  readonly id: string;
  readonly title: Words;
  /** Whose work it is; where the answers say whose, of whom it is if they name nobody. */
  readonly authority: AuthorityId;
  /** Gives the id of the authority whose work it is; all that it can give are known. */
  readonly authorityBy?: Rule;
  /** Gives the code of the authority's office whose work it is; where it gives none, it is any office's. */
  readonly office?: Rule;
  readonly role: string;
  readonly within?: Duration;
  /** Opened only where this holds. */
  readonly when?: Rule;
  readonly outcomes: readonly Outcome[];
  /** What the officer finds and says with the outcome; later rules name it `findings.<task>.<field>`. */
  readonly findings?: readonly Field[];
  /** What happens when nobody acts in time: an outcome's id, or `escalate` to the supervisor. */
  readonly onExpiry?: string;
  /** A second officer must confirm the outcome. */
  readonly fourEyes: boolean;
  /** Who did one of these tasks in the case may not do this one (ids of tasks; its own: not again). */
  readonly differentFrom?: readonly string[];
  /** A renewal does without this task. */
  readonly skippedInRenewal: boolean;
}

export interface Outcome {
  readonly id: string;
  readonly title: Words;
  readonly to?: Target;
  /** Possible only where this holds; sees the findings given with it. */
  readonly when?: Rule;
  readonly reasonRequired: boolean;
}
