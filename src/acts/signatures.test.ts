import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit } from "../../tests/given.ts";
import type { CaseCommand } from "../cases/index.ts";
import type { Committee } from "../catalogue/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { signaturesOf } from "./signatures.ts";

const i18n = makeI18n(join(import.meta.dirname, "../../messages"), ["en", "fr"]);
const outcomes = [
  outcome("grant", { end: "granted" }),
  outcome("refuse", { end: "refused" }),
  outcome("lapse", { end: "refused" }),
];
const grant: CaseCommand = { type: "complete", task: "1.vote", outcome: "grant" };
const refuse: CaseCommand = {
  ...{ type: "complete", task: "1.vote", outcome: "refuse", code: "overlap" },
  statement: { id: "s-1", text: "It overlaps." },
};
const names = new Map([
  ["ann", "Ann"],
  ["ben", "Ben"],
  ["cyd", "Cyd"],
]);

/** What stands under a paper after these votes of Ann, Ben and Cyd. */
async function signedAs(votes: readonly CaseCommand[], more: Partial<Committee> = {}) {
  const committee: Committee = {
    ...{ members: 3, quorum: 2, majority: "simple", otherwise: "refuse", ...more },
  };
  const voting = { ...stage("vote", [task("vote", "member", { outcomes })]), committee };
  const definition = licence({ process: process({ stages: [voting] }) });
  const all = votes.reduce(
    (story, vote, at) => story.when(officer([...names.keys()][at] ?? "", "mines", "member"), vote),
    given(definition).when(mother, submit()),
  );
  const catalogue = { jurisdiction: { authorities: [] } };
  const needs = { sql: undefined, catalogue, i18n } as never;
  const { signed } = await signaturesOf(needs, { state: all.state, definition, names } as never);
  return signed.map(({ name, role }) => [name, role.en]);
}

test("Under what a committee decided stand those who voted for it, with their number", async () => {
  assert.deepEqual(await signedAs([refuse, grant, grant]), [
    ["Ben, Cyd", "Committee · 2 of 3 members voted for it"],
  ]);
  assert.deepEqual(await signedAs([grant, grant]), [
    ["Ann, Ben", "Committee · 2 of 3 members voted for it"],
  ]);
});

test("Whoever voted otherwise is named where the definition makes it public", async () => {
  assert.deepEqual(await signedAs([refuse, grant, grant], { publicDissent: true }), [
    ["Ben, Cyd", "Committee · 2 of 3 members voted for it · Voted otherwise: Ann"],
  ]);
});

test("Without a majority all who voted are named, and nobody as voting for it", async () => {
  const all: Partial<Committee> = { members: 2, majority: "all", otherwise: "lapse" };
  assert.deepEqual(await signedAs([grant, refuse], all), [
    ["Ann, Ben", "Committee · No outcome had the majority of the 2 members"],
  ]);
});
