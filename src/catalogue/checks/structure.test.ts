import assert from "node:assert/strict";
import { test } from "node:test";
import { goodRulings, goodService, readText } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

finds([
  ["A clock without a limit", "    limit: 30bd\n", "", /`limit` is missing from `process.clock`/],
  [
    "A limit without a start of the clock",
    "    starts: after intake\n",
    "",
    /`starts` is missing from `process.clock`/,
  ],
  [
    "A fee without a currency",
    "    currency: RWF\n",
    "",
    /`currency` is missing from `fees.permit`/,
  ],
  [
    "A key that does not exist",
    "audience: business",
    "audience: business\ncolour: red",
    /`colour` is not known/,
  ],
  [
    "A duration that is none",
    "limit: 30bd",
    "limit: 30 days",
    /`process.clock.limit`: "30 days" has the wrong form/,
  ],
  [
    "An id in the wrong style",
    "    geology: {title",
    "    Geology_1: {title",
    /`process.stages.review.tasks`: Geology_1 has the wrong form/,
  ],
  ["The same key twice", "level: 2", "level: 2\nlevel: 3", /Map keys must be unique/],
  ["A file that is not YAML", "title: Quarry permit", "title: [Quarry", /this is not YAML/],
  [
    "A service that is not called like its folder",
    "service: quarry",
    "service: quarries",
    /the service is called `quarries`/,
  ],
  [
    "A source language that the government does not speak",
    "language: en",
    "language: de",
    /`de` is not a language/,
  ],
]);

test("A definition in which nothing is wrong is read without a word", () => {
  for (const text of [goodService, goodRulings]) {
    const { definition, findings } = readText(text);
    assert.deepEqual(findings, []);
    assert.ok(definition);
  }
});

test("A problem points at the very word inside a rule", () => {
  const text = goodService.replace("rule: total <= 100", 'rule: "total <= totl"');
  const [finding] = readText(text).findings;
  const line = text.split("\n")[(finding?.line ?? 0) - 1] ?? "";
  assert.ok(
    line.slice((finding?.column ?? 0) - 1).startsWith("totl"),
    `${finding?.column} in ${line}`,
  );
});

test("All mistakes of a file are told at once", () => {
  const text = goodService
    .replace("limit: 30bd", "limit: soon")
    .replace("level: 2", "level: 7")
    .replace("audience: business", "");
  assert.equal(readText(text).findings.length, 3);
});

test("A fixed answer, an optional page and a parallel stage are read into the model", () => {
  const { definition } = readText(goodService);
  assert.deepEqual(
    definition?.form.map(({ id, repeat }) => [id, repeat?.name]),
    [
      ["site", undefined],
      ["blasting", undefined],
      ["pits", "pits"],
    ],
  );
  assert.equal(definition?.form[0]?.fields[5]?.maxLength, 25);
  assert.deepEqual(definition?.process?.clock.starts, { after: "intake" });
  assert.deepEqual(definition?.process?.stages[0]?.tasks[0]?.outcomes[1]?.to, { end: "refused" });
  assert.deepEqual(definition?.process?.stages[1]?.join, { kind: "count", count: 1 });
  assert.deepEqual(definition?.process?.stages[1]?.next, { stage: "decision" });
  assert.equal(definition?.process?.stages[2]?.tasks[0]?.id, "decision");
  assert.equal(definition?.process?.stages[2]?.tasks[0]?.title.en, "Decision");
  assert.equal(definition?.documents[0]?.maxBytes, 5 * 1024 * 1024);
});
