import type { FeeMoment } from "../catalogue/index.ts";
import type { Answers, Applicant, Asked } from "../form/index.ts";
import type {
  CaseId,
  Duration,
  Money,
  PersonId,
  Reference,
  Remaining,
  ServiceId,
} from "../kernel/index.ts";
import type { OfficerActor } from "./acting.ts";
import type {
  CaseClock,
  CommitteeEvent,
  Contact,
  Decision,
  Despite,
  Escalated,
  Naming,
  Reason,
  Request,
  Statement,
  Task,
  Vote,
} from "./model-parts.ts";

export type * from "./acting.ts";
export type * from "./model-parts.ts";

/**
 * `case` is a reserved word, so the state of a case is `state`; on screens it is an "application".
 */
export type Status =
  | "awaiting-payment"
  | "in-review"
  | "waiting-for-applicant"
  | "granted-awaiting-payment"
  | "granted"
  | "refused"
  | "withdrawn"
  | "in-appeal";

export interface FeeOwed {
  readonly id: string;
  readonly money: Money;
  readonly due: FeeMoment;
}

/** The questions as worded, and the applicant as known on that day, stored with the case. */
export type Kept = Asked & { readonly applicant: Applicant };

/** The state that a history leads to. Instants are ISO 8601 text, as in the events. */
export interface CaseState {
  readonly status: Status | "none";
  readonly submitted?: Submitted;
  readonly paid: readonly string[];
  /** Ids of the interim documents released so far, as in the definition. */
  readonly papers: readonly string[];
  /** The open stage, and how many stages were entered so far. */
  readonly stage?: string;
  readonly entered: number;
  /** The stage that begins once the fees due before it are paid. */
  readonly awaits?: string;
  readonly tasks: readonly Task[];
  readonly clock: CaseClock;
  readonly request?: Request;
  readonly rounds: number;
  /** Of answers and uploads: 1 as submitted, one more with each answer to a request. */
  readonly revision: number;
  readonly decision?: Decision;
  readonly appeals: number;
  /** The step done last, while nothing else has happened and nobody outside was told. */
  readonly lastStep?: LastStep;
  readonly version: number;
  readonly commands: ReadonlySet<string>;
}

/** A step that may be taken back, and the case as it was before it. */
export interface LastStep {
  readonly task: string;
  readonly by: string;
  /** Instant (ISO 8601) and key of the act. */
  readonly at: string;
  readonly command: string;
  readonly before: CaseState;
}

export interface Submitted {
  readonly case: CaseId;
  readonly reference: Reference;
  readonly service: ServiceId;
  readonly definition: number;
  readonly person: PersonId;
  readonly lang: string;
  /** The language in which its person is told about it, where they chose one for it. */
  readonly toldIn?: string;
  /** Local date whose rules and tariffs apply. */
  readonly asOf: string;
  readonly at: string;
  readonly fees: readonly FeeOwed[];
  /** The case whose certificate this one renews. */
  readonly renews?: CaseId;
}

type TaskOpened = Pick<Task, "key" | "task" | "authority" | "office" | "role" | "dueAt" | "byVote">;

/** When the promise ends, and the promised time, which older histories lack. */
export interface Begun {
  readonly dueAt: string;
  readonly limit?: Duration;
}

