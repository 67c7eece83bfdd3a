import type { CaseAct, Wish } from "../../acts/index.ts";
import type { Status } from "../../cases/index.ts";
import type { Answers } from "../../form/index.ts";
import type { CaseId, Money, Problem } from "../../kernel/index.ts";
import type { Lang, MessageKey } from "../../platform/i18n/index.ts";

/**
 * Where somebody is in the menus, with what that screen was told. Small JSON, kept between two
 * presses.
 */
export type Place = Spot & {
  /** Page of a text or list that is longer than a screen, from 0. */
  readonly page?: number;
  /** Said above the screen once: what was wrong with the last input. */
  readonly note?: string;
};

/** A place of each of these kinds, with what it holds. */
type Of<A extends string, T = unknown> = A extends string ? { readonly at: A } & T : never;
type AtCentre = { readonly centre: string; readonly topic: string };

type Spot =
  | Of<"language" | "home" | "find" | "events" | "word" | "help" | "resume" | "bill" | "track">
  | Of<"check" | "answers" | "change" | "unmet" | "ruling" | "meet" | "centres" | "wait-centre">
  | Of<"list", { readonly event?: string; readonly word?: string }>
  | Of<"service" | "about", { readonly service: string }>
  | Of<"ask", { readonly field: string }>
  | Of<"codes", { readonly field: string; readonly word: string }>
  | Of<"sent", { readonly reference: string; readonly caseId: string; readonly fee: boolean }>
  | Of<"pin", { readonly want: Want }>
  /** Something said, after which the session ends or goes back. */
  | Of<"say", Said & { readonly ends?: boolean }>
  | Of<"pay", { readonly bill: BillShown }>
  | Of<"case", { readonly row: CaseShown }>
  | Of<"mine", { readonly rows: readonly CaseShown[] }>
  | Of<"rate" | "withdraw" | "appeal", { readonly caseId: string }>
  | Of<"contact", { readonly caseId: string }>
  | Of<"contact-check", NewPhone>
  | Of<"contact-code", NewPhone & { readonly id: string }>
  | Of<"appeal-check", { readonly caseId: string; readonly text: string }>
  /** What an officer asks for, in their words; then the answers, to be read once more. */
  | Of<"request", { readonly text: string }>
  | Of<"given">
  | Of<"rate-words", { readonly caseId: string; readonly score: number }>
  | Of<"topics" | "ticket", { readonly centre: string }>
  | Of<"days", AtCentre & { readonly days: readonly string[] }>
  /** Instants, ISO 8601. */
  | Of<"slots", AtCentre & { readonly slots: readonly string[] }>
  | Of<"book", AtCentre & { readonly startsAt: string }>
  | Of<"meetings", { readonly rows: readonly Meeting[] }>
  | Of<"meeting", { readonly row: Meeting }>;

