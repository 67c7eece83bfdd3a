import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compile, type FeelValue, type Scope } from "./index.ts";

const scope: Scope = {
  a: { kind: "number" },
  b: { kind: "number" },
  c: { kind: "number" },
  p: { kind: "boolean" },
  q: { kind: "boolean" },
  r: { kind: "boolean" },
  d: { kind: "date" },
  rows: {
    kind: "list",
    of: { kind: "context", fields: { a: { kind: "number" }, t: { kind: "string" } } },
  },
  free: { kind: "any" },
};
const today = "2026-11-23";
function compileRule(source: string): (values: object) => FeelValue {
  const compiled = compile(source, scope);
  assert.ok(compiled.ok, `${source}: ${JSON.stringify(compiled)}`);
  return (values) => compiled.rule.evaluate(values as Record<string, unknown>, { today });
}

/**
 * A decimal that a JavaScript number carries exactly in its text: 12 digits, up to 6 after the
 * point.
 */
const decimal = fc
  .tuple(
    fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
    fc.integer({ min: 0, max: 6 }),
  )
  .map(([c, scale]) => ({ c: BigInt(c), scale, number: Number(`${c}e-${scale}`) }));

/** The same value over 10^6, exactly. */
const millionths = ({ c, scale }: { c: bigint; scale: number }): bigint =>
  c * 10n ** BigInt(6 - scale);

/** "12.5" as a bigint over 10^digits. */
function over(text: FeelValue, digits: number): bigint {
  const [whole = "", fraction = ""] = String(text).split(".");
  assert.ok(fraction.length <= digits, String(text));
  return BigInt(whole + fraction.padEnd(digits, "0"));
}

describe("arithmetic is exact", () => {
  const [sum, difference, product] = ["+", "-", "*"].map((sign) =>
    compileRule(`string(a ${sign} b)`),
  );
  test("sums, differences and products are those of whole numbers over a million", () => {
    fc.assert(
      fc.property(decimal, decimal, (x, y) => {
        const values = { a: x.number, b: y.number };
        assert.equal(over(sum?.(values) ?? null, 6), millionths(x) + millionths(y));
        assert.equal(over(difference?.(values) ?? null, 6), millionths(x) - millionths(y));
        assert.equal(over(product?.(values) ?? null, 12), millionths(x) * millionths(y));
      }),
    );
  });

  test("order and equality are those of whole numbers over a million", () => {
    const [less, same] = [compileRule("a < b"), compileRule("a = b")];
    const near = fc.tuple(decimal, decimal).chain(([x, y]) => fc.constantFrom([x, y], [x, x]));
    fc.assert(
      fc.property(near, ([x, y]) => {
        if (x === undefined || y === undefined) return;
        const values = { a: x.number, b: y.number };
        assert.equal(less(values), millionths(x) < millionths(y));
        assert.equal(same(values), millionths(x) === millionths(y));
      }),
    );
  });

  test("a quotient is off by at most half a unit of its 34th digit", () => {
    const quotient = compileRule("string(a / b)");
    fc.assert(
      fc.property(decimal, decimal, (x, y) => {
        if (y.c === 0n) return assert.equal(quotient({ a: x.number, b: y.number }), null);
        const text = String(quotient({ a: x.number, b: y.number }));
        const digits = text.split(".")[1]?.length ?? 0;
        const [n, m] = [millionths(x), millionths(y)];
        const off = over(text, digits) * m - n * 10n ** BigInt(digits);
        const size = (k: bigint): bigint => (k < 0n ? -k : k);
        // Zeros at the end are left out, so half a unit of the 34th digit may be smaller than the
        // last one shown.
        const hidden = 34 - size(over(text, digits)).toString().length;
        assert.ok(hidden >= 0);
        assert.ok(size(off) * 2n * 10n ** BigInt(hidden) <= size(m));
      }),
    );
  });

  test("the laws of arithmetic hold without a rest", () => {
    const laws = [
      "(a + b) + c = a + (b + c)",
      "a * b = b * a",
      "a - b + b = a",
      "-(a - b) = b - a",
      "(a + b) * 2 = a * 2 + b * 2",
      "floor(a) <= a and a <= ceiling(a)",
      "if b = 0 then true else modulo(a, b) = a - b * floor(a / b) or abs(a / b) > 1000000",
      "sum([a, b, c]) = a + b + c",
      "number(string(a)) = a",
    ].map(compileRule);
    fc.assert(
      fc.property(decimal, decimal, decimal, (x, y, z) => {
        const values = { a: x.number, b: y.number, c: z.number };
        for (const law of laws) assert.equal(law(values), true);
      }),
    );
  });
});

