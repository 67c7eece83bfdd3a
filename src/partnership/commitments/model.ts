import type { Provenance } from "../../catalogue/index.ts";
import type { Money } from "../../kernel/index.ts";
import type { Day, Side, Words } from "../instruments/model.ts";
import type { Stated } from "../stated.ts";

/** Where a commitment comes from, precise enough that somebody can open the page. */
export interface CommitmentSource extends Provenance {
  /** Id of an instrument of the register, or of a session. */
  readonly instrument?: string;
  readonly session?: string;
  /** Article, paragraph or decision number. */
  readonly at?: string;
}

/** Who may read a commitment: everybody, both governments, or only the side that recorded it. */
export type Visibility = "public" | "both" | "one-side";

/** What both sides agreed: changed only with the yes of both. */
export interface JointFacts {
  readonly text: Words;
  readonly prevailing: string;
  readonly source: CommitmentSource;
  readonly deadline: Day;
  /** How one sees that it was done, and by what one proves it. */
  readonly measure: string;
  readonly verification: string;
  /** Working group that follows it, whose co-chairs are told of silence. */
  readonly group?: string;
  /** Both governments where it is not said. */
  readonly visibility?: Visibility;
  /** Not in public before the day after this one, such as the last day of a session. */
  readonly embargoUntil?: Day;
}

/** What a side thinks of its own part; the other side's may differ and stands beside it. */
export type SideStatus = "not-started" | "on-track" | "late" | "blocked" | "done";

export interface Evidence {
  readonly on: Day;
  readonly title: string;
  /** Address of a published page, or the number of a file in the side's own archive. */
  readonly where: string;
}

/** The answer to the monthly question, as it was given. */
export interface StatusReport {
  readonly on: Day;
  readonly status: SideStatus;
  readonly nextStep: string;
  /** When the side now expects to be done, where that differs from the deadline. */
  readonly forecast?: Day;
  readonly difficulty?: string;
  readonly evidence?: Evidence;
  /** Post that answered, and by which way. */
  readonly by: string;
  readonly way: "desk" | "link" | "bundle" | "import";
  /** Language in which it was said, where it is not the prevailing one. */
  readonly lang?: string;
  /** Number of their letter, where the desk of the other side records what was written to it. */
  readonly letter?: string;
}

/** Money of one side for one commitment or pilot. */
export interface Contribution extends Stated {
  readonly kind: "cash" | "in-kind";
  readonly stage: "pledged" | "committed" | "spent";
  readonly money: Money;
  readonly on: Day;
  /** Day of the exchange rate, where the amount was converted. */
  readonly rateOn?: Day;
}

/** A change of joint facts, or the closing, that waits for the other side. */
export interface Proposal {
  readonly id: string;
  readonly by: Side;
  readonly on: Day;
  readonly what: "agreement" | "change" | "closing";
  readonly joint?: Partial<JointFacts>;
  /** For a closing: what proves it, one for each side at the end. */
  readonly evidence?: Evidence;
  /** Silence counts as no objection after this day; never set for an agreement or a closing. */
  readonly silenceAfter?: Day;
}

/** A question that was sent to the owner of one side and waits for an answer. */
export interface Ask {
  readonly id: string;
  readonly side: Side;
  readonly post: string;
  readonly sentOn: Day;
  readonly due: Day;
  /** Days of silence at which somebody was told: 0 the owner, 7 the co-chairs, 14 the heads. */
  readonly escalated: readonly number[];
}

/** The part of one side. */
export interface SidePart {
  /** The post that owns it, never a person: diplomats rotate. */
  readonly owner?: string;
  readonly deputy?: string;
  readonly reports: readonly StatusReport[];
  readonly contributions: readonly Contribution[];
  /** Questions that were sent since the last report and have no answer. */
  readonly unanswered: number;
}

export type CommitmentPhase = "proposed" | "agreed" | "closed" | "dropped";

