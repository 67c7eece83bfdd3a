import assert from "node:assert/strict";
import { test } from "node:test";
import { licence } from "../../tests/definition.ts";
import { given, mother, officer, submit, system, type Telling } from "../../tests/given.ts";
import { nextDue } from "./due.ts";
import type { CaseCommand } from "./model.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const other = officer("o-other", "mines", "clerk");
const geologist = officer("o-geo", "mines", "geologist");
const director = officer("o-dir", "mines", "director");
const second = officer("o-dir2", "mines", "director");
const chief = officer("o-chief", "mines", "supervisor", "clerk");

const at = "2026-11-23T08:00:00Z";
const during = "2026-11-23T08:00:59Z";
const ended = "2026-11-23T08:01:00Z";
const fallDue: CaseCommand = { type: "fall-due" };

const complete = (task: string, outcome: string, code?: string): CaseCommand => ({
  ...{ type: "complete", task, outcome },
  ...(code && { code, statement: { id: "s-1", text: "It overlaps." } }),
});
const sent = () => given(licence()).holding(60).at(at).when(mother, submit());
const refusal = complete("1.intake", "refuse", "overlap");
const takeBack = (task: string): CaseCommand => ({ type: "take-back", task });
const signed = (): Telling => sent().when(clerk, refusal).records("DecisionSigned").is("in-review");
const twice = (): Telling =>
  sent()
    .knowing({ size: 10, protected: false })
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .when(director, complete("3.decide", "grant"))
    .records("OutcomeProposed")
    .when(second, { type: "confirm", task: "3.decide" })
    .records("DecisionSigned")
    .is("in-review");

test("a step that does not decide the case is done at once", () => {
  sent()
    .knowing({ size: 10, protected: false })
    .when(clerk, complete("1.intake", "complete"))
    .records("TaskDone", "ClockStarted", "StageEntered");
});

const onward = () =>
  sent().knowing({ size: 10, protected: false }).when(clerk, complete("1.intake", "complete"));

test("a step that goes on is taken back, and done anew", () => {
  const back = onward().at(during).when(clerk, takeBack("1.intake")).records("StepTakenBack");
  const { stage, clock, tasks } = back.state;
  assert.deepEqual([stage, clock.dueAt], ["intake", sent().state.clock.dueAt]);
  assert.equal(tasks[0]?.claimedBy, "o-clerk");
  assert.equal(tasks[0]?.done, undefined);
  assert.ok(
    tasks.slice(1).every(({ cancelled }) => cancelled),
    "what had opened is closed",
  );
  const again = back.when(clerk, complete("1.intake", "complete"));
  again.records("TaskDone", "ClockStarted", "StageEntered");
  const keys = again.state.tasks.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, "no key comes twice");
  again
    .when(geologist, complete("3.geology", "support"))
    .when(director, complete("4.decide", "grant"))
    .records("OutcomeProposed");
});

test("a step is taken back only by whoever did it, in its minute, before anything else", () => {
  const nothing = "case.nothing-to-take-back";
  onward().when(other, takeBack("1.intake")).refuses(nothing);
  onward().at(ended).when(clerk, takeBack("1.intake")).refuses(nothing);
  onward()
    .when(geologist, { type: "claim", task: "2.geology" })
    .when(clerk, takeBack("1.intake"))
    .refuses(nothing);
  const once = onward().when(clerk, takeBack("1.intake"));
  once.when(clerk, takeBack("1.intake")).refuses(nothing);
  given(licence())
    .at(at)
    .when(mother, submit())
    .knowing({ size: 10, protected: false })
    .when(clerk, complete("1.intake", "complete"))
    .when(clerk, takeBack("1.intake"))
    .refuses(nothing);
});

test("a decision takes effect after the minute, as it was signed", () => {
  const waiting = signed();
  assert.equal(nextDue(waiting.state), new Date(ended).toISOString());
  waiting.at(during).when(system, fallDue).records();
  const told = waiting.at(ended).when(system, fallDue);
  told.records("TaskDone", "CaseDecided").is("refused");
  const { decision } = told.state;
  assert.deepEqual(decision?.by, ["o-clerk"]);
  assert.deepEqual(decision?.reason, { code: "overlap", text: "s-1" });
  assert.equal(told.state.tasks[0]?.signed, undefined);
  told.when(system, fallDue).records();
});