export type CaseEvent =
  | CommitteeEvent
  | { readonly type: "CaseSubmitted"; readonly data: Omit<Submitted, "at"> }
  | { readonly type: "FeePaid"; readonly data: { readonly fee: string; readonly bill: string } }
  /**
   * The case reached a stage whose fees are paid first; `clockLeft` is the time left of the
   * promise.
   */
  | {
      readonly type: "FeesFellDue";
      readonly data: {
        readonly stage: string;
        readonly fees: readonly FeeOwed[];
        readonly clockLeft?: Remaining;
      };
    }
  /** The fees are paid: the clock resumes. */
  | { readonly type: "ClockResumed"; readonly data: { readonly dueAt: string } }
  | {
      readonly type: "StageEntered";
      readonly data: { readonly stage: string; readonly tasks: readonly TaskOpened[] };
    }
  | {
      readonly type: "TaskClaimed";
      readonly data: { readonly task: string; readonly by: string; readonly from?: string };
    }
  /** A supervisor gave the task to a colleague; `from` is who had it in hand. */
  | {
      readonly type: "TaskAssigned";
      readonly data: {
        readonly task: string;
        readonly by: string;
        readonly to: string;
        readonly from?: string;
        /** `to` decided before the appeal, and nobody else has the role. */
        readonly lifted?: true;
      };
    }
  /** `from` is who had it in hand, where somebody else put it back. */
  | {
      readonly type: "TaskReleased";
      readonly data: { readonly task: string; readonly by: string; readonly from?: string };
    }
  | {
      readonly type: "OutcomeProposed";
      readonly data: Omit<Vote, "finalAt"> & {
        readonly task: string;
        readonly revision?: number;
        readonly asDeputy?: true;
      };
    }
  /** An officer signs, or records a number, that other files have too, and says why. */
  | {
      readonly type: "DoubleExplained";
      readonly data: {
        readonly task: string;
        readonly by: string;
        readonly of: readonly string[];
        readonly reason: Reason;
      };
    }
  /** An officer selects an application although all places of its call are taken. */
  | {
      readonly type: "PlacesExceeded";
      readonly data: { readonly task: string; readonly by: string };
    }
  | {
      readonly type: "ProposalReturned";
      readonly data: { readonly task: string; readonly by: string; readonly reason: Reason };
    }
  | {
      readonly type: "TaskDone";
      readonly data: {
        readonly task: string;
        readonly outcome: string;
        readonly by: string;
        readonly reason?: Reason;
        readonly revision?: number;
        /** Done for a colleague on leave: whoever did it does no step of another role. */
        readonly asDeputy?: true;
        /** Of a ranked application: it takes one of the places of its call. */
        readonly selected?: true;
      };
    }
  /**
   * A decision that takes effect, and is told, only after the time to take it back; once more where
   * the member whose vote decides seals it, or the reasons of the votes for it are others.
   */
  | {
      readonly type: "DecisionSigned";
      readonly data: {
        readonly task: string;
        readonly outcome: string;
        readonly by: string;
        readonly reason?: Reason;
        readonly takesEffectAt: string;
        readonly sealed?: true;
      };
    }
  /** Also a vote, whether or not it decides. */
  | {
      readonly type: "DecisionTakenBack";
      readonly data: { readonly task: string; readonly by: string };
    }
  /** A step after which the case went on: it is as it was before, and what had opened is closed. */
  | {
      readonly type: "StepTakenBack";
      readonly data: { readonly task: string; readonly by: string };
    }
  /** To the supervisor; or `to` a role above, which comes at `nextAt` if it is still open. */
  | {
      readonly type: "TaskEscalated";
      readonly data: Escalated;
    }
  | { readonly type: "ClockStarted"; readonly data: Begun }
  | {
      readonly type: "ClockExtended";
      readonly data: { readonly dueAt: string; readonly by: string; readonly reason: Reason };
    }
  | { readonly type: "ClockExpired"; readonly data: Record<string, never> }
  | {
      readonly type: "InformationRequested";
      readonly data: Request & { readonly by: string; readonly clockLeft?: Remaining };
    }
  | {
      readonly type: "InformationGiven";
      readonly data: {
        readonly fields: readonly string[];
        /** The new revision; absent where the time to answer ran out. */
        readonly revision?: number;
        readonly clockDueAt?: string;
        readonly taskDueAt: Readonly<Record<string, string>>;
      };
    }
  /** An answer was corrected on the person's request; what was and is stands in the answers. */
  | {
      readonly type: "AnswerCorrected";
      readonly data: {
        readonly field: string;
        /** The new revision. */
        readonly revision: number;
        /** The request in `privacy`, and who granted it: two where a paper had to be replaced. */
        readonly request: string;
        readonly by: readonly string[];
      };
    }
  /** An officer corrected what they had found; what it was stands beside the findings. */
  | {
      readonly type: "FindingCorrected";
      readonly data: {
        readonly task: string;
        readonly by: string;
        readonly fields: readonly string[];
        /** Other officers whose first signature no longer counts. */
        readonly anew?: readonly string[];
      };
    }
  | { readonly type: "RequestExpired"; readonly data: Record<string, never> }
  | {
      readonly type: "CaseDecided";
      readonly data: {
        readonly outcome: "granted" | "refused";
        readonly by: readonly string[];
        readonly reason?: Reason;
        /** Fees due at the grant that follow from findings. */
        readonly fees?: readonly FeeOwed[];
      };
    }
  /** A stage ended after which an interim document is released. */
  | { readonly type: "PaperReleased"; readonly data: { readonly paper: string } }
  /** Everything is decided and paid: the certificate can be issued. */
  | { readonly type: "OutputReleased"; readonly data: Record<string, never> }
  | {
      readonly type: "CaseWithdrawn";
      readonly data: { readonly cause: "applicant" | "no-answer" | "not-paid" };
    }
  /** Messages about it go elsewhere from now on, or in another language. */
  | { readonly type: "ContactChanged"; readonly data: { readonly toldIn?: string } }
  | {
      readonly type: "AppealLodged";
      readonly data: {
        readonly text: string;
        readonly tasks: readonly TaskOpened[];
        /** Ids of the papers that came with it; none where it is left out. */
        readonly papers?: readonly string[];
      };
    }
  | {
      readonly type: "AppealDecided";
      readonly data: { readonly outcome: string; readonly by: string; readonly reason?: Reason };
    };

