import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit } from "../../tests/given.ts";
import { initial } from "./evolve.ts";
import { changedTasks } from "./index.ts";
import type { CaseCommand } from "./model.ts";

const ann = officer("ann", "mines", "clerk", "member");
const ben = officer("ben", "mines", "surveyor");

test("A vote is on the list of nobody who signed what must be another's, if only first", () => {
  const right = [outcome("right")];
  const outcomes = [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })];
  const committee = { members: 3, quorum: 2, majority: "simple" as const, otherwise: "refuse" };
  const look = task("look", "clerk", { fourEyes: true, outcomes: right });
  const survey = task("survey", "surveyor", { outcomes: right });
  const vote = task("vote", "member", { differentFrom: ["look"], outcomes });
  const stages = [
    stage("check", [look, survey], { join: { kind: "any" }, next: { stage: "vote" } }),
    { ...stage("vote", [vote]), committee },
  ];
  const definition = licence({ process: process({ stages }) });
  const done = (key: string, of: string): CaseCommand => ({
    ...{ type: "complete", task: key, outcome: of },
  });
  const voting = given(definition)
    .when(mother, submit())
    .when(ann, done("1.look", "right"))
    .records("OutcomeProposed")
    .when(ben, done("1.survey", "right"));
  voting.when(ann, done("2.vote", "grant")).refuses("case.same-officer");
  const rows = changedTasks(initial, voting.state, "2026-11-23T08:00:00.000Z", definition);
  assert.deepEqual(rows.find(({ key }) => key === "2.vote")?.barred, ["ann"]);
});