test("a decision taken back in the minute was never made", () => {
  const back = signed().at(during).when(clerk, takeBack("1.intake"));
  back.records("DecisionTakenBack").is("in-review");
  assert.equal(back.state.tasks[0]?.claimedBy, "o-clerk");
  back.at(ended).when(system, fallDue).records();
  const term = back.state.tasks[0]?.dueAt;
  assert.ok(term, "the term of the step runs on");
  assert.equal(nextDue(back.state), term);
  back.when(clerk, complete("1.intake", "complete")).is("in-review");
});

test("only whoever signed last takes back, and only before the end of the minute", () => {
  signed().when(other, takeBack("1.intake")).refuses("case.not-allowed");
  signed().when(chief, takeBack("1.intake")).refuses("case.not-allowed");
  signed().at(ended).when(clerk, takeBack("1.intake")).refuses("case.nothing-to-take-back");
  sent().when(clerk, takeBack("1.intake")).refuses("case.nothing-to-take-back");
});

test("four eyes: the second signature is taken back, the first stays", () => {
  const back = twice().when(second, takeBack("3.decide")).records("DecisionTakenBack");
  assert.equal(back.state.tasks.at(-1)?.proposed?.by, "o-dir");
  back.when(director, { type: "confirm", task: "3.decide" }).refuses("case.claimed-by-other");
  const granted = twice().at(ended).when(system, fallDue);
  granted.records("TaskDone", "CaseDecided", "OutputReleased").is("granted");
  assert.deepEqual(granted.state.decision?.by, ["o-dir", "o-dir2"]);
  twice().when(director, takeBack("3.decide")).refuses("case.not-allowed");
});

test("nobody works on a case whose decision waits", () => {
  const waiting = signed();
  const colleague = { ...other, kind: "officer" } as Extract<typeof other, { kind: "officer" }>;
  const statement = { id: "s-2", text: "Which?" };
  for (const [who, command] of [
    [clerk, complete("1.intake", "complete")],
    [clerk, { type: "release", task: "1.intake" }],
    [chief, { type: "take-over", task: "1.intake" }],
    [chief, { type: "assign", task: "1.intake", to: colleague }],
    [clerk, { type: "ask", task: "1.intake", fields: ["company_name"], statement }],
  ] as const)
    waiting.when(who, command as CaseCommand).refuses("case.decision-signed");
});

test("the applicant may still withdraw: nobody was told, and nothing is told then", () => {
  const withdrawn = signed().when(mother, { type: "withdraw" }).is("withdrawn");
  withdrawn.at(ended).when(system, fallDue).records();
});

test("a decision never waits beyond a term: in the last minute it takes effect at once", () => {
  const { state } = sent();
  const term = state.tasks[0]?.dueAt ?? "";
  const last = new Date(Date.parse(term) - 30_000).toISOString();
  sent().at(last).when(clerk, refusal).records("TaskDone", "CaseDecided").is("refused");
});

test("a server that is late carries out the decision before the term that ended after it", () => {
  const late = signed().at("2027-06-01T08:00:00Z").when(system, fallDue);
  late.records("TaskDone", "CaseDecided").is("refused");
});

test("an appeal waits as well", () => {
  const panel = officer("o-panel", "panel", "member");
  const appealed = signed()
    .at(ended)
    .when(system, fallDue)
    .when(mother, { type: "appeal", statement: { id: "s-3", text: "It does not." } });
  const task = appealed.state.tasks.at(-1)?.key ?? "";
  const upheld: CaseCommand = {
    ...{ type: "complete", task, outcome: "upheld" },
    statement: { id: "s-4", text: "It does." },
  };
  appealed.when(panel, upheld).records("DecisionSigned").is("in-appeal");
});
