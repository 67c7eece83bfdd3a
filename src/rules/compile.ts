import { BUILTINS } from "./builtins.ts";
import { make } from "./expressions.ts";
import type { CompiledExpression, Maker } from "./making.ts";
import { parse } from "./parse.ts";
import { scopeNames } from "./paths.ts";
import {
  accepts,
  describe,
  type FeelType,
  type FeelValue,
  listed,
  type RuleProblem,
  type Scope,
} from "./types.ts";
import { type Env, LimitReached, TURNS, toJson, type Value, WORK } from "./values.ts";

/** The day of evaluation, "YYYY-MM-DD": the only input beside the answers. */
export interface RuleContext {
  readonly today: string;
}

/** Answers by name, plain JSON. A missing one, or one not of the declared kind, is null. */
export type RuleValues = Readonly<Record<string, unknown>>;

/** A checked rule, ready to run. It never throws and never changes anything. */
export interface Rule {
  readonly source: string;
  readonly type: FeelType;
  /** Every name that is read, with dotted paths: "areas" and "areas.hectares". */
  readonly names: ReadonlySet<string>;
  /**
   * The names that it reads, with their types: together with the source, enough to compile it
   * elsewhere.
   */
  readonly scope: Scope;
  /** The value as JSON; null where an answer is missing or a limit is reached. */
  evaluate(values: RuleValues, context: RuleContext): FeelValue;
  /** Whether the rule gives true; anything else, null included, counts as no. */
  holds(values: RuleValues, context: RuleContext): boolean;
}

export type Compiled =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/**
 * Checks a rule against the names that it may read and its expected type, and compiles it. Refuses
 * with all problems at once, in order of position. Never throws. The language is a part of FEEL
 * (DMN 1.5, chapter 10): see docs/rules.md.
 */
export function compile(source: string, scope: Scope, expects?: FeelType): Compiled {
  const parsed = parse(source, [...Object.keys(BUILTINS), ...Object.keys(scope)]);
  if ("problems" in parsed) return { ok: false, problems: parsed.problems };
  let slots = 0;
  const maker: Maker = {
    scope,
    problems: [],
    read: new Set(),
    slot: () => slots++,
    make: (node, names) => make(node, names, maker),
  };
  const body = maker.make(parsed.root, scopeNames(maker));
  if (expects !== undefined && maker.problems.length === 0)
    maker.problems.push(...resultProblems(body, expects, source));
  const problems = maker.problems.toSorted((a, b) => a.from - b.from);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, rule: ruleOf(source, body, { names: maker.read, scope }, slots) };
}

function resultProblems(
  body: CompiledExpression,
  expects: FeelType,
  source: string,
): RuleProblem[] {
  if (accepts(expects, body.type)) return [];
  const resultType = body.type;
  const wrong =
    expects.kind === "enum" && resultType.kind === "enum"
      ? resultType.values.filter((value) => !expects.values.includes(value))
      : [];
  const message =
    wrong.length > 0
      ? `the rule can give ${listed(wrong.map((value) => `"${value}"`))}, ` +
        "which is not among the possible values"
      : `the rule gives ${describe(resultType)}, but ${describe(expects)} is needed`;
  const mend =
    expects.kind === "boolean"
      ? "make it a condition: `… = value`"
      : `let it give ${describe(expects)}`;
  return [{ message, mend, from: 0, to: source.length }];
}

const NO_LOCALS: Value[] = [];

function ruleOf(
  source: string,
  body: CompiledExpression,
  { names, scope }: Pick<Rule, "names" | "scope">,
  slots: number,
): Rule {
  const { type, run } = body;
  const start = (values: RuleValues, today: string): Env => ({
    values,
    today,
    locals: slots === 0 ? NO_LOCALS : new Array<Value>(slots).fill(null),
    memo: null,
    work: WORK,
    turns: TURNS,
  });
  const within = <T>(act: (env: Env) => T, values: RuleValues, today: string): T | null => {
    try {
      return act(start(values, today));
    } catch (fault) {
      if (fault instanceof LimitReached) return null;
      throw fault;
    }
  };
  const json = (env: Env): FeelValue => toJson(run(env), env);
  return {
    source,
    type,
    names,
    scope: Object.fromEntries(Object.entries(scope).filter(([name]) => names.has(name))),
    evaluate: (values, { today }) => within(json, values, today),
    holds: (values, { today }) => within(run, values, today) === true,
  };
}
