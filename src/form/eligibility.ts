import type { Definition } from "../catalogue/index.ts";
import type { FeelValue } from "../rules/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { planOf } from "./plan.ts";
import { answersRead } from "./reads.ts";
import { type Walk, walk } from "./walk.ts";

export interface EligibilityVerdict {
  /** Id of the requirement. */
  readonly requirement: string;
  /** `unknown` until every question that the requirement reads is answered. Only `met` may submit. */
  readonly verdict: "met" | "unmet" | "unknown";
}

/** Each requirement against these answers. Nobody is told "no" before the questions are answered. */
export function eligibilityOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly EligibilityVerdict[] {
  const open = new Set<string>();
  const walked = walk(def, answers, facts, {
    list: (page, list) => {
      if (page.repeat && page.repeat.min > 0 && !(Array.isArray(list) && list.length > 0))
        open.add(page.repeat.name);
    },
    field: ({ name, required }, path, value) => {
      if (required && value === undefined) open.add(path.split("[", 1)[0] ?? name);
    },
  });
  if (facts.applicant.name === null && facts.applicant.nationalId === null) open.add("applicant");
  return def.eligibility.map(({ id, rule }) => ({
    requirement: id,
    verdict: verdictOf(
      walked,
      rule.evaluate(walked.scope.values, facts),
      answersRead(def, rule),
      open,
    ),
  }));
}

function verdictOf(
  { scope }: Walk,
  result: FeelValue,
  reads: ReadonlySet<string>,
  open: ReadonlySet<string>,
): EligibilityVerdict["verdict"] {
  const waits = [...reads].some(
    (name) => open.has(name) && (name !== "applicant" || noApplicant(scope.values)),
  );
  if (waits || typeof result !== "boolean") return "unknown";
  return result ? "met" : "unmet";
}

const noApplicant = (values: Readonly<Record<string, unknown>>): boolean =>
  values["applicant"] !== undefined;

/**
 * The questions that decide about eligibility: pages in order, with the names of the fields that
 * the requirements read, through calculations and through the rules by which they are asked. A
 * repeating page is asked whole.
 */
export function eligibilityQuestions(
  def: Definition,
): readonly { readonly page: string; readonly fields: readonly string[] }[] {
  const wanted = new Set<string>();
  for (const { rule } of def.eligibility)
    for (const name of answersRead(def, rule)) wanted.add(name);
  const { pageOfName } = planOf(def);
  return def.form.flatMap((page) => {
    if (page.repeat && !wanted.has(page.repeat.name)) return [];
    const names = page.fields.map(({ name }) => name);
    const fields = page.repeat
      ? names
      : names.filter((name) => wanted.has(name) && pageOfName.has(name));
    return fields.length > 0 ? [{ page: page.id, fields }] : [];
  });
}
