import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { manager } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const reason = "The signed receipt is here, with all three.";
const stranger = {
  ...{ name: "Niyonzima Josué", nationalId: "1196680099999099", birthDate: "1966-05-02" },
};

let town: Town;
let device: Device;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
});
after(() => town?.close());

async function pressed(officer: Client, id: string, fields: Record<string, string>) {
  await officer.get(list);
  return officer.post(`${list}/${id}`, fields);
}

test("Who is unknown offline is accepted on delivery, by two officers", async () => {
  const item = application(town, device, { person: stranger });
  const { results } = await device.delivers([item]);
  assert.equal(results[0].reason, "offline.name-differs");
  const second = await seated(town, "mukeshimana-aline", "3");
  says(await second.get(list), stranger.name);
  assert.doesNotMatch(
    second.last?.body ?? "",
    /value="write-down"/,
    "not who did not see the card",
  );
  await pressed(second, item.id, { act: "write-down", seen: "true", citizen: "true" });
  assert.equal(await personByNationalId(town.app.sql, stranger.nationalId), undefined);

  const first = await seated(town, "uwase-claudine", "1");
  const unseen = await pressed(first, item.id, { act: "write-down", citizen: "true" });
  assert.match(unseen.body, /Confirm that you have seen the card/);
  const written = await pressed(first, item.id, {
    ...{ act: "write-down", seen: "true", citizen: "true" },
  });
  assert.match(written.body, /Another officer of the hall/);
  const account = await personByNationalId(town.app.sql, stranger.nationalId);
  assert.deepEqual([account?.level, account?.nationality], [1, "RW"]);
  const own = await pressed(first, item.id, { act: "approve", reason });
  assert.match(own.body, /Somebody else must approve it/);

  const done = await pressed(second, item.id, { act: "approve", reason });
  assert.match(done.body, /It has been sent/);
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.equal(row?.reference, item.reference, "the number that they took home");
  const file = await town.app.parts.cases.open(String(row?.caseId));
  const actor = file?.history[0] && actorText(file.history[0].actor);
  assert.equal(actor, `person:${account?.id} counter:${row?.deliveredBy} card signed`);
  assert.equal((await personByNationalId(town.app.sql, stranger.nationalId))?.level, 2);
  const review = await (await staff(town, manager)).get("/counter/reviews");
  says(review, "Card checked", stranger.name);
});

test("A number that is somebody's makes no account, and counts as a look-up", async () => {
  const person = { ...stranger, nationalId: mother.card };
  const item = application(town, device, { person });
  await device.delivers([item]);
  const first = await staff(town, "uwase-claudine");
  const form = { act: "write-down", seen: "true" };
  const refused = await pressed(first, item.id, form);
  assert.match(refused.body, /Nobody has this national ID number/, "nor does it tell whose it is");
  const [row] = await town.app.sql<{ count: number }[]>`
    select count(*)::int as count from counter.lookup`;
  assert.equal(row?.count, 1);
});
