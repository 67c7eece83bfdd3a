import type { Day, Side, Words } from "../instruments/model.ts";

export type SessionKind = "commission" | "mid-term-review" | "working-group" | "consultations";

/** What stood open when the session opened, filled in by the register: item 1 of every agenda. */
export interface OpenDecision {
  readonly commitment: string;
  readonly deadline: Day;
  readonly late: boolean;
  /** Status of each side as it stood on the day of opening. */
  readonly statuses: Readonly<Record<Side, string>>;
}

export interface AgendaItem {
  readonly id: string;
  readonly title: Words;
  /** Post that presents it, and the side of that post. */
  readonly by?: string;
  readonly side?: Side;
  /** Carried over from the session before. */
  readonly carriedFrom?: string;
}

/** A paragraph of the minutes in every language in which it exists. */
export interface Paragraph {
  readonly id: string;
  readonly item?: string;
  readonly kind: "text" | "decision" | "information";
  readonly text: Words;
}

export interface Erratum {
  readonly paragraph: string;
  readonly text: Words;
  readonly reason: string;
  readonly on: Day;
  readonly agreedBy: readonly Side[];
}

/** The yes of one side to exactly this text of the minutes. */
export interface MinutesSignature {
  readonly side: Side;
  readonly post: string;
  readonly on: Day;
  /** SHA-256 of the minutes, lower-case hex. */
  readonly hash: string;
}

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
  readonly openDecisions: readonly OpenDecision[];
  readonly agenda: readonly AgendaItem[];
  readonly paragraphs: readonly Paragraph[];
  readonly signatures: readonly MinutesSignature[];
  readonly hash?: string;
  readonly errata: readonly Erratum[];
  /** Nothing of it is public before this day; without it, once the minutes are agreed. */
  readonly embargoUntil?: Day;
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
  readonly embargoUntil?: Day;
}

export type SessionEvent =
  | Happened<"SessionPlanned", SessionPlan>
  | Happened<"SessionMoved", { readonly plannedOn: Day; readonly place?: string }>
  | Happened<"SessionCancelled", { readonly on: Day; readonly reason: string }>
  | Happened<"AgendaItemAdded", AgendaItem>
  | Happened<"AgendaItemRemoved", { readonly item: string }>
  | Happened<"SessionOpened", { readonly on: Day; readonly openDecisions: readonly OpenDecision[] }>
  | Happened<"MinutesWritten", { readonly paragraphs: readonly Paragraph[]; readonly by: Side }>
  | Happened<"SessionClosed", { readonly on: Day }>
  | Happened<"MinutesSigned", MinutesSignature>
  | Happened<"MinutesAgreed", { readonly on: Day; readonly hash: string }>
  | Happened<"ErratumAgreed", Erratum>;

export type SessionCommand =
  | { readonly type: "plan"; readonly plan: SessionPlan }
  | { readonly type: "move"; readonly plannedOn: Day; readonly place?: string }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "add-item"; readonly item: AgendaItem }
  | { readonly type: "remove-item"; readonly item: string }
  | { readonly type: "open"; readonly openDecisions: readonly OpenDecision[] }
  | { readonly type: "write"; readonly paragraphs: readonly Paragraph[]; readonly by: Side }
  | { readonly type: "close" }
  | { readonly type: "sign-minutes"; readonly signature: MinutesSignature }
  | { readonly type: "correct"; readonly erratum: Erratum };
