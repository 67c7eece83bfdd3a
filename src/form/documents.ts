import type { Definition, DocumentWanted } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { Answers, Documents, FileRef, FormFacts } from "./model.ts";
import type { Scope } from "./scope.ts";
import { walk } from "./walk.ts";

/** The documents that these answers require or allow, in the order of the definition. */
export const documentsWanted = (
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly DocumentWanted[] => wantedIn(def, walk(def, answers, facts).scope);

export const wantedIn = (def: Definition, scope: Scope): readonly DocumentWanted[] =>
  def.documents.filter(({ when }) => !when || scope.holds(when));

/** At most one problem per document; files for other documents are ignored. */
export function documentProblems(
  requested: readonly DocumentWanted[],
  documents: Documents,
): Problem[] {
  const problems: Problem[] = [];
  for (const document of requested) {
    const files = Object.hasOwn(documents, document.id) ? documents[document.id] : undefined;
    const problem = problemOf(document, Array.isArray(files) ? files : []);
    if (problem) problems.push({ field: `documents.${document.id}`, ...problem });
  }
  return problems;
}

function problemOf(
  document: DocumentWanted,
  files: readonly FileRef[],
): Omit<Problem, "field"> | undefined {
  if (files.length === 0) return document.required ? { code: "required" } : undefined;
  if (files.length > document.maxFiles)
    return { code: "too-many", facts: { max: document.maxFiles } };
  if (files.some((file) => file.bytes > document.maxBytes))
    return { code: "file-too-large", facts: { max: document.maxBytes } };
  if (files.some((file) => !document.accept.includes(file.mediaType)))
    return { code: "file-wrong-type", facts: { types: document.accept.join(", ") } };
  return undefined;
}
