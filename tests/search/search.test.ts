import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { type Catalogue, loadCatalogue } from "../../src/catalogue/index.ts";

type Query = readonly [text: string, first: string | readonly string[]];

const file = new URL("./queries.yaml", import.meta.url);
const queries = parse(readFileSync(file, "utf8")) as Record<string, readonly Query[]>;

/** Ids of what is shown, best first; those of the directory begin with `+`. */
const shown = (catalogue: Catalogue, text: string): string[] =>
  catalogue
    .searchAll(text, "en")
    .map(({ service, elsewhere }) => service?.id ?? `+${elsewhere?.id}`);

interface Missed {
  readonly text: string;
  readonly expected: readonly string[];
  readonly got: readonly string[];
}

test("What people type finds what they mean, and nothing where it is not here", () => {
  const [total, first, third]: Missed[][] = [[], [], []];
  const absurd: Missed[] = [];
  for (const [code, asked] of Object.entries(queries)) {
    const { catalogue, problems } = loadCatalogue(`jurisdictions/${code}`);
    assert.ok(catalogue, JSON.stringify(problems));
    for (const [text, wanted] of asked) {
      const expected = [wanted].flat();
      const got = shown(catalogue, text).slice(0, 3);
      const missed = { text, expected, got };
      if (expected[0] === "none") {
        if (got.length > 0) absurd.push(missed);
        continue;
      }
      total?.push(missed);
      if (!expected.includes(got[0] ?? "")) first?.push(missed);
      if (!expected.some((id) => got.includes(id))) third?.push(missed);
    }
  }
  const rate = (missed: readonly Missed[] = []) => 1 - missed.length / (total?.length ?? 0);
  const lines = (missed: readonly Missed[] = []) =>
    missed.map(({ text, expected, got }) => `${text}: ${expected} ≠ ${got}`).join("\n");
  assert.ok((total?.length ?? 0) >= 150);
  assert.ok(rate(first) >= 0.85, `first ${rate(first)}\n${lines(first)}`);
  assert.ok(rate(third) >= 0.95, `third ${rate(third)}\n${lines(third)}`);
  // Whoever asks for the weather is offered the airlines: "hava" is air as well, and Kigali stands
  // among their words.
  assert.deepEqual(
    absurd.map(({ text }) => text),
    ["hava proqnozu", "how is the weather tomorrow in kigali"],
    lines(absurd),
  );
});

test("Whoever speaks of a newborn is told where a birth is registered and certified", () => {
  const { catalogue } = loadCatalogue("jurisdictions/rw");
  assert.ok(catalogue);
  for (const text of [
    "how do I register my newborn",
    "my baby was born last week",
    "umwana wanjye yavutse mu cyumweru gishize",
    "mon bébé est né la semaine dernière",
  ]) {
    const ids = shown(catalogue, text);
    assert.ok(ids.includes("+birth-registration"), `${text}: ${ids}`);
    assert.ok(ids.includes("birth-certificate"), `${text}: ${ids}`);
  }
});
