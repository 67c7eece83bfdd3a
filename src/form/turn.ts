import type { Definition, Field, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { type Block, type BlockRead, blockFields, readBlock } from "./block.ts";
import { searchesIn, withChosen } from "./code-search.ts";
import { inputEndings } from "./kinds.ts";
import { problemsOf } from "./problems.ts";
import { dropItem } from "./put-page.ts";
import { type RawPage, single } from "./raw.ts";
import type { Input, Place, Screen, Turn, TurnFacts } from "./screen.ts";
import {
  type At,
  blockOf,
  countOf,
  isList,
  items,
  nextQuestion,
  onward,
  opened,
  questions,
  readingIn,
  screenOf,
  wayIn,
} from "./show.ts";
import { type Progress, placeOf, stepName, withVisit } from "./way.ts";

/** The screen at a place, where one may be there; else the one at which something is still open. */
export const screenAt = (
  def: Definition,
  progress: Progress,
  place: Place,
  facts: TurnFacts,
): Screen => turn(def, progress, place, { do: "open" }, facts).screen;

/** The screen at which somebody begins, or goes on: the first that is not done. */
export function firstScreen(def: Definition, progress: Progress, facts: TurnFacts): Screen {
  const at = { def, progress, facts };
  if (facts.manner === "single") return nextQuestion(at);
  const { steps, open } = wayIn(at);
  return screenOf(at, steps[open] ?? { kind: "check" });
}

/**
 * One turn of the conversation in which a form is filled in: what somebody does at a place, and
 * what is kept and shown then. What can be read is kept even where something else is wrong, and
 * what cannot is shown again as it was typed; questions that came up are asked on the same page.
 * Pure: keeping is the caller's.
 */
export function turn(
  def: Definition,
  progress: Progress,
  place: Place,
  input: Input,
  facts: TurnFacts,
): Turn {
  const at = { def, progress, facts };
  const page = def.form.find(({ id }) => id === place.page);
  if (!page) return { progress, screen: { show: "nowhere" } };
  const inOrder = page.repeat && facts.manner === "straight";
  const here = inOrder ? { ...place, item: place.item ?? countOf(at, page) } : place;
  if (!fits(at, page, here)) return { progress, screen: { show: "nowhere" } };
  const way = wayIn(at);
  const now = placeOf(way, page.id);
  if (now < 0 || now > way.open) return { progress, screen: screenOf(at, way.steps[way.open]) };
  if (input.do === "open") return { progress, screen: opened(at, page, here) };
  if (isList(page, here)) return takeItems(at, page, here, input);
  return input.do === "remove"
    ? { progress, screen: { show: "nowhere" } }
    : takeQuestions(at, page, here, input);
}

function fits(at: At, page: Page, { item, field }: Place): boolean {
  if (field !== undefined && !page.fields.some(({ name }) => name === field)) return false;
  if (item === undefined) return true;
  const max = page.repeat?.max ?? 0;
  return Number.isInteger(item) && item >= 0 && item <= countOf(at, page) && item < max;
}

type Answering = Extract<Input, { readonly raw: RawPage }>;

function takeQuestions(at: At, page: Page, place: Place, input: Answering): Turn {
  const { def, progress, facts } = at;
  const straight = facts.manner === "straight";
  const { raw } = input;
  const block = blockOf(at, page, place);
  const searches = searchesIn(page.fields, raw, facts.lists);
  const read = (typed: RawPage) => readBlock(def, block, typed, progress.answers, readingIn(at));
  if (input.do === "search") {
    const { answers } = read(raw);
    const back = { raw, problems: [], searches, answers };
    return { progress, screen: questions(at, page, place, back) };
  }
  const typed = withChosen(raw, searches);
  const taken = read(typed);
  const isNew = place.item !== undefined && place.item >= countOf(at, page);
  const kept = { ...progress, answers: taken.answers };
  if (input.do === "back") return goBack({ ...at, progress: isNew ? progress : kept }, page);
  const fresh = freshIn(at, block, taken, input);
  const problems = taken.problems.filter(({ field }) => !fresh.has(field));
  const returned = (now: Progress): Turn => ({
    progress: now,
    screen: questions(at, page, place, { raw: typed, problems, searches, answers: taken.answers }),
  });
  const leaves = input.do === "save" && !isNew && isReadable(block, taken, problems, typed);
  // Nowhere can be gone back to: what is not right is not carried along.
  if (straight && (problems.length > 0 || fresh.size > 0)) return returned(progress);
  if (problems.length > 0 && !leaves)
    return returned(isNew || facts.manner === "single" ? progress : kept);
  const whole = problems.length === 0 && fresh.size === 0 && place.item === undefined;
  const now = { ...at, progress: whole ? withVisit(kept, page.id) : kept };
  const screen =
    input.do === "save"
      ? ({ show: "saved" } as const)
      : fresh.size > 0
        ? questions(now, page, place)
        : afterQuestions(now, page, place, input);
  return { progress: now.progress, screen };
}

/** Questions that these answers have only now brought up. */
function freshIn({ def, facts }: At, block: Block, read: BlockRead, { shown }: Answering) {
  if (!shown) return new Set<string>();
  const names = blockFields(def, block, read.answers, facts.form).map(({ name }) => name);
  return new Set(names.filter((name) => !shown.includes(name) && read.own[name] === undefined));
}

/** Everything that was typed can be read again from the answers, so nothing is lost by leaving. */
function isReadable(
  { page }: Block,
  { own }: BlockRead,
  problems: readonly Problem[],
  raw: RawPage,
): boolean {
  const isTyped = (field: Field) =>
    ["", ...inputEndings(field)].some((ending) => single(raw, field.name + ending) !== "");
  return problems.every(({ field: name }) => {
    const field = page.fields.find((each) => each.name === name);
    return own[name] !== undefined || (field !== undefined && !isTyped(field));
  });
}

function afterQuestions(at: At, page: Page, place: Place, input: Answering): Screen {
  const { manner } = at.facts;
  if (manner === "single") return nextQuestion(at);
  if (place.item !== undefined && manner !== "straight")
    return items(at, page, { page: page.id, change: place.change });
  if (input.do === "add" && countOf(at, page) < (page.repeat?.max ?? 0))
    return questions(at, page, { page: page.id, item: countOf(at, page) });
  return onward(at, page, place);
}

/** The page before; a list that one comes from or back to begins anew. */
function goBack(at: At, page: Page): Turn {
  const { steps } = wayIn(at);
  const step = steps[placeOf({ steps, open: 0 }, page.id) - 1];
  const before = at.def.form.find(({ id }) => step && stepName(step) === id) ?? page;
  const lists = [page, before].map(({ repeat }) => repeat?.name);
  const answers = Object.fromEntries(
    Object.entries(at.progress.answers).filter(([name]) => !lists.includes(name)),
  );
  const progress = { ...at.progress, answers };
  return { progress, screen: opened({ ...at, progress }, before, { page: before.id }) };
}

/** "Remove" takes one away; "continue" goes on when the list is as it should be. */
function takeItems(at: At, page: Page, place: Place, input: Input): Turn {
  const { def, progress, facts } = at;
  if (input.do === "remove") {
    const answers = dropItem(def, page.id, progress.answers, input.item);
    const now = { ...progress, answers };
    return { progress: now, screen: opened({ ...at, progress: now }, page, place) };
  }
  if (input.do === "save") return { progress, screen: { show: "saved" } };
  const name = page.repeat?.name ?? "";
  const { codeLists } = readingIn(at);
  const problems = problemsOf(def, progress.answers, {}, facts.form, codeLists).filter(
    ({ field }) => field === name || field.startsWith(`${name}[`),
  );
  if (problems.length > 0) return { progress, screen: items(at, page, place, problems) };
  const now = withVisit(progress, page.id);
  return { progress: now, screen: onward({ ...at, progress: now }, page, place) };
}
