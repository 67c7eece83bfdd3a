import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compile, type FeelType, type FeelValue, type Rule, type Scope } from "./index.ts";

const area: FeelType = {
  kind: "context",
  fields: {
    district: { kind: "string" },
    hectares: { kind: "number" },
    protected: { kind: "boolean" },
  },
};
const scope: Scope = {
  applicant: {
    kind: "context",
    fields: { name: { kind: "string" }, birth_date: { kind: "date" }, age: { kind: "number" } },
  },
  purpose: { kind: "enum", values: ["work", "study", "travel"] },
  radioactive: { kind: "boolean" },
  areas: { kind: "list", of: area },
  reviews: { kind: "list", of: { kind: "any" } },
  start: { kind: "date" },
  budget: { kind: "number" },
  register: { kind: "any" },
};
const answers = {
  applicant: { name: "Umutoni", birth_date: "2008-02-29", age: 17 },
  purpose: "work",
  radioactive: true,
  areas: [
    { district: "Gasabo", hectares: 120.5, protected: false },
    { district: "Kicukiro", hectares: 79.5, protected: true },
  ],
  reviews: [{ outcome: "object" }, { outcome: "support" }],
  start: "2026-12-24",
  budget: 1_500_000,
};

function rule(source: string, expects?: FeelType): Rule {
  const compiled = compile(source, scope, expects);
  assert.ok(compiled.ok, `${source}: ${JSON.stringify(compiled)}`);
  return compiled.rule;
}
const on = (source: string, today = "2026-11-23", values: object = answers): FeelValue =>
  rule(source).evaluate(values as Record<string, unknown>, { today });
const gives = (cases: Readonly<Record<string, FeelValue>>, today?: string): void => {
  for (const [source, expected] of Object.entries(cases))
    assert.deepEqual(on(source, today), expected, source);
};
const problem = (source: string, expects?: FeelType): string => {
  const compiled = compile(source, scope, expects);
  assert.ok(!compiled.ok, source);
  return compiled.problems.map(({ message, mend }) => `${message} → ${mend}`).join("\n");
};

test("A name of several words is read however spaced, and not by its first word alone", () => {
  const names: Scope = { "for sale": { kind: "boolean" }, "first name": { kind: "string" } };
  const value = (source: string) => {
    const compiled = compile(source, { ...names, first: { kind: "string" } });
    assert.ok(compiled.ok, source);
    return compiled.rule.evaluate(
      { "for sale": true, "first name": "Keza", first: "1" },
      { today: "2026-11-23" },
    );
  };
  assert.equal(value("for  sale"), true);
  assert.equal(value("first   name"), "Keza");
  assert.equal(value('first + "name"'), "1name");
});

describe("what a service definition asks", () => {
  test("the rules of a mineral licence give what the law expects", () => {
    gives({
      "sum(areas.hectares)": 200,
      "sum(areas.hectares) * 1500": 300_000,
      "sum(areas.hectares) <= 400": true,
      "some a in areas satisfies a.protected": true,
      "every a in areas satisfies a.hectares > 100": false,
      'if count(reviews[outcome = "object"]) > 0 then "refuse" else "grant"': "refuse",
      "date(start) > today()": true,
      "radioactive = true": true,
      'purpose in ("work", "study")': true,
      "areas[protected].district": ["Kicukiro"],
      "areas[-1].district": "Kicukiro",
      "areas[item.hectares in [100..150]].district": ["Gasabo"],
      "for a in areas return upper case(a.district)": ["GASABO", "KICUKIRO"],
      'start in [@"2026-12-01"..@"2026-12-31"]': true,
    });
  });

  test("a rule tells which answers it reads, inside repeated pages too", () => {
    const { names } = rule("some a in areas satisfies a.protected and applicant.age > 16");
    assert.deepEqual([...names].sort(), ["applicant", "applicant.age", "areas", "areas.protected"]);
    assert.deepEqual([...rule("areas[hectares > 5]").names], ["areas", "areas.hectares"]);
    assert.deepEqual([...rule("start.year").names], ["start"]);
  });

  test("somebody born on 29 February grows older on 1 March", () => {
    gives({ "age(applicant.birth_date)": 17 }, "2026-02-28");
    gives({ "age(applicant.birth_date)": 18 }, "2026-03-01");
    gives({ "age(applicant.birth_date)": null }, "2008-02-28");
  });

  test("a date moves by months to a day that exists, and by days exactly", () => {
    gives({
      '@"2026-01-31" + @"P1M"': "2026-02-28",
      '@"2028-02-29" - @"P1Y"': "2027-02-28",
      '@"2026-12-31" + duration("P1D")': "2027-01-01",
      "(start - today()).days": 31,
      "start.weekday": 4,
      "day of week(start)": "Thursday",
      'years and months duration(@"2020-01-15", start)': "P6Y11M",
      '@"P1M" * 18': "P1Y6M",
      '@"9999-12-31" + @"P1D"': null,
      '@"P1M" < @"P40D"': null,
    });
  });
});