test("conditions with unknown answers follow three-valued logic", () => {
  const truth = fc.constantFrom(true, false, null);
  const rank = (v: boolean | null): number => (v === true ? 1 : v === false ? -1 : 0);
  const isPositive = (n: number): boolean | null => (n === 0 ? null : n > 0);
  const [and, or, not] = [compileRule("p and q"), compileRule("p or q"), compileRule("not(p)")];
  const laws = [
    ["not(p and q)", "not(p) or not(q)"],
    ["p and (q or r)", "(p and q) or (p and r)"],
    ["p or (q and r)", "(p or q) and (p or r)"],
    ["p and q", "q and p"],
    ["not(not(p))", "p"],
    ["some x in [p, q, r] satisfies x", "p or q or r"],
    ["every x in [p, q, r] satisfies x", "p and q and r"],
    ["any([p, q, r])", "p or q or r"],
    ["all([p, q, r])", "p and q and r"],
  ].map((sides) => sides.map(compileRule));
  fc.assert(
    fc.property(truth, truth, truth, (p, q, r) => {
      const values = { p, q, r };
      assert.equal(and(values), isPositive(Math.min(rank(p), rank(q))));
      assert.equal(or(values), isPositive(Math.max(rank(p), rank(q))));
      assert.equal(not(values), isPositive(0 - rank(p)));
      for (const [left, right] of laws) assert.equal(left?.(values), right?.(values));
    }),
  );
});

/** Fragments of the language in any order: often an expression, often not. */
const pieces = fc
  .array(
    fc.constantFrom(
      ..."a b p q d rows free item x . .. , ( ) [ ] { } + - * / ** = != < >=".split(" "),
      ..."and or not( if then else for some every in return satisfies between".split(" "),
      ...'1 0.5 5..1 "t" null true @"2026-01-31" @"P1M" count( sum( date('.split(" "),
      ..."string( today() duration( [1..3] rows[ rows.a {a: substring( append( -1".split(" "),
      ..."1e999 ".split(" "),
      "list contains(",
      "for x in rows return",
      "some x in rows satisfies",
      "distinct values(",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(" "));

/** An expression that compiles, most of the time. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constantFrom(
      "a",
      "b",
      "p",
      "d",
      "rows",
      "rows.a",
      "free",
      "free.x",
      "1",
      "0.1",
      "1e300",
      '"t"',
      "null",
      "true",
      "[]",
      "[1, 2]",
      '@"P1M"',
      '@"9999-12-31"',
      "today()",
    ),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"),
        tie("expression"),
      )
      .map(([x, sign, y]) => `(${x} ${sign} ${y})`),
    fc
      .tuple(
        fc.constantFrom(
          "count",
          "sum",
          "min",
          "string",
          "floor",
          "abs",
          "not",
          "distinct values",
          "concatenate",
          "date",
          "is defined",
          "mean",
          "string length",
        ),
        tie("expression"),
      )
      .map(([name, x]) => `${name}(${x})`),
    fc.tuple(tie("expression"), tie("expression")).map(([x, y]) => `(for z in ${x} return ${y})`),
    fc.tuple(tie("expression"), tie("expression")).map(([x, y]) => `(${x})[${y}]`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([x, y, z]) => `(if ${x} then ${y} else ${z})`),
  ),
}));

describe("whatever is written or answered", () => {
  const check = (source: string, values: object): boolean => {
    const compiled = compile(source, scope);
    if (!compiled.ok) {
      assert.ok(compiled.problems.length > 0);
      for (const { from, to, message, mend } of compiled.problems)
        assert.ok(from >= 0 && from <= to && to <= source.length && message !== "" && mend !== "");
      return false;
    }
    const value = compiled.rule.evaluate(values as Record<string, unknown>, { today });
    assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
    return true;
  };
  const answers = fc.record({
    a: fc.oneof(fc.double(), fc.integer(), fc.constant(null)),
    b: fc.jsonValue(),
    p: fc.oneof(fc.boolean(), fc.constant(null)),
    d: fc.oneof(
      fc.constantFrom("2026-02-28", "0001-01-01", "9999-12-31", "2026-13-01"),
      fc.string(),
    ),
    rows: fc.oneof(fc.array(fc.record({ a: fc.double(), t: fc.string() })), fc.jsonValue()),
    free: fc.jsonValue(),
  });

  test("checking never fails, and names a place for each problem", () => {
    fc.assert(fc.property(fc.string(), (source) => void check(source, {})));
    fc.assert(
      fc.property(pieces, (source) => void check(source, {})),
      { numRuns: 500 },
    );
  });

  test("a checked rule never fails and gives plain JSON", () => {
    let ran = 0;
    fc.assert(
      fc.property(expression, answers, (source, values) => {
        if (check(source, values)) ran += 1;
      }),
      { numRuns: 1000 },
    );
    assert.ok(ran > 100, `only ${ran} of 1000 could be run`);
  });
});
