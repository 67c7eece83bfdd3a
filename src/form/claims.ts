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

/** What a claim may say about the case itself: `case` in a claim's rule. */
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
  /** Words by language where the claim is nothing but a choice or a code; yes and no as such; else plain text. */
  readonly value: string | boolean | Words;
  /** Where the value is words: the codes of what was chosen, by which it is signed. */
  readonly codes?: readonly string[];
  /** Where the value is words: all that could have been chosen; of a long list what was chosen. */
  readonly options?: readonly ClaimOption[];
}

/** A code and its words. */
export interface ClaimOption {
  readonly value: string;
  readonly label: Words;
}

/** What the certificate says: the definition's claims over the answers on the route; empty where unknown. With `codes`, a district is named, not coded. */
export function claimsOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  caseFacts: CaseFacts,
  codes: LabelledCodes = () => undefined,
  found: readonly TaskFindings[] = [],
): readonly Claim[] {
  return statementsOf(def, def.output?.claims ?? [], { answers, facts, caseFacts, codes, found });
}

export interface Stating {
  readonly answers: Answers;
  readonly facts: FormFacts;
  readonly caseFacts: CaseFacts;
  readonly codes?: LabelledCodes;
  readonly found?: readonly TaskFindings[];
}

/** The same for any statements of the definition: those of a paper, or those of a list. */
export function statementsOf(
  def: Definition,
  claims: readonly OutputClaim[],
  { answers, facts, caseFacts, codes = () => undefined, found = [] }: Stating,
): readonly Claim[] {
  const { scope } = walk(def, answers, facts);
  const values = { ...scope.all(), ...findingValues(def, found), case: caseFacts };
  return claims.map(({ name, title, value }) => ({
    name,
    title,
    ...worded(def, value, value.evaluate(values, facts), codes),
  }));
}

/** A list of goods has thousands; whoever checks a certificate loads the words of all that were ever used. */
const mostOptions = 60;

/** A claim that is nothing but a choice or a code is given in its words, in every language. */
function worded(
  def: Definition,
  rule: Rule,
  value: FeelValue,
  codes: LabelledCodes,
): Omit<Claim, "name" | "title"> {
  if (typeof value === "boolean") return { value };
  const field = fieldNamed(def, rule.source.trim());
  const text = { value: textOf(value) };
  if (!field) return text;
  const options = field.list === undefined ? field.options : (codes(field.list) ?? []);
  const given = typeof value === "string" ? [value] : value;
  if (!Array.isArray(given)) return text;
  const chosen = options.filter((option) => given.includes(option.value));
  if (chosen.length === 0) return text;
  const inOrder = given.flatMap((each) => chosen.filter((option) => option.value === each));
  return {
    value: joinWords(inOrder.map(({ label }) => label)),
    codes: inOrder.map((option) => option.value),
    options: (options.length <= mostOptions ? options : inOrder).map((option) => ({
      value: option.value,
      label: option.label,
    })),
  };
}

/** The question that a claim repeats: one of the form, or one that officers answer. */
function fieldNamed(def: Definition, name: string): Field | undefined {
  const [, task, own] = /^findings\.(\w+)\.(\w+)$/.exec(name) ?? [];
  const fields = task
    ? def.process?.stages
        .flatMap(({ tasks }) => tasks)
        .find(({ id, findings }) => findings && findingsName(id) === task)?.findings
    : planOf(def).pageOfName.get(name)?.fields;
  return fields?.find((each) => each.name === (own ?? name));
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
