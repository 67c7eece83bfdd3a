/** What a case, its events and its commands are made of. */
import type { AuthorityId, Duration, Remaining } from "../kernel/index.ts";
import type { OfficerActor } from "./acting.ts";

/** The vote of one member of a committee. */
export interface Vote {
  readonly by: string;
  readonly outcome: string;
  readonly reason?: Reason;
  /** Until then its member can take it back, and sees no other vote (ISO instant). */
  readonly finalAt?: string;
}

/** An officer whom a supervisor put in the seat of a member who has a conflict of interest. */
export interface Substitute {
  readonly by: string;
  readonly to: string;
  readonly reason: Reason;
}

/** A vote as it stands. */
export interface VoteGiven extends Vote {
  /** The opinion on the appeal came after it: its member may change it while the vote is open. */
  readonly beforeOpinion?: true;
}

/** A listed reason for a refusal, and the id of the statement that explains it to the person. */
export interface Reason {
  readonly code?: string;
  readonly text?: string;
  /** Of a committee: those of its other members, each ground once. */
  readonly also?: readonly Pick<Reason, "code" | "text">[];
}

export interface Decision {
  readonly outcome: "granted" | "refused";
  readonly at: string;
  /** Officer ids; empty where the law decided by silence. */
  readonly by: readonly string[];
  readonly reason?: Reason;
}

/** Where messages about an application go: at least one of the two. Kept apart from events. */
export interface Contact {
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
}

/** Where a person is written to, and the language that they chose for it, if any. */
export interface Account extends Contact {
  readonly toldIn?: string | null;
}

/**
 * Words typed by a person or officer, stored apart from events under `id` so that they can be
 * erased.
 */
export interface Statement {
  readonly id: string;
  readonly text: string;
}

/** Why an officer goes on although other files, by their ids, have the same number. */
export interface Despite {
  readonly of: readonly string[];
  readonly statement: Statement;
}

/** Who is put in the seat of a member of a committee, with the roles that they hold now. */
export interface Naming {
  readonly task: string;
  readonly to: OfficerActor;
  /** How many could vote who have not. */
  readonly able: number;
  readonly statement: Statement;
}

/** The promise to the applicant. `left` is set while the clock is stopped. */
export interface CaseClock {
  /** The promised time; the clock counts in its unit. */
  readonly limit?: Duration;
  readonly dueAt?: string;
  readonly left?: Remaining;
  readonly extended?: true;
  readonly expired?: true;
}

/** One consolidated request for more information, with the answers and documents marked. */
export interface Request {
  readonly task: string;
  /** Paths of answers, or `documents.<id>`. */
  readonly fields: readonly string[];
  /** Id of the statement that holds the words. */
  readonly text: string;
  readonly dueAt: string;
  /** Time left of each open task when the clock stopped, by key. */
  readonly left: Readonly<Record<string, Remaining>>;
}

/** A piece of work for one authority. Open until it has an outcome or its stage is left. */
export interface Task {
  /** `<n>.<task>`: n counts the stages entered so far, so a repeated task has a new key. */
  readonly key: string;
  readonly task: string;
  readonly stage: string;
  readonly authority: AuthorityId;
  /** The office of the authority that does the work; any office where absent. */
  readonly office?: string;
  readonly role: string;
  /** A committee decides it; absent in older histories. */
  readonly byVote?: true;
  readonly openedAt: string;
  readonly dueAt?: string;
  readonly claimedBy?: string;
  /** The supervisor who put it in that officer's hand. */
  readonly assignedBy?: string;
  /** They decided it before the appeal and may again: nobody else has the role. */
  readonly liftedFor?: string;
  /** First signature of a four-eyes task, waiting for the second. */
  readonly proposed?: {
    readonly outcome: string;
    readonly by: string;
    readonly reason?: Reason;
    /** The revision that was signed; absent in older histories. */
    readonly revision?: number;
  };
  /** The first signature was sent back: by whom, why, and whose it was. */
  readonly returned?: { readonly by: string; readonly reason: Reason; readonly to: string };
  /** Of a committee, in order: a member is shown those of others once their own is final. */
  readonly votes?: readonly VoteGiven[];
  /** Officers who meant to select it although all places of its call were taken. */
  readonly beyond?: readonly string[];
  /** Members who have a conflict of interest, with the id of the statement that says which. */
  readonly recused?: readonly { readonly by: string; readonly reason: Reason }[];
  /** Who votes in place of members who recused themselves: whose act it was, and why. */
  readonly substitutes?: readonly Substitute[];
  /** Seats of its committee that nobody can fill: members have left. */
  readonly vacant?: number;
  /** Seats of members who recused themselves that others of the role fill. */
  readonly filled?: number;
  /** Its quorum, or a decision by an odd number, is out of reach until somebody is appointed. */
  readonly short?: true;
  /** A decision that can be taken back until it takes effect; nobody is told of it before. */
  readonly signed?: {
    readonly outcome: string;
    readonly by: string;
    readonly reason?: Reason;
    readonly at: string;
    readonly takesEffectAt: string;
    /** Of a vote that decides: its member has read the reasons of the others and keeps to it. */
    readonly sealed?: true;
  };
  /** Who signed it as deputy of a colleague on leave. */
  readonly deputies?: readonly string[];
  readonly escalated?: true;
  /** It is escalated as too few members of its committee are left for a quorum. */
  readonly lacksMembers?: true;
  /** When it goes on to the role above the supervisor, if it is still open. */
  readonly escalatesAt?: string;
  /** That role, once it has. */
  readonly escalatedTo?: string;
  readonly done?: {
    readonly outcome: string;
    readonly by: string;
    readonly at: string;
    /** Who signed first, where two signed. */
    readonly first?: string;
    /** The revision that was judged; the application may have changed since. */
    readonly revision?: number;
    /** Votes to select counted for nothing: all places of the call were taken before. */
    readonly noPlaces?: true;
  };
  readonly cancelled?: true;
}

export interface Escalated {
  readonly task: string;
  readonly nextAt?: string;
  readonly to?: string;
  /** It is not late: too few members of its committee are left for a quorum. */
  readonly short?: true;
}

/** What happens while a committee votes. */
export type CommitteeEvent =
  | { readonly type: "VoteCast"; readonly data: Vote & { readonly task: string } }
  /** By a member who may change the vote after the opinion, and does not. */
  | { readonly type: "VoteKept"; readonly data: { readonly task: string; readonly by: string } }
  | {
      readonly type: "MemberRecused";
      readonly data: { readonly task: string; readonly by: string; readonly reason: Reason };
    }
  | {
      readonly type: "SubstituteNamed";
      readonly data: Substitute & { readonly task: string; readonly enough?: true };
    }
  /** By a supervisor, who says why; by the system where the substitute has left. */
  | {
      readonly type: "SubstituteWithdrawn";
      readonly data: Omit<Substitute, "reason"> & {
        readonly task: string;
        readonly reason?: Reason;
      };
    }
  /**
   * How many seats of a committee nobody can fill since members have left or come; `short` where
   * its quorum, or a decision by an odd number, is out of reach, `enough` where what was escalated
   * for want of members no longer is.
   */
  | {
      readonly type: "SeatsCounted";
      readonly data: {
        readonly task: string;
        readonly vacant: number;
        readonly before: number;
        /** Of members who recused themselves: others of the role fill them. */
        readonly filled?: number;
        readonly short?: true;
        readonly enough?: true;
      };
    };
