import {
  type Definition,
  type Field,
  findingsName,
  type OutputClaim,
  type Words,
} from "../catalogue/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import { findingValues } from "./findings.ts";
import type { LabelledCodes } from "./kind.ts";
import type { Answers, FormFacts, TaskFindings } from "./model.ts";
import { planOf } from "./plan.ts";
import { walk } from "./walk.ts";

/** The case in a claim's rule, as `case`. */
export interface CaseFacts {
  readonly reference: string;
  /** `YYYY-MM-DD` */
  readonly submittedOn: string;
  /** `YYYY-MM-DD` */
  readonly decidedOn: string;
}

export interface Claim {
  readonly name: string;
  readonly title: Words;
  /** Where programs find it in the object of the standard that the paper follows. */
  readonly as?: string;
  /** The part of the paper where it is printed. */
  readonly part?: string;
  /**
   * Words by language where the claim is just a choice or a code; yes and no as such; else plain
   * text.
   */
  readonly value: string | boolean | Words;
  /** For words: the codes of what was chosen, which are signed. */
  readonly codes?: readonly string[];
  /** For words: all options; of a long list only what was chosen. */
  readonly options?: readonly ClaimOption[];
}

/** A code and its words. */
export interface ClaimOption {
  readonly value: string;
  readonly label: Words;
}

/**
 * The claims of the certificate, from the answers on the route; empty where unknown. With `codes`,
 * codes get their names.
 */
export function claimsOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  caseFacts: CaseFacts,
  codes: LabelledCodes = () => undefined,
  findings: readonly TaskFindings[] = [],
): readonly Claim[] {
  return statementsOf(def, def.output?.claims ?? [], {
    answers,
    facts,
    caseFacts,
    codes,
    findings,
  });
}

export interface Stating {
  readonly answers: Answers;
  readonly facts: FormFacts;
  readonly caseFacts: CaseFacts;
  readonly codes?: LabelledCodes;
  readonly findings?: readonly TaskFindings[];
}

/** The same for any statements of the definition: of a certificate or a list. */
export function statementsOf(
  def: Definition,
  claims: readonly OutputClaim[],
  { answers, facts, caseFacts, codes = () => undefined, findings = [] }: Stating,
): readonly Claim[] {
  const { scope } = walk(def, answers, facts);
  const values = { ...scope.all(), ...findingValues(def, findings), case: caseFacts };
  return claims.map(({ name, title, value, as, part }) => ({
    name,
    title,
    ...(as && { as }),
    ...(part && { part }),
    ...worded(def, value, value.evaluate(values, facts), codes),
  }));
}

/** Limits the words that a verifier has to load: a list of goods has thousands. */
const mostOptions = 60;

/** A claim that is just a choice or a code is given in its words, in every language. */
function worded(
  def: Definition,
  rule: Rule,
  value: FeelValue,
  codes: LabelledCodes,
): Omit<Claim, "name" | "title" | "as" | "part"> {
  if (typeof value === "boolean") return { value };
  const field = fieldNamed(def, rule.source.trim());
  const text = { value: textOf(value) };
  if (!field) return text;
  const options = field.list === undefined ? field.options : (codes(field.list) ?? []);
  const codeList = typeof value === "string" ? [value] : value;
  if (!Array.isArray(codeList)) return text;
  const chosen = options.filter((option) => codeList.includes(option.value));
  if (chosen.length === 0) return text;
  const inOrder = codeList.flatMap((each) => chosen.filter((option) => option.value === each));
  return {
    value: joinWords(inOrder.map(({ label }) => label)),
    codes: inOrder.map((option) => option.value),
    options: (options.length <= mostOptions ? options : inOrder).map((option) => ({
      value: option.value,
      label: option.label,
    })),
  };
}

/** The question that a claim repeats: of the form, or of officers. */
function fieldNamed(def: Definition, name: string): Field | undefined {
  const [, task, fieldName] = /^findings\.(\w+)\.(\w+)$/.exec(name) ?? [];
  const fields = task
    ? def.process?.stages
        .flatMap(({ tasks }) => tasks)
        .find(({ id, findings }) => findings && findingsName(id) === task)?.findings
    : planOf(def).pageOfName.get(name)?.fields;
  return fields?.find((each) => each.name === (fieldName ?? name));
}

function joinWords(all: readonly Words[]): Words {
  const langs = [...new Set(all.flatMap((words) => Object.keys(words)))];
  return Object.fromEntries(
    langs.map((lang) => [lang, all.flatMap((words) => words[lang] ?? []).join(", ")]),
  );
}

function textOf(value: FeelValue): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map((each: FeelValue) => textOf(each)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
