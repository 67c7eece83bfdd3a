import type { Definition, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { type Block, fieldsInBlock, type ReadingFacts } from "./block.ts";
import type { Step } from "./model.ts";
import { prefillOf } from "./prefill.ts";
import { problemsOf } from "./problems.ts";
import { itemsOf } from "./put-page.ts";
import { rawOf } from "./raw.ts";
import type {
  FormPosition,
  ItemsScreen,
  QuestionsScreen,
  Screen,
  Stop,
  TurnFacts,
} from "./screen.ts";
import { nextStep } from "./steps.ts";
import { type Progress, placeOf, type Way, wayOf } from "./way.ts";

/** Everything that a turn is about. */
export interface At {
  readonly def: Definition;
  readonly progress: Progress;
  readonly facts: TurnFacts;
}

export const wayIn = ({ def, progress, facts }: At): Way => {
  const { form, documents, rest, manner = "pages" } = facts;
  const visited = manner === "pages" ? progress.visited : def.form.map(({ id }) => id);
  return wayOf(def, { ...progress, visited }, form, documents, rest);
};

export const countOf = ({ def, progress }: At, page: Page): number =>
  itemsOf(def, page.id, progress.answers).length;

export const isList = (page: Page, { item }: FormPosition): boolean =>
  page.repeat !== undefined && item === undefined;

/** The screen of a position; of an empty list that needs an item, the first item. */
export function opened(at: At, page: Page, place: FormPosition): Screen {
  const { repeat } = page;
  if (!repeat || place.item !== undefined) return questions(at, page, place);
  const count = countOf(at, page);
  if (at.facts.manner === "straight")
    return count < repeat.max
      ? questions(at, page, { ...place, item: count })
      : nextScreen(at, page, place);
  return count === 0 && repeat.min > 0
    ? questions(at, page, { ...place, item: 0 })
    : items(at, page, place);
}

export function screenOf(at: At, stop: Stop | undefined): Screen {
  if (!stop || stop.kind === "check") return { show: "check" };
  if (stop.kind === "documents") return { show: "documents" };
  const page = at.def.form.find(({ id }) => id === stop.page);
  return page ? opened(at, page, { page: page.id }) : { show: "nowhere" };
}

/** Leaves out questions that another of several forms asks or has answered. */
export function blockOf({ facts: { rest } }: At, page: Page, { item, field }: FormPosition): Block {
  if (field !== undefined) return { page, item, only: new Set([field]) };
  if (!rest || page.repeat) return { page, item };
  const names = page.fields.map(({ name }) => name);
  return { page, item, only: new Set(names.filter((name) => !rest.known.has(name))) };
}

function onTheWay(at: At, page: Page, place: FormPosition) {
  const way = wayIn(at);
  const now = placeOf(way, page.id);
  const count = countOf(at, page);
  const { item, change } = place;
  const inList = item !== undefined && count > 0 && at.facts.manner !== "straight";
  const before: Stop | undefined = inList
    ? { kind: "repeat", page: page.id }
    : change
      ? { kind: "check" }
      : way.steps[now - 1];
  const after = item === undefined ? count : item + 1;
  const mayAdd = page.repeat !== undefined && after < page.repeat.max;
  return { place, page, number: now + 1, total: way.steps.length, before, mayAdd };
}

/** A screen of questions, new or returned with input. */
export function questions(
  at: At,
  page: Page,
  place: FormPosition,
  back?: Pick<QuestionsScreen, "raw" | "problems" | "searches" | "answers">,
): QuestionsScreen {
  const { def, progress, facts } = at;
  const answers = back?.answers ?? progress.answers;
  const first = progress.visited.includes(page.id)
    ? {}
    : prefillOf(def, page.id, answers, facts.form);
  return {
    show: "questions",
    ...onTheWay(at, page, place),
    fields: fieldsInBlock(def, blockOf(at, page, place), answers, facts.form),
    raw: back?.raw ?? { ...first, ...rawOf(def, page.id, answers, place.item) },
    problems: back?.problems ?? problemsAgain(at, page),
    searches: back?.searches ?? new Map(),
    answers,
    returned: back !== undefined,
  };
}

/** Why answers given in another of several forms are not valid here. */
const problemsAgain = ({ facts: { rest } }: At, { fields }: Page): readonly Problem[] =>
  (rest?.again ?? []).filter(({ field }) => fields.some(({ name }) => name === field));

export const items = (
  at: At,
  page: Page,
  place: FormPosition,
  problems: readonly Problem[] = [],
): ItemsScreen => ({
  show: "items",
  ...onTheWay(at, page, place),
  count: countOf(at, page),
  problems,
  returned: problems.length > 0,
});

export const readingIn = ({ facts: { form, lists, lang } }: At): ReadingFacts => ({
  form,
  lang,
  codeLists: (id) => lists.codeList(id) ?? [],
});

/** The next step; for a person who came to change an answer, what is still open. */
export function nextScreen(at: At, page: Page, { change }: FormPosition): Screen {
  const { def, progress, facts } = at;
  // The next question may be in another form: the caller decides.
  if (facts.rest) return { show: "check" };
  if (change) {
    const { steps, open } = wayIn(at);
    return screenOf(at, steps[open]);
  }
  const after: Step = { kind: page.repeat ? "repeat" : "page", page: page.id };
  return screenOf(at, nextStep(def, progress.answers, facts.form, after));
}

/** The first question with a problem. */
export function nextQuestion(at: At): Screen {
  const { def, progress, facts } = at;
  const { codeLists } = readingIn(at);
  const [problem] = problemsOf(def, progress.answers, {}, facts.form, codeLists);
  if (!problem) return { show: "check" };
  const page = def.form.find(
    ({ repeat, fields }) => !repeat && fields.some(({ name }) => name === problem.field),
  );
  if (!page) return { show: "elsewhere", field: problem.field };
  return questions(at, page, { page: page.id, field: problem.field });
}
