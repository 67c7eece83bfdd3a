import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, process, rule, term } from "../../tests/definition.ts";
import { given, mother, officer, submit, system } from "../../tests/given.ts";
import { nextDue } from "./due.ts";
import type { CaseCommand } from "./model.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const geologist = officer("o-geo", "mines", "geologist");
const director = officer("o-dir", "mines", "director");
const chief = officer("o-chief", "mines", "supervisor", "clerk");
const say = (text: string) => ({ id: "s-1", text });
const look: CaseCommand = { type: "fall-due" };
const submitted = (definition = licence()) => given(definition).when(mother, submit());
const inReview = (size: number) =>
  submitted()
    .knowing({ size, protected: false })
    .when(clerk, { type: "complete", task: "1.intake", outcome: "complete" });
const ask = (task: string, text = "Please send the map."): CaseCommand => ({
  type: "ask",
  task,
  fields: ["documents.map"],
  statement: say(text),
});

test("an officer who does not act in time is reported to the supervisor, once", () => {
  submitted()
    .at("2026-11-26T14:59:00Z")
    .when(system, look)
    .records()
    .at("2026-11-26T15:00:00Z")
    .when(system, look)
    .records("TaskEscalated")
    .at("2027-03-01T08:00:00Z")
    .when(system, look)
    .records();
});
test("a review that has a rule for silence is answered by it", () => {
  inReview(60)
    .when(geologist, { type: "complete", task: "2.geology", outcome: "support" })
    .at("2026-12-07T15:00:00Z")
    .when(system, look)
    .records("TaskDone", "StageEntered");
});
test("while the person has to answer the clocks stop, then resume with what was left", () => {
  const waiting = inReview(60)
    .at("2026-11-25T08:00:00Z")
    .when(geologist, ask("2.geology"))
    .records("InformationRequested")
    .is("waiting-for-applicant");
  assert.equal(waiting.state.clock.dueAt, undefined);
  assert.equal(waiting.state.request?.dueAt, "2026-12-25T22:00:00.000Z");
  waiting
    .when(geologist, { type: "complete", task: "2.geology", outcome: "support" })
    .refuses("case.not-open");
  const resumed = waiting
    .at("2026-12-07T08:00:00Z")
    .when(mother, { type: "answer", fields: ["documents.map"] })
    .records("InformationGiven")
    .is("in-review");
  // Begun on the 23rd with 30 working days, stopped on the 25th: 28 are left from the 7th.
  assert.equal(resumed.state.clock.dueAt, "2027-01-15T15:00:00.000Z");
  assert.equal(
    resumed.state.tasks.find(({ key }) => key === "2.land")?.dueAt,
    "2026-12-17T15:00:00.000Z",
  );
});
test("a person who does not answer in time is taken to have withdrawn", () => {
  inReview(1)
    .when(geologist, ask("2.geology"))
    .at("2026-12-23T22:00:00Z")
    .when(system, look)
    .records("RequestExpired", "CaseWithdrawn")
    .is("withdrawn");
});
test("more information is asked for once, with words and marks; again only by a supervisor", () => {
  const waiting = submitted().when(clerk, ask("1.intake"));
  submitted().when(clerk, ask("1.intake", " ")).refuses("case.reason-missing");
  submitted()
    .when(clerk, { ...ask("1.intake"), fields: [] } as CaseCommand)
    .refuses("case.reason-missing");
  const answered = waiting.when(mother, { type: "answer", fields: ["documents.map"] });
  answered.when(clerk, ask("1.intake")).refuses("case.round-limit");
  answered.when(chief, ask("1.intake")).records("InformationRequested");
  answered.when(mother, { type: "answer", fields: [] }).refuses("case.not-waiting");
});
test("a quicker time that was paid for is promised, and stops and goes on in its own unit", () => {
  const { clock } = process();
  const limits = [{ when: rule("size < 10"), limit: term("PT3H") }];
  const quick = licence({ process: process({ clock: { ...clock, limits } }) });
  const begin = (size: number) =>
    submitted(quick)
      .knowing({ size, protected: false })
      .when(clerk, { type: "complete", task: "1.intake", outcome: "complete" });
  assert.equal(begin(20).state.clock.dueAt, inReview(20).state.clock.dueAt);
  const hurried = begin(5);
  assert.equal(hurried.state.clock.dueAt, "2026-11-23T11:00:00.000Z");
  const waiting = hurried.at("2026-11-23T09:00:00Z").when(geologist, ask("2.geology"));
  // The new answers would lead to another promise; the promise already made stands.
  const resumed = waiting
    .knowing({ size: 20, protected: false })
    .at("2026-11-28T06:00:00Z")
    .when(mother, { type: "answer", fields: ["documents.map"] });
  assert.equal(resumed.state.clock.dueAt, "2026-11-28T08:00:00.000Z");
});
test("the promise may be extended once, by the named officer, with a reason, in time", () => {
  const extend: CaseCommand = { type: "extend", statement: say("The site is under snow.") };
  const begun = inReview(1);
  const due = begun.state.clock.dueAt ?? "";
  begun.when(clerk, extend).refuses("case.not-allowed");
  begun.when(director, { type: "extend", statement: say("") }).refuses("case.reason-missing");
  begun.at(due).when(director, extend).refuses("case.too-late");
  const extended = begun.when(director, extend).records("ClockExtended");
  assert.ok((extended.state.clock.dueAt ?? "") > due);
  extended.when(director, extend).refuses("case.already-extended");
});
test("a promise that escalates when broken leaves the decision to people", () => {
  const clock = { ...process().clock, onExpiry: "refuse" as const };
  const begun = inReview(1);
  const after = "2027-03-01T08:00:00Z";
  begun.at(after).when(system, look).records("ClockExpired", "TaskEscalated").is("in-review");
  submitted(licence({ process: process({ clock }) }))
    .knowing({ size: 1 })
    .when(clerk, { type: "complete", task: "1.intake", outcome: "complete" })
    .at(after)
    .when(system, look)
    .records("ClockExpired", "CaseDecided")
    .is("refused");
});
test("nothing is due in a case that has ended", () => {
  assert.equal(nextDue(submitted().when(mother, { type: "withdraw" }).state), undefined);
});

test("What the supervisor has not ended in time goes to the role above, once", () => {
  const [first, ...others] = process({}).stages;
  assert.ok(first);
  const above = process({
    stages: [
      {
        ...first,
        tasks: first.tasks.map((each) => ({ ...each, within: term("1bd"), onExpiry: "escalate" })),
      },
      ...others,
    ],
    escalation: { after: term("2bd"), role: "head" },
  });
  const late = given(licence({ process: above }))
    .when(mother, submit())
    .at("2026-11-24T16:00:00Z")
    .when(system, { type: "fall-due" })
    .records("TaskEscalated");
  const head = officer("o-head", "mines", "head");
  const [key = ""] = late.state.tasks.map((each) => each.key);
  late.when(head, { type: "take-over", task: key }).refuses("case.not-allowed");
  const further = late
    .at("2026-11-27T16:00:00Z")
    .when(system, { type: "fall-due" })
    .records("TaskEscalated");
  assert.equal(further.state.tasks[0]?.escalatedTo, "head");
  further.when(system, { type: "fall-due" }).records();
  further.when(head, { type: "take-over", task: key }).records("TaskClaimed");
  const answered = late.when(officer("o-clerk", "mines", "clerk"), {
    ...{ type: "complete", task: key, outcome: "complete" },
  });
  answered.at("2026-11-27T16:00:00Z").when(system, { type: "fall-due" }).records();
});
