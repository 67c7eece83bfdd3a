import type { Definition, Journey } from "../../catalogue/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { CodeLists } from "../kind.ts";
import type { Answers, Documents, FormFacts } from "../model.ts";

/** The state of one step. */
export interface StepGiven {
  readonly service: string;
  readonly def: Definition;
  readonly answers: Answers;
  readonly documents: Documents;
  /** Its application is submitted: its answers are final. */
  readonly sent: boolean;
}

/** The state of a journey, with the answers so far. */
export interface JourneyGiven {
  readonly journey: Journey;
  /** One for each step, in the order of the journey. */
  readonly steps: readonly StepGiven[];
  readonly facts: FormFacts;
  readonly codeLists: CodeLists;
  /** The person has agreed to everything: what could only be known later is asked from now on. */
  readonly agreed: boolean;
}

/** What is left to ask in one step. */
export interface StepLeft extends StepGiven {
  /** Questions that are not asked here: answered before, set by the journey, or not known yet. */
  readonly knownAnswers: ReadonlySet<string>;
  readonly knownDocuments: ReadonlySet<string>;
  /** Why an earlier answer is not valid here, so that it is asked again. */
  readonly again: readonly Problem[];
}
