import type { Field } from "../../catalogue/index.ts";
import { inputEndings } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { PageError } from "../components/index.ts";
import { missingText } from "./kinds.ts";

/** A problem in words: the definition's own, or those of its code and the kind of the field. */
export function problemText(problem: Problem, t: Translate, field?: Field): string {
  if (problem.words) return t.words(problem.words);
  if (field && problem.code === "required") return missingText(field, t);
  return t.named(`problems.${problem.code}`, factsIn(problem, t));
}

/** Sizes and types of files arrive as machines say them. */
function factsIn({ code, facts }: Problem, t: Translate) {
  if (!facts) return undefined;
  const { max, types } = facts;
  if (code === "file-too-large" && typeof max === "number") return { max: sizeText(max, t) };
  if (code === "file-wrong-type" && typeof types === "string")
    return { types: typesText(types.split(", "), t) };
  return facts;
}

/** 5242880 → "5 MB", 312000 → "305 kB". */
export function sizeText(bytes: number, t: Translate): string {
  const mega = bytes / (1024 * 1024);
  if (mega >= 1) return `${t.number(Math.round(mega * 10) / 10)}\u00a0MB`;
  return `${t.number(Math.max(1, Math.round(bytes / 1024)))}\u00a0kB`;
}

const typeNames: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "image/webp": "WebP",
};

export const typesText = (types: readonly string[], t: Translate): string =>
  t.list(types.map((type) => typeNames[type] ?? type.split("/").at(-1) ?? type));

/** The problem of an input, shown beside it. */
export function errorOf(
  problems: readonly Problem[],
  name: string,
  t: Translate,
  field?: Field,
): string | undefined {
  const problem = problems.find((one) => one.field === name);
  return problem && problemText(problem, t, field);
}

/** All problems of a page for the summary: each says which question it is about. */
export function pageErrors(
  problems: readonly Problem[],
  fields: readonly Field[],
  t: Translate,
): PageError[] {
  const named = new Map(fields.map((field) => [field.name, field]));
  const several = fields.length > 1;
  return problems.map((problem) => {
    const field = named.get(problem.field);
    const text = problemText(problem, t, field);
    if (!field) return { text };
    const id = field.name + (inputEndings(field)[0] ?? "");
    // The error of a missing answer names its question already.
    const isNamed = problem.code === "required" || !several;
    return { id, text: isNamed ? text : `${t.words(field.label)} – ${text}` };
  });
}
