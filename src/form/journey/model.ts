import type { Definition, Journey } from "../../catalogue/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { CodeLists } from "../kind.ts";
import type { Answers, Documents, FormFacts } from "../model.ts";

/** One step as far as it has come. */
export interface StepGiven {
  readonly service: string;
  readonly def: Definition;
  readonly answers: Answers;
  readonly documents: Documents;
  /** Its application is sent: its answers stand, and are no longer asked. */
  readonly sent: boolean;
}

/** A way through several services, with what was answered on it so far. */
export interface JourneyGiven {
  readonly journey: Journey;
  /** One for each step, in the order of the journey. */
  readonly steps: readonly StepGiven[];
  readonly facts: FormFacts;
  readonly codeLists: CodeLists;
  /** The person has agreed to it all: what could only be known later is asked from now on. */
  readonly agreed: boolean;
}

/** What the others leave to ask in one step. */
export interface StepLeft extends StepGiven {
  /** Questions that are not asked here: answered before, following from the journey, or not to be known yet. */
  readonly known: ReadonlySet<string>;
  readonly knownDocuments: ReadonlySet<string>;
  /** Why an answer that was given before does not do here, so that it is asked again. */
  readonly again: readonly Problem[];
}
