import type { Status } from "./model.ts";

/** What a status means for the person who applied. */
export interface StatusMeaning {
  /** Whose turn it is; nobody's once it is over. */
  readonly turn: "applicant" | "office" | "nobody";
  /** A fee is paid before it goes on. */
  readonly owes: boolean;
  /** The applicant can still take it back. */
  readonly withdrawable: boolean;
  /** What it came to; null while that is open, also while an appeal is. */
  readonly outcome: "granted" | "refused" | "withdrawn" | null;
}

const applicant = { turn: "applicant", owes: false, withdrawable: false, outcome: null } as const;
const office = { ...applicant, turn: "office" } as const;
const over = { ...applicant, turn: "nobody" } as const;

const meanings: Readonly<Record<Status | "none", StatusMeaning>> = {
  none: over,
  "awaiting-payment": { ...applicant, owes: true, withdrawable: true },
  "in-review": { ...office, withdrawable: true },
  "waiting-for-applicant": { ...applicant, withdrawable: true },
  "granted-awaiting-payment": { ...applicant, owes: true, outcome: "granted" },
  granted: { ...over, outcome: "granted" },
  refused: { ...over, outcome: "refused" },
  withdrawn: { ...over, outcome: "withdrawn" },
  "in-appeal": office,
};

/** What a status means; the one table that says so. */
export const meaningOf = (status: Status | "none"): StatusMeaning => meanings[status];

/** Whether it has ended with a decision that stands as it is. */
export const isDecided = (status: Status | "none"): boolean => {
  const { turn, outcome } = meaningOf(status);
  return turn === "nobody" && (outcome === "granted" || outcome === "refused");
};

/** Every status of an application. */
export const statuses = Object.keys(meanings).filter((each): each is Status => each !== "none");
