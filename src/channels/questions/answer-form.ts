import type { Application } from "../../cases/index.ts";
import type { Definition, DocumentWanted, Field, Page } from "../../catalogue/index.ts";
import {
  type Answers,
  documentsWanted,
  type FormFacts,
  itemsOf,
  putPage,
  type RawPage,
  rawOf,
  readPage,
} from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import { type Host, listsOf } from "./host.ts";

/** The marked questions of one page, or of one item of a repeating page. */
export interface MarkedPage {
  readonly page: Page;
  /** Of a repeating page, from 0. */
  readonly item?: number;
  /** What stands before the names of its inputs: `areas[0].`, or nothing. */
  readonly prefix: string;
  readonly fields: readonly Field[];
}

/** What an officer has asked for: questions, and papers. */
export interface Marked {
  readonly pages: readonly MarkedPage[];
  readonly papers: readonly DocumentWanted[];
}

/** The pages of a form with the marked fields only. A mark on a whole list opens each of its items. */
export function markedOf(app: Application, facts: FormFacts): Marked {
  const { definition: def, answers, state } = app;
  const marks = new Set(state.request?.fields ?? []);
  const pages = def.form.flatMap((page): MarkedPage[] => {
    if (!page.repeat) return keepMarked({ page, prefix: "", fields: page.fields }, marks);
    const { name } = page.repeat;
    return itemsOf(def, page.id, answers).flatMap((_, item) => {
      const whole = marks.has(name) || marks.has(`${name}[${item}]`);
      const all: MarkedPage = { page, item, prefix: `${name}[${item}].`, fields: page.fields };
      return whole ? [all] : keepMarked(all, marks);
    });
  });
  const papers = documentsWanted(def, answers, facts).filter(({ id }) =>
    marks.has(`documents.${id}`),
  );
  return { pages, papers };
}

function keepMarked(marked: MarkedPage, marks: ReadonlySet<string>): MarkedPage[] {
  const fields = marked.fields.filter(({ name }) => marks.has(marked.prefix + name));
  return fields.length > 0 ? [{ ...marked, fields }] : [];
}

/** The saved answers as texts, under the names that the inputs have on the page. */
export const savedTexts = (def: Definition, answers: Answers, marked: MarkedPage): RawPage =>
  prefixed(rawOf(def, marked.page.id, answers, marked.item), marked.prefix);

const prefixed = (raw: RawPage, prefix: string): RawPage =>
  Object.fromEntries(Object.entries(raw).map(([name, value]) => [prefix + name, value]));

/** The inputs of a field: itself, and the parts of a date. */
const inputsOf = ({ name }: Field): string[] =>
  ["", "-day", "-month", "-year"].map((part) => name + part);

/** What was posted for one page, laid over what was sent before, as its whole page. */
function postedPage(def: Definition, answers: Answers, marked: MarkedPage, form: FormFields) {
  const open = new Set(marked.fields.flatMap(inputsOf));
  const saved = Object.entries(rawOf(def, marked.page.id, answers, marked.item));
  const kept = saved.filter(([name]) => !open.has(name));
  const given = [...open].flatMap((name) => {
    const value = form[marked.prefix + name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...kept, ...given]);
}

/** All answers with the marked ones replaced, and what is wrong with those, by the names on the page. */
export function readMarked(
  app: Application,
  marked: Marked,
  form: FormFields,
  facts: FormFacts,
  deps: Pick<Host, "catalogue">,
  lang: string,
): { readonly answers: Answers; readonly problems: readonly Problem[] } {
  const { definition: def } = app;
  let { answers } = app;
  const problems: Problem[] = [];
  for (const each of marked.pages) {
    const raw = postedPage(def, answers, each, form);
    const read = readPage(def, each.page.id, raw, answers, facts, listsOf(deps), lang);
    answers = putPage(def, each.page.id, answers, read.answers, each.item);
    const own = read.problems.filter(({ field }) => each.fields.some(({ name }) => name === field));
    problems.push(...own.map((problem) => ({ ...problem, field: each.prefix + problem.field })));
  }
  return { answers, problems };
}
