import type { Definition, DocumentWanted, Field } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import { type Block, type ReadingFacts, readBlock } from "./block.ts";
import { chooseMatches, type Lists, searchesIn } from "./code-search.ts";
import { documentsWanted } from "./documents.ts";
import type { Answers, FormFacts } from "./model.ts";
import { type Prefixed, prefixed, problemsAt, withoutPrefix, withPrefix } from "./prefixed.ts";
import { itemsOf } from "./put-page.ts";
import { type RawPage, rawOf } from "./raw.ts";
import type { FieldsScreen } from "./screen.ts";

/** The questions of one page, or of one item, that an officer has asked again. */
export interface MarkedBlock extends Block, Prefixed {}

/** What an officer has asked for: questions and documents. */
export interface Marked {
  readonly blocks: readonly MarkedBlock[];
  readonly papers: readonly DocumentWanted[];
}

/** A submitted form of which something is asked again. */
export interface SubmittedForm {
  readonly def: Definition;
  readonly answers: Answers;
}

/**
 * The marked part of a form, by the paths that an officer named: `minerals`, `areas[0].hectares`,
 * `documents.plan`. A mark on a whole list, or on one of its items, opens all its questions.
 */
export function markedOf(
  { def, answers }: SubmittedForm,
  marks: readonly string[],
  facts: FormFacts,
): Marked {
  const isMarked = (path: string) => marks.includes(path);
  const blocks = def.form.flatMap((page): MarkedBlock[] => {
    const { repeat, fields } = page;
    if (!repeat) return markedIn({ page }, "", fields, isMarked);
    return itemsOf(def, page.id, answers).flatMap((_, item) => {
      const path = `${repeat.name}[${item}]`;
      const whole = isMarked(repeat.name) || isMarked(path);
      return markedIn({ page, item }, `${path}.`, fields, whole ? () => true : isMarked);
    });
  });
  const documents = documentsWanted(def, answers, facts).filter(({ id }) =>
    isMarked(`documents.${id}`),
  );
  return { blocks, papers: documents };
}

function markedIn(
  block: Block,
  prefix: string,
  all: readonly Field[],
  isMarked: (path: string) => boolean,
): MarkedBlock[] {
  const fields = all.filter(({ name }) => isMarked(prefix + name));
  if (fields.length === 0) return [];
  const only = new Set(fields.map(({ name }) => name));
  return [{ ...block, only, ...prefixed(prefix, fields) }];
}

/** The fields of all blocks, under their names on the screen. */
export const markedFields = ({ blocks }: Marked): readonly Field[] =>
  blocks.flatMap(({ fields }) => fields);

/** The marked questions with their earlier answers. */
export function requestScreen({ def, answers }: SubmittedForm, { blocks }: Marked): FieldsScreen {
  const saved = blocks.map(({ page, item, prefix }) =>
    withPrefix(prefix, rawOf(def, page.id, answers, item)),
  );
  return { raw: Object.assign({}, ...saved), problems: [], searches: new Map() };
}

/** The result of reading the marked questions. */
export interface RequestTurn {
  /** All answers of the form, with the marked ones replaced. */
  readonly answers: Answers;
  readonly screen: FieldsScreen;
}

/** Looks up the codes that are searched for; reads nothing else yet. */
export const searchRequest = (marked: Marked, raw: RawPage, lists: Lists): FieldsScreen => ({
  raw,
  problems: [],
  searches: searchesIn(markedFields(marked), raw, lists),
});

/** Reads the answers to the marked questions; all others stay as submitted. */
export function answerRequest(
  { def, answers: submitted }: SubmittedForm,
  marked: Marked,
  posted: RawPage,
  facts: ReadingFacts & { readonly lists: Lists },
): RequestTurn {
  const { searches } = searchRequest(marked, posted, facts.lists);
  const raw = chooseMatches(posted, searches);
  let answers = submitted;
  const problems: Problem[] = [];
  for (const block of marked.blocks) {
    const typed = withoutPrefix(block.prefix, raw);
    const read = readBlock(def, block, typed, answers, facts);
    answers = read.answers;
    problems.push(...problemsAt(block.prefix, read.problems));
  }
  return { answers, screen: { raw, problems, searches } };
}
