import type { Officer } from "./model.ts";
import { withRoles } from "./officers.ts";
import { hashOf } from "./sealed.ts";

/** Sessions whose officers are remembered. */
const most = 5_000;

interface Seen {
  /** All that the database said of them. */
  readonly text: string;
  readonly officer: Officer;
}

/**
 * The officers of sessions as they were read last: the same object for as long as nothing about
 * them changes. What an officer will ask can be begun while their session is read, and counts where
 * the session then says that it is still theirs, and they are still the same.
 */
export class SeenOfficers {
  readonly #bySession = new Map<string, Seen>();

  /** Whose session it was last time; only the session itself says whether it still is. */
  last(cookie: string): Officer | undefined {
    return this.#bySession.get(keyOf(cookie))?.officer;
  }

  /** The officer of whom the session says this now. */
  now(cookie: string, text: string): Officer {
    const key = keyOf(cookie);
    const seen = this.#bySession.get(key);
    if (seen?.text === text) return seen.officer;
    if (this.#bySession.size >= most) this.#bySession.clear();
    const officer = withRoles(JSON.parse(text));
    this.#bySession.set(key, { text, officer });
    return officer;
  }
}

const keyOf = (cookie: string): string => hashOf(cookie).toString("latin1");
