import { BUILTINS } from "./builtins.ts";
import { atLiteral, call } from "./calls.ts";
import { compare } from "./comparisons.ts";
import { parseNumber } from "./decimal.ts";
import { filter, forReturn, quantified } from "./loops.ts";
import {
  type CompiledExpression,
  compiled,
  local,
  type Maker,
  type Names,
  nothing,
  refuse,
  suggest,
  within,
} from "./making.ts";
import { arithmetic, logic } from "./operators.ts";
import { path } from "./paths.ts";
import { kid, type Syntax, words } from "./syntax.ts";
import {
  BOOLEAN,
  describe,
  type FeelType,
  isOpen,
  join,
  joinAll,
  listOf,
  NULL,
  NUMBER,
  related,
  type Scope,
} from "./types.ts";

type Make = (node: Syntax, names: Names, maker: Maker) => CompiledExpression;

/** One entry for each kind of expression in the grammar; others are refused. */
const MAKES: Readonly<Record<string, Make>> = {
  Expression: (node, names, maker) => maker.make(kid(node, 0), names),
  ParenthesizedExpression: (node, names, maker) => maker.make(kid(node, 1), names),
  null: () => compiled(NULL, nothing),
  BooleanLiteral: ({ text }) => compiled(BOOLEAN, text === "true" ? () => true : () => false),
  NumericLiteral: number,
  StringLiteral: (node) => text(unquote(node.text)),
  VariableName: name,
  PathExpression: path,
  ArithmeticExpression: arithmetic,
  Conjunction: logic,
  Disjunction: logic,
  Comparison: compare,
  IfExpression: choice,
  ForExpression: forReturn,
  QuantifiedExpression: quantified,
  FilterExpression: filter,
  FunctionInvocation: call,
  DateTimeLiteral: (node, names, maker) => {
    const at = kid(node, 0);
    return at.name === "AtLiteral"
      ? atLiteral(node, unquote(kid(at, 0).text), maker)
      : call(node, names, maker);
  },
  List: list,
  Context: context,
};

const REFUSED: Readonly<Record<string, readonly [message: string, mend: string]>> = {
  SimplePositiveUnaryTest: [
    "a range or half a comparison cannot stand alone",
    "write `value in [1..5]` or `item > 5`",
  ],
  Interval: ["a range cannot stand alone", "write `value in [1..5]`"],
  FunctionDefinition: [
    "rules define no functions",
    "write the expression in place, or as a calculation of its own",
  ],
  InstanceOfExpression: [
    "types are known before a rule runs",
    "use `is defined(…)` to ask whether there is an answer",
  ],
  "?": ["`?` means nothing here", "name the value"],
};

export function make(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const makes = Object.hasOwn(MAKES, node.name) ? MAKES[node.name] : undefined;
  if (makes !== undefined) return makes(node, names, maker);
  const [message, mend] = REFUSED[node.name] ?? [
    `\`${words(node)}\` is not understood here`,
    "see the page on rules",
  ];
  return refuse(maker, node, message, mend);
}

function number(node: Syntax, _names: Names, maker: Maker): CompiledExpression {
  const value = parseNumber(node.text.replace(/\s/g, ""));
  if (value === null)
    return refuse(
      maker,
      node,
      `\`${node.text}\` is no number that can be told exactly`,
      "write fewer digits",
    );
  return compiled(NUMBER, () => value);
}

const text = (value: string): CompiledExpression => ({
  type: { kind: "enum", values: [value] },
  run: () => value,
  text: value,
  literal: true,
});

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The content of a quoted text. */
const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
      code === undefined
        ? (ESCAPES[letter] ?? letter)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );

function name(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const variableName = words(node);
  const variable = names.find(variableName);
  if (variable !== undefined) return variable;
  if (Object.hasOwn(BUILTINS, variableName))
    return refuse(maker, node, `\`${variableName}\` is a function`, `write \`${variableName}(…)\``);
  if (isValue(variableName, maker.scope))
    return refuse(
      maker,
      node,
      `unknown name \`${variableName}\``,
      `write a text in quotes: "${variableName}"`,
    );
  return refuse(
    maker,
    node,
    `unknown name \`${variableName}\``,
    suggest(variableName, names.names(), "no names are known here"),
  );
}

/** Whether an answer of the scope can have this value: then its quotes were forgotten. */
function isValue(valueText: string, scope: Scope): boolean {
  const has = (type: FeelType): boolean => {
    if (type.kind === "enum") return type.values.includes(valueText);
    if (type.kind === "list") return has(type.of);
    return type.kind === "context" && Object.values(type.fields).some(has);
  };
  return Object.values(scope).some(has);
}

/** if … then … else …: only true takes the first branch. */
function choice(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const [testNode, yes, no] = [kid(node, 1), kid(node, 3), kid(node, 5)];
  const condition = maker.make(testNode, names);
  const [then, otherwise] = [maker.make(yes, names), maker.make(no, names)];
  if (!isOpen(condition.type) && condition.type.kind !== "boolean")
    refuse(
      maker,
      testNode,
      `\`if\` needs a condition, but this is ${describe(condition.type)}`,
      "compare it: `… = value`",
    );
  if (!related(then.type, otherwise.type))
    refuse(
      maker,
      node,
      `one way gives ${describe(then.type)}, the other ${describe(otherwise.type)}`,
      "both must give the same kind",
    );
  const [test, a, b] = [condition.run, then.run, otherwise.run];
  const chosen = compiled(join(then.type, otherwise.type), (env) =>
    test(env) === true ? a(env) : b(env),
  );
  return then.literal && otherwise.literal ? { ...chosen, literal: true } : chosen;
}

function list(node: Syntax, names: Names, maker: Maker): CompiledExpression {
  const items = node.kids.slice(1, -1).map((item) => maker.make(item, names));
  const runs = items.map((item) => item.run);
  return compiled(listOf(joinAll(items.map((item) => item.type))), (env) =>
    runs.map((run) => run(env)),
  );
}

/** {a: 1, b: a + 1}: each entry sees those before it. */
function context(node: Syntax, outer: Names, maker: Maker): CompiledExpression {
  let names = outer;
  const fields: Record<string, FeelType> = {};
  const entries = node.kids.slice(1, -1).map((entry) => {
    const at = kid(kid(entry, 0), 0);
    const key = at.name === "StringLiteral" ? unquote(at.text) : words(at);
    const { type, run } = maker.make(kid(entry, 1), names);
    const slot = maker.slot();
    names = within(names, new Map([[key, local(type, slot, undefined)]]));
    Object.defineProperty(fields, key, {
      value: type,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return { key, slot, run };
  });
  return compiled({ kind: "context", fields }, (env) =>
    Object.fromEntries(
      entries.map(({ key, slot, run }) => {
        const value = run(env);
        env.locals[slot] = value;
        return [key, value];
      }),
    ),
  );
}
