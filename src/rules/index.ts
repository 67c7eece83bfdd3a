/**
 * The rules of a service's definition: conditions, fees and values, written in a part of FEEL (DMN
 * 1.5). A rule is checked once against the names that it may read, and then runs in about a
 * microsecond. It is pure: it sees the answers and the day, computes exactly, always terminates,
 * and cannot fail. It is not a programming language (no user-defined functions, no regular
 * expressions), and it does not know what it is used for: the caller decides what null means, and
 * guards pass only on true.
 */
export {
  type Compiled,
  type Rule,
  type RuleContext,
  type RuleValues,
  receivedRule,
  type SentRule,
} from "./compile.ts";
export { compile, isRule, sentRule } from "./from-source.ts";
export { plainWords, sameName } from "./same-name.ts";
export {
  accepts,
  describe,
  type FeelType,
  type FeelValue,
  type RuleProblem,
  type Scope,
} from "./types.ts";
