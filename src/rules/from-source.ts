import { BUILTINS } from "./builtins.ts";
import { type Compiled, compileParsed, type Rule, type SentRule } from "./compile.ts";
import { parse } from "./parse.ts";
import { sentSyntax } from "./syntax.ts";
import type { FeelType, Scope } from "./types.ts";

const parsed = (source: string, scope: Scope) =>
  parse(source, [...Object.keys(BUILTINS), ...Object.keys(scope)]);

/**
 * Checks a rule against the names that it may read and its expected type, and compiles it. Refuses
 * with all problems at once, in order of position. Never throws. The language is a part of FEEL
 * (DMN 1.5, chapter 10): see docs/rules.md.
 */
export function compile(source: string, scope: Scope, expects?: FeelType): Compiled {
  const result = parsed(source, scope);
  return "problems" in result
    ? { ok: false, problems: result.problems }
    : compileParsed({ source, root: result.root, scope, expects });
}

/** Whether a part of a definition is a compiled rule. */
export const isRule = (value: unknown): value is Rule =>
  typeof value === "object" && value !== null && "holds" in value && "scope" in value;

/** A compiled rule as it travels (`receivedRule`). */
export function sentRule({ source, scope }: Rule): SentRule {
  const result = parsed(source, scope);
  if ("problems" in result) throw new Error(`a compiled rule is not parsed again: ${source}`);
  return { feel: source, syntax: sentSyntax(result.root), scope };
}
