/** What a case, its events and its commands are made of. */

/** The vote of one member of a committee. */
export interface Vote {
  readonly by: string;
  readonly outcome: string;
  readonly reason?: Reason;
  /** Until then its member can take it back, and sees no other vote (ISO instant). */
  readonly finalAt?: string;
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
