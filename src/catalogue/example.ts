/**
 * One example of a service, from its examples.yaml: answers and expected outcome. Each is a test.
 */
export interface Example {
  /** A sentence. */
  readonly name: string;
  /** `YYYY-MM-DD`: the date of the evaluation. */
  readonly today: string;
  readonly applicant: Readonly<Record<string, string | null>>;
  /** It renews a granted certificate; a first application where absent. */
  readonly renewal?: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Ids of the documents uploaded. */
  readonly documents: readonly string[];
  readonly expect: ExampleExpects;
  /** Optional acts of the offices, in order. */
  readonly acts: readonly {
    readonly task: string;
    readonly outcome: string;
    readonly findings?: Readonly<Record<string, unknown>>;
    /** Ids of what the officer attached. */
    readonly documents?: readonly string[];
    /** The code with which the act must be refused; the next act then follows. */
    readonly cannot?: ActRefused;
  }[];
  readonly ends?: "granted" | "refused";
}

/** Why a process refuses an outcome: never with these facts, or not with these findings. */
export type ActRefused = "case.outcome-not-possible" | "case.findings-wrong";

/** The expectations; absent ones are not checked. */
export interface ExampleExpects {
  /** Paths of answers and `documents.<id>` with problems, in the order of the form. */
  readonly problems?: readonly string[];
  readonly eligible?: boolean;
  /** Ids of requirements that do not hold. */
  readonly unmet?: readonly string[];
  /** Ids of the pages on the route. */
  readonly pages?: readonly string[];
  /** Ids of the documents asked for. */
  readonly papers?: readonly string[];
  /** Amounts in major units. */
  readonly fees?: readonly {
    readonly id: string;
    readonly amount: number;
    readonly currency: string;
  }[];
  /** Tasks open right after submission. */
  readonly tasks?: readonly string[];
  readonly ruling?: string;
  /** Whether applications are accepted on that day. */
  readonly call?: "always" | "open" | "before" | "closed";
  /** The time promised to the applicant. */
  readonly promised?: string;
  /** Some claims of the certificate after the acts, on that day, in the source language. */
  readonly claims?: Readonly<Record<string, string | number | boolean>>;
  /** The validity of the certificate, before any findings. */
  readonly validFor?: string;
  /** Ids of the entitlements. */
  readonly entitlements?: readonly string[];
}
