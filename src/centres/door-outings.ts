import type { CommandId, PersonId, Result } from "../kernel/index.ts";

/** Operators go to a person or a firm that ordered them. */
export interface Outing {
  readonly id: string;
  readonly centre: string;
  readonly topic: string;
  readonly person: PersonId;
  readonly services: readonly string[];
  /** Local day `YYYY-MM-DD` that the person would like. */
  readonly wishedDay: string;
  readonly lang: string;
  readonly status: "requested" | "planned" | "done" | "cancelled";
  /** Local day of the visit, once it is planned. */
  readonly day: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** Officers who go. */
  readonly team: readonly string[];
  readonly orderedAt: Date;
  readonly endedAt: Date | null;
  /** Why it was cancelled; a refusal of the centre is told to the person. */
  readonly endedWhy: "person" | OutingRefusal | null;
}

/** Why a centre cannot come. */
export type OutingRefusal = "no-team" | "too-far" | "not-possible";

export interface OutingOrder {
  readonly centre: string;
  readonly person: PersonId;
  /** 1 to 500 characters; kept apart, and erased when the visit is over. */
  readonly address: string;
  readonly topic: string;
  readonly services: readonly string[];
  readonly wishedDay: string;
  readonly lang: string;
  /** The same key again is the same order. */
  readonly key?: CommandId;
}

/** When the operators come, and who they are. */
export interface OutingPlan {
  readonly from: Date;
  readonly to: Date;
  readonly team: readonly string[];
}

/**
 * Call-outs. Who may plan and end one is for the channel to ask; what may follow what is kept here.
 * Refusals: centre.not-found, centre.no-call-outs, centre.topic-unknown, centre.order-incomplete (problems
 * of services, address and wishedDay: a day of the centre, from tomorrow on),
 * centre.has-outing (one at a time for a topic), centre.outing-unknown, centre.outing-over, centre.plan-unfit (no team, or not from before to, on one
 * day to come), centre.team-busy.
 */
export interface Outings {
  order(order: OutingOrder): Promise<Result<Outing>>;
  /** Days on which one can wish for a visit; none where the centre makes none. */
  wishDays(centre: string): readonly string[];
  find(id: string): Promise<Outing | undefined>;
  /** Newest first. */
  ofPerson(person: PersonId): Promise<readonly Outing[]>;
  /** Those to be planned and to be made, by the day wished. */
  openOf(centre: string): Promise<readonly Outing[]>;
  /** Undefined once it is erased. */
  addressOf(id: string): Promise<string | undefined>;
  /** Plans, or plans anew; the person is told. */
  plan(id: string, plan: OutingPlan): Promise<Result<Outing>>;
  /** The visit was made. */
  done(id: string): Promise<Result<Outing>>;
  /** By the person who ordered it. */
  withdraw(id: string, person: PersonId): Promise<Result<Outing>>;
  /** By the centre; the person is told. */
  decline(id: string, why: OutingRefusal): Promise<Result<Outing>>;
}
