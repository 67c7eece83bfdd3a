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
const opinion = `opinion: {title: Opinion, within: 3bd, illustrative: true, \
documents: {reply: {title: Reply}}, outcomes: {stands: {title: Right}}}`;
const heard = appealed.replace("  decideWithin: 20bd\n", `  decideWithin: 20bd\n  ${opinion}\n`);
const stage = panel.replace("remitted", "refuse");
const voted = rankedService
  .replace("      next: granted\n", `      next: granted\n      ${stage}\n`)
  .replace(
    "{grant: {title: Grant, to: granted}}",
    `{grant: {title: Grant, to: granted}, \
refuse: {title: Refuse, to: refused, reasonRequired: true}}`,
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

test("Those who decided may be asked for an opinion, whose papers both sides see", () => {
  const { definition, findings } = readText(heard);
  assert.deepEqual(findings, []);
  const { documents, outcomes } = definition?.appeal?.opinion ?? assert.fail();
  assert.deepEqual(
    documents?.map(({ id, applicantSees }) => [id, applicantSees]),
    [["reply", true]],
  );
  assert.deepEqual(outcomes, [{ id: "stands", title: { en: "Right" } }]);
});

finds([
  [
    "An appeal that one member of a panel would decide",
    "  authority: land\n  role: officer\n  within",
    "  authority: panel\n  role: officer\n  within",
    /one member alone would decide for the panel `panel`/,
  ],
  [
    "A paper of the opinion with the id of another",
    "{reply: ",
    "{survey-plan: ",
    /already stands for another paper/,
    heard,
  ],
  [
    "An opinion whose term has no source",
    "within: 3bd, illustrative: true",
    "within: 3bd",
    /the opinion/,
    heard,
  ],
  [
    "Substitutes of a role that the authority does not have",
    "quorum: 2",
    "quorum: 2, substitutes: nobody",
    /the role `nobody` is unknown to the authority/,
    appealed,
  ],
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
    "A committee that selects somebody where votes come to nothing",
    "otherwise: refuse",
    "otherwise: grant",
    /once all places are taken, select nobody/,
    voted,
  ],
  [
    "Places that may be exceeded and are none",
    "        places: 2\n",
    "        beyond: true\n",
    /nothing is beyond them/,
    rankedService,
  ],
  [
    "A call decided by an outcome that is none",
    "places: 2\n",
    "places: 2\n        decide: {above: grant, below: lost, reason: too-large}\n",
    /there is no outcome `lost`/,
    rankedService,
  ],
  [
    "A call refused for a reason of another stage",
    "places: 2\n",
    "places: 2\n        decide: {above: grant, below: grant, reason: too-large}\n",
    /this stage has no reason `too-large`/,
    rankedService.replace("law: mining-law}", "law: mining-law, stages: [intake]}"),
  ],
]);
