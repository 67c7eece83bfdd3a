import type { Field, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { CodeSearches, Lists } from "./code-search.ts";
import type { Answers, Documents, FormFacts, Step } from "./model.ts";
import type { RawPage } from "./raw.ts";
import type { Progress, Rest } from "./way.ts";

/**
 * How the questions are asked: a page at a time, the items of a repeating page in a list of their
 * own; `straight`, the items one after another and no way to leave and come back; or `single`, one
 * question at a time.
 */
export type Manner = "pages" | "straight" | "single";

/** Outside facts of a turn. */
export interface TurnFacts {
  readonly form: FormFacts;
  readonly lists: Lists;
  readonly lang: string;
  readonly manner?: Manner;
  /** What is attached, where papers count: for whoever came to change one answer. */
  readonly documents?: Documents | undefined;
  /** Where the form is one of several. */
  readonly rest?: Rest | undefined;
}

/** Questions on the way: a page, one item of it, or one question. */
export interface Place {
  readonly page: string;
  /** From 0; without it a repeating page is the list of its items. */
  readonly item?: number | undefined;
  readonly field?: string | undefined;
  /** One came from the check to change an answer, and goes back there. */
  readonly change?: boolean | undefined;
}

/** What somebody does. */
export type Input =
  | { readonly do: "open" }
  /** A page was answered, or a list is as it should be. */
  | {
      readonly do: "answer" | "search" | "save" | "add" | "back";
      readonly raw: RawPage;
      /** The questions that were on the screen; others that come up now are asked next. */
      readonly shown?: readonly string[] | undefined;
    }
  | { readonly do: "remove"; readonly item: number };

/** Where one goes when all questions of a place are done; `check` when all of the form are. */
export type Stop = Step | { readonly kind: "check" };

/** What the inputs of questions hold, with what is wrong and what is searched for. */
export interface FieldsScreen {
  /** As typed, saved, or known of the person before they answered. */
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
}

interface OnTheWay {
  readonly place: Place;
  readonly page: Page;
  readonly problems: readonly Problem[];
  /** "Step 2 of 5" */
  readonly number: number;
  readonly total: number;
  /** Where "back" leads; undefined from the first question. */
  readonly before: Stop | undefined;
  /** It came back as it was typed, which is kept nowhere else; otherwise it can be asked for anew. */
  readonly returned: boolean;
  /** One more item may be added. */
  readonly mayAdd: boolean;
}

/** Questions to answer. */
export interface QuestionsScreen extends OnTheWay, FieldsScreen {
  readonly show: "questions";
  readonly fields: readonly Field[];
  /** The answers with this page as it was typed. */
  readonly answers: Answers;
}

/** The items of a repeating page so far. */
export interface ItemsScreen extends OnTheWay {
  readonly show: "items";
  readonly count: number;
}

/** What somebody sees next: data for whoever shows it. */
export type Screen =
  | QuestionsScreen
  | ItemsScreen
  /** Papers to bring; all is answered; they finish later; the form has no such page. */
  | { readonly show: "documents" | "check" | "saved" | "nowhere" }
  /** Something is missing that cannot be answered here: a paper, an item of a list. */
  | { readonly show: "elsewhere"; readonly field: string };

export interface Turn {
  readonly progress: Progress;
  readonly screen: Screen;
}
