import assert from "node:assert/strict";
import { test } from "node:test";
import { decision, intake, licence, process, review, rule, term } from "../../tests/definition.ts";
import { given, mother, officer, submit, type Telling } from "../../tests/given.ts";
import type { InterimPaper } from "../catalogue/index.ts";
import type { CaseCommand } from "./model.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const geologist = officer("o-geo", "mines", "geologist");
const complete = (task: string, outcome: string): CaseCommand => ({
  type: "complete",
  task,
  outcome,
  statement: { id: "s", text: "It overlaps." },
  code: "overlap",
});
const receipt = (more: Partial<InterimPaper> = {}): InterimPaper => ({
  id: "receipt",
  title: { en: "Receipt" },
  after: "intake",
  claims: [],
  validFor: term("P30D"),
  ...more,
});
const sent = (...interim: readonly InterimPaper[]): Telling =>
  given(licence({ interim })).knowing({ size: 1, protected: false }).when(mother, submit());

test("A paper is given while the case goes on, once the step before it has led on", () => {
  const told = sent(receipt()).when(clerk, complete("1.intake", "complete"));
  told.records("TaskDone", "ClockStarted", "PaperReleased", "StageEntered").is("in-review");
  assert.deepEqual(told.state.papers, ["receipt"]);
});

test("Nothing is given on the way to a refusal, nor where its condition does not hold", () => {
  sent(receipt()).when(clerk, complete("1.intake", "refuse")).records("TaskDone", "CaseDecided");
  sent(receipt({ when: rule("size > 50") }))
    .when(clerk, complete("1.intake", "complete"))
    .records("TaskDone", "ClockStarted", "StageEntered");
});

test("A step that is done anew gives its paper once", () => {
  const stages = [intake, { ...review, next: { stage: "intake" } }, decision];
  given(licence({ interim: [receipt()], process: process({ stages }) }))
    .knowing({ size: 1, protected: false })
    .when(mother, submit())
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .when(clerk, complete("3.intake", "complete"))
    .records("TaskDone", "StageEntered");
});
