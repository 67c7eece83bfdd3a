import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, process, rule } from "../../tests/definition.ts";
import {
  given,
  kigali,
  mother,
  officer,
  stranger,
  submit,
  system,
  type Telling,
} from "../../tests/given.ts";
import { decide } from "./decide.ts";
import type { CaseCommand, FeeOwed } from "./model.ts";
import { maySee } from "./policy.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const geologist = officer("o-geo", "mines", "geologist");
const surveyor = officer("o-land", "land", "surveyor");
const director = officer("o-dir", "mines", "director");
const second = officer("o-dir2", "mines", "director");
const chief = officer("o-chief", "mines", "supervisor", "clerk");
const panel = officer("o-panel", "panel", "member");

const say = (text: string) => ({ id: `s-${text.length}`, text });
const complete = (task: string, outcome: string, text = "", code?: string): CaseCommand => ({
  type: "complete",
  task,
  outcome,
  ...(code && { code }),
  ...(text && { statement: say(text) }),
});
const fee = (id: string, due: FeeOwed["due"]): FeeOwed => ({
  id,
  due,
  money: { minor: 500, currency: "RWF" },
});
const pay = (id: string): CaseCommand => ({ type: "record-payment", fee: id, bill: `b-${id}` });
const submitted = (definition = licence()) => given(definition).when(mother, submit());
const inReview = (size = 10): Telling =>
  submitted().knowing({ size, protected: false }).when(clerk, complete("1.intake", "complete"));
const atDecision = (): Telling => inReview().when(geologist, complete("2.geology", "support"));
const refused = (): Telling =>
  submitted().when(clerk, complete("1.intake", "refuse", "It overlaps.", "overlap"));

