import type { Definition, Field, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { type Block, fieldsInBlock, readBlock } from "./block.ts";
import { chooseMatches, searchesIn } from "./code-search.ts";
import type { Answers } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { prefillOf } from "./prefill.ts";
import { type RawPage, rawOf } from "./raw.ts";
import type { FieldsScreen, TurnFacts } from "./screen.ts";
import { stepsOf } from "./steps.ts";
import { type Progress, withVisit } from "./way.ts";

/** One page among all of them at once. */
export interface WholePage extends FieldsScreen {
  readonly page: Page;
  readonly fields: readonly Field[];
}

/** All pages at once, for somebody who fills in the same form all day. */
export interface Whole {
  readonly progress: Progress;
  readonly pages: readonly WholePage[];
  /** Questions that have appeared because of the answers. */
  readonly added: readonly Field[];
  /** Nothing is wrong, and no question has appeared that is not answered yet. */
  readonly done: boolean;
}

const isHere = (def: Definition, page: Page, answers: Answers, { form }: TurnFacts): boolean =>
  !page.repeat &&
  stepsOf(def, answers, form).some((step) => step.kind === "page" && step.page === page.id);

/** The questions of all pages on the way; lists of items have pages of their own. */
export function wholeForm(def: Definition, progress: Progress, facts: TurnFacts): Whole {
  const { answers } = progress;
  const pages = def.form
    .filter((page) => isHere(def, page, answers, facts))
    .map((page) => asSaved(def, page, progress, facts));
  return { progress, pages, added: [], done: false };
}

/** What is known of the person stands in a page that nobody has sent yet. */
const knownFirst = (
  def: Definition,
  { id }: Page,
  { visited, answers }: Progress,
  { form }: TurnFacts,
): RawPage => (visited.includes(id) ? {} : prefillOf(def, id, answers, form));

function asSaved(def: Definition, page: Page, progress: Progress, facts: TurnFacts): WholePage {
  const { answers } = progress;
  const raw = { ...knownFirst(def, page, progress, facts), ...rawOf(def, page.id, answers) };
  const fields = fieldsInBlock(def, { page }, answers, facts.form);
  return { page, fields, raw, problems: [], searches: searchesIn(page.fields, raw, facts.lists) };
}

/**
 * Reads all pages in order, each with the answers before it, by the same rules as one at a time.
 * What can be read is saved. Questions that appear because of these answers are asked, not missed.
 * @param shown the names of the questions that were on the screen
 */
export function takeWhole(
  def: Definition,
  before: Progress,
  typed: RawPage,
  shown: readonly string[],
  facts: TurnFacts,
): Whole {
  const pages: WholePage[] = [];
  const added: Field[] = [];
  let progress = before;
  let done = true;
  for (const page of def.form) {
    if (!isHere(def, page, progress.answers, facts)) continue;
    if (!page.fields.some(({ name }) => shown.includes(name))) {
      const fresh = asSaved(def, page, progress, facts);
      pages.push(fresh);
      added.push(...fresh.fields);
      done = false;
      continue;
    }
    const taken = takePage(def, page, progress, typed, shown, facts);
    pages.push(taken.page);
    added.push(...taken.added);
    progress = taken.whole ? withVisit(taken.progress, page.id) : taken.progress;
    done &&= taken.whole;
  }
  return { progress, pages, added, done };
}

function takePage(
  def: Definition,
  page: Page,
  progress: Progress,
  typed: RawPage,
  shown: readonly string[],
  facts: TurnFacts,
) {
  const { inputs } = pagePlan(def, page.id);
  const own = Object.entries(typed).filter(([name]) => inputs.has(name) || name.startsWith("_"));
  const searches = searchesIn(page.fields, Object.fromEntries(own), facts.lists);
  const raw = chooseMatches(Object.fromEntries(own), searches);
  const block: Block = { page };
  const codeLists = (id: string) => facts.lists.codeList(id) ?? [];
  const reading = { form: facts.form, codeLists, lang: facts.lang };
  const read = readBlock(def, block, raw, progress.answers, reading);
  const fields = fieldsInBlock(def, block, read.answers, facts.form);
  const isFresh = (name: string) => !shown.includes(name) && read.own[name] === undefined;
  const problems: readonly Problem[] = read.problems.filter(({ field }) => !isFresh(field));
  const added = fields.filter(({ name }) => isFresh(name));
  return {
    page: { page, fields, raw, problems, searches },
    progress: { ...progress, answers: read.answers },
    added,
    whole: problems.length === 0 && added.length === 0,
  };
}
