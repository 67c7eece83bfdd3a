import type { Status } from "./model.ts";

/** What a status means for the person who applied. */
export interface StatusMeaning {
  /** Whose turn it is; nobody's once it is over. */
  readonly turn: "applicant" | "office" | "nobody";
  /** A fee is paid before it goes on. */
  readonly owes: boolean;
  /** The applicant can still take it back. */
  readonly withdrawable: boolean;
  /** It has ended with a decision that stands as it is. */
  readonly decided: boolean;
}

const applicant = { turn: "applicant", owes: false, withdrawable: false, decided: false } as const;
const office = { ...applicant, turn: "office" } as const;
const over = { ...applicant, turn: "nobody" } as const;

const meanings: Readonly<Record<Status, StatusMeaning>> = {
  "awaiting-payment": { ...applicant, owes: true, withdrawable: true },
  "in-review": { ...office, withdrawable: true },
  "waiting-for-applicant": { ...applicant, withdrawable: true },
  "granted-awaiting-payment": { ...applicant, owes: true },
  granted: { ...over, decided: true },
  refused: { ...over, decided: true },
  withdrawn: over,
  "in-appeal": office,
};

/** What a status means; the one table that says so. */
export const meaningOf = (status: Status): StatusMeaning => meanings[status];
