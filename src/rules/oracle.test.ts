import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate } from "feelin";
import { compile, type FeelType, type Scope } from "./index.ts";

const n: FeelType = { kind: "number" };
const scope: Scope = {
  x: n,
  y: n,
  word: { kind: "string" },
  yes: { kind: "boolean" },
  numbers: { kind: "list", of: n },
  person: { kind: "context", fields: { name: { kind: "string" }, age: n } },
  rows: {
    kind: "list",
    of: { kind: "context", fields: { a: n, b: { kind: "string" }, c: { kind: "boolean" } } },
  },
  missing: n,
  unsaid: { kind: "boolean" },
};
const values = {
  x: 7,
  y: 3,
  word: "Kigali",
  yes: true,
  numbers: [5, 1, 4, 1],
  person: { name: "Aliyev", age: 40 },
  rows: [
    { a: 1, b: "one", c: true },
    { a: 2, b: "two", c: false },
    { a: 3, b: "two", c: true },
  ],
  missing: null,
  unsaid: null,
};

/** Expressions that another implementation of DMN must evaluate alike. */
const AGREED = `
1 + 2 * 3 - 4
(1 + 2) * 3
10 / 4
2 ** 10
-x + 1
x - -1
x > y
x >= 7
x < y
x != y
x = 7
"b" > "a"
word = "Kigali"
word != "Baku"
"a" + "b"
yes and x > 1
yes and x < 1
not(yes)
true or false and false
false and unsaid
unsaid or yes
not(unsaid)
null = null
missing = 1
missing != null
missing > 1
missing + 1
x between 1 and 7
x between 8 and 9
x in [1..7]
x in [1..7)
x in (7..9]
x in ]6..8[
x in (1, 7)
x in (< 3, > 6)
x in [1, 2, 3]
x in numbers
5 in numbers
word in ("Baku", "Kigali")
if x > 1 then "many" else "one"
if missing > 1 then "many" else "one"
if x = 1 then 1 else if x = 7 then 2 else 3
for i in 1..4 return i * i
for i in 3..1 return i
for i in numbers return i + 1
for i in [1, 2], j in [10, 20] return i + j
for i in 1..2, j in 1..i return j
some r in rows satisfies r.a > 2
some r in rows satisfies r.a > 3
every r in rows satisfies r.a > 0
every r in rows satisfies r.c
some a in numbers, b in numbers satisfies a = b + 3
rows[a > 1].b
rows[b = "two"]
rows[1].b
rows[-1].a
rows[9]
numbers[item > 3]
numbers[2]
rows.a
person.name
person
{a: 1, b: 2}
{a: 1, b: a + 1}.b
[1, "a", true, null]
[]
{}
count(rows)
count([])
sum(numbers)
sum(rows.a)
min(numbers)
max(1, 9, 4)
mean([1, 2, 3])
all([true, false])
any([true, false])
all(rows.c)
append(numbers, 2)
concatenate([1, 2], [3])
distinct values(numbers)
list contains(numbers, 4)
list contains(numbers, 9)
contains(word, "gal")
starts with(word, "Ki")
ends with(word, "x")
upper case(word)
lower case(word)
string length(word)
string length("🦏a")
substring(word, 3)
substring(word, 2, 2)
substring(word, -2)
string(12)
string(true)
number("12")
floor(1.5)
ceiling(1.5)
round up(5.5, 0)
round down(-5.5, 0)
round half up(5.5, 0)
round half up(-5.5, 0)
abs(-5)
modulo(12, 5)
modulo(-12, 5)
modulo(12, -5)
date("2026-01-31") < date("2026-02-01")
@"2026-01-31" = date("2026-01-31")
date("2026-03-01").year
date("2026-03-01").month
date("2026-03-01").day
date("2026-03-01").weekday
day of week(date("2026-03-01"))
string(date("2026-01-31") + duration("P1M"))
string(date("2026-01-31") - duration("P1D"))
string(date("2024-02-29") + duration("P1Y"))
string(date(2026, 3, 1))
(date("2026-03-01") - date("2026-02-01")).days
duration("P1Y6M").months
duration("P1Y6M").years
duration("P1Y") > duration("P11M")
duration("P2D") = duration("PT48H")
string(duration("P14M"))
years and months duration(date("2020-05-20"), date("2026-05-20")).years
`;

test("another implementation of FEEL gives the same values", () => {
  const sources = AGREED.trim().split("\n");
  const apart: string[] = [];
  for (const source of sources) {
    const compiled = compile(source, scope);
    assert.ok(compiled.ok, `${source}: ${JSON.stringify(compiled)}`);
    const ours = JSON.stringify(compiled.rule.evaluate(values, { today: "2026-01-01" }));
    const theirs = JSON.stringify(evaluate(source, values).value);
    if (ours !== theirs) apart.push(`${source}: ${ours}, but feelin gives ${theirs}`);
  }
  assert.deepEqual(apart, []);
  assert.ok(sources.length >= 80);
});

test("we differ from feelin for exact numbers, for unknown values, and where DMN is clear", () => {
  const apart: Readonly<Record<string, [ours: unknown, theirs: unknown]>> = {
    "0.1 + 0.2 = 0.3": [true, false],
    "5 between 10 and null": [false, null],
    "if 1 = 1 and null then 1 else 2": [2, 2],
    "some r in [null] satisfies r": [null, false],
    "- 3 + x": [4, Number.NaN],
    "count(rows[c])": [2, 0],
    "max(rows.b)": ["two", null],
  };
  for (const [source, [ours, theirs]] of Object.entries(apart)) {
    const compiled = compile(source, scope);
    assert.ok(compiled.ok, source);
    assert.equal(compiled.rule.evaluate(values, { today: "2026-01-01" }), ours, source);
    assert.equal(evaluate(source, values).value, theirs, source);
  }
});
