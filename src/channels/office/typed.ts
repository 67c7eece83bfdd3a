import type { DecisionPreview } from "../../acts/index.ts";
import type { Answers, Contradiction, FieldsScreen } from "../../form/index.ts";
import { type CommandId, isUuid, type Problem } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type Flash, type FormFields, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { PageError } from "../components/index.ts";

/** What an officer may want done with a file: the commands of cases, as the forms name them. */
export const acts = [
  "claim",
  "release",
  "take-over",
  "assign",
  "complete",
  "confirm",
  "take-back",
  "word-reason",
  "keep-vote",
  "recuse",
  "name-substitute",
  "withdraw-substitute",
  "return",
  "ask",
  "extend",
  "correct-finding",
] as const;
export type Act = (typeof acts)[number];

/** What must be filled in, by the act; decisions say it for themselves. */
const required: Partial<Record<Act, readonly string[]>> = {
  assign: ["to"],
  "name-substitute": ["to", "text"],
  "withdraw-substitute": ["to", "text"],
};

/** What of it is not. */
export const missingIn = (act: Act, form: FormFields): Problem[] =>
  (required[act] ?? []).flatMap((field) =>
    textOf(form, field).trim() ? [] : [{ field, code: "required" }],
  );

/** The key that the form was made with; without one the post is an act of its own. */
export function keyOf(form: FormFields): CommandId {
  const key = textOf(form, "key");
  return (isUuid(key) ? key : newId()) as CommandId;
}

/** The version of the case that the form was made for; undefined where it does not say it. */
export const versionIn = (form: FormFields): number | undefined => {
  const text = textOf(form, "version");
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

/** Characters of what an officer writes. */
export const textLimit = 4000;

/** What can be done beside a decision that is filled in, without losing it. */
export const besides = ["note", "message", "related"] as const;
export type Beside = (typeof besides)[number];

/**
 * A form as it was posted, with what is wrong with it: shown again so that nothing typed is lost.
 */
export interface Typed {
  readonly act: Act;
  /** Key of the task. */
  readonly task: string;
  readonly outcome: string;
  readonly code: string;
  /** Id of the colleague to whom it is assigned. */
  readonly to: string;
  readonly text: string;
  readonly fields: readonly string[];
  /** The questions of the task as they were answered; undefined where it asks for nothing. */
  readonly findings?: FieldsScreen | undefined;
  /** What the applicant would get, where it was asked for. */
  readonly preview?: DecisionPreview;
  /** Of an appeal: ticked that it is decided without the opinion. */
  readonly withoutOpinion?: boolean;
  /** Of a ranked application: ticked that it is selected beyond the places. */
  readonly beyond?: boolean;
  /** Boxes beside a decision, which come along with it. */
  readonly note?: string;
  readonly message?: string;
  /** What was done beside it, told above the page. */
  readonly done?: Flash;
  /** What was typed is not what the application says. */
  readonly differences?: readonly Contradiction[];
  /** What the officer found, as it would be recorded. */
  readonly recorded?: Answers | undefined;
  /** Why they go on although another file has the same number. */
  readonly despite?: string;
  /** The version of the case that the form was made for. */
  readonly version?: number | undefined;
  /** Ticked that the officer has compared both. */
  readonly differs?: boolean;
  readonly problems: readonly Problem[];
  /** What stands above the page where no field is to blame: a colleague was quicker. */
  readonly refused?: string;
}

/** The boxes in which officers write, to colleagues and to the applicant. */
export type Box = Exclude<Beside, "related">;

/** What was written in a box that stands in a form of its own, as no decision is filled in. */
export const typedAlone = (
  box: Box,
  { text, version }: Pick<Typed, "text" | "version">,
  problems: readonly Problem[] = [],
): Typed => ({
  ...{ act: "complete", task: "", outcome: "", code: "", to: "", text: "", fields: [] },
  ...{ [box]: text, version, problems },
});

/** What a box beside a decision is made from: nothing to lose where no decision is filled in. */
export interface BesideDecision {
  readonly typed: Typed | undefined;
  /** Id of the form that decides. */
  readonly form: string | undefined;
}

/** The forms of a task have ids of their own, so that an error leads to the right field. */
export const fieldId = (act: Act, task: string, field: string): string =>
  `${act}-${task.replaceAll(/[^\w-]/g, "-")}-${field}`;

/** What was typed into this very form, if it is the one that came back. */
export const typedIn = (typed: Typed | undefined, act: Act, task: string): Typed | undefined =>
  typed?.act === act && typed.task === task ? typed : undefined;

/**
 * The words for what is wrong with a field: the definition's, else the form's own, else the code's.
 */
export function problemWords(
  t: Translate,
  act: Act,
  { field, code, facts, words }: Problem,
): string {
  if (words) return t.words(words);
  const own = `office-pages.problems.${act}.${field}`;
  return code === "required" && t.has(own) ? t.named(own) : t.named(`problems.${code}`, facts);
}

export function errorOf(t: Translate, typed: Typed | undefined, field: string): string | undefined {
  const problem = typed?.problems.find((each) => each.field === field);
  return typed && problem && problemWords(t, typed.act, problem);
}

/** All that is wrong with the posted form, linked to its fields. */
export const errorsOf = (t: Translate, typed: Typed): PageError[] =>
  typed.problems.map((problem) => ({
    text: problemWords(t, typed.act, problem),
    id: inputOf(typed, problem.field),
  }));

/** Papers have choosers of their own, as on the applicant's pages, and boxes beside own ids. */
const inputOf = ({ act, task }: Typed, field: string): string =>
  field.startsWith("documents.")
    ? `document-${field.slice("documents.".length)}`
    : besides.some((each) => each === field)
      ? field
      : fieldId(act, task, field);
