import type { Definition, Requirement } from "../catalogue/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import type { Answers, FormFacts } from "./model.ts";
import { planOf } from "./plan.ts";
import { answersRead, calculationsRead } from "./reads.ts";
import { walk } from "./walk.ts";

export interface EligibilityVerdict {
  /** Id of the requirement. */
  readonly requirement: string;
  /**
   * `unknown` until everything that the requirement reads is answered (and the person signed in).
   * Only `met` may submit.
   */
  readonly verdict: "met" | "unmet" | "unknown";
  /** The answers exempt from it: see `judged` in src/form/exemption.ts. */
  readonly exempt?: true;
}

/** Each requirement against these answers. None is unmet before its questions are answered. */
export function eligibilityOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly EligibilityVerdict[] {
  const open = new Set<string>();
  const { scope } = walk(def, answers, facts, {
    list: (page, list) => {
      if (page.repeat && page.repeat.min > 0 && !(Array.isArray(list) && list.length > 0))
        open.add(page.repeat.name);
    },
    field: ({ name, required }, path, value) => {
      if (required && value === undefined) open.add(path.split("[", 1)[0] ?? name);
    },
  });
  const guest = Object.values(facts.applicant).every((value) => value === null);
  return def.eligibility.map(({ id, rule }) => {
    const read = answersRead(def, rule);
    const isOpen = [...read].some((name) => open.has(name));
    const result = isOpen ? null : scope.evaluate(rule);
    const personUnknown = guest && read.has("applicant");
    const decided = !personUnknown || (result === true && !gainsByNull(def, rule));
    return { requirement: id, verdict: decided ? verdictOf(result) : "unknown" };
  });
}

/**
 * The requirements that the person does not meet whatever they answer, because of who they are or
 * of the day: judged before the first question.
 */
export function unmetAlone(def: Definition, facts: FormFacts): readonly Requirement[] {
  const verdicts = eligibilityOf(def, {}, facts);
  return def.eligibility.filter(
    ({ id, rule }) =>
      [...answersRead(def, rule)].every((name) => name === "applicant") &&
      verdicts.some(({ requirement, verdict }) => requirement === id && verdict === "unmet"),
  );
}

/**
 * For an unknown person every fact is null, which makes comparisons null or false: a true result
 * then follows from the answers alone. Not so where the rule, or a calculation that it reads,
 * inverts: `!= "RW"`, `= null`, `not(…)`, `if … else`.
 */
const gainsByNull = (def: Definition, rule: Rule): boolean =>
  [rule, ...calculationsRead(def, rule).map((each) => each.rule)].some(
    ({ source, names }) =>
      [...names].some((name) => name.split(".", 1)[0] === "applicant") &&
      /!=(?!\s*null)|[^!<>]=\s*null|\b(?:not|if)\b/.test(source),
  );

function verdictOf(result: FeelValue): EligibilityVerdict["verdict"] {
  if (typeof result !== "boolean") return "unknown";
  return result ? "met" : "unmet";
}

interface PageQuestions {
  readonly page: string;
  readonly fields: readonly string[];
}

/** The questions that decide about eligibility. */
export const eligibilityQuestions = (def: Definition): readonly PageQuestions[] =>
  questionsRead(
    def,
    def.eligibility.map(({ rule }) => rule),
  );

/**
 * The questions that these rules read, directly, through calculations, or through the rules by
 * which they are asked: pages in order, with their fields. A repeating page is asked whole.
 */
export function questionsRead(def: Definition, rules: readonly Rule[]): readonly PageQuestions[] {
  const wantedNames = new Set<string>();
  for (const rule of rules) for (const name of answersRead(def, rule)) wantedNames.add(name);
  const { pageOfName } = planOf(def);
  return def.form.flatMap((page) => {
    if (page.repeat && !wantedNames.has(page.repeat.name)) return [];
    const names = page.fields.map(({ name }) => name);
    const fields = page.repeat
      ? names
      : names.filter((name) => wantedNames.has(name) && pageOfName.has(name));
    return fields.length > 0 ? [{ page: page.id, fields }] : [];
  });
}
