import { make } from "./expressions.ts";
import type { CompiledExpression, Maker } from "./making.ts";
import { scopeNames } from "./paths.ts";
import { receivedSyntax, type SentSyntax, type Syntax } from "./syntax.ts";
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
   * elsewhere (`sentRule`).
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

/** A parsed rule, the names that it may read, and its expected type. */
interface Parsed {
  readonly source: string;
  readonly root: Syntax;
  readonly scope: Scope;
  readonly expects?: FeelType | undefined;
}

/** Checks what was parsed, and makes it ready to run. */
export function compileParsed({ source, root, scope, expects }: Parsed): Compiled {
  let slots = 0;
  const maker: Maker = {
    scope,
    problems: [],
    read: new Set(),
    slot: () => slots++,
    make: (node, names) => make(node, names, maker),
  };
  const body = maker.make(root, scopeNames(maker));
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

/**
 * A rule as it travels to a program that has no parser: its source, how that was parsed, and the
 * types of what it reads.
 */
export interface SentRule {
  readonly feel: string;
  readonly syntax: SentSyntax;
  readonly scope: Scope;
}

/** The rule that was sent. Throws where this program judges it otherwise than the sender's. */
export function receivedRule({ feel, syntax, scope }: SentRule): Rule {
  const root = receivedSyntax(syntax, feel);
  const compiled = compileParsed({ source: feel, root, scope });
  if (!compiled.ok) throw new SyntaxError(feel);
  return compiled.rule;
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
