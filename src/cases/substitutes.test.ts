import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit, system } from "../../tests/given.ts";
import type { Committee } from "../catalogue/index.ts";
import type { Actor, CaseCommand } from "./model.ts";

const members = ["ann", "ben", "cyd", "dan"].map((id) => officer(id, "mines", "member"));
const [ann, ben, cyd, dan] = members;
assert.ok(ann && ben && cyd && dan);
const boss = officer("boss", "mines", "supervisor");

const committee = { members: 4, quorum: 3, majority: "simple" as const, otherwise: "refuse" };
const outcomes = [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })];
const voting = (by: Committee) =>
  process({
    stages: [{ ...stage("vote", [task("vote", "member", { outcomes })]), committee: by }],
  });
const words = (id: string) => ({ id: `s-${id}`, text: "Because." });
const grant: CaseCommand = { type: "complete", task: "1.vote", outcome: "grant" };
const recuse = (id: string): CaseCommand => ({
  ...{ type: "recuse", task: "1.vote", statement: words(id) },
});

test("A substitute sits in the seat of who recused themselves, and has no part in the file", () => {
  const fay = officer("fay", "mines", "reader");
  const reading = voting({ ...committee, substitutes: "reader" });
  const name = (to: Actor, able = 2): CaseCommand => {
    assert.ok(to.kind === "officer");
    return { type: "name-substitute", task: "1.vote", to, able, statement: words("named") };
  };
  const short = given(licence({ process: reading }))
    .when(mother, submit())
    .when(ann, grant)
    .when(ben, recuse("ben"))
    .when(cyd, recuse("cyd"));
  short.when(boss, name(ann)).refuses("case.colleague-acted");
  short.when(boss, name(ben)).refuses("case.colleague-recused");
  short.when(boss, name(dan, 1)).refuses("case.colleague-votes");
  short.when(boss, name(boss)).refuses("case.colleague-not-entitled");
  short.when(dan, name(fay)).refuses("case.not-allowed");
  short.when(fay, grant).refuses("case.not-allowed");
  const applicant = { ...fay, persons: [mother.kind === "person" ? mother.id : ""] } as typeof fay;
  short.when(boss, name(applicant)).refuses("case.colleague-own");
  const named = short.when(boss, name(fay)).records("SubstituteNamed");
  named.when(boss, name(fay)).refuses("case.colleague-votes");
  named
    .when(fay, grant)
    .records("VoteCast")
    .when(dan, grant)
    .records("VoteCast", "TaskDone", "CaseDecided", "OutputReleased")
    .is("granted");
  // More members than seats: one of them takes the empty one.
  const plain = given(licence({ process: voting(committee) }))
    .when(mother, submit())
    .when(ann, grant)
    .when(ben, recuse("ben"))
    .when(boss, name(cyd, 3));
  plain.records("SubstituteNamed");
  plain.when(boss, name(dan, 3)).refuses("case.no-empty-seat");
});

test("While a case waits for the applicant no seat changes hands, and nothing is decided", () => {
  const fay = officer("fay", "mines", "reader");
  assert.ok(fay.kind === "officer");
  const name: CaseCommand = {
    ...{ type: "name-substitute", task: "1.vote", to: fay, able: 0, statement: words("named") },
  };
  const withdraw: CaseCommand = {
    ...{ type: "withdraw-substitute", task: "1.vote", to: "fay", statement: words("gone") },
  };
  const gone: CaseCommand = { type: "count-seats", task: "1.vote", able: 0, gone: ["fay"] };
  const ask: CaseCommand = {
    ...{ type: "ask", task: "1.vote", fields: ["company_name"], statement: words("ask") },
  };
  const refuse: CaseCommand = {
    ...{ type: "complete", task: "1.vote", outcome: "refuse" },
    ...{ code: "overlap", statement: words("no") },
  };
  const three = voting({ ...committee, members: 3, quorum: 2, substitutes: "reader" });
  const moreInformation = { ...three.moreInformation, from: ["vote"] };
  const begins = given(licence({ process: { ...three, moreInformation } })).when(mother, submit());
  begins.when(dan, ask).when(cyd, recuse("cyd")).refuses("case.not-open");
  const empty = begins.when(cyd, recuse("cyd"));
  empty.when(dan, ask).when(boss, name).refuses("case.not-open");
  const seated = empty.when(boss, name).when(ann, grant).when(ben, refuse);
  seated.when(boss, withdraw).records("SubstituteWithdrawn", "TaskDone", "CaseDecided");
  seated.when(system, gone).records("SubstituteWithdrawn", "TaskDone", "CaseDecided");
  const waiting = seated.when(dan, ask).is("waiting-for-applicant");
  waiting.when(boss, withdraw).refuses("case.not-open");
  waiting.when(system, gone).records();
});