/** Commands. `task` is a task's key. */
export type CaseCommand =
  | { readonly type: "submit"; readonly submitted: Omit<Submitted, "at"> }
  | { readonly type: "record-payment"; readonly fee: string; readonly bill: string }
  /** `fee` is the one whose bill expired; older jobs lack it. */
  | { readonly type: "cancel-unpaid"; readonly fee?: string }
  | { readonly type: "claim"; readonly task: string }
  | { readonly type: "release"; readonly task: string }
  | { readonly type: "take-over"; readonly task: string }
  /**
   * `to` is the colleague with the roles that they hold now; `isOnlyOne` says that nobody but those
   * who decided before the appeal has the role.
   */
  | {
      readonly type: "assign";
      readonly task: string;
      readonly to: OfficerActor;
      readonly isOnlyOne?: boolean;
    }
  | {
      readonly type: "complete";
      readonly task: string;
      readonly outcome: string;
      readonly code?: string;
      readonly statement?: Statement;
      /** The officer's findings, parsed; stored apart from the events. */
      readonly findings?: Answers;
      /** Of an appeal: the officer knows that the authority gave no opinion in its time. */
      readonly withoutOpinion?: true;
      /** Of a ranked application: selected although all places are taken. */
      readonly beyond?: true;
      readonly despite?: Despite;
    }
  | { readonly type: "confirm"; readonly task: string; readonly despite?: Despite }
  /** A member of a committee has a conflict of interest. */
  | { readonly type: "recuse"; readonly task: string; readonly statement: Statement }
  /** Puts somebody in the seat of a member who recused themselves. */
  | ({ readonly type: "name-substitute" } & Naming)
  /** A substitute who has not voted gives the seat back. */
  | {
      readonly type: "withdraw-substitute";
      readonly task: string;
      readonly to: string;
      readonly statement: Statement;
    }
  /** Members have left or come: so many can vote who have not; `gone` are substitutes who left. */
  | {
      readonly type: "count-seats";
      readonly task: string;
      readonly able: number;
      readonly gone?: readonly string[];
    }
  /**
   * The member whose vote decides, and who keeps to it, makes one text of the reasons of all who
   * voted so.
   */
  | { readonly type: "word-reason"; readonly task: string; readonly statement: Statement }
  | { readonly type: "keep-vote"; readonly task: string }
  /** Takes back one's own decision, or vote, before it takes effect, or a step before the next. */
  | { readonly type: "take-back"; readonly task: string }
  | { readonly type: "return"; readonly task: string; readonly statement: Statement }
  | {
      readonly type: "ask";
      readonly task: string;
      readonly fields: readonly string[];
      readonly statement: Statement;
    }
  | { readonly type: "answer"; readonly fields: readonly string[] }
  | {
      readonly type: "correct";
      readonly field: string;
      readonly request: string;
      readonly by: readonly string[];
    }
  /** By whoever recorded it; all of the task's findings as they are now. */
  | { readonly type: "correct-finding"; readonly task: string; readonly findings: Answers }
  | { readonly type: "extend"; readonly statement: Statement }
  | { readonly type: "change-contact"; readonly contact: Contact; readonly toldIn?: string }
  | { readonly type: "withdraw" }
  | {
      readonly type: "appeal";
      readonly statement: Statement;
      /** Ids of the prepared uploads that come with it. */
      readonly papers?: readonly string[];
    }
  /** Carries out what is due now. */
  | { readonly type: "fall-due" };
