import assert from "node:assert/strict";
import { test } from "node:test";
import { goodService, rankedService, readText } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

const panel = `committee: {members: 3, quorum: 2, majority: simple, otherwise: remitted, \
illustrative: true}`;
const appealed = goodService.replace(
  "  decideWithin: 20bd\n",
  `  decideWithin: 20bd\n  ${panel}\n`,
);
const stage = panel.replace("remitted", "grant");
const voted = rankedService.replace(
  "      next: granted\n",
  `      next: granted\n      ${stage}\n`,
);

test("An appeal and a stage may be decided by the votes of a committee", () => {
  const appeal = readText(appealed);
  assert.deepEqual(appeal.findings, []);
  assert.equal(appeal.definition?.appeal?.committee?.quorum, 2);
  const decided = readText(voted);
  assert.deepEqual(decided.findings, []);
  const stages = decided.definition?.process?.stages;
  assert.equal(stages?.find(({ id }) => id === "decision")?.committee?.members, 3);
});

finds([
  ["A quorum that cannot be reached", "quorum: 2", "quorum: 4", /never be reached/, appealed],
  [
    "An outcome of ties that is none",
    "otherwise: remitted",
    "otherwise: lost",
    /there is no outcome `lost`/,
    appealed,
  ],
  [
    "A committee whose votes need a second signature",
    "role: director, skippedInRenewal: true,",
    "role: director, fourEyes: true, skippedInRenewal: true,",
    /members vote on the outcome alone/,
    voted,
  ],
  [
    "A call decided by an outcome that is none",
    "places: 2\n",
    "places: 2\n        decide: {above: grant, below: lost, reason: too-large}\n",
    /there is no outcome `lost`/,
    rankedService,
  ],
]);
