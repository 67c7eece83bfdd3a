import type { Provenance } from "../../catalogue/index.ts";

/** ISO 3166-1 alpha-2 in lower case, as the folder of a government is named: `rw`, `az`. */
export type Side = string;
/** A local calendar date, `YYYY-MM-DD`. */
export type Day = string;

/** Text by language (BCP 47). */
export type Words = Readonly<Record<string, string>>;

export type InstrumentKind = "agreement" | "memorandum" | "programme" | "protocol";

/**
 * When an instrument enters into force (Vienna Convention on the Law of Treaties, art. 24):
 * on signature, on a day that it names, or a number of days after the last written notification
 * that the internal procedures are complete (0: on the day of its receipt).
 */
export type EntryRule =
  /** The final clauses were not found: no day can be computed. */
  | { readonly on: "unknown" }
  | { readonly on: "signature" }
  | { readonly on: "date"; readonly date: Day }
  | { readonly on: "last-note"; readonly daysAfter: number };

/** How long it holds. Without `years` it holds until it is terminated. */
export interface Term {
  readonly years?: number;
  /** Renewed by itself for so many years, again and again, unless one side gives notice in time. */
  readonly renewal?: { readonly years: number; readonly noticeDays: number };
  /** Days from a notice of termination to the end, where either side may end it at any time. */
  readonly terminationDays?: number;
}

/** Steps of an internal procedure. Which ones a side goes through is its own law. */
export type StepKind = "cabinet" | "parliament" | "ratification" | "gazette" | "registration";

/** One step that a side has taken, with the act that proves it. */
export interface Step extends Provenance {
  readonly kind: StepKind;
  readonly on: Day;
  /** Number of the law, decree or gazette. */
  readonly act?: string;
}

/** The written notification of one side through diplomatic channels. */
export interface Note extends Provenance {
  /** The day on which the other side, or the depositary, received it. */
  readonly on: Day;
  readonly number: string;
}

export interface Signature extends Provenance {
  /** The day, or the month (`YYYY-MM`) where no source gives the day. */
  readonly on: Day;
  readonly place?: Words;
  /** Post and name by side, as the text gives them. */
  readonly signatories: Readonly<Record<Side, string>>;
}

/** What a text of an instrument says about itself; changed only by an amendment. */
export interface InstrumentText extends Provenance {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly title: Words;
  readonly parties: readonly Side[];
  /** Authentic languages and the one that prevails when they differ; none prevails when absent. */
  readonly languages: readonly string[];
  readonly prevailing?: string;
  readonly entry: EntryRule;
  readonly term: Term;
  /** The instrument that it carries out or amends; when that one ends, this one is flagged. */
  readonly parent?: string;
  /** Applied provisionally from signature until it enters into force (VCLT art. 25). */
  readonly provisional?: true;
  /** Who keeps the original and receives the notes; absent where the parties exchange them. */
  readonly depositary?: string;
}

/** The final clauses, once somebody has the text before them. */
export interface Clauses extends Provenance {
  readonly entry: EntryRule;
  readonly term: Term;
  readonly provisional?: true;
  readonly depositary?: string;
}

export interface Amendment extends Provenance {
  readonly on: Day;
  readonly title: Words;
  readonly entry?: EntryRule;
  readonly term?: Term;
}

/** A notice that ends an instrument: at the end of its term, or after its days of notice. */
export interface Notice extends Provenance {
  readonly by: Side;
  readonly on: Day;
  readonly number: string;
  readonly what: "no-renewal" | "termination";
}

export interface InstrumentState {
  readonly text?: InstrumentText;
  readonly signature?: Signature;
  readonly steps: Readonly<Record<Side, readonly Step[]>>;
  readonly notes: Readonly<Record<Side, Note>>;
  readonly amendments: readonly Amendment[];
  readonly notices: readonly Notice[];
  /** Registration with the United Nations (Charter art. 102). */
  readonly registration?: Provenance & { readonly on: Day; readonly number: string };
  /** A fact that an official source states, which wins over the computed one. */
  readonly stated?: Provenance & { readonly inForceOn: Day };
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type InstrumentEvent =
  | Happened<"InstrumentRegistered", InstrumentText>
  | Happened<"InstrumentSigned", Signature>
  | Happened<"ClausesRecorded", Clauses>
  | Happened<"StepTaken", { readonly side: Side; readonly step: Step }>
  | Happened<"NoteReceived", { readonly side: Side; readonly note: Note }>
  | Happened<"NoteWithdrawn", { readonly side: Side; readonly reason: string }>
  | Happened<"InstrumentAmended", Amendment>
  | Happened<"NoticeGiven", Notice>
  | Happened<"NoticeWithdrawn", { readonly by: Side; readonly on: Day }>
  | Happened<"RegisteredWithUN", Provenance & { readonly on: Day; readonly number: string }>
  | Happened<"EntryIntoForceStated", Provenance & { readonly inForceOn: Day }>;

/** Commands have the shape of what they record: the imperative is the name of the event's act. */
export type InstrumentCommand =
  | { readonly type: "register"; readonly text: InstrumentText }
  | { readonly type: "sign"; readonly signature: Signature }
  | { readonly type: "record-clauses"; readonly clauses: Clauses }
  | { readonly type: "take-step"; readonly side: Side; readonly step: Step }
  | { readonly type: "receive-note"; readonly side: Side; readonly note: Note }
  | { readonly type: "withdraw-note"; readonly side: Side; readonly reason: string }
  | { readonly type: "amend"; readonly amendment: Amendment }
  | { readonly type: "give-notice"; readonly notice: Notice }
  | { readonly type: "withdraw-notice"; readonly by: Side; readonly on: Day }
  | {
      readonly type: "register-with-un";
      readonly registration: Provenance & { readonly on: Day; readonly number: string };
    }
  | {
      readonly type: "state-entry";
      readonly stated: Provenance & { readonly inForceOn: Day };
    };
