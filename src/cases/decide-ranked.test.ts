import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, kigali, mother, officer, submit, system } from "../../tests/given.ts";
import { givenState } from "../../tests/given-decider.ts";
import { rankedService, readText } from "../catalogue/good-service.fixture.ts";
import { caseDecider } from "./index.ts";

const { process: rankedProcess } = readText(rankedService).definition ?? assert.fail();
const ranking = rankedProcess?.stages.find((each) => each.ranking)?.ranking ?? assert.fail();
const chair = officer("o-chair", "mines", "chair");
const outcomes = [outcome("nominate", { stage: "note" }), outcome("pass", { end: "refused" })];
const sending = [outcome("sent", { end: "granted" })];
const stages = [
  { ...stage("ranking", [task("rank", "chair", { outcomes })]), ranking },
  stage("note", [task("note", "sender", { outcomes: sending })]),
];
const definition = licence({ process: process({ stages }) });

test("Who is selected is told once it cannot be taken back, as of a decision", () => {
  const place = {
    ...{ rank: 1, equal: 1, of: 1, line: "above" as const, missing: 0, complete: true },
    ...{ opens: "2026-11-01", closes: "2026-11-20", places: 1, taken: 0, takenBy: [] },
    ...{ numbers: [90], task: "1.rank" },
  };
  const at = new Date("2026-11-23T08:00:00Z");
  const facts = {
    ...{ at, today: "2026-11-23", command: "nominate", actor: chair, place },
    ...{ definition, calendar: kigali, values: {}, takeBackSeconds: 60 },
  };
  const { state } = given(definition).when(mother, submit());
  const nominate = { type: "complete", task: "1.rank", outcome: "nominate" } as const;
  const held = givenState(caseDecider, facts, state).when(nominate).records("DecisionSigned");
  const late = { at: new Date("2026-11-23T08:01:00Z"), actor: system, command: "due" };
  const done = held.when({ type: "fall-due" }, late);
  const [first] = done.records("TaskDone", "StageEntered").events;
  assert.ok(first?.type === "TaskDone" && first.data.selected);
  assert.equal(done.state.stage, "note");
  const after = { at: new Date("2026-11-23T08:01:30Z"), actor: chair, command: "back" };
  const back = done.when({ type: "take-back", task: "1.rank" }, after);
  back.refuses("case.nothing-to-take-back");
});
