import type { Definition } from "../catalogue/index.ts";
import { compile, type Rule } from "../rules/index.ts";
import { type EligibilityVerdict, eligibilityOf } from "./eligibility.ts";
import type { Answers, FormFacts } from "./model.ts";
import { answersRead } from "./reads.ts";
import { walk } from "./walk.ts";

const exemptions = new WeakMap<Rule, Rule | null>();

/**
 * The condition under which a requirement about the person does not concern them: what stands
 * before the first `or`, where it reads answers alone and the rest reads the person, as in
 * `who = "child" or applicant.nationalId != null`. The other way round it is a second way to meet
 * the requirement: `applicant.nationality = "RW" or card = "refugee"`.
 */
function exemptionOf(def: Definition, rule: Rule): Rule | undefined {
  const before = exemptions.get(rule);
  if (before !== undefined) return before ?? undefined;
  const made = madeExemption(def, rule);
  exemptions.set(rule, made);
  return made ?? undefined;
}

/** Up to the first `or` outside texts; nothing with brackets, and no expression with a body. */
const firstPart = /^((?:[^()"]|"[^"]*")*?)\bor\b/;

function madeExemption(def: Definition, rule: Rule): Rule | null {
  const [, part = ""] = firstPart.exec(rule.source) ?? [];
  if (!answersRead(def, rule).has("applicant")) return null;
  if (part === "" || /\b(?:if|for|some|every)\b/.test(part)) return null;
  const made = compile(part, rule.scope, { kind: "boolean" });
  return made.ok && !answersRead(def, made.rule).has("applicant") ? made.rule : null;
}

/** `eligibilityOf`, with a mark on what the answers exempt from: nothing was asked for it. */
export function judged(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
): readonly EligibilityVerdict[] {
  const { scope } = walk(def, answers, facts, { list() {}, field() {} });
  const rules = new Map(def.eligibility.map(({ id, rule }) => [id, rule]));
  return eligibilityOf(def, answers, facts).map((one) => {
    const rule = rules.get(one.requirement);
    const exemption = rule && scope.holds(rule) ? exemptionOf(def, rule) : undefined;
    return exemption && scope.holds(exemption) ? { ...one, verdict: "met", exempt: true } : one;
  });
}
