import type { Sql } from "../db/index.ts";

/** Systems of others, by what is on its way to them; `internal` is all work that stays inside. */
export const linkIds = [
  ...(["sms", "email", "webhooks"] as const),
  ...(["payments", "partners", "signer", "internal"] as const),
] as const;

export type LinkId = (typeof linkIds)[number];

export interface LinkState {
  /** What is on its way, or waits for its next try. */
  readonly waiting: number;
  /** Of what waits: how much has failed at least once. */
  readonly retrying: number;
  /** Since when the oldest waits of what may go now. */
  readonly oldest: Date | null;
  /** Given up by itself; waits for a person. */
  readonly failed: number;
  /** Of what has failed since an instant: how much has arrived since, and was given up. */
  readonly digest?: {
    readonly failed: number;
    readonly arrived: number;
    readonly givenUp: number;
  };
}

/** Something on its way, or between two tries. Nothing personal. */
export interface WaitingItem {
  /** Template, event or job, by its name. */
  readonly what: string;
  readonly receivedAt: Date;
  /** When it is tried next; null where nothing but its turn is in its way. */
  readonly nextAt: Date | null;
  readonly tries: number;
  /** It waits for the end of the quiet hours. */
  readonly isQuiet?: boolean;
}

/** Something that could not be delivered and is tried no more by itself. Nothing personal. */
export interface FailedItem {
  readonly id: string;
  /** Template, event or job, by its name. */
  readonly what: string;
  readonly receivedAt: Date;
  readonly failedAt: Date | null;
  /** Tries since it was written or replayed. */
  readonly tries: number;
  /** What the other system, or the way to it, said; English, from the program. */
  readonly reason: string | null;
  /** It is out of date, such as a code that nobody can type any more: it can only be given up. */
  readonly tooLate: boolean;
}

/** Something that was taken there and came back. Nothing personal. */
export interface ReturnedItem {
  readonly id: string;
  readonly what: string;
  readonly receivedAt: Date;
  readonly returnedAt: Date;
  /** Enhanced status of mail servers (RFC 3463): `5.1.1`. */
  readonly status: string;
  /** Its address does not exist, and nothing is sent there any more. */
  readonly isStopped: boolean;
}

/** What comes back from a system of somebody else after it was taken there. */
export interface Returns {
  /** The last that came back first. */
  latest(most: number): Promise<readonly ReturnedItem[]>;
  /** Uses the address of one again. @returns whether it was stopped */
  useAgain(tx: Sql, id: string): Promise<boolean>;
}

/** The way to a system of somebody else, as operations staff see it and act on it. */
export interface OutsideLink {
  readonly id: LinkId;
  /** No system is set up there, so that nothing gets through. */
  readonly isNone?: boolean;
  state(since: Date): Promise<LinkState>;
  /** What is on its way, in the order received. */
  waiting(most: number): Promise<readonly WaitingItem[]>;
  /** What failed, in the order received. */
  failed(most: number): Promise<readonly FailedItem[]>;
  /**
   * Tries one, or all that is not too late, again from the start, in the order received; in the
   * caller's transaction. @returns how many
   */
  replay(tx: Sql, which: string | "all"): Promise<number>;
  /** Tries one no more. @returns whether it was there and had failed */
  giveUp(tx: Sql, id: string): Promise<boolean>;
  /** After a transaction that replayed something. */
  nudge?(): void;
  readonly returns?: Returns;
}

/** A reason without what may be personal: addresses and long numbers. At most 200 characters. */
export const plainReason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replaceAll(/\S+@\S+/g, "…@…")
    .replaceAll(/\+?\d[\d\s-]{5,}\d/g, "…")
    .slice(0, 200);
