/**
 * How many statements, in how many round trips to PostgreSQL, the pages cost that are opened most:
 * a measure without noise of what docs/performance.md has in milliseconds.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { CommandId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { says } from "./apply-given.ts";
import { type Cost, countedTown } from "./cost-given.ts";
import { draftOf, give, sent } from "./office-given.ts";

const counted = await countedTown();
const { town } = counted;
after(counted.close);

/**
 * What a page costs whoever has opened it before: the least of three, as what goes out at once
 * reaches PostgreSQL in two pieces now and then on a busy machine.
 */
async function costOf(browser: Client, path: string) {
  for (let time = 0; time < 2; time++) await browser.get(path);
  const costs: Cost[] = [];
  for (let time = 0; time < 3; time++) {
    const { status, cost } = await counted.costOf(browser, path);
    assert.equal(status, 200);
    costs.push(cost);
  }
  return costs.reduce((least, cost) => (cost.roundTrips < least.roundTrips ? cost : least));
}

test("A worklist with counts, names, answers and views costs one round trip", async () => {
  const registrar = await town.as("officer-mutesi");
  const { caseId } = await sent(town, "birth-certificate");
  await sent(town, "birth-certificate");
  await give(registrar, caseId, "claim");
  await registrar.get("/office?show=mine");
  await registrar.post("/office/views", { name: "In my hand", list: "show=mine" });
  says(await registrar.get("/office?lang=en"), "All (2)", "In my hand", "Mutesi", "Habimana Eric");
  // The session, with what is unread; the list with its answers; the counts with the views: all at
  // once, as it is known whose session it was before.
  const cost = { statements: 3, roundTrips: 1 };
  assert.deepEqual(await costOf(registrar, "/office"), cost);
  assert.deepEqual(await costOf(registrar, "/office?show=mine"), cost);
});

test("An English worklist has no letter that V8 keeps at two bytes, and all others with it", async () => {
  const registrar = await town.as("officer-mutesi");
  await sent(town, "birth-certificate");
  const list = await registrar.get("/office?lang=en");
  says(list, "Uwase Ineza");
  assert.doesNotMatch(list.body, /[\u0100-\uffff]/);
});

test("A list that was read for who an officer was is read again for who they are", async () => {
  const registrar = await town.as("officer-mutesi");
  await sent(town, "birth-certificate");
  says(await registrar.get("/office?lang=en"), "Uwase Ineza");
  const { ownerSql } = counted.database;
  const roles = ownerSql`select id from auth.officer where sub = ${"officer-mutesi"}`;
  await ownerSql`update auth.held_role set status = 'asked' where officer in (${roles})`;
  says(await registrar.get("/office"), "Nothing is waiting here.");
  await ownerSql`update auth.held_role set status = 'held' where officer in (${roles})`;
  says(await registrar.get("/office"), "Uwase Ineza");
});

test("What is remembered of a list is asked again once it has changed", async () => {
  const registrar = await town.as("officer-mutesi");
  const { caseId } = await sent(town, "birth-certificate");
  const { ownerSql } = counted.database;
  says(await registrar.get("/office?lang=en"), "Uwase Ineza");
  const corrected = await town.app.parts.cases.correctAnswer({
    ...{ caseId, field: "child_name", value: "Keza Aline", request: newId(), by: [newId()] },
    key: newId() as CommandId,
  });
  assert.ok(corrected.ok);
  says(await registrar.get("/office"), "Keza Aline");
  await ownerSql`
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    values (gen_random_uuid(), 'urn:test', 'new', 'Gasana Yvette', 'minaloc', true, now(), now())`;
  town.setClock(new Date(town.now().getTime() + 5_000).toISOString());
  says(await registrar.get("/office"), "Gasana Yvette");
});

test("A page of questions costs one round trip", async () => {
  const browser = await town.as("habimana-eric");
  const draft = await draftOf(town, "birth-certificate", "habimana-eric");
  // The session and the draft.
  assert.deepEqual(await costOf(browser, `/drafts/${draft}/page/certificate`), {
    ...{ statements: 2, roundTrips: 1 },
  });
});
