import type { Definition, DocumentWanted } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { Answers, Documents, FileRef, FormFacts } from "./model.ts";
import type { Scope } from "./scope.ts";
import { walk } from "./walk.ts";

/** The papers that these answers ask for, required or not, in the order of the definition. */
export const documentsWanted = (
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly DocumentWanted[] => wantedIn(def, walk(def, answers, facts).scope);

export const wantedIn = (def: Definition, scope: Scope): readonly DocumentWanted[] =>
  def.documents.filter(({ when }) => !when || scope.holds(when));

/** At most one problem per paper; files for a paper that is not wanted are passed over. */
export function documentProblems(
  wanted: readonly DocumentWanted[],
  documents: Documents,
): Problem[] {
  const problems: Problem[] = [];
  for (const paper of wanted) {
    const given = Object.hasOwn(documents, paper.id) ? documents[paper.id] : undefined;
    const problem = problemOf(paper, Array.isArray(given) ? given : []);
    if (problem) problems.push({ field: `documents.${paper.id}`, ...problem });
  }
  return problems;
}

function problemOf(
  paper: DocumentWanted,
  files: readonly FileRef[],
): Omit<Problem, "field"> | undefined {
  if (files.length === 0) return paper.required ? { code: "required" } : undefined;
  if (files.length > paper.maxFiles) return { code: "too-many", facts: { max: paper.maxFiles } };
  if (files.some((file) => file.bytes > paper.maxBytes))
    return { code: "file-too-large", facts: { max: paper.maxBytes } };
  if (files.some((file) => !paper.accept.includes(file.mediaType)))
    return { code: "file-wrong-type", facts: { types: paper.accept.join(", ") } };
  return undefined;
}