describe("numbers", () => {
  test("no binary fraction changes an amount", () => {
    gives({
      "0.1 + 0.2 = 0.3": true,
      "0.05 * 1999": 99.95,
      "1.1 * 1.1": 1.21,
      "9007199254740991 + 2 - 2": 9_007_199_254_740_991,
      "1 / 3 * 3 = 1": false,
      "2 / 3": 0.6666666666666666,
      "10 / 4": 2.5,
      "1.05 ** 3": 1.157625,
      "2 ** -2": 0.25,
      "2 ** 0.5": null,
      "1 / 0": null,
      "modulo(-7, 3)": 2,
      "round half up(2.345, 2)": 2.35,
      "round half up(-2.5)": -3,
      "round up(1.001, 2)": 1.01,
      "round down(-1.9)": -1,
      "floor(-1.5)": -2,
      "ceiling(1.2)": 2,
      "floor(1234, -2)": 1200,
      "string(0.1 + 0.2)": "0.3",
      "-0 = 0": true,
    });
  });

  test("answers with a fraction are read as they were written", () => {
    assert.equal(on("budget * 3 = 0.3", undefined, { budget: 0.1 }), true);
    assert.equal(
      on("sum(areas.hectares)", undefined, { areas: [{ hectares: 0.1 }, { hectares: 0.2 }] }),
      0.3,
    );
    assert.equal(on("budget", undefined, { budget: Number.NaN }), null);
  });
});

describe("missing answers", () => {
  test("what is not answered is null, and a guard does not pass on it", () => {
    const cases: Readonly<Record<string, FeelValue>> = {
      "budget > 5": null,
      "budget + 1": null,
      "budget = null": true,
      "budget = 5": false,
      "not(radioactive)": null,
      "radioactive and budget > 5": null,
      "radioactive or 1 = 1": true,
      "radioactive and 1 = 2": false,
      "sum(areas.hectares)": null,
      "some a in areas satisfies a.protected": null,
      "if radioactive then 1 else 2": 2,
      "is defined(budget)": false,
      "budget in [1..5]": null,
      "count(areas)": null,
      "applicant.age": null,
      "register.a.b": null,
    };
    for (const [source, expected] of Object.entries(cases)) {
      assert.deepEqual(on(source, undefined, {}), expected, source);
      if (expected !== true) assert.equal(rule(source).holds({}, { today: "2026-01-01" }), false);
    }
  });

  test("an answer of another kind than declared counts as missing", () => {
    assert.equal(on("budget > 5", undefined, { budget: "12" }), null);
    assert.equal(on("start > today()", undefined, { start: "24/12/2026" }), null);
    assert.equal(on("start", undefined, { start: "2026-02-30" }), null);
    assert.equal(on("count(areas)", undefined, { areas: "none" }), null);
    assert.equal(on("register.constructor", undefined, { register: {} }), null);
  });
});