export interface CommitmentState {
  readonly id?: string;
  readonly phase: CommitmentPhase | "none";
  readonly recordedOn?: Day;
  readonly parties: readonly Side[];
  readonly joint?: JointFacts;
  readonly sides: Readonly<Record<Side, SidePart>>;
  /** At most one proposal waits at a time. */
  readonly proposal?: Proposal;
  readonly closedOn?: Day;
  readonly closing: readonly (Evidence & { readonly side: Side })[];
  readonly asks: readonly Ask[];
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type CommitmentEvent =
  | Happened<
      "CommitmentRecorded",
      {
        readonly id: string;
        readonly by: Side;
        readonly on: Day;
        readonly parties: readonly Side[];
        readonly joint: JointFacts;
        /** Both sides agreed before it was recorded: in an instrument or in agreed minutes. */
        readonly agreed?: true;
      }
    >
  | Happened<"ChangeProposed", Proposal>
  | Happened<
      "ProposalAccepted",
      {
        readonly proposal: string;
        readonly by: Side;
        readonly on: Day;
        readonly evidence?: Evidence;
        /** Nobody objected until the day that the proposal named. */
        readonly silent?: true;
        /** Number of the written answer that the desk of the other side recorded. */
        readonly letter?: string;
      }
    >
  | Happened<
      "ProposalRejected",
      {
        readonly proposal: string;
        readonly by: Side;
        readonly on: Day;
        readonly reason: string;
        readonly letter?: string;
      }
    >
  | Happened<"ProposalWithdrawn", { readonly proposal: string; readonly on: Day }>
  | Happened<
      "OwnerNamed",
      { readonly side: Side; readonly owner: string; readonly deputy?: string; readonly on: Day }
    >
  | Happened<"StatusReported", { readonly side: Side; readonly report: StatusReport }>
  /** An answer by link that whoever was asked did not give; `report` is the day of the answer. */
  | Happened<"ReportTakenBack", { readonly side: Side; readonly report: Day; readonly on: Day }>
  | Happened<"ContributionRecorded", { readonly side: Side; readonly contribution: Contribution }>
  | Happened<"UpdateAsked", Omit<Ask, "escalated">>
  | Happened<
      "SilenceEscalated",
      { readonly ask: string; readonly side: Side; readonly days: number; readonly on: Day }
    >;

export type CommitmentCommand =
  | {
      readonly type: "record";
      readonly id: string;
      readonly by: Side;
      readonly parties: readonly Side[];
      readonly joint: JointFacts;
      readonly agreed?: true;
      /** Day on which its instrument was signed: nothing in it was due before. */
      readonly signedOn?: Day;
      /** Day on which the other side recorded it, where a bundle brings it. */
      readonly statedOn?: Day;
    }
  | {
      readonly type: "propose";
      readonly proposal: string;
      readonly by: Side;
      readonly what: "change" | "closing";
      readonly joint?: Partial<JointFacts>;
      readonly evidence?: Evidence;
    }
  | {
      readonly type: "accept";
      readonly proposal: string;
      readonly by: Side;
      readonly evidence?: Evidence;
      /** Number of the written answer, where the desk of the other side records it. */
      readonly letter?: string;
    }
  | {
      readonly type: "reject";
      readonly proposal: string;
      readonly by: Side;
      readonly reason: string;
      readonly letter?: string;
    }
  | { readonly type: "withdraw-proposal"; readonly proposal: string; readonly by: Side }
  /** Looks whether silence has accepted the proposal that waits. */
  | { readonly type: "accept-silence" }
  | {
      readonly type: "name-owner";
      readonly side: Side;
      readonly owner: string;
      readonly deputy?: string;
    }
  | { readonly type: "report"; readonly side: Side; readonly report: StatusReport }
  | {
      readonly type: "contribute";
      readonly side: Side;
      readonly contribution: Contribution;
      /** Day on which its instrument was signed: nobody promised money in it before. */
      readonly signedOn?: Day;
    }
  | {
      readonly type: "take-back-report";
      readonly side: Side;
      readonly report: Day;
      /** The question that is open again; absent where the other side tells of it. */
      readonly ask?: Pick<Ask, "id" | "post" | "sentOn" | "due">;
    }
  | { readonly type: "ask"; readonly ask: string; readonly side: Side; readonly due: Day }
  /** Records silence about the questions that are due, each step once. */
  | { readonly type: "escalate" };
