import type { AuthorityId, BillId, CaseId, OfficerId, PersonId } from "../kernel/index.ts";

/** A hall's counter, or an agent's table anywhere in the country. */
export type Door = "counter" | "agent";

export type ClosedWhy = "done" | "idle" | "parked" | "transferred" | "wrong-file";

/** One person served by one operator. */
export interface Visit {
  readonly id: string;
  readonly operator: OfficerId;
  readonly door: Door;
  readonly centre: string | null;
  readonly counter: string | null;
  /** The person's ticket, if any. */
  readonly ticket: string | null;
  readonly person: PersonId;
  /** The language in which the person is asked, confirms and receives messages. */
  readonly lang: string;
  readonly openedAt: Date;
  readonly touchedAt: Date;
  readonly closedAt: Date | null;
  readonly closedWhy: ClosedWhy | null;
  /** What opened the whole file; null while only drafts of this visit are shown. */
  readonly access: Access | null;
  /** Why it was opened without the person's code or ticket; the person can read it. */
  readonly reason: string | null;
  /** A card in another name than the account's, which nobody has settled yet. */
  readonly otherCard: Card | null;
}

/** A bill for which the holder of a ticket was sent to the cash desk of the hall. */
export interface SentToTill {
  readonly ticket: string;
  readonly person: PersonId;
  readonly bill: BillId;
  readonly caseId: CaseId;
  /** Who sent them, and from where. */
  readonly operator: OfficerId;
  readonly centre: string;
  readonly counter: string;
  readonly sentAt: Date;
  readonly paidAt: Date | null;
}

/**
 * The person's own ticket, a code to their telephone, the code of their appointment; a reason,
 * where they have no telephone; a card that a second officer read, where it is not with them; or
 * that their account was made in this visit.
 */
export type Access = "ticket" | "code" | "appointment" | "reason" | "second" | "registered";

/** Many look-ups by one officer in an hour. */
export interface Alarm {
  readonly id: string;
  readonly operator: OfficerId;
  /** Null for an agent. */
  readonly centre: string | null;
  readonly at: Date;
}

/**
 * Something that was done for a reason instead of with the person's code, drawn for another officer
 * to look into: a file opened, an application sent that was taken without network, a card that was
 * checked, or an account beside another of the same name or telephone.
 */
export interface Review extends Pick<Visit, "operator" | "centre" | "person"> {
  /** Of the visit, the item, the check, or what was recorded of the two accounts. */
  readonly id: string;
  readonly what: "file" | "application" | "card" | "name" | "phone";
  readonly at: Date;
  /** Null for a card: whether a colleague was there stands in `alone`. */
  readonly reason: string | null;
  /** A card that nobody else was there to check. */
  readonly alone: boolean;
  /** A card that a second officer did not confirm, or read differently three times. */
  readonly refused: CardRefused | "differs" | null;
  /** Who refused it. */
  readonly refusedBy: OfficerId | null;
  /** The account that was there before, of the same name and birth date or telephone. */
  readonly other: PersonId | null;
  /** The name on a card, where it is not the account's. */
  readonly cardName: string | null;
  /** A refusal that was found right. */
  readonly decided: boolean;
  /** Why it was; null where nobody said so. */
  readonly decision: string | null;
}

/** Why an account is beside another of the same name and birth date, or of the same telephone. */
export interface Beside {
  readonly what: "name" | "phone";
  /** The account that was there before. */
  readonly other: PersonId;
  readonly reason: string;
}

export interface NewBeside extends Pick<Visit, "person" | "operator" | "centre"> {
  readonly besides: readonly Beside[];
}

export const reviewFindings = ["in-order", "not-in-order"] as const;
export type ReviewFinding = (typeof reviewFindings)[number];

export interface NewVisit {
  readonly operator: OfficerId;
  readonly seat?: { readonly centre: string; readonly counter: string };
  readonly ticket?: string;
  readonly person: PersonId;
  readonly lang: string;
  /** The ticket in hand was taken by this person while signed in, or with an appointment. */
  readonly ownTicket?: boolean;
  /** The account was made for this visit, from the card that the operator has read. */
  readonly isNew?: boolean;
  /** The card in hand, where it is in another name than the account. */
  readonly otherCard?: OtherCard;
}

/** A card in another name than the account's. */
export interface OtherCard {
  readonly card: Card;
  /** As it was typed. */
  readonly name: string;
}

/** What an officer was shown of a person without opening their file. */
export interface Look {
  readonly officer: OfficerId;
  readonly centre: string;
  /**
   * A conflict of an offline item; the address of a call-out; the reason for opening the file; the
   * name on a card, to compare it; a search by name, with its purpose; an account that was there
   * already when it was to be created; who comes to the cash desk; those who share a telephone
   * number, of whom one is chosen; who was served by a colleague with the ticket in hand.
   */
  readonly what:
    | ("taken-offline" | "address" | "review" | "card-check")
    | ("searched-lost" | "searched-left" | "searched-child" | "registering" | "at-till" | "listed")
    | "at-ticket";
  readonly at: Date;
}

