/** A waiting ticket. Times are minutes from any origin, the same for a whole situation. */
export interface Waiting {
  readonly id: string;
  readonly topic: string;
  /** Of a group with priority by law: pregnant, disabled, old, with a small child. */
  readonly priority: boolean;
  /** How many are served with this ticket. */
  readonly party: number;
  /** Waiting since; a transfer keeps the first time. */
  readonly since: number;
  /** The time of the appointment, if any. */
  readonly appointment?: number;
  /** Expected from what is known beforehand: topic, party size, whether the form is filled in. */
  readonly expectedMinutes: number;
  /** The id of the only counter that may take it. */
  readonly reserved?: string;
  /**
   * The series of its number. Within one, nobody is called before somebody who came earlier and
   * whom this counter may call; absent where a hall optimises over everybody.
   */
  readonly line?: string;
  /** Was called and did not come: until then others are called first. */
  readonly restsUntil?: number;
  /** Its number: decides between two of one line who came in the same instant. */
  readonly number?: string;
}

export interface OpenCounter {
  readonly id: string;
  readonly topics: readonly string[];
  /** The topic for which it was opened: called first here, see `keepsFirst`. */
  readonly first?: string;
}

/** All that a policy may see when a counter becomes free. */
export interface QueueSituation {
  /** Minutes, from the origin of `Waiting.since`. */
  readonly now: number;
  readonly counter: OpenCounter;
  readonly waiting: readonly Waiting[];
  /** All open counters, including this one. */
  readonly counters: readonly OpenCounter[];
}

/** The id of the ticket to call; undefined only where none can be served at this counter. */
export type QueuePolicy = (situation: QueueSituation) => string | undefined;
