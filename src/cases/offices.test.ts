import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit } from "../../tests/given.ts";
import { compile, type Rule } from "../rules/index.ts";
import type { Actor, CaseCommand } from "./model.ts";
import { maySee } from "./policy.ts";

function ruleOf(source: string): Rule {
  const compiled = compile(source, { district: { kind: "string" } });
  if (compiled.ok) return compiled.rule;
  throw new Error(source);
}

const local = process({
  stages: [
    stage("check", [
      task("check", "clerk", {
        office: ruleOf("district"),
        outcomes: [outcome("right", { end: "granted" })],
      }),
    ]),
  ],
});

const clerkOf = (...offices: string[]) => ({
  ...(officer(`o-${offices.join("-") || "all"}`, "mines", "clerk") as Extract<
    Actor,
    { kind: "officer" }
  >),
  offices,
});
const chief = officer("o-chief", "mines", "supervisor") as Extract<Actor, { kind: "officer" }>;
const sentTo = (district: string | null) =>
  given(licence({ process: local }))
    .knowing({ district })
    .when(mother, submit());
const claim: CaseCommand = { type: "claim", task: "1.check" };
const decide: CaseCommand = { type: "complete", task: "1.check", outcome: "right" };

test("Work that the applicant sent to one office is claimed and decided there only", () => {
  const sent = sentTo("huye");
  for (const command of [claim, decide])
    sent.when(clerkOf("musanze"), command).refuses("case.other-office");
  sent.when(clerkOf("musanze", "huye"), claim).records("TaskClaimed");
  sent.when(clerkOf("huye"), decide).is("granted");
});

test("An officer of no office works for all offices, and work of no office is everybody's", () => {
  sentTo("huye").when(clerkOf(), decide).is("granted");
  sentTo(null).when(clerkOf("musanze"), decide).is("granted");
});

test("An officer does not see what another office works on; the supervisor sees all", () => {
  const { state } = sentTo("huye");
  assert.equal(state.tasks[0]?.office, "huye");
  assert.equal(maySee(clerkOf("musanze"), state), false);
  for (const each of [clerkOf("huye"), clerkOf(), chief]) assert.equal(maySee(each, state), true);
});

test("An officer of another authority is not told of offices", () => {
  const other = { ...clerkOf("musanze"), authority: "land" as typeof chief.authority };
  sentTo("huye").when(other, claim).refuses("case.not-allowed");
});
