import type { Definition, Field, Lang } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { CodeLists } from "./kind.ts";
import { readField, wrongWith } from "./kinds.ts";
import type { Answers, AnswerValue, FormFacts, PageRead } from "./model.ts";
import { pagePlan } from "./plan.ts";
import type { RawPage } from "./raw.ts";
import type { Scope } from "./scope.ts";
import { walk } from "./walk.ts";

/**
 * Parses the posted text of one page, or of one item, into typed answers, with all problems at once
 * (at most one per field). `answers` are those saved so far; the page's own are ignored. The
 * resulting answers are the page's (the item's) alone, for `putPage`; an answer that could be
 * parsed is included even where it breaks a limit. Fields that are not asked are ignored. Inputs
 * that begin with `_` belong to the channel; any other unknown input is a problem. `lang` settles
 * what `1,500` means; without it such a number is refused.
 */
export function readPage(
  def: Definition,
  pageId: string,
  raw: RawPage,
  answers: Answers,
  facts: FormFacts,
  codeLists: CodeLists,
  lang?: Lang,
): PageRead {
  const plan = pagePlan(def, pageId);
  const outer = walk(def, answers, facts, {}, pageId).scope;
  const scope = plan.page.repeat ? outer.item(plan.blankItem) : outer;
  const { answers: read, problems } = readFields(plan.page.fields, raw, scope, codeLists, lang);
  return { answers: read, problems: [...problems, ...unknownInputs(plan.inputs, raw)] };
}

/** Reads fields in order; each sees those before it in the scope. */
export function readFields(
  fields: readonly Field[],
  raw: RawPage,
  scope: Pick<Scope, "holds" | "set">,
  codeLists: CodeLists,
  lang?: Lang,
): PageRead {
  const read: Record<string, AnswerValue> = {};
  const problems: Problem[] = [];
  for (const field of fields) {
    if (field.show && !scope.holds(field.show)) continue;
    const { value, code, facts } = readField(field, raw, lang);
    if (value !== undefined) {
      read[field.name] = value;
      scope.set(field, value);
    }
    const problem =
      code === undefined
        ? problemOf(field, field.name, value, scope, codeLists)
        : { field: field.name, code, ...(facts && { facts }) };
    if (problem) problems.push(withFacts(field, problem));
  }
  return { answers: read, problems };
}

/** The first problem of an answer: missing, malformed, or against its rule. */
export function problemOf(
  field: Field,
  path: string,
  value: AnswerValue | undefined,
  scope: Pick<Scope, "holds">,
  codeLists?: CodeLists,
): Problem | undefined {
  if (value === undefined || isEmpty(value)) return missing(field, path);
  const { valid, within } = field;
  const isOutside = within && !scope.holds(within.rule);
  const wrong = wrongWith(field, value, codeLists) ?? (isOutside ? { code: "not-one-of" } : null);
  if (wrong) return { field: path, ...wrong };
  if (!valid || scope.holds(valid.rule)) return undefined;
  return { field: path, code: "invalid", words: valid.else };
}

const missing = (field: Field, path: string): Problem | undefined =>
  field.required ? { field: path, code: "required" } : undefined;

const isEmpty = (value: AnswerValue): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Problems found while parsing get the same facts as later ones. */
function withFacts(field: Field, problem: Problem): Problem {
  const { minimum, maximum } = field;
  if (problem.facts) return problem;
  const { code } = problem;
  if (code === "too-large") return { ...problem, facts: { max: maximum ?? 999_999_999_999_999 } };
  if (code === "too-small") return { ...problem, facts: { min: minimum ?? -999_999_999_999_999 } };
  return problem;
}

export function unknownInputs(inputs: ReadonlySet<string>, raw: RawPage): Problem[] {
  const unknown = Object.keys(raw).filter((name) => !inputs.has(name) && !name.startsWith("_"));
  return unknown.map((field) => ({ field, code: "unknown-field" }));
}