test("an application without a fee goes to the first officer at once", () => {
  const telling = submitted().records("CaseSubmitted", "StageEntered").is("in-review");
  assert.equal(telling.state.tasks[0]?.dueAt, "2026-11-26T15:00:00.000Z");
});
test("an application with a fee waits for the payment, and counts it only once", () => {
  given(licence())
    .when(mother, submit([fee("application", "submit")]))
    .records("CaseSubmitted")
    .is("awaiting-payment")
    .when(system, pay("application"))
    .records("FeePaid", "StageEntered")
    .when(system, pay("application"))
    .records();
});
test("an application that is never paid for ends; one that is paid does not", () => {
  const unpaid = given(licence()).when(mother, submit([fee("application", "submit")]));
  unpaid.when(system, { type: "cancel-unpaid" }).records("CaseWithdrawn").is("withdrawn");
  unpaid.when(system, pay("application")).when(system, { type: "cancel-unpaid" }).records();
});
test("the promise begins when the file is complete, not before", () => {
  assert.equal(submitted().state.clock.dueAt, undefined);
  inReview().records("TaskDone", "ClockStarted", "StageEntered");
});
test("a review is asked only where its condition holds, and the join waits for all", () => {
  inReview(10)
    .when(geologist, complete("2.geology", "support"))
    .records("TaskDone", "StageEntered");
  inReview(60)
    .when(geologist, complete("2.geology", "support"))
    .records("TaskDone")
    .when(surveyor, complete("2.land", "conflict"))
    .records("TaskDone", "StageEntered");
});
test("one of several reviews is enough where the definition says any", () => {
  const stages = process().stages.map((stage) =>
    stage.id === "review" ? { ...stage, join: { kind: "any" as const } } : stage,
  );
  const telling = submitted(licence({ process: process({ stages }) }))
    .knowing({ size: 60, protected: false })
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .records("TaskDone", "StageEntered");
  assert.equal(telling.state.tasks.find(({ key }) => key === "2.land")?.cancelled, true);
  telling.when(surveyor, complete("2.land", "conflict")).refuses("case.already-decided");
});
test("four eyes: the same officer cannot sign twice, another one can", () => {
  atDecision()
    .when(director, complete("3.decide", "grant"))
    .records("OutcomeProposed")
    .is("in-review")
    .when(director, { type: "confirm", task: "3.decide" })
    .refuses("case.same-person-cannot-sign-twice")
    .when(director, { type: "claim", task: "3.decide" })
    .refuses("case.same-person-cannot-sign-twice")
    .when(second, { type: "confirm", task: "3.decide" })
    .records("TaskDone", "CaseDecided", "OutputReleased")
    .is("granted");
});
test("four eyes: a signature from before the applicant's change does not count after it", () => {
  const { moreInformation } = process();
  const from = [...moreInformation.from, "decision"];
  const more = process({ moreInformation: { ...moreInformation, from } });
  const ask: CaseCommand = {
    ...{ type: "ask", task: "3.decide", fields: ["company_name"] },
    statement: say("Which company?"),
  };
  const waiting = submitted(licence({ process: more }))
    .knowing({ size: 10, protected: false })
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .when(director, complete("3.decide", "grant"))
    .when(second, ask)
    .is("waiting-for-applicant");
  const changed = waiting.when(mother, { type: "answer", fields: ["company_name"] });
  assert.equal(changed.state.revision, 2);
  changed.when(second, { type: "confirm", task: "3.decide" }).refuses("case.nothing-to-confirm");
  const granted = changed
    .when(second, complete("3.decide", "grant"))
    .when(director, { type: "confirm", task: "3.decide" })
    .is("granted");
  const done = granted.state.tasks.map(({ task, done }) => [task, done?.revision]);
  assert.deepEqual(done, [
    ["intake", 1],
    ["geology", 1],
    ["decide", 2],
  ]);
});
test("a signature of a history that does not say what was signed is given anew", () => {
  const { state } = atDecision().when(director, complete("3.decide", "grant"));
  const tasks = state.tasks.map(({ proposed, ...task }) => {
    const { revision: _unsaid, ...before } = proposed ?? { outcome: "", by: "" };
    return proposed ? { ...task, proposed: before } : task;
  });
  const facts = {
    ...{ at: new Date("2026-11-24T08:00:00Z"), today: "2026-11-24", command: "old" },
    ...{ actor: second, definition: licence(), calendar: kigali, values: {} },
  };
  const result = decide({ ...state, tasks }, { type: "confirm", task: "3.decide" }, facts);
  assert.equal(result.ok || result.refusal.code, "case.changed-since-signed");
});
test("nobody works on their own application, whatever their role", () => {
  assert.ok(mother.kind === "person" && clerk.kind === "officer" && chief.kind === "officer");
  const relative = { ...clerk, persons: [mother.id] };
  submitted().when(relative, { type: "claim", task: "1.intake" }).refuses("case.own-case");
  submitted().when(relative, complete("1.intake", "complete")).refuses("case.own-case");
  const over = { ...chief, persons: [mother.id] };
  submitted().when(over, { type: "take-over", task: "1.intake" }).refuses("case.own-case");
  assert.equal(maySee(relative, submitted().state), false);
  assert.equal(maySee({ ...clerk, persons: [] }, submitted().state), true);
});
test("the second officer may give the file back with a reason, and then it begins anew", () => {
  atDecision()
    .when(director, complete("3.decide", "grant"))
    .when(second, { type: "return", task: "3.decide", statement: say(" ") })
    .refuses("case.reason-missing")
    .when(second, { type: "return", task: "3.decide", statement: say("Look at the map.") })
    .records("ProposalReturned")
    .when(second, complete("3.decide", "grant"))
    .records("OutcomeProposed");
});
test("a fee due at the grant holds the paper back until it is paid", () => {
  given(licence())
    .knowing({ size: 1, protected: false })
    .when(mother, submit([fee("area", "grant")]))
    .is("in-review")
    .when(clerk, complete("1.intake", "complete"))
    .when(geologist, complete("2.geology", "support"))
    .when(director, complete("3.decide", "grant"))
    .when(second, { type: "confirm", task: "3.decide" })
    .is("granted-awaiting-payment")
    .when(system, pay("area"))
    .records("FeePaid", "OutputReleased")
    .is("granted");
});
test("a refusal names a listed reason and explains it", () => {
  submitted().when(clerk, complete("1.intake", "refuse")).refuses("case.reason-missing");
  submitted()
    .when(clerk, complete("1.intake", "refuse", "Because.", "i-do-not-like-it"))
    .refuses("case.reason-missing");
  refused().records("TaskDone", "CaseDecided").is("refused");
});
test("what an officer wrote in place of a listed reason stands in no event", () => {
  const address = "Neighbour Jean Bosco, +250 788 123 456";
  const { events } = submitted().when(clerk, complete("1.intake", "complete", "Seen.", address));
  assert.doesNotMatch(JSON.stringify(events), /Neighbour/);
});
test("a task in one officer's hand is closed to colleagues until released or taken over", () => {
  const other = officer("o-clerk2", "mines", "clerk");
  const claimed = submitted()
    .when(clerk, { type: "claim", task: "1.intake" })
    .records("TaskClaimed");
  claimed.when(clerk, { type: "claim", task: "1.intake" }).records();
  claimed.when(other, { type: "claim", task: "1.intake" }).refuses("case.claimed-by-other");
  claimed.when(other, complete("1.intake", "complete")).refuses("case.claimed-by-other");
  claimed.when(other, { type: "release", task: "1.intake" }).refuses("case.claimed-by-other");
  claimed.when(other, { type: "take-over", task: "1.intake" }).refuses("case.not-allowed");
  claimed.when(chief, { type: "take-over", task: "1.intake" }).records("TaskClaimed");
  claimed.when(chief, { type: "release", task: "1.intake" }).records("TaskReleased");
});
test("what a supervisor took over he may finish, in a role that is not his own", () => {
  const stranger = officer("o-super", "mines", "supervisor");
  const claimed = submitted().when(clerk, { type: "claim", task: "1.intake" });
  claimed.when(stranger, complete("1.intake", "complete")).refuses("case.not-allowed");
  claimed
    .when(stranger, { type: "take-over", task: "1.intake" })
    .when(stranger, complete("1.intake", "complete"))
    .records("TaskDone", "ClockStarted", "StageEntered");
});
test("both signers of a decision may look at it afterwards", () => {
  const { state } = atDecision()
    .when(director, complete("3.decide", "grant"))
    .when(second, { type: "confirm", task: "3.decide" });
  for (const each of [director, second]) assert.ok(each.kind === "officer" && maySee(each, state));
  assert.ok(surveyor.kind === "officer" && !maySee(surveyor, state));
});
test("nobody acts for another authority or in a role that is not his", () => {
  submitted().when(geologist, complete("1.intake", "complete")).refuses("case.not-allowed");
  submitted().when(surveyor, { type: "claim", task: "1.intake" }).refuses("case.not-allowed");
  submitted().when(mother, complete("1.intake", "complete")).refuses("case.not-allowed");
  submitted().when(stranger, { type: "withdraw" }).refuses("case.not-allowed");
  submitted().when(clerk, { type: "withdraw" }).refuses("case.not-allowed");
});
test("the same act told twice happens once", () => {
  submitted()
    .when(clerk, complete("1.intake", "complete"), "k-1")
    .when(clerk, complete("1.intake", "complete"), "k-1")
    .records()
    .is("in-review");
});
test("the applicant may withdraw until it is decided, and not after", () => {
  submitted().when(mother, { type: "withdraw" }).records("CaseWithdrawn").is("withdrawn");
  refused().when(mother, { type: "withdraw" }).refuses("case.already-decided");
});
test("the applicant changes their contact while there is something to tell", () => {
  const contact = { phone: "+250788000111", email: null };
  const change: CaseCommand = { type: "change-contact", contact };
  const changed = submitted().when(mother, change).records("ContactChanged").is("in-review");
  assert.deepEqual(changed.events, [{ type: "ContactChanged", data: {} }], "no number is in it");
  submitted().when(stranger, change).refuses("case.not-allowed");
  submitted().when(clerk, change).refuses("case.not-allowed");
  refused().when(mother, change).refuses("case.closed");
});
test("a refusal names a reason that is offered in its stage", () => {
  const reasons = [
    { id: "overlap", title: { en: "Overlap" } },
    { id: "late", title: { en: "Late" }, stages: ["intake"] },
    { id: "too-deep", title: { en: "Too deep" }, stages: ["decision"] },
  ];
  const begun = submitted(licence({ process: process({ refusalReasons: reasons }) }));
  const refuseFor = (code: string) => complete("1.intake", "refuse", "Because.", code);
  begun.when(clerk, refuseFor("too-deep")).refuses("case.reason-missing");
  for (const code of ["overlap", "late"])
    assert.equal(begun.when(clerk, refuseFor(code)).state.decision?.reason?.code, code);
});

