/** Somebody who waits. Times are minutes from any origin, the same for a whole situation. */
export interface Waiting {
  readonly id: string;
  readonly topic: string;
  /** Of a group that the law puts first: pregnant, disabled, old, with a small child. */
  readonly priority: boolean;
  /** How many are served with this ticket. */
  readonly party: number;
  /** When it came to wait; a transfer keeps the first. */
  readonly since: number;
  /** The time that was promised, where there is an appointment. */
  readonly appointment?: number;
  /** What is known beforehand: the topic, the size of the party, a form that is already filled in. */
  readonly expectedMinutes: number;
  /** A counter's id: only that one may take it. */
  readonly reserved?: string;
}

export interface OpenCounter {
  readonly id: string;
  readonly topics: readonly string[];
}

/** All that a policy may look at when a counter becomes free. */
export interface QueueSituation {
  /** Minutes, from the origin of `Waiting.since`. */
  readonly now: number;
  readonly counter: OpenCounter;
  readonly waiting: readonly Waiting[];
  /** Those that are open, this one with them. */
  readonly counters: readonly OpenCounter[];
}

/** The id of the ticket to call; undefined only where nobody waits whom this counter can serve. */
export type QueuePolicy = (situation: QueueSituation) => string | undefined;
