import type { CommandId, PersonId, Result } from "../kernel/index.ts";

/** A call-out: operators visit a person or a firm that ordered it. */
export interface CallOut {
  readonly id: string;
  readonly centre: string;
  readonly topic: string;
  readonly person: PersonId;
  readonly services: readonly string[];
  /** Local day `YYYY-MM-DD` that the person prefers. */
  readonly wishedDay: string;
  readonly lang: string;
  readonly status: "requested" | "planned" | "done" | "cancelled";
  /** Local day of the visit, once it is planned. */
  readonly day: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** The officers of the visit. */
  readonly team: readonly string[];
  readonly orderedAt: Date;
  readonly endedAt: Date | null;
  /** Why it was cancelled; the person is notified when the centre declines. */
  readonly endedWhy: "person" | CallOutRefusal | null;
}

/** Why a centre declines. */
export type CallOutRefusal = "no-team" | "too-far" | "not-possible";

export interface CallOutOrder {
  readonly centre: string;
  readonly person: PersonId;
  /** 1 to 500 characters; stored apart, and erased when the visit is over. */
  readonly address: string;
  readonly topic: string;
  readonly services: readonly string[];
  readonly wishedDay: string;
  readonly lang: string;
  /** Idempotent: the same key is the same order. */
  readonly key?: CommandId;
}

/** When the operators come, and who they are. */
export interface CallOutPlan {
  readonly from: Date;
  readonly to: Date;
  readonly team: readonly string[];
}

/**
 * Call-outs. The channel checks who may plan and end one. Refusals: centre.not-found,
 * centre.no-call-outs, centre.topic-unknown, centre.order-incomplete (problems of services, address
 * and wishedDay: a day of the centre, from tomorrow on), centre.has-outing (one at a time for a
 * topic), centre.outing-unknown, centre.outing-over, centre.plan-unfit (no team, or not from before
 * to, on one day to come), centre.team-busy.
 */
export interface CallOuts {
  order(order: CallOutOrder): Promise<Result<CallOut>>;
  /** Days that can be chosen; empty where the centre makes no call-outs. */
  wishDays(centre: string): readonly string[];
  find(id: string): Promise<CallOut | undefined>;
  /** Newest first. */
  ofPerson(person: PersonId): Promise<readonly CallOut[]>;
  /** Those not over, by preferred day. */
  openOf(centre: string): Promise<readonly CallOut[]>;
  /** Undefined once it is erased. */
  addressOf(id: string): Promise<string | undefined>;
  /** Plans or reschedules the visit; the person is notified. */
  plan(id: string, plan: CallOutPlan): Promise<Result<CallOut>>;
  /** The visit took place. */
  done(id: string): Promise<Result<CallOut>>;
  /** Cancels it, by the person who ordered it. */
  withdraw(id: string, person: PersonId): Promise<Result<CallOut>>;
  /** Cancels it, by the centre; the person is notified. */
  decline(id: string, why: CallOutRefusal): Promise<Result<CallOut>>;
}
