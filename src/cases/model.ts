import type { AuthorityId, CaseId, Money, Reference, Remaining, ServiceId } from "../kernel/index.ts";

/** `case` is a reserved word, so the state of a case is `state`; on screens it is an "application". */
export type Status =
  | "awaiting-payment"
  | "in-review"
  | "waiting-for-applicant"
  | "granted-awaiting-payment"
  | "granted"
  | "refused"
  | "withdrawn"
  | "in-appeal";

export interface FeeOwed {
  readonly id: string;
  readonly money: Money;
  readonly due: "submit" | "grant";
}

export interface CaseState {
  readonly id?: CaseId;
  readonly reference?: Reference;
  readonly service?: ServiceId;
  readonly definitionVersion?: number;
  readonly status: Status | "none";
  readonly submittedAt?: string;
  /** Local date whose tariff and rules apply. */
  readonly asOf?: string;
  readonly renews?: string;
  readonly fees: readonly FeeOwed[];
  readonly paid: readonly string[];
  readonly stage?: string;
  readonly tasks: readonly Task[];
  readonly clock: CaseClock;
  readonly request?: Request;
  readonly rounds: number;
  readonly decision?: Decision;
  readonly appealable?: string;
  readonly appeal?: { readonly at: string; readonly reason: string };
}

/** One piece of work for one authority. Open until it has an outcome or the stage is left. */
export interface Task {
  /** `<stage>/<task>#<n>`: n counts how often the stage was entered. */
  readonly key: string;
  readonly stage: string;
  readonly task: string;
  readonly authority: AuthorityId;
  readonly role: string;
  readonly openedAt: string;
  readonly dueAt?: string;
  /** Set while the clock is stopped; the due time is worked out anew when it goes on. */
  readonly left?: Remaining;
  readonly claimedBy?: string;
  /** First signature of a four-eyes task, waiting for the second. */
  readonly proposed?: { readonly outcome: string; readonly by: string; readonly reason?: Reason };
  readonly escalatedAt?: string;
  readonly done?: { readonly outcome: string; readonly by: string; readonly at: string };
  readonly cancelled?: true;
}

export interface CaseClock {
  readonly startedAt?: string;
  readonly dueAt?: string;
  readonly left?: Remaining;
  readonly extended?: true;
  readonly expiredAt?: string;
}

/** One consolidated request for more information, with the fields and papers marked. */
export interface Request {
  readonly by: string;
  readonly task: string;
  /** Paths of answers, or `documents.<id>`. */
  readonly fields: readonly string[];
  readonly message: string;
  readonly dueAt: string;
}

/** Why: a listed reason's id (for a refusal) and the officer's explanation to the person. */
export interface Reason {
  readonly code?: string;
  readonly text: string;
}

export interface Decision {
  readonly outcome: "granted" | "refused";
  readonly at: string;
  /** Officer ids; none where the law decided by silence. */
  readonly by: readonly string[];
  readonly reason?: Reason;
  readonly silence?: true;
}
