import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit } from "../../tests/given.ts";
import type { Actor, CaseCommand, OfficerActor } from "./model.ts";

const ann = officer("o-ann", "mines", "assessor", "director", "supervisor");
const ben = officer("o-ben", "mines", "assessor", "director");
const cyd = officer("o-cyd", "mines", "director");

const apart = process({
  stages: [
    stage(
      "assess",
      [
        task("first", "assessor", {
          differentFrom: ["second"],
          outcomes: [outcome("done"), { ...outcome("object"), reasonRequired: true }],
        }),
        task("second", "assessor", { differentFrom: ["first"], outcomes: [outcome("done")] }),
      ],
      { next: { stage: "check" } },
    ),
    stage("check", [
      task("check", "director", {
        fourEyes: true,
        outcomes: [outcome("right", { stage: "sign" })],
      }),
    ]),
    stage("sign", [
      task("sign", "director", {
        differentFrom: ["check"],
        outcomes: [outcome("grant", { end: "granted" })],
      }),
    ]),
  ],
});

const begun = () => given(licence({ process: apart })).when(mother, submit());
const done = (key: string, id = "done"): CaseCommand => ({
  type: "complete",
  task: key,
  outcome: id,
});
const claim = (key: string): CaseCommand => ({ type: "claim", task: key });

test("two independent assessors are two persons, whoever of them comes first", () => {
  const one = begun().when(ann, done("1.second")).records("TaskDone");
  one.when(ann, claim("1.first")).refuses("case.same-officer");
  one.when(ann, done("1.first")).refuses("case.same-officer");
  one.when(ann, { type: "take-over", task: "1.first" }).refuses("case.same-officer");
  one.when(ben, claim("1.first")).records("TaskClaimed");
  one.when(ben, done("1.first")).records("TaskDone", "StageEntered");
});

test("whoever signed the check, first or second, does not sign the decision", () => {
  const checked = begun()
    .when(ann, done("1.first"))
    .when(ben, done("1.second"))
    .when(ann, done("2.check", "right"))
    .records("OutcomeProposed")
    .when(ben, { type: "confirm", task: "2.check" })
    .records("TaskDone", "StageEntered");
  checked.when(ann, done("3.sign", "grant")).refuses("case.same-officer");
  checked.when(ben, claim("3.sign")).refuses("case.same-officer");
  checked.when(cyd, done("3.sign", "grant")).is("granted");
});

test("What an officer types as a code enters the history only where it is listed", () => {
  const typed = "Neighbour Jean Bosco, +250 788 123 456";
  const given = begun().when(ann, { ...done("1.first"), code: typed } as CaseCommand);
  given.records("TaskDone");
  assert.doesNotMatch(JSON.stringify(given.events), /Jean Bosco/);
  const why = { code: "overlap", statement: { id: "s-1", text: "Two blocks meet." } };
  const listed = begun().when(ann, { ...done("1.first", "object"), ...why } as CaseCommand);
  assert.match(JSON.stringify(listed.events), /"code":"overlap"/);
});

test("a reason chosen under another outcome is not kept", () => {
  const chosen = begun().when(ann, { ...done("1.first"), code: "overlap" } as CaseCommand);
  chosen.records("TaskDone");
  assert.doesNotMatch(JSON.stringify(chosen.events), /overlap/);
});

test("a supervisor puts a task in a colleague's hand, and takes it from another", () => {
  const assign = (key: string, to: Actor): CaseCommand => ({
    ...{ type: "assign", task: key, to: to as OfficerActor },
  });
  const held = begun()
    .when(ben, claim("1.first"))
    .when(ann, { type: "take-over", task: "1.first" });
  const assigned = held.when(ann, assign("1.first", ben)).records("TaskAssigned");
  const [task] = assigned.state.tasks;
  assert.deepEqual([task?.claimedBy, task?.assignedBy], ["o-ben", "o-ann"]);
  assert.match(JSON.stringify(assigned.events), /"by":"o-ann","to":"o-ben","from":"o-ann"/);
  assigned.when(ann, assign("1.first", ben)).records();
  const released = assigned.when(ben, { type: "release", task: "1.first" }).records("TaskReleased");
  assert.equal(released.state.tasks[0]?.assignedBy, undefined);
  assigned.when(ben, done("1.first")).records("TaskDone");
});

test("nobody is assigned what they may not do, and only a supervisor assigns", () => {
  const assign = (key: string, to: Actor): CaseCommand => ({
    ...{ type: "assign", task: key, to: to as OfficerActor },
  });
  const open = begun();
  open.when(ben, assign("1.first", ben)).refuses("case.not-allowed");
  open.when(ann, assign("1.first", cyd)).refuses("case.colleague-not-entitled");
  const own = { ...ben, persons: mother.kind === "person" ? [mother.id] : [] } as OfficerActor;
  open.when(ann, assign("1.first", own)).refuses("case.colleague-own");
  const one = open.when(ben, done("1.second"));
  one.when(ann, assign("1.first", ben)).refuses("case.colleague-acted");
  const signed = one.when(ann, done("1.first")).when(ben, done("2.check", "right"));
  signed.when(ann, assign("2.check", ben)).refuses("case.colleague-acted");
  signed.when(ann, assign("2.check", cyd)).records("TaskAssigned");
  signed
    .when(cyd, { type: "confirm", task: "2.check" })
    .when(ann, assign("3.sign", ben))
    .refuses("case.colleague-acted");
});

const assessThenSign = licence({
  process: process({
    stages: [
      stage("check", [
        task("check", "assessor", { outcomes: [outcome("right", { stage: "sign" })] }),
      ]),
      stage("sign", [
        task("sign", "director", {
          outcomes: [
            outcome("grant", { end: "granted" }),
            { ...outcome("again", { stage: "check" }), reasonRequired: true },
          ],
        }),
      ]),
    ],
  }),
});

/** An officer with a role of their own and one of a colleague on leave. */
const standingIn = (own: string, absent: string): Actor => {
  const held = { offices: [], services: [] };
  const roles = [
    { ...held, role: own },
    { ...held, role: absent, deputyFor: "o-away" },
  ];
  return { ...(officer("o-dan", "mines", own, absent) as OfficerActor), held: roles };
};

test("whoever checked as deputy of a colleague does not sign what they checked", () => {
  const dan = standingIn("director", "assessor");
  const asDeputy = given(assessThenSign).when(mother, submit()).when(dan, done("1.check", "right"));
  asDeputy.when(dan, claim("2.sign")).refuses("case.step-as-deputy");
  asDeputy.when(dan, done("2.sign", "grant")).refuses("case.step-as-deputy");
  asDeputy
    .when(officer("o-dan", "mines", "director"), claim("2.sign"))
    .refuses("case.step-as-deputy");
  const boss = officer("o-head", "mines", "supervisor");
  asDeputy
    .when(boss, { type: "assign", task: "2.sign", to: dan as OfficerActor })
    .refuses("case.colleague-acted");
  asDeputy.when(cyd, done("2.sign", "grant")).is("granted");
});

test("whoever checked in their own name does not sign as deputy; with both roles, they do", () => {
  const dan = standingIn("assessor", "director");
  const checked = given(assessThenSign).when(mother, submit()).when(dan, done("1.check", "right"));
  checked.when(dan, claim("2.sign")).refuses("case.step-as-deputy");
  checked
    .when(officer("o-dan", "mines", "assessor", "director"), claim("2.sign"))
    .records("TaskClaimed");
});
