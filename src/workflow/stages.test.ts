import assert from "node:assert/strict";
import { test } from "node:test";
import { stage, task } from "../../tests/definition.ts";
import type { AuthorityId } from "../kernel/index.ts";
import { compile, type Rule } from "../rules/index.ts";
import { tasksToOpen } from "./stages.ts";

function ruleOf(source: string): Rule {
  const about = { kind: "enum", values: ["land", "mines"] } as const;
  const compiled = compile(source, { about, product: { kind: "string" } });
  if (compiled.ok) return compiled.rule;
  throw new Error(source);
}

const authorities = (by: string, values: Record<string, unknown>): readonly AuthorityId[] => {
  const answer = task("answer", "supervisor", { authorityBy: ruleOf(by) });
  const facts = { values, today: "2026-11-23", renewal: false };
  return tasksToOpen(stage("answer", [answer]), facts).map(({ authority }) => authority);
};

test("A task comes to the authority that the applicant named", () => {
  assert.deepEqual(authorities("about", { about: "land" }), ["land"]);
});

test("A task comes to the authority that the goods ask for", () => {
  const by = 'if product = "coffee" then "naeb" else "rica"';
  assert.deepEqual(authorities(by, { product: "coffee" }), ["naeb"]);
  assert.deepEqual(authorities(by, { product: "maize" }), ["rica"]);
});

test("A task whose answers name no authority, or an unforeseen one, stays with its own", () => {
  assert.deepEqual(authorities("about", { about: null }), ["mines"]);
  assert.deepEqual(authorities("about", { about: "palace" }), ["mines"]);
});

test("A task goes to the office that the applicant chose, else to any office", () => {
  const office = (values: Record<string, unknown>) => {
    const check = task("check", "clerk", { office: ruleOf("product") });
    const facts = { values, today: "2026-11-23", renewal: false };
    return tasksToOpen(stage("check", [check]), facts).map((opened) => opened.office);
  };
  assert.deepEqual(office({ product: "huye" }), ["huye"]);
  assert.deepEqual(office({ product: null }), [undefined]);
});