test("a refusal can be appealed once, in time, with reasons, to another body", () => {
  const appeal: CaseCommand = { type: "appeal", statement: say("The map was old.") };
  refused().at("2026-12-23T21:00:00Z").when(mother, appeal).records("AppealLodged").is("in-appeal");
  refused().at("2026-12-23T22:00:01Z").when(mother, appeal).refuses("case.too-late");
  refused()
    .when(mother, { type: "appeal", statement: say("") })
    .refuses("case.reason-missing");
  refused()
    .when(mother, appeal)
    .when(clerk, complete("2.appeal", "overturned", "Yes."))
    .refuses("case.not-allowed")
    .when(panel, complete("2.appeal", "upheld", "No."))
    .records("TaskDone", "AppealDecided")
    .is("refused")
    .when(mother, appeal)
    .refuses("case.no-appeal");
});
test("an appeal may overturn the refusal or send the file back to a stage", () => {
  const appealed = refused().when(mother, { type: "appeal", statement: say("Look again.") });
  appealed
    .when(panel, complete("2.appeal", "overturned", "Yes."))
    .records("TaskDone", "AppealDecided", "CaseDecided", "OutputReleased")
    .is("granted");
  appealed
    .when(panel, complete("2.appeal", "remitted", "Decide again."))
    .records("TaskDone", "AppealDecided", "ClockStarted", "StageEntered")
    .is("in-review")
    .when(director, complete("3.decide", "grant"))
    .records("OutcomeProposed");
});
test("a rule that cannot be answered keeps silence from granting", () => {
  const clock = {
    ...process().clock,
    onExpiry: "grant" as const,
    grantBlockedBy: rule("protected"),
  };
  const silent = (values: Record<string, unknown>) =>
    submitted(licence({ process: process({ clock }) }))
      .knowing({ size: 1, ...values })
      .when(clerk, complete("1.intake", "complete"))
      .at("2027-01-08T15:00:00Z")
      .when(system, { type: "fall-due" });
  silent({ protected: false })
    .records("ClockExpired", "CaseDecided", "OutputReleased")
    .is("granted");
  silent({ protected: true }).records("ClockExpired", "TaskEscalated").is("in-review");
  silent({}).records("ClockExpired", "TaskEscalated").is("in-review");
});
