import type { FeeKind, FeeMoment, FieldType, Provenance } from "../model.ts";

/** What a service.yaml says, once its structure has been checked against schema/service.ts. */
export interface RawService {
  readonly service: string;
  readonly version: number;
  readonly language: string;
  readonly keywords?: readonly string[];
  readonly lifeEvents?: readonly string[];
  readonly audience: "citizen" | "business" | "both";
  readonly authority: string;
  readonly level: 0 | 1 | 2 | 3;
  readonly calls?: readonly ({ readonly opens: string; readonly closes: string } & Provenance)[];
  readonly laws?: ById<Provenance>;
  readonly form: ById<RawPage>;
  readonly documents?: ById<RawDocument>;
  readonly calculate?: ById<RawRule>;
  readonly eligibility?: ById<{ readonly rule: RawRule; readonly law?: string } & Provenance>;
  readonly fees?: ById<RawFee>;
  readonly rulings?: ById<{ readonly when?: RawRule; readonly law?: string }>;
  readonly entitlements?: ById<{ readonly when?: RawRule; readonly law?: string } & Provenance>;
  readonly process?: RawProcess;
  readonly interim?: ById<RawInterim>;
  readonly output?: RawOutput;
  readonly renewal?: { readonly opens: string; readonly reuse: readonly string[] } & Provenance;
  readonly appeal?: RawAppeal;
  readonly retention: { readonly granted: string; readonly otherwise: string } & Provenance;
}

export type ById<T> = Readonly<Record<string, T>>;
export type RawRule = string | number | boolean;

export interface RawPage {
  readonly intro?: string;
  readonly show?: RawRule;
  readonly repeat?: { readonly name: string; readonly min: number; readonly max: number };
  readonly fields: ById<RawField>;
}

export interface RawField {
  readonly type: FieldType;
  readonly hint?: string;
  readonly required?: boolean;
  readonly show?: RawRule;
  readonly valid?: { readonly rule: RawRule };
  readonly prefill?: RawRule;
  readonly options?: ById<string>;
  readonly list?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly currency?: string;
  readonly unit?: string;
}

export interface RawDocument {
  readonly hint?: string;
  readonly accept?: readonly string[];
  readonly maxMB?: number;
  readonly maxFiles?: number;
  readonly when?: RawRule;
  readonly required?: boolean;
}

export interface RawTariff extends Provenance {
  readonly from?: string;
  readonly amount: RawRule;
  readonly upTo?: number;
}

export interface RawFee extends Provenance {
  readonly currency: string;
  readonly due: FeeMoment;
  readonly kind?: FeeKind;
  readonly unit?: string;
  readonly upTo?: number;
  readonly when?: RawRule;
  readonly amount?: RawRule;
  readonly tariffs?: readonly RawTariff[];
  readonly contradictedBy?: ById<Provenance>;
}

export interface RawProcess {
  readonly clock: RawClock;
  readonly moreInformation: {
    readonly rounds: number;
    readonly answerWithin: string;
    readonly onExpiry: "withdraw" | "refuse" | "continue";
    readonly from: readonly string[];
  };
  readonly stages: ById<RawStage>;
  readonly refusalReasons: ById<{ readonly law?: string }>;
}

export interface RawClock extends Provenance {
  readonly starts: string;
  readonly limits?: readonly ({ readonly when: RawRule; readonly limit: string } & Provenance)[];
  readonly limit: string;
  readonly stopsWhileWaiting?: boolean;
  readonly extension?: { readonly by: string; readonly role: string; readonly authority: string };
  readonly onExpiry: "grant" | "refuse" | "escalate";
  readonly grantBlockedBy?: RawRule;
  readonly contradictedBy?: ById<Provenance>;
}

export interface RawStage {
  readonly task?: RawTask;
  readonly tasks?: ById<RawTask>;
  readonly join?: "all" | "any" | { readonly count: number };
  readonly next?: string;
  readonly ranking?: RawRanking;
}

export interface RawRanking extends Provenance {
  readonly by: { readonly value: RawRule };
  readonly ties?: readonly { readonly value: RawRule }[];
  readonly places?: number;
  readonly list?: ById<{ readonly value: RawRule }>;
}

export interface RawTask extends Provenance {
  readonly title?: string;
  readonly authority: string;
  readonly authorityBy?: RawRule;
  readonly office?: RawRule;
  readonly role: string;
  readonly within?: string;
  readonly when?: RawRule;
  readonly onExpiry?: string;
  readonly fourEyes?: boolean;
  readonly differentFrom?: readonly string[];
  readonly skippedInRenewal?: boolean;
  readonly findings?: ById<RawField>;
  readonly outcomes: ById<RawOutcome>;
}

export interface RawOutcome {
  readonly to?: string;
  readonly when?: RawRule;
  readonly reasonRequired?: boolean;
}

export interface RawInterim extends Provenance {
  readonly after: string;
  readonly when?: RawRule;
  readonly claims: ById<{ readonly value: RawRule }>;
  readonly validFor: string;
}

export interface RawOutput extends Provenance {
  readonly id: string;
  readonly claims: ById<{ readonly value: RawRule }>;
  readonly validities?: readonly ({
    readonly when: RawRule;
    readonly validFor: string;
  } & Provenance)[];
  readonly validFor?: string;
  readonly revocation?: {
    readonly authority: string;
    readonly role: string;
    readonly reasons: ById<string>;
  };
}

export interface RawAppeal extends Provenance {
  readonly authority: string;
  readonly role: string;
  readonly within: string;
  readonly decideWithin: string;
  readonly outcomes: ById<{ readonly to: string }>;
  readonly law?: string;
}
