/** One example of a service, from its examples.yaml: answers in, outcome out. Each is a test. */
export interface Example {
  /** A sentence. */
  readonly name: string;
  /** `YYYY-MM-DD`: the date on which everything is evaluated. */
  readonly today: string;
  readonly applicant: Readonly<Record<string, string | null>>;
  /** It renews a paper that was granted; a first application where absent. */
  readonly renewal?: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Ids of the papers given. */
  readonly documents: readonly string[];
  readonly expect: ExampleExpects;
  /** An optional walk through the offices. */
  readonly acts: readonly {
    readonly task: string;
    readonly outcome: string;
    readonly findings?: Readonly<Record<string, unknown>>;
    /** The code with which the act must be refused; it is not done, and the next is tried in its place. */
    readonly cannot?: ActRefused;
  }[];
  readonly ends?: "granted" | "refused";
}

/** How a process refuses an outcome: never with these facts, or not with these findings. */
export type ActRefused = "case.outcome-not-possible" | "case.findings-wrong";

/** What is expected; what is absent is not looked at. */
export interface ExampleExpects {
  /** Paths of answers and `documents.<id>` in which something is wrong, in the order of the form. */
  readonly problems?: readonly string[];
  readonly eligible?: boolean;
  /** Ids of the requirements that do not hold. */
  readonly unmet?: readonly string[];
  /** Ids of the pages on the route. */
  readonly pages?: readonly string[];
  /** Ids of the papers wanted. */
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
  /** Whether applications are taken on that day. */
  readonly call?: "always" | "open" | "before" | "closed";
  /** The time promised to the applicant. */
  readonly promised?: string;
  /** Some of what the paper says after the acts, on that day, in the source language. */
  readonly claims?: Readonly<Record<string, string | number | boolean>>;
  /** How long the paper would be valid, before officers found anything. */
  readonly validFor?: string;
  /** Ids of what the answers entitle to. */
  readonly entitlements?: readonly string[];
}
