import type { Definition, Words } from "../catalogue/index.ts";
import type { FeelValue, Rule } from "../rules/index.ts";
import type { Answers, FormFacts } from "./model.ts";
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
  /** Words by language where the claim is a choice that the definition words; else plain text. */
  readonly value: string | Words;
}

/** What the certificate says: the definition's claims over the answers on the route. Empty where unknown. */
export function claimsOf(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  caseFacts: CaseFacts,
): readonly Claim[] {
  const { scope } = walk(def, answers, facts);
  const values = { ...scope.all(), case: caseFacts };
  return (def.output?.claims ?? []).map(({ name, title, value }) => ({
    name,
    title,
    value: worded(def, value, value.evaluate(values, facts)),
  }));
}

/** A claim that is nothing but a choice is given in the words of its options, in every language. */
function worded(def: Definition, rule: Rule, value: FeelValue): string | Words {
  const name = rule.source.trim();
  const field = planOf(def)
    .pageOfName.get(name)
    ?.fields.find((each) => each.name === name);
  if (field && typeof value === "string") return labelOf(field.options, value) ?? value;
  if (field && Array.isArray(value) && field.options.length > 0) {
    const chosen = value.flatMap((each: FeelValue): Words[] => {
      const label = labelOf(field.options, String(each));
      return label ? [label] : [];
    });
    return joinWords(chosen);
  }
  return textOf(value);
}

const labelOf = (
  options: readonly { value: string; label: Words }[],
  value: string,
): Words | undefined => options.find((option) => option.value === value)?.label;

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
