/**
 * How many statements, in how many round trips to PostgreSQL, one request costs that submits and
 * one that decides: a measure without noise of what docs/performance.md has in milliseconds.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { Client } from "../client.ts";
import { completed } from "./apply-given.ts";
import { countedTown } from "./cost-given.ts";
import { draftOf, formOfAct, give, page, sent } from "./office-given.ts";

const counted = await countedTown();
const { town, database } = counted;
after(counted.close);

/** One post until all of it is done, the page that it leads to not included. */
async function costOf(
  browser: Client,
  path: string,
  fields: Readonly<Record<string, string>>,
  done?: () => Promise<void>,
) {
  const { status, text, cost } = await counted.costOf(
    browser,
    path,
    new URLSearchParams(fields),
    done,
  );
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

async function decision() {
  const { caseId } = await sent(town, "birth-certificate");
  await completed(town, caseId, "register-check", "found");
  const secretary = await town.as(officerOf("executive-secretary"));
  await give(secretary, caseId, "claim");
  const path = `${page(caseId)}/act`;
  const form = { ...secretary.hidden(path), ...formOfAct(secretary, "complete") };
  return costOf(secretary, path, { ...form, outcome: "sign" }, () => signed(caseId));
}

/** The signature of a certificate comes after its decision. It is waited for by another way. */
async function signed(caseId: string): Promise<void> {
  const unsigned = async () =>
    (
      await database.ownerSql`
        select from credentials.credential where case_id = ${caseId} and cwt is not null`
    ).length === 0;
  while (await unsigned()) await turn();
}

test("A submission costs four round trips with its bill and messages", async () => {
  await submission();
  // Session; draft; BEGIN, events, case, bill, messages and jobs; COMMIT.
  assert.deepEqual(await submission(), { statements: 10, roundTrips: 4 });
});

test("A decision costs seven round trips with its certificate and messages", async () => {
  await decision();
  // Session; case; account, names of signatories and what is known of the key; BEGIN and all rows;
  // COMMIT; then the signer looks the decision up, and the signature is kept.
  assert.deepEqual(await decision(), { statements: 15, roundTrips: 7 });
});
