import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, process } from "../../../tests/definition.ts";
import { type Application, whyFindingStands } from "../../cases/index.ts";
import { taskToAsk } from "./ask-this.ts";
import type { Desk } from "./desk.ts";
import { decidingTask } from "./task-panel.ts";

/** A file on which Ann has a step in hand, beside one from which these recused themselves. */
function fileOf(...recused: readonly string[]): Application {
  const definition = licence({ process: process() });
  const of = { authority: "mines", role: "clerk", stage: "intake", task: "intake" };
  const tasks = [
    { ...of, key: "1.intake", claimedBy: "ann" },
    { ...of, key: "1.vote", task: "vote", recused: recused.map((by) => ({ by })) },
  ];
  const state = { tasks, status: "in-review", rounds: 0, submitted: { service: definition.id } };
  return { definition, state } as unknown as Application;
}

const officer = { id: "ann", authority: "mines", roles: ["clerk"] };
const desk = { officer, now: new Date("2026-11-23T08:00:00Z") } as unknown as Desk;

test("Of a step in hand nothing is filled in on a file from which its officer is recused", () => {
  const [open, left] = [fileOf("ben"), fileOf("ben", "ann")];
  assert.equal(decidingTask(desk, open)?.key, "1.intake");
  assert.equal(decidingTask(desk, left), undefined);
  assert.equal(taskToAsk(desk, open)?.key, "1.intake");
  assert.equal(taskToAsk(desk, left), undefined);
  const [step] = open.state.tasks;
  assert.ok(step);
  const signed = { ...step, proposed: { by: "ann", outcome: "complete" } };
  assert.equal(whyFindingStands(open.state, signed, "ann"), undefined);
  assert.equal(whyFindingStands(left.state, signed, "ann")?.refusal.code, "case.recused");
});
