import type { AuthorityId, CaseId, Money, OfficerId, PersonId } from "../kernel/index.ts";

/** A hall's counter, or an agent's table anywhere in the country. */
export type Door = "counter" | "agent";

export type ClosedWhy = "done" | "idle" | "parked" | "transferred";

/** One person in front of one operator. */
export interface Visit {
  readonly id: string;
  readonly operator: OfficerId;
  readonly door: Door;
  readonly centre: string | null;
  readonly counter: string | null;
  /** The ticket that he came with, where there is one. */
  readonly ticket: string | null;
  readonly person: PersonId;
  /** The language in which he is asked, confirms and is written to. */
  readonly lang: string;
  readonly openedAt: Date;
  readonly touchedAt: Date;
  readonly closedAt: Date | null;
  readonly closedWhy: ClosedWhy | null;
  /** What opened the whole file; null while only what was begun in this visit is shown. */
  readonly access: Access | null;
  /** Why it was opened without the person's code or ticket; they read it in their own pages. */
  readonly reason: string | null;
}

/** The person's own ticket, a code to their telephone; or a reason, where they have no telephone. */
export type Access = "ticket" | "code" | "reason";

/** Many look-ups by one officer in an hour. */
export interface Alarm {
  readonly id: string;
  readonly operator: OfficerId;
  /** Null for an agent. */
  readonly centre: string | null;
  readonly at: Date;
}

/**
 * Something that was done for a reason instead of with the person's code, drawn for another officer to
 * look into: a file opened, or an application sent that was taken without network.
 */
export interface Review extends Pick<Visit, "operator" | "centre" | "person"> {
  /** Of the visit, or of the item. */
  readonly id: string;
  readonly what: "file" | "application";
  readonly at: Date;
  readonly reason: string;
}

export const reviewFindings = ["in-order", "not-in-order"] as const;
export type ReviewFinding = (typeof reviewFindings)[number];

export interface NewVisit {
  readonly operator: OfficerId;
  readonly seat?: { readonly centre: string; readonly counter: string };
  readonly ticket?: string;
  readonly person: PersonId;
  readonly lang: string;
  /** The ticket in hand is one that this person took signed in, or with an appointment. */
  readonly ownTicket?: boolean;
}

/** What one who serves was shown of a person without opening his file. */
export interface Look {
  readonly officer: OfficerId;
  readonly centre: string;
  /** What waits to be settled; where they live, for a visit at home; why their file was opened. */
  readonly what: "taken-offline" | "address" | "review";
  readonly at: Date;
}

export interface NewLook extends Omit<Look, "at"> {
  readonly people: readonly PersonId[];
}

/** What an operator has looked at before he writes somebody down. */
export const cards = ["national-id", "passport", "birth-certificate", "other"] as const;
export type Card = (typeof cards)[number];

/** By a code to their telephone; or, where they have none, by their signature on the printed receipt. */
export type ConsentWay = "code" | "signature";

/** What a person was asked to say yes to. */
export interface Consent {
  readonly id: string;
  readonly visit: string;
  /** A draft to be sent, something done with an application that was sent, or the file to be seen. */
  readonly kind: "draft" | "case" | "open";
  /** Id of the draft or the application; of the officer to whom a file is opened. */
  readonly subject: string;
  /** What is done with the application; null for a draft. */
  readonly act: string | null;
  /** SHA-256 (hex) of all that is said yes to. */
  readonly hash: string;
  readonly way: ConsentWay;
  /** The confirmation of platform/auth that holds the code. */
  readonly code: string | null;
  readonly askedAt: Date;
  readonly givenAt: Date | null;
  /** On the screen that faces them, or told to the operator. */
  readonly givenOn: "pad" | "operator" | null;
}

export interface Handover {
  readonly caseId: CaseId;
  readonly paper: string;
  readonly operator: OfficerId;
  readonly at: Date;
}

/** Somebody who serves people outside the halls. */
export interface Agent {
  readonly officer: OfficerId;
  /** Public: stands on the badge and in its address. */
  readonly badge: string;
  readonly issuedAt: Date;
  readonly suspendedAt: Date | null;
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
  /** In minor units of the government's currency; null where it was not said. */
  readonly askedMinor: number | null;
  readonly text: string;
  readonly phone: string | null;
}

/** A government's house rules for serving in person (jurisdictions/<code>/counter.yaml). */
export interface CounterRules {
  /** A file that nobody touches for so long closes itself. */
  readonly idleMinutes: number;
  /** What an agent may ask for his own work, by service; nothing for one that is not named. */
  readonly agentTariff: Readonly<Record<string, Money>>;
}

/** An officer as visits and controls know one. */
export interface Serving {
  readonly id: OfficerId;
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
}
