import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit } from "../../tests/given.ts";
import type { AuthorityId } from "../kernel/index.ts";
import type { CaseCommand, ProgramActor } from "./model.ts";

const program = (name: string, more: Partial<ProgramActor> = {}): ProgramActor => ({
  ...{ kind: "program", id: `program:${name}`, authority: "mines" as AuthorityId, brought: [] },
  stages: [
    { service: "licence", stage: "check" },
    { service: "licence", stage: "sign" },
  ],
  ...more,
});
const cadastre = program("cadastre");
const other = program("other");
const ann = officer("o-ann", "mines", "assessor", "director");
const ben = officer("o-ben", "mines", "director");

const twoSign = (programAlone = false) =>
  licence({
    process: process({
      stages: [
        stage("check", [
          task("check", "assessor", { outcomes: [outcome("right", { stage: "sign" })] }),
        ]),
        stage("sign", [
          task("sign", "director", {
            ...{ fourEyes: true, differentFrom: ["check"], programAlone },
            outcomes: [outcome("grant", { end: "granted" })],
          }),
        ]),
      ],
    }),
  });

const begun = () => given(twoSign()).when(mother, submit());
const complete = (key: string, id: string): CaseCommand => ({
  ...{ type: "complete", task: key, outcome: id },
});
const check = complete("1.check", "right");
const sign = complete("2.sign", "grant");
const confirm: CaseCommand = { type: "confirm", task: "2.sign" };

test("a system works on tasks of its authority, in the stages that it was let into", () => {
  begun().when(cadastre, check).records("TaskDone", "StageEntered");
  begun()
    .when(program("x", { authority: "tax" as AuthorityId }), check)
    .refuses("case.not-allowed");
  const elsewhere = [{ service: "licence", stage: "sign" }];
  begun()
    .when(program("x", { stages: elsewhere }), check)
    .refuses("case.not-allowed");
  const another = [{ service: "permit", stage: "check" }];
  begun()
    .when(program("x", { stages: another }), check)
    .refuses("case.not-allowed");
});

test("a system never works on an application that it sent itself", () => {
  begun()
    .when(program("bank", { brought: ["c-1"] }), check)
    .refuses("case.own-case");
});

test("what a system has claimed is in its hand, and a supervisor may take it", () => {
  const claimed = begun().when(cadastre, { type: "claim", task: "1.check" }).records("TaskClaimed");
  claimed.when(ann, check).refuses("case.claimed-by-other");
  claimed.when(other, check).refuses("case.claimed-by-other");
  const head = officer("o-head", "mines", "supervisor");
  claimed.when(head, { type: "take-over", task: "1.check" }).records("TaskClaimed");
});

test("one of two signatures may be a system's, never both", () => {
  const signedBySystem = begun().when(ann, check).when(cadastre, sign).records("OutcomeProposed");
  signedBySystem.when(cadastre, confirm).refuses("case.same-person-cannot-sign-twice");
  signedBySystem.when(other, confirm).refuses("case.person-must-sign");
  signedBySystem.when(other, { type: "claim", task: "2.sign" }).refuses("case.person-must-sign");
  signedBySystem.when(ben, confirm).is("granted");
  begun().when(ann, check).when(ben, sign).when(cadastre, confirm).is("granted");
});

test("all systems are one actor where tasks must be done by different ones", () => {
  const checked = begun().when(cadastre, check);
  checked.when(other, sign).refuses("case.same-officer");
  checked.when(ann, sign).records("OutcomeProposed");
});

test("a system decides alone only where the definition says so; a person never does", () => {
  const alone = given(twoSign(true)).when(mother, submit()).when(ann, check);
  alone.when(cadastre, sign).is("granted");
  alone.when(ben, sign).records("OutcomeProposed");
});

test("a system takes back what it signed alone, in time, and nobody else does", () => {
  const alone = given(twoSign(true)).holding(60).when(mother, submit()).when(ann, check);
  const signed = alone.when(cadastre, sign).records("DecisionSigned");
  signed.when(other, { type: "take-back", task: "2.sign" }).refuses("case.not-allowed");
  signed.when(cadastre, { type: "take-back", task: "2.sign" }).records("DecisionTakenBack");
});
