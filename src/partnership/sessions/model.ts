import type { Day, Side, Words } from "../instruments/model.ts";

export const sessionKinds = [
  "commission",
  "mid-term-review",
  "working-group",
  "consultations",
] as const;
export type SessionKind = (typeof sessionKinds)[number];

/** What stood open when the session opened, filled in by the register: item 1 of every agenda. */
export interface OpenDecision {
  readonly commitment: string;
  /** What was promised, as it read on that day. */
  readonly title?: Words;
  readonly deadline: Day;
  readonly late: boolean;
  /** Status of each side as it stood on the day of opening; without a side that never reported. */
  readonly statuses: Readonly<Record<Side, string>>;
}

/** An obstacle that stood open with the group when its session opened: item 2 of the agenda. */
export interface ListedObstacle {
  /** Number of the report; who sent it is known to the service alone. */
  readonly number: string;
  readonly receivedOn: Day;
  /** Last day of the answer that was promised. */
  readonly dueOn?: Day;
}

/** The group whose sessions these are, by the name of their series; undefined for other bodies. */
export const groupOfSeries = (series: string | undefined): string | undefined =>
  series?.startsWith("group-") ? series.slice("group-".length) : undefined;

export interface AgendaItem {
  readonly id: string;
  readonly title: Words;
  /** Post that presents it, and the side of that post. */
  readonly by?: string;
  readonly side?: Side;
  /** Carried over from the session before. */
  readonly carriedFrom?: string;
}

/**
 * What a paragraph of the minutes is: plain text, a decision, a note for information, or a
 * commitment, which enters the register once both sides have agreed to the minutes.
 */
export const paragraphKinds = ["text", "decision", "commitment", "information"] as const;
export type ParagraphKind = (typeof paragraphKinds)[number];

/** What a commitment says beside its text, so that it can enter the register. */
export interface Promised {
  readonly deadline: Day;
  readonly measure: string;
  /** How it is proved; minutes written before this was asked say nothing of it. */
  readonly verification?: string;
  /** Posts that own it, by side. */
  readonly owners: Readonly<Record<Side, string>>;
}

/** A paragraph of the minutes in every language in which it exists. */
export interface Paragraph {
  /** Its number, unique in the minutes: `4` or `4.1`. */
  readonly id: string;
  readonly item?: string;
  readonly kind: ParagraphKind;
  readonly text: Words;
  readonly promised?: Promised;
}

/** A correction of agreed minutes; it counts once both sides have said yes to it. */
export interface Erratum {
  readonly id: string;
  readonly paragraph: string;
  /** The new text in the languages that it changes. */
  readonly text: Words;
  readonly reason: string;
  readonly by: Side;
  readonly on: Day;
}

/** The yes of one side, given at its own instance or on paper. */
export interface Assent {
  readonly side: Side;
  readonly post: string;
  readonly on: Day;
  /** Where the signed paper is filed, when it was recorded for a side without its own instance. */
  readonly paper?: string;
}

/** The yes of one side to exactly this text of the minutes. */
export interface MinutesSignature extends Assent {
  /** SHA-256 of the minutes, lower-case hex. */
  readonly hash: string;
  /** The signed bundle of the side's own register that brought it, by number. */
  readonly bundle?: number;
}

/** A day, or the end of the session itself. */
export type Embargo = Day | "end";

export type SessionPhase = "planned" | "open" | "closed" | "agreed" | "cancelled";

