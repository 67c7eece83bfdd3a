import { parser, trackVariables, VariableContext } from "lezer-feel";
import type { Syntax } from "./syntax.ts";
import type { RuleProblem } from "./types.ts";

export const MAX_SOURCE = 2_000;
export const MAX_NESTING = 40;

type Node = ReturnType<typeof parser.parse>["topNode"];
type Parsed = { readonly root: Syntax } | { readonly problems: readonly RuleProblem[] };

const NESTS = new Set([
  "ParenthesizedExpression",
  "IfExpression",
  "ForExpression",
  "QuantifiedExpression",
  "FunctionInvocation",
  "FunctionDefinition",
  "DateTimeLiteral",
  "FilterExpression",
  "PathExpression",
  "ArithmeticExpression",
  "InstanceOfExpression",
  "Comparison",
  "Conjunction",
  "Disjunction",
  "Interval",
  "List",
  "Context",
]);

const MENDS: Readonly<Record<string, string>> = {
  "&&": "write `and`",
  "||": "write `or`",
  "==": "write a single `=`",
  "!": "write `not(…)`",
  "'": 'write texts in double quotes, as "travel"',
  "`": "write names as they are, without backticks",
  '"': "close the text with a double quote",
  "%": "write 5% as 0.05",
  ";": "a rule is one expression: leave the semicolon out",
};

/**
 * The parser needs names only to know where one with spaces ends. Its own context also merges the
 * values behind them, which takes exponential time on a few nested groups; here a name has no
 * value.
 */
class NamesOnly extends VariableContext {
  override set(name: string): this {
    return NamesOnly.of(this, { [name]: 1 }) as this;
  }
  override merge(other: unknown): NamesOnly {
    return NamesOnly.of(this, other);
  }
  static override of(...contexts: readonly unknown[]): NamesOnly {
    const names = contexts.flatMap((context) => {
      const variables: unknown = context instanceof VariableContext ? context.value : context;
      return typeof variables === "object" && variables !== null ? Object.keys(variables) : [];
    });
    return new NamesOnly(Object.fromEntries(names.map((name) => [name, 1])));
  }
}

/** However a source spaces a name, it has this part of it. */
const firstWord = (name: string): string => /^[\p{L}\p{N}_]*/u.exec(name)?.[0] ?? "";

/**
 * The tree, or null where the parser itself fails (it throws on some broken declarations of names).
 */
function treeOf(source: string, names: readonly string[]): Node | null {
  const near = names.filter((name) => source.includes(firstWord(name)));
  const variables = Object.fromEntries(near.map((name) => [name, 1]));
  const contextTracker = trackVariables(variables, NamesOnly);
  try {
    return parser.configure({ top: "Expression", contextTracker }).parse(source).topNode;
  } catch {
    return null;
  }
}

/** Parses one expression. `names` are given to the parser, so that none is split at a keyword. */
export function parse(source: string, names: readonly string[]): Parsed {
  if (source.length > MAX_SOURCE)
    return alone(source, `the rule is longer than ${MAX_SOURCE} characters`, "cut it into several");
  if (source.trim() === "") return alone(source, "the rule is empty", "write an expression");
  const tree = treeOf(source, names);
  if (tree === null) return alone(source, "the rule is not understood", "look for a missing name");
  const reading: Reading = { source, problems: [], tooDeep: false };
  const root = plain(tree, 0, reading);
  if (reading.tooDeep)
    return alone(
      source,
      `the rule is nested deeper than ${MAX_NESTING} levels`,
      "cut it into several",
    );
  if (reading.problems.length > 0) return { problems: reading.problems };
  return { root };
}

const alone = (source: string, message: string, mend: string): Parsed => ({
  problems: [{ message, mend, from: 0, to: source.length }],
});

interface Reading {
  readonly source: string;
  readonly problems: RuleProblem[];
  tooDeep: boolean;
}

/** Copies the tree, collecting syntax errors. A chain such as a + b + c counts as one level. */
function plain(node: Node, depth: number, reading: Reading): Syntax {
  const { name, from, to } = node;
  const kids: Syntax[] = [];
  if (node.type.isError) reading.problems.push(syntaxProblem(from, to, reading.source));
  if (depth > MAX_NESTING) reading.tooDeep = true;
  else
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name.endsWith("Comment")) continue;
      const chained = kids.length === 0 && child.name === name;
      kids.push(plain(child, depth + (NESTS.has(child.name) && !chained ? 1 : 0), reading));
    }
  return { name, text: reading.source.slice(from, to), from, to, kids };
}

function syntaxProblem(from: number, to: number, source: string): RuleProblem {
  const text = source.slice(from, to).trim();
  if (text !== "")
    return {
      message: `\`${text}\` is not understood here`,
      mend: MENDS[text] ?? "look for a missing operator, comma, quote or bracket before it",
      from,
      to,
    };
  const before = source.slice(0, from).trim();
  return before === ""
    ? {
        message: "something is missing at the beginning",
        mend: "write a value or a name",
        from,
        to,
      }
    : {
        message: `something is missing after \`${before.slice(-20)}\``,
        mend: "complete the expression: a value, a name, `else …` or a closing bracket",
        from,
        to,
      };
}
