import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { bundle } from "../src/platform/http/index.ts";
import { parse } from "../src/rules/parse.ts";

const root = join(import.meta.dirname, "..");

/** Each construct of the grammar, so that no part of the parser goes untried. */
const constructs = [
  "for x in 1..3, y in list return x * y ** 2 - -x / 4",
  "some item in things satisfies item.price > 10 and not(item.sold)",
  'every item in things satisfies item.date in [date("2026-01-01")..today]',
  'if age between 16 and 18 or age = null then "minor" else "adult"',
  '{first name: "A", "second": [1, 2, 3][item > 1], third: {a: 1}.a}',
  "function(a: number, b) external a + b",
  'date and time("2026-01-01T00:00:00") + duration("P1D") // a comment',
  '@"2026-01-01" instance of date /* another */',
  "count(list: [for a in b return a.c]) <= 3",
  "[a, b]\n  [2]\n.c",
  "(((1 + (2)) * 3) - (4))",
  "? > 5",
  "a && b || c == d",
  "]",
];

/** Words that would not be read as such were they names. */
const keywords = new Set(
  ["for in return if then else some every satisfies and or not between instance of"]
    .concat("date time duration function external null true false")
    .flatMap((line) => line.split(" ")),
);

/** The values in all definitions of services: rules, and texts that are none. */
function values(): string[] {
  const files = globSync("jurisdictions/*/services/*/service.yaml", { cwd: root });
  const lines = files.flatMap((file) => readFileSync(join(root, file), "utf8").split("\n"));
  const inLines = lines.map((line) => /^\s*(?:- )?\w+: ["']?(.{3,200}?)["']?$/.exec(line)?.[1]);
  return [...new Set(inLines.flatMap((value) => value ?? []))];
}

/** The text, and the text with one part gone: what a broken rule is mended into counts as well. */
const broken = (text: string): string[] => [
  text,
  ...[0.2, 0.5, 0.8].map((part) => {
    const at = Math.floor(text.length * part);
    return text.slice(0, at) + text.slice(at + 2);
  }),
];

describe("The packages of rules in a page", () => {
  let inPage: typeof parse;
  before(async () => {
    const script = await bundle("src/rules/parse.ts", { minify: true });
    ({ parse: inPage } = await import(`data:text/javascript,${encodeURIComponent(script)}`));
  });

  it("read every rule, whole or broken, as the whole packages do", () => {
    const sources = [...constructs, ...values()].flatMap(broken);
    assert.ok(sources.length > 2_000, String(sources.length));
    for (const source of sources) {
      const names = (source.match(/[A-Za-z_]\w*/g) ?? []).filter((word) => !keywords.has(word));
      assert.deepEqual(inPage(source, names), parse(source, names), source);
    }
  });
});
