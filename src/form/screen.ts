import type { Field, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { CodeSearches, Lists } from "./code-search.ts";
import type { Answers, Documents, FormFacts, Step } from "./model.ts";
import type { RawPage } from "./raw.ts";
import type { Progress, Rest } from "./way.ts";

/**
 * How the questions are asked: a page at a time, with the items of a repeating page in a list;
 * `straight`, the items one after another and no way to leave and return; or `single`, one question
 * at a time.
 */
export type Manner = "pages" | "straight" | "single";

/** Outside facts of a turn. */
export interface TurnFacts {
  readonly form: FormFacts;
  readonly lists: Lists;
  readonly lang: string;
  readonly manner?: Manner;
  /** The uploads, where they count: for a person who came to change one answer. */
  readonly documents?: Documents | undefined;
  /** Set where the form is one of several. */
  readonly rest?: Rest | undefined;
}

/** A position in the form: a page, one item of it, or one question. */
export interface FormPosition {
  readonly page: string;
  /** From 0; without it a repeating page is the list of its items. */
  readonly item?: number | undefined;
  readonly field?: string | undefined;
  /** The person came from the check page to change an answer, and returns there. */
  readonly change?: boolean | undefined;
}

/** The person's action. */
export type Input =
  | { readonly do: "open" }
  /** A page was answered, or a list is as it should be. */
  | {
      readonly do: "answer" | "search" | "save" | "add" | "back";
      readonly raw: RawPage;
      /** The questions on the screen; others that appear now are asked next. */
      readonly shown?: readonly string[] | undefined;
    }
  | { readonly do: "remove"; readonly item: number };

/** The position after all questions of the present one; `check` after the last. */
export type Stop = Step | { readonly kind: "check" };

/** The inputs of questions, with problems and searches. */
export interface FieldsScreen {
  /** As typed, saved, or prefilled. */
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
}

interface OnTheWay {
  readonly place: FormPosition;
  readonly page: Page;
  readonly problems: readonly Problem[];
  /** "Step 2 of 5" */
  readonly number: number;
  readonly total: number;
  /** Target of "back"; undefined at the first question. */
  readonly before: Stop | undefined;
  /** It returned with input that is not stored; otherwise it can be loaded again. */
  readonly returned: boolean;
  /** One more item may be added. */
  readonly mayAdd: boolean;
}

/** Questions to answer. */
export interface QuestionsScreen extends OnTheWay, FieldsScreen {
  readonly show: "questions";
  readonly fields: readonly Field[];
  /** The answers with this page as typed. */
  readonly answers: Answers;
}

/** The items of a repeating page so far. */
export interface ItemsScreen extends OnTheWay {
  readonly show: "items";
  readonly count: number;
}

/** The next screen, as data for any renderer. */
export type Screen =
  | QuestionsScreen
  | ItemsScreen
  /** Documents to upload; all answered; saved for later; no such page. */
  | { readonly show: "documents" | "check" | "saved" | "nowhere" }
  /** A problem that cannot be solved here: a document, an item of a list. */
  | { readonly show: "elsewhere"; readonly field: string };

export interface Turn {
  readonly progress: Progress;
  readonly screen: Screen;
}
