/**
 * What follows from the answers: the conditions, fees and values that a service's definition carries, written
 * in a part of FEEL (DMN 1.5). A rule is checked once against the names that it may read, and then runs in
 * about a microsecond. It is pure: it knows the answers and the day, keeps numbers exact, always ends, and
 * cannot fail. It is not a programming language (no functions of one's own, no regular expressions), and it
 * does not know what a rule is for: whoever asks decides what null means, and guards pass only on true.
 */
export { type Compiled, compile, type Rule, type RuleContext, type RuleValues } from "./compile.ts";
export {
  accepts,
  describe,
  type FeelType,
  type FeelValue,
  type RuleProblem,
  type Scope,
} from "./types.ts";