describe("mistakes are told before publication", () => {
  test("each with a way to mend it", () => {
    const cases: Readonly<Record<string, RegExp>> = {
      "radioactve = true": /unknown name `radioactve` → did you mean `radioactive`/,
      "areas.hectres > 1": /`areas` has no field `hectres` → did you mean `hectares`/,
      'purpose = "travle"': /`purpose` is never "travle" → did you mean "travel"/,
      'purpose in ("work", "leisure")':
        /never "leisure" → possible values: "work", "study", "travel"/,
      'list contains(["a"], budget)': /is compared with/,
      "purpose = travel": /write a text in quotes: "travel"/,
      'start > "2026-01-01"': /write the date as @"2026-01-01"/,
      '@"2026-02-30" > start': /"2026-02-30" is not a day of the calendar/,
      'budget + "1"': /cannot add a number and the text "1"/,
      "budget and radioactive": /`and` joins conditions, but this is a number/,
      "radioactive > true": /has no order/,
      "cont(areas)": /unknown function `cont` → did you mean `count`/,
      today: /is a function → write `today\(…\)`/,
      'contains("abc")': /takes 2 arguments, not 1/,
      "age(purpose)": /`age` takes a date, but this is one of/,
      "some a in budget satisfies true": /this is a number, not a list/,
      "budget[1]": /this is a number, not a list/,
      'matches(purpose, "w.*")': /regular expressions are refused/,
      "now() > start": /days, not times/,
      'if radioactive then 1 else "one"': /both must give the same kind/,
      "budget == 1": /write one comparison sign/,
      "radioactive && budget > 1": /write `and`/,
      "if radioactive then 1": /something is missing after/,
      "function(x) x": /define no functions/,
      "[1..5]": /cannot stand alone/,
      "": /the rule is empty/,
      [`1${" + 1".repeat(600)}`]: /longer than 2000 characters/,
      [`${"(".repeat(41)}1${")".repeat(41)}`]: /nested deeper than 40 levels/,
    };
    for (const [source, message] of Object.entries(cases))
      assert.match(problem(source), message, source);
  });

  test("all at once, in order, each at its place", () => {
    const source = 'radioactve = true and purpose = "x" and foo(budget) > bar';
    const compiled = compile(source, scope);
    assert.ok(!compiled.ok);
    assert.deepEqual(
      compiled.problems.map(({ from, to }) => source.slice(from, to)),
      ["radioactve", 'purpose = "x"', "foo", "bar"],
    );
  });

  test("a result of the wrong kind is refused", () => {
    assert.match(
      problem("budget", { kind: "boolean" }),
      /gives a number, but true or false is needed/,
    );
    const outcome: FeelType = { kind: "enum", values: ["grant", "refuse"] };
    assert.match(problem('if radioactive then "refuse" else "allow"', outcome), /can give "allow"/);
    assert.ok(compile('if radioactive then "refuse" else "grant"', scope, outcome).ok);
    assert.ok(compile("register.status", scope, { kind: "boolean" }).ok);
  });
});

describe("limits", () => {
  test("a rule that would take too long is null", () => {
    gives({
      "count(for i in 1..10000 return i)": 10_000,
      "count(for i in 1..10001 return i)": null,
      "for i in 1..200, j in 1..200 return i": null,
      "is defined(count(for i in 1..1000000000 return i))": null,
    });
    const doubling = Array.from({ length: 60 }, (_, i) => `a${i + 1}: a${i} + a${i}`).join(", ");
    assert.equal(on(`{a0: "xxxxxxxx", ${doubling}}.a60`), null);
    const nesting = Array.from({ length: 60 }, (_, i) => `a${i + 1}: [a${i}, a${i}]`).join(", ");
    assert.equal(on(`{a0: 1, ${nesting}}.a60`), null);
    assert.equal(on(`{a0: 1, ${nesting}, z: a60 = a60}.z`), null);
  });

  test("checking ends soon, whatever is nested in what", () => {
    const pairs = Array.from(
      { length: 30 },
      (_, i) => `b${i + 1}: {x: b${i}, y: b${i}}, c${i + 1}: {x: c${i}, y: c${i}}`,
    ).join(", ");
    assert.equal(on(`count({b0: 1, c0: 1, ${pairs}, z: [b30, c30]}.z)`), 2);
  });

  test("fifty conditions in a row are no nesting", () => {
    assert.equal(on(Array.from({ length: 50 }, (_, i) => `budget > ${i}`).join(" and ")), true);
  });
});