export interface NewLook extends Omit<Look, "at"> {
  readonly people: readonly PersonId[];
}

/** Cards that an operator checks before creating an account. */
export const cards = ["national-id", "passport", "birth-certificate", "other"] as const;
export type Card = (typeof cards)[number];

/** The photo is of somebody else; or a second officer does not accept the card, and says why. */
export type CardRefused = "photo" | "not-accepted";

/** What two officers read on a card, each by themselves. */
export type CardField = "number" | "birth" | "name";

/** A card that two officers read, each by themselves (docs/decisions/0027). */
export interface CardCheck {
  readonly id: string;
  readonly person: PersonId;
  /** Null where the card was seen without network. */
  readonly visit: string | null;
  /** Who asks for a second officer, and where they sit. */
  readonly operator: OfficerId;
  readonly centre: string;
  readonly counter: string | null;
  readonly card: Card;
  readonly askedAt: Date;
  /** How often a second officer read something else. */
  readonly tries: number;
  /** What differed the last time. */
  readonly differing: readonly CardField[];
  /** The second officer who said that they are coming. */
  readonly coming: OfficerId | null;
  readonly settledAt: Date | null;
  readonly settledBy: OfficerId | null;
  readonly outcome: "confirmed" | "alone" | "differs" | "replaced" | CardRefused | null;
  /** The telephone number that the account gets with it. */
  readonly phone: string | null;
  /** The reason for which it opens the file, where the person's telephone is not with them. */
  readonly opens: string | null;
  /** Why a second officer refused it. */
  readonly note: string | null;
  /** Why the floor manager found the refusal right or wrong. */
  readonly decision: string | null;
  /** The first officer typed another name than the account's from it. */
  readonly otherName: boolean;
  /** The name that two officers read on it, where it is not the account's. */
  readonly cardName: string | null;
}

/**
 * By a code to the person's telephone; or, without one, by their signature on a printed summary.
 */
export type ConsentWay = "code" | "signature";

/** A request for consent. */
export interface Consent {
  readonly id: string;
  readonly visit: string;
  /** To submit a draft, to act on a submitted application, or to open the file. */
  readonly kind: "draft" | "case" | "open";
  /** Id of the draft or application; of the officer to whom a file is opened. */
  readonly subject: string;
  /** The act on the application; null for a draft. */
  readonly act: string | null;
  /** SHA-256 (hex) of the content of the consent. */
  readonly hash: string;
  readonly way: ConsentWay;
  /** The confirmation of platform/auth with the code. */
  readonly code: string | null;
  readonly askedAt: Date;
  readonly givenAt: Date | null;
  /** On the screen that faces the person, or told to the operator. */
  readonly givenOn: "pad" | "operator" | null;
}

export interface Handover {
  readonly caseId: CaseId;
  readonly paper: string;
  readonly operator: OfficerId;
  readonly at: Date;
}

/** An agent, who serves people outside the halls. */
export interface Agent {
  readonly officer: OfficerId;
  /** Public: on the badge and in its address. */
  readonly badge: string;
  readonly issuedAt: Date;
  readonly suspendedAt: Date | null;
  /** From when until when the badge is valid; null where there is no limit. */
  readonly fromAt: Date | null;
  readonly untilAt: Date | null;
  readonly withdrawnAt: Date | null;
  /** The badge that was asked for is one before: it was lost, or withdrawn. */
  readonly replaced: boolean;
}

/** Why a badge is not valid at an instant; `valid` where it is. */
export type BadgeState = "valid" | "suspended" | "withdrawn" | "not-yet" | "over";

/** What the administration is told of an agent's work. */
export interface AgentWork {
  readonly officer: OfficerId;
  /** Visits since an instant. */
  readonly visits: number;
  readonly lastVisitAt: Date | null;
  readonly reports: number;
}

export const findings = [
  "in-order",
  "tariff-not-shown",
  "overcharged",
  "no-consent",
  "reinstated",
] as const;
export type Finding = (typeof findings)[number];

/** A visit of an inspector to an agent. */
export interface Control {
  readonly at: Date;
  readonly inspector: OfficerId;
  readonly finding: Finding;
  readonly note: string;
  readonly suspended: boolean;
}

export interface Report {
  readonly at: Date;
  /** In minor units of the government's currency; null where unknown. */
  readonly askedMinor: number | null;
  readonly text: string;
  readonly phone: string | null;
}

/** A government's house rules for serving in person (jurisdictions/<code>/counter.yaml). */
export interface CounterRules {
  /** An idle file is closed after this time. */
  readonly idleMinutes: number;
}

/** An officer as visits and controls see one. */
export interface Serving {
  readonly id: OfficerId;
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
}
