import assert from "node:assert/strict";
import { test } from "node:test";
import { rankedService as ranked, readText } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

test("A stage may rank the applications of a call, with reasons for equal ones and a list", () => {
  const { definition, findings } = readText(ranked);
  assert.deepEqual(findings, []);
  const ranking = definition?.process?.stages.find(({ id }) => id === "decision")?.ranking;
  assert.equal(ranking?.by.title.en, "Depth");
  assert.equal(ranking?.places, 2);
  assert.deepEqual([ranking?.ties.length, ranking?.list.length], [1, 1]);
});

const calls = ranked.slice(ranked.indexOf("calls:"), ranked.indexOf("laws:"));

finds([
  ["A ranking without a call", calls, "", /without calls there is nothing to rank/, ranked],
  [
    "A ranking in which a renewal would wait for ever",
    "skippedInRenewal: true, ",
    "",
    /a renewal belongs to no call/,
    ranked,
  ],
  [
    "Places that nobody has confirmed",
    "value: stone}}\n        illustrative: true",
    "value: stone}}",
    /the number of places has no source/,
    ranked,
  ],
  [
    "A ranking by something that is no number",
    "by: {title: Depth, value: findings.intake.depth}",
    "by: {title: Depth, value: findings.intake.grade}",
    /number/,
    ranked,
  ],
]);