export interface SessionState {
  readonly id?: string;
  readonly kind?: SessionKind;
  /** Sessions of one series follow one another: `joint-commission`, `group-trade`. */
  readonly series?: string;
  readonly title?: Words;
  readonly parties: readonly Side[];
  readonly phase: SessionPhase | "none";
  readonly plannedOn?: Day;
  readonly place?: string;
  readonly openedOn?: Day;
  readonly closedOn?: Day;
  readonly agreedOn?: Day;
  readonly languages: readonly string[];
  readonly prevailing?: string;
  /** Of a session of a working group, once it has opened. */
  readonly obstacles?: readonly ListedObstacle[];
  readonly agenda: readonly AgendaItem[];
  readonly paragraphs: readonly Paragraph[];
  readonly signatures: readonly MinutesSignature[];
  readonly hash?: string;
  /** How often each paragraph was written: a writer says which version they read. */
  readonly versions: Readonly<Record<string, number>>;
  readonly errata: readonly (Erratum & { readonly assents: readonly Assent[] })[];
  /** Nothing of it is public before this day, or before the session has ended. */
  readonly embargoUntil?: Embargo;
  readonly source?: string;
  readonly illustrative?: true;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export interface SessionPlan {
  readonly id: string;
  readonly kind: SessionKind;
  readonly series: string;
  readonly title: Words;
  readonly parties: readonly Side[];
  readonly plannedOn: Day;
  readonly place?: string;
  readonly languages: readonly string[];
  readonly prevailing: string;
  readonly embargoUntil?: Embargo;
  /** Where it was reported, or the mark that it is an example. */
  readonly source?: string;
  readonly illustrative?: true;
}

export type SessionEvent =
  | Happened<"SessionPlanned", SessionPlan>
  | Happened<"SessionMoved", { readonly plannedOn: Day; readonly place?: string }>
  | Happened<"SessionCancelled", { readonly on: Day; readonly reason: string }>
  | Happened<"AgendaItemAdded", AgendaItem>
  | Happened<"AgendaItemRemoved", { readonly item: string }>
  | Happened<"SessionOpened", { readonly on: Day; readonly openDecisions: readonly OpenDecision[] }>
  | Happened<"ObstaclesListed", { readonly obstacles: readonly ListedObstacle[] }>
  | Happened<"MinutesWritten", { readonly paragraphs: readonly Paragraph[]; readonly by: Side }>
  | Happened<"ParagraphWritten", { readonly paragraph: Paragraph; readonly by: Side }>
  | Happened<"ParagraphRemoved", { readonly paragraph: string; readonly by: Side }>
  | Happened<"SessionClosed", { readonly on: Day }>
  | Happened<"MinutesSigned", MinutesSignature>
  | Happened<"MinutesAgreed", { readonly on: Day; readonly hash: string }>
  | Happened<"ErratumProposed", Erratum>
  | Happened<"ErratumAccepted", Assent & { readonly erratum: string }>;

export type SessionCommand =
  | {
      readonly type: "plan";
      readonly plan: SessionPlan;
      /** A bundle brings it: its day was checked where it was planned, and it replaces ours. */
      readonly byBundle?: true;
    }
  | {
      readonly type: "move";
      readonly plannedOn: Day;
      readonly place?: string;
      readonly byBundle?: true;
    }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "add-item"; readonly item: AgendaItem }
  | { readonly type: "remove-item"; readonly item: string }
  | {
      readonly type: "open";
      readonly openDecisions: readonly OpenDecision[];
      readonly obstacles?: readonly ListedObstacle[];
    }
  | { readonly type: "write"; readonly paragraphs: readonly Paragraph[]; readonly by: Side }
  | {
      readonly type: "write-paragraph";
      readonly paragraph: Paragraph;
      /** The version that the writer read; 0 for a new one. */
      readonly after: number;
      readonly by: Side;
      /** The other register says it, and checked it on its own day. */
      readonly byBundle?: true;
    }
  | { readonly type: "remove-paragraph"; readonly paragraph: string; readonly by: Side }
  | { readonly type: "close" }
  | { readonly type: "sign-minutes"; readonly signature: MinutesSignature }
  | {
      readonly type: "propose-erratum";
      readonly erratum: Erratum;
      /** The yes of the side that proposes it; a bundle brings it as a statement of its own. */
      readonly assent?: Assent;
    }
  | { readonly type: "accept-erratum"; readonly erratum: string; readonly assent: Assent };
