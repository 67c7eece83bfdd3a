import type { Definition, Field, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { type Block, type BlockRead, fieldsInBlock, readBlock } from "./block.ts";
import { chooseMatches, searchesIn } from "./code-search.ts";
import { inputEndings } from "./kinds.ts";
import { problemsOf } from "./problems.ts";
import { dropItem } from "./put-page.ts";
import { type RawPage, single } from "./raw.ts";
import type { FormPosition, Input, Screen, Turn, TurnFacts } from "./screen.ts";
import {
  type At,
  blockOf,
  countOf,
  isList,
  items,
  nextQuestion,
  nextScreen,
  opened,
  questions,
  readingIn,
  screenOf,
  wayIn,
} from "./show.ts";
import { type Progress, placeOf, stepName, withVisit } from "./way.ts";

/** The screen at a position if it can be reached, else at the first that is still open. */
export const screenAt = (
  def: Definition,
  progress: Progress,
  place: FormPosition,
  facts: TurnFacts,
): Screen => turn(def, progress, place, { do: "open" }, facts).screen;

/** The screen at which a person begins or continues: the first that is not done. */
export function firstScreen(def: Definition, progress: Progress, facts: TurnFacts): Screen {
  const at = { def, progress, facts };
  if (facts.manner === "single") return nextQuestion(at);
  const { steps, open } = wayIn(at);
  return screenOf(at, steps[open] ?? { kind: "check" });
}

/**
 * One turn of filling in a form: an action at a position gives the new progress and the next
 * screen. Input that can be parsed is saved even where something else has a problem, and the rest
 * is shown again as typed; questions that appear are asked on the same page. Pure: the caller
 * stores the progress.
 */
export function turn(
  def: Definition,
  progress: Progress,
  place: FormPosition,
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

function fits(at: At, page: Page, { item, field }: FormPosition): boolean {
  if (field !== undefined && !page.fields.some(({ name }) => name === field)) return false;
  if (item === undefined) return true;
  const max = page.repeat?.max ?? 0;
  return Number.isInteger(item) && item >= 0 && item <= countOf(at, page) && item < max;
}

type Answering = Extract<Input, { readonly raw: RawPage }>;

function takeQuestions(at: At, page: Page, place: FormPosition, input: Answering): Turn {
  const { def, progress, facts } = at;
  const straight = facts.manner === "straight";
  const { raw } = input;
  const block = blockOf(at, page, place);
  const searches = searchesIn(page.fields, raw, facts.lists);
  const read = (typed: RawPage) => readBlock(def, block, typed, progress.answers, readingIn(at));
  if (input.do === "search") {
    const { answers } = read(raw);
    const askedAgain = { raw, problems: [], searches, answers };
    return { progress, screen: questions(at, page, place, askedAgain) };
  }
  const typed = chooseMatches(raw, searches);
  const reading = read(typed);
  const isNew = place.item !== undefined && place.item >= countOf(at, page);
  const saved = { ...progress, answers: reading.answers };
  if (input.do === "back") return goBack({ ...at, progress: isNew ? progress : saved }, page);
  const fresh = freshIn(at, block, reading, input);
  const problems = reading.problems.filter(({ field }) => !fresh.has(field));
  const returned = (now: Progress): Turn => ({
    progress: now,
    screen: questions(at, page, place, {
      raw: typed,
      problems,
      searches,
      answers: reading.answers,
    }),
  });
  const leaves = input.do === "save" && !isNew && isReadable(block, reading, problems, typed);
  // Without a way back, input with problems is not saved.
  if (straight && (problems.length > 0 || fresh.size > 0)) return returned(progress);
  if (problems.length > 0 && !leaves)
    return returned(isNew || facts.manner === "single" ? progress : saved);
  const whole = problems.length === 0 && fresh.size === 0 && place.item === undefined;
  const now = { ...at, progress: whole ? withVisit(saved, page.id) : saved };
  const screen =
    input.do === "save"
      ? ({ show: "saved" } as const)
      : fresh.size > 0
        ? questions(now, page, place)
        : afterQuestions(now, page, place, input);
  return { progress: now.progress, screen };
}

/** Questions that appeared because of these answers. */
function freshIn({ def, facts }: At, block: Block, read: BlockRead, { shown }: Answering) {
  if (!shown) return new Set<string>();
  const names = fieldsInBlock(def, block, read.answers, facts.form).map(({ name }) => name);
  return new Set(names.filter((name) => !shown.includes(name) && read.own[name] === undefined));
}

/** Whether all input can be restored from the answers, so that leaving loses nothing. */
function isReadable(
  { page }: Block,
  { own: blockAnswers }: BlockRead,
  problems: readonly Problem[],
  raw: RawPage,
): boolean {
  const isTyped = (field: Field) =>
    ["", ...inputEndings(field)].some((ending) => single(raw, field.name + ending) !== "");
  return problems.every(({ field: name }) => {
    const field = page.fields.find((each) => each.name === name);
    return blockAnswers[name] !== undefined || (field !== undefined && !isTyped(field));
  });
}

function afterQuestions(at: At, page: Page, place: FormPosition, input: Answering): Screen {
  const { manner } = at.facts;
  if (manner === "single") return nextQuestion(at);
  if (place.item !== undefined && manner !== "straight")
    return items(at, page, { page: page.id, change: place.change });
  if (input.do === "add" && countOf(at, page) < (page.repeat?.max ?? 0))
    return questions(at, page, { page: page.id, item: countOf(at, page) });
  return nextScreen(at, page, place);
}

/** The page before; a list begins again. */
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

/** "Remove" removes an item; "continue" goes on when the list is valid. */
function takeItems(at: At, page: Page, place: FormPosition, input: Input): Turn {
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
  return { progress: now, screen: nextScreen({ ...at, progress: now }, page, place) };
}
