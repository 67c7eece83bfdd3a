import type { Definition, Field, Lang, Page } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { fieldsShown } from "./fields-shown.ts";
import type { CodeLists } from "./kind.ts";
import type { Answers, FormFacts } from "./model.ts";
import { inputsOf } from "./plan.ts";
import { putPage } from "./put-page.ts";
import { type RawPage, rawOf } from "./raw.ts";
import { readPage } from "./read-page.ts";

/** Questions that are answered together: of a page, of one item, or only some of them. */
export interface Block {
  readonly page: Page;
  /** Of a repeating page, from 0; the number of its items means a new one. */
  readonly item?: number | undefined;
  /** Names of the questions asked here, where not all of the page are. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** What reading needs beside the input. */
export interface ReadingFacts {
  readonly form: FormFacts;
  readonly codeLists: CodeLists;
  readonly lang: Lang;
}

/** All answers, with those of the block replaced. */
export interface BlockRead {
  readonly answers: Answers;
  /** Those of the page, or of the item, alone. */
  readonly own: Answers;
  /** By the names of the fields. */
  readonly problems: readonly Problem[];
}

const isAsked =
  ({ only }: Block) =>
  ({ name }: Pick<Field, "name">): boolean =>
    !only || only.has(name);

/** The questions of the block that these answers lead to. */
export const fieldsInBlock = (
  def: Definition,
  block: Block,
  answers: Answers,
  facts: FormFacts,
): readonly Field[] =>
  fieldsShown(def, block.page, answers, facts, block.item).filter(isAsked(block));

/**
 * Reads the input of a block. The other answers of its page stay as they were, and their problems
 * are not reported.
 */
export function readBlock(
  def: Definition,
  block: Block,
  raw: RawPage,
  answers: Answers,
  { form, codeLists, lang }: ReadingFacts,
): BlockRead {
  const { page, item, only } = block;
  const whole = only ? withSaved(def, block, raw, answers) : raw;
  const read = readPage(def, page.id, whole, answers, form, codeLists, lang);
  return {
    answers: putPage(def, page.id, answers, read.answers, item),
    own: read.answers,
    problems: read.problems.filter(({ field }) => isAsked(block)({ name: field })),
  };
}

/** The input of the block over the saved texts of the page. */
function withSaved(def: Definition, block: Block, raw: RawPage, answers: Answers): RawPage {
  const { page, item } = block;
  const inputs = inputsOf(page.fields.filter(isAsked(block)));
  const saved = Object.entries(rawOf(def, page.id, answers, item));
  const typed = Object.entries(raw).filter(([name]) => inputs.has(name));
  return Object.fromEntries([...saved.filter(([name]) => !inputs.has(name)), ...typed]);
}