/** A key of messages/ with the facts that it names. */
export interface Said {
  readonly key: MessageKey;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type At = Place["at"];
export type In<A extends At> = Extract<Place, { readonly at: A }>;

export interface CaseShown {
  /** Absent where somebody only knew the reference. */
  readonly id?: string;
  readonly reference: string;
  readonly service: string;
  readonly status: Status;
  /** What can be done with it now, by the table of acts; absent where it is only listed. */
  readonly acts?: readonly CaseAct[];
  /** Why it stands so, for the person themselves. */
  readonly why?: readonly string[];
}

export interface BillShown {
  readonly number: string;
  readonly money: Money;
  readonly words: Readonly<Record<string, string>>;
}

export interface Meeting {
  readonly id: string;
  readonly centre: string;
  readonly code: string;
  readonly startsAt: string;
}

/**
 * An application that is being filled in. Its answers leave the session when it is sent or ends.
 */
export interface Applying {
  readonly service: string;
  readonly version: number;
  readonly answers: Answers;
  /** Key of this application: sent twice with it, it is sent once. */
  readonly key: string;
  /** The application whose paper it renews. */
  readonly renews?: CaseId;
  /**
   * The application whose request it answers: what was marked, and what of it is still to be asked.
   */
  readonly answering?: {
    readonly caseId: string;
    readonly marked: readonly string[];
    readonly open: readonly string[];
  };
}

/** What is done with what was typed on one screen. */
export type TypedWish = Exclude<Wish, { readonly act: "answer" | "contact" }>;

/** What the session keeps between two presses. A PIN is never part of it. */
export interface PhoneState {
  readonly lang?: Lang;
  /** The way here; its last place is the screen. Never empty. */
  readonly trail: readonly Place[];
  /** The PIN was right in this session. */
  readonly unlocked: boolean;
  /** Keys pressed so far: names each act, so that a repeated request is no second one. */
  readonly presses: number;
  readonly applying?: Applying;
}

/** What waits behind a PIN. */
export type Want = "mine" | "meetings" | "send";

/** Where messages about an application are to go. */
interface NewPhone {
  readonly caseId: string;
  readonly phone: string;
}

/** Something that the shell does for a press; what comes of it returns as a `Fact`. */
export type Effect =
  | { readonly do: "language"; readonly lang: Lang }
  | { readonly do: "unlock"; readonly pin: string; readonly want: Want }
  | { readonly do: "send" }
  | { readonly do: "mine" }
  | { readonly do: "case" | "request" | "renew"; readonly caseId: string }
  | { readonly do: "act"; readonly caseId: string; readonly wish: TypedWish }
  /** E.164; the e-mail address stays. */
  | ({ readonly do: "contact-code" } & NewPhone)
  | ({ readonly do: "contact"; readonly id: string; readonly code: string } & NewPhone)
  | { readonly do: "give-answers" }
  | { readonly do: "meetings" }
  | { readonly do: "track"; readonly reference: string }
  | { readonly do: "bill"; readonly number: string }
  | { readonly do: "bill-of"; readonly caseId: string }
  | { readonly do: "pay"; readonly number: string }
  | { readonly do: "rate"; readonly caseId: string; readonly score: number; readonly words: string }
  | ({ readonly do: "days" } & AtCentre)
  | ({ readonly do: "slots"; readonly day: string } & AtCentre)
  | ({ readonly do: "book"; readonly startsAt: string } & AtCentre)
  | { readonly do: "cancel"; readonly id: string }
  | { readonly do: "wait"; readonly centre: string; readonly number: string }
  | ({ readonly do: "wait" } & AtCentre);

export type Fact =
  | { readonly know: "done" }
  | { readonly know: "problem"; readonly problem: Problem }
  /** Something was said: a refusal, or that it is done and the session ends. */
  | ({ readonly know: "said"; readonly ends?: boolean } & Said)
  | {
      readonly know: "pin";
      readonly pin: "right" | "wrong" | "locked" | "none";
      readonly want: Want;
    }
  | {
      readonly know: "sent";
      readonly caseId: string;
      readonly reference: string;
      readonly fee: boolean;
    }
  /** A code was sent to this number. */
  | ({ readonly know: "code-sent"; readonly id: string } & NewPhone)
  | { readonly know: "case"; readonly row: CaseShown }
  /** A renewal, or the answer to a request with the officer's words. */
  | { readonly know: "begun"; readonly applying: Applying; readonly words?: string }
  | { readonly know: "mine"; readonly rows: readonly CaseShown[] }
  | { readonly know: "meetings"; readonly rows: readonly Meeting[] }
  | { readonly know: "tracked"; readonly found: CaseShown }
  | { readonly know: "bill"; readonly bill: BillShown }
  | ({ readonly know: "days"; readonly days: readonly string[] } & AtCentre)
  | ({ readonly know: "slots"; readonly slots: readonly string[] } & AtCentre);

export interface Turn {
  readonly state: PhoneState;
  readonly effect?: Effect;
}

/** What is sent to the telephone. */
export interface Screen {
  readonly text: string;
  /** The network closes the session after it. */
  readonly ends: boolean;
}
