import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineOf, type Ranked, rank } from "./ranking.ts";

const entry = (id: string, ...numbers: (number | null)[]): Ranked => ({ id, numbers });
const inWords = (entries: readonly Ranked[]) =>
  rank(entries).map(({ entry: { id }, rank: at, behindBy }) => [id, at, behindBy]);

test("The higher number comes first, and where it is equal the next one decides", () => {
  const ranked = inWords([entry("a", 70, 80), entry("b", 90, 60), entry("c", 70, 85)]);
  assert.deepEqual(ranked, [
    ["b", 1, undefined],
    ["c", 2, 0],
    ["a", 3, 1],
  ]);
});

test("Who is equal in everything has the same rank, and the next rank is left out", () => {
  const ranks = rank([entry("a", 80, 1), entry("b", 70, 5), entry("c", 70, 5), entry("d", 60, 9)]);
  assert.deepEqual(
    ranks.map(({ rank: at, equal }) => [at, equal]),
    [
      [1, 1],
      [2, 2],
      [2, 2],
      [4, 1],
    ],
  );
});

test("A number that could not be told stands behind every number", () => {
  assert.deepEqual(
    inWords([entry("a", null), entry("b", -5), entry("c", null)]).map(([id, at]) => [id, at]),
    [
      ["b", 1],
      ["a", 2],
      ["c", 2],
    ],
  );
});

test("The line cuts through equal ones: then it is said, and people decide", () => {
  assert.equal(lineOf({ rank: 2, equal: 2 }, 3), "above");
  assert.equal(lineOf({ rank: 2, equal: 3 }, 3), "across");
  assert.equal(lineOf({ rank: 4, equal: 1 }, 3), "below");
  assert.equal(lineOf({ rank: 400, equal: 1 }, undefined), "above");
});

const entries = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    numbers: fc.tuple(
      fc.option(fc.integer({ min: 0, max: 5 })),
      fc.option(fc.integer({ min: 0, max: 3 })),
    ),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
);

test("The order in which applications came changes nobody's rank", () => {
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.nat()), (all, chance) => {
      const shuffled = all
        .map((one) => [chance.next().value ?? 0, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one);
      const ranks = (list: readonly Ranked[]) =>
        new Map(rank(list).map(({ entry: { id }, rank: at }) => [id, at]));
      const [first, second] = [ranks(all), ranks(shuffled)];
      for (const { id } of all) assert.equal(first.get(id), second.get(id));
    }),
  );
});

test("One's rank is one more than the number of those who are better", () => {
  const better = (a: Ranked, b: Ranked) => {
    const i = a.numbers.findIndex((value, at) => value !== b.numbers[at]);
    return i >= 0 && (a.numbers[i] ?? -1) > (b.numbers[i] ?? -1);
  };
  fc.assert(
    fc.property(entries, (all) => {
      for (const { entry: one, rank: at } of rank(all))
        assert.equal(at, 1 + all.filter((other) => better(other, one)).length);
    }),
  );
});
