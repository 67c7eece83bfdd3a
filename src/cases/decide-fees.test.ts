import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decision,
  intake,
  licence,
  process,
  review,
  rule,
  stage,
  task,
} from "../../tests/definition.ts";
import { given, mother, officer, submit, system, type Telling } from "../../tests/given.ts";
import type { CaseCommand, FeeOwed } from "./model.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const geologist = officer("o-geo", "mines", "geologist");
const director = officer("o-dir", "mines", "director");
const second = officer("o-dir2", "mines", "director");
const panel = officer("o-panel", "panel", "member");

const complete = (key: string, outcome: string, text = ""): CaseCommand => ({
  type: "complete",
  task: key,
  outcome,
  ...(text && { statement: { id: `s-${text.length}`, text }, code: "overlap" }),
});
const pay = (id: string): CaseCommand => ({ type: "record-payment", fee: id, bill: `b-${id}` });
const owed = (id: string, due: FeeOwed["due"] = "before review"): FeeOwed => ({
  id,
  due,
  money: { minor: 500, currency: "RWF" },
});

/** A case that has reached the review, before which these fees are due. */
const atReview = (...fees: readonly FeeOwed[]): Telling =>
  given(licence())
    .knowing({ size: 1, protected: false })
    .when(mother, submit(fees))
    .when(clerk, complete("1.intake", "complete"));

test("A fee due before a stage is asked for there, and nobody works until it is paid", () => {
  const waits = atReview(owed("survey"))
    .records("TaskDone", "ClockStarted", "FeesFellDue")
    .is("awaiting-payment");
  assert.equal(waits.state.awaits, "review");
  assert.equal(waits.state.tasks.filter(({ done, cancelled }) => !done && !cancelled).length, 0);
  waits.when(geologist, complete("2.geology", "support")).refuses("case.not-allowed");
  waits
    .when(system, pay("survey"))
    .records("FeePaid", "ClockResumed", "StageEntered")
    .is("in-review");
});

test("The clock stands still while a payment is awaited, and resumes with what was left", () => {
  const waits = atReview(owed("survey"));
  assert.equal(waits.state.clock.dueAt, undefined);
  assert.deepEqual(waits.state.clock.left, { businessDays: 30 });
  const late = waits.at("2027-03-01T08:00:00Z").when(system, { type: "fall-due" }).records();
  const paid = late.when(system, pay("survey"));
  assert.ok((paid.state.clock.dueAt ?? "") > "2027-04-01");
  assert.equal(paid.state.clock.left, undefined);
});

test("All fees due before a stage are paid before it begins, each counted once", () => {
  atReview(owed("survey"), owed("map"))
    .when(system, pay("map"))
    .records("FeePaid")
    .is("awaiting-payment")
    .when(system, pay("map"))
    .records()
    .when(system, pay("survey"))
    .records("FeePaid", "ClockResumed", "StageEntered");
});

test("An unpaid fee stops the case before its stage; another moment's bill ends nothing", () => {
  const waits = atReview(owed("survey"), owed("area", "grant"));
  waits.when(system, { type: "cancel-unpaid", fee: "area" }).records();
  waits
    .when(system, { type: "cancel-unpaid", fee: "survey" })
    .records("CaseWithdrawn")
    .is("withdrawn");
  waits.when(system, { type: "cancel-unpaid" }).is("withdrawn");
  waits.when(mother, { type: "withdraw" }).records("CaseWithdrawn");
});

test("A stage that is entered anew is not paid for again", () => {
  const stages = [intake, { ...review, next: { stage: "intake" } }, decision];
  given(licence({ process: process({ stages }) }))
    .knowing({ size: 1, protected: false })
    .when(mother, submit([owed("survey")]))
    .when(clerk, complete("1.intake", "complete"))
    .when(system, pay("survey"))
    .when(geologist, complete("2.geology", "support"))
    .when(clerk, complete("3.intake", "complete"))
    .records("TaskDone", "StageEntered");
});

test("What is due before a stage is due even where nothing opens in it", () => {
  const never = task("measure", "surveyor", { when: rule("size > 1000") });
  const survey = stage("survey", [never], { next: { stage: "decision" } });
  const before = { ...review, next: { stage: "survey" } };
  const stages = [intake, before, survey, decision];
  given(licence({ process: process({ stages }) }))
    .knowing({ size: 1, protected: false })
    .when(mother, submit([owed("measuring", "before survey")]))
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .records("TaskDone", "FeesFellDue")
    .when(system, pay("measuring"))
    .records("FeePaid", "ClockResumed", "StageEntered", "StageEntered");
});

test("A refusal that an appeal sends back to a stage waits for its fee as well", () => {
  given(licence())
    .knowing({ size: 1, protected: false })
    .when(mother, submit([owed("seal", "before decision")]))
    .when(clerk, complete("1.intake", "refuse", "It overlaps."))
    .when(mother, { type: "appeal", statement: { id: "s", text: "It does not." } })
    .when(panel, complete("2.appeal", "remitted", "Decide again."))
    .records("TaskDone", "AppealDecided", "ClockStarted", "FeesFellDue")
    .is("awaiting-payment")
    .when(system, pay("seal"))
    .is("in-review")
    .when(director, complete("3.decide", "grant"))
    .when(second, { type: "confirm", task: "3.decide" })
    .is("granted");
});
