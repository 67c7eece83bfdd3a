import type { CaseState, Status } from "./model.ts";

/** What a status means for the person who applied. */
export interface StatusMeaning {
  /** Whose turn it is; nobody's once it is over. */
  readonly turn: "applicant" | "office" | "nobody";
  /** A fee must be paid before it continues. */
  readonly owes: boolean;
  /** The applicant can still withdraw it. */
  readonly withdrawable: boolean;
  /** The result; null while it is open, including during an appeal. */
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

/** The meaning of a status, from the only table that defines it. */
export const meaningOf = (status: Status | "none"): StatusMeaning => meanings[status];

/** Whether it ended with a decision that stands. */
export const isDecided = (status: Status | "none"): boolean => {
  const { turn, outcome } = meaningOf(status);
  return turn === "nobody" && (outcome === "granted" || outcome === "refused");
};

/** Whether its own decision, the first or a new one, is still to come; not that on an appeal. */
export const isUndecided = (status: Status | "none"): boolean =>
  status !== "in-appeal" && meaningOf(status).outcome === null;

/** Whether an appeal sent it back: the decision of before stands no more. */
export const isReopened = ({ status, decision }: Pick<CaseState, "status" | "decision">): boolean =>
  decision !== undefined && isUndecided(status);

/** The decision that stands; none once an appeal has sent the case back. */
export const standingDecision = (
  state: Pick<CaseState, "status" | "decision">,
): CaseState["decision"] => (isReopened(state) ? undefined : state.decision);

/** Every status of an application. */
export const statuses = Object.keys(meanings).filter((each): each is Status => each !== "none");
