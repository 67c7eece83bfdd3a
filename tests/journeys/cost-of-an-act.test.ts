/**
 * How many statements, in how many round trips to PostgreSQL, one request costs that submits and
 * one that decides: a measure without noise of what docs/performance.md has in milliseconds.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Client } from "../client.ts";
import { entryFor } from "../register-entry.ts";
import { completed } from "./apply-given.ts";
import { countedTown } from "./cost-given.ts";
import { draftOf, formOfAct, give, opened, page, sent } from "./office-given.ts";

const counted = await countedTown();
const { town } = counted;
after(counted.close);

/** One post; the page that it leads to is not included. */
async function costOf(browser: Client, path: string, fields: Readonly<Record<string, string>>) {
  const { status, text, cost } = await counted.costOf(browser, path, new URLSearchParams(fields));
  assert.equal(status, 303, text);
  return cost;
}

async function submission() {
  const browser = await town.as("habimana-eric");
  const path = `/drafts/${await draftOf(town, "birth-certificate", "habimana-eric")}/check`;
  await browser.get(path);
  return costOf(browser, path, { ...browser.hidden(path), declaration: "true" });
}

const officerOf = (role: string): string => {
  const officer = town.officers.find(
    ({ authority, roles }) => authority === "minaloc" && roles.includes(role),
  );
  assert.ok(officer, `no ${role}`);
  return officer.id;
};

let children = 0;

async function decision() {
  const number = `2026-${String(++children).padStart(6, "0")}`;
  const answers = { child_can: number };
  const { caseId } = await sent(town, "birth-certificate", { answers });
  const findings = { ...entryFor(await opened(town, caseId)), register_number: number };
  await completed(town, caseId, "register-check", "found", { findings });
  const secretary = await town.as(officerOf("executive-secretary"));
  await give(secretary, caseId, "claim");
  const path = `${page(caseId)}/act`;
  const form = { ...secretary.hidden(path), ...formOfAct(secretary, "complete") };
  return costOf(secretary, path, { ...form, outcome: "sign" });
}

test("A submission costs two round trips with its bill and messages", async () => {
  await submission();
  // Session and draft; events, case, bill, messages and jobs in one transaction.
  assert.deepEqual(await submission(), { statements: 8, roundTrips: 2 });
});

test("A decision costs two round trips with its certificate and messages", async () => {
  // The first makes the key of the authority, the second opens it.
  for (let before = 0; before < 2; before++) await decision();
  // Session, case, account with names of signatories; all rows in one transaction. A place for the
  // certificate was looked up before. With the rows: that no other file has a number of this one.
  assert.deepEqual(await decision(), { statements: 10, roundTrips: 2 });
});

test("Signing costs one transaction, and one look-up more, however many papers wait", async () => {
  const sign = () => counted.counted(() => town.app.parts.credentials.signWaiting());
  await sign();
  await decision();
  // BEGIN and the papers; what the key may do; their decisions; the signatures; COMMIT.
  assert.deepEqual(await sign(), { statements: 6, roundTrips: 5 });
  for (let more = 0; more < 3; more++) await decision();
  // The first is looked up alone, those that came meanwhile together.
  assert.deepEqual(await sign(), { statements: 7, roundTrips: 6 });
});
