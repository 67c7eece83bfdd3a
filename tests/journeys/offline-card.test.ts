import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { filled, lookedUp, mother, newestCode, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { bornOn, manager } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const reason = "The signed receipt is here, with all three.";
const stranger = {
  ...{ name: "Niyonzima Josué", nationalId: "1196680099999099", birthDate: "1966-05-02" },
};
const withPhone = {
  ...{ name: "Uwera Chantal", nationalId: "1197170088888088", birthDate: "1971-08-09" },
  phone: "0788 555 666",
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

test("Who is unknown offline is accepted on delivery, by a signature", async () => {
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
  assert.match(written.body, /A second officer of the hall/);
  const account = await personByNationalId(town.app.sql, stranger.nationalId);
  assert.deepEqual([account?.level, account?.nationality], [1, "RW"]);
  const own = await pressed(first, item.id, { act: "approve", reason });
  assert.match(own.body, /Somebody else must approve it/);

  const done = await pressed(second, item.id, { act: "approve", reason });
  assert.match(done.body, /is with the office/);
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.equal(row?.reference, item.reference, "the number that they took home");
  const file = await town.app.parts.cases.open(String(row?.caseId));
  const actor = file?.history[0] && actorText(file.history[0].actor);
  assert.equal(actor, `person:${account?.id} counter:${row?.deliveredBy} signed`);
  const level = (await personByNationalId(town.app.sql, stranger.nationalId))?.level;
  assert.equal(level, 1, "who typed a reason has read no card");
  const review = await (await staff(town, manager)).get("/counter/reviews");
  says(review, "Application sent", stranger.name);
  assert.doesNotMatch(review.body, /Card checked/);
  const visit = await lookedUp(first, stranger.nationalId);
  says(await first.get(visit), "Ask a colleague to look at the card");
  assert.doesNotMatch(first.last?.body ?? "", /card checked by/i);
  await first.post(`${visit}/close`);
});

test("A card of before that only stood behind a reason is shown as checked no longer", async () => {
  const account = await personByNationalId(town.app.sql, stranger.nationalId);
  const { ownerSql } = town.database;
  const [{ item, by, second } = {}] = await ownerSql<
    { item: string; by: string; second: string }[]
  >`
    select synced.item, delivered_by as by, officer as second
    from counter.synced join counter.approval on approval.item = synced.item`;
  await ownerSql`
    insert into counter.card_check (id, person, item, operator, centre, card, asked_at, settled_at,
      settled_by, outcome, drawn)
    values (gen_random_uuid(), ${String(account?.id)}, ${String(item)}, ${String(by)}, 'kigali',
      'national-id', now(), now(), ${String(second)}, 'confirmed', true)`;
  await ownerSql`update auth.person set level = 2 where id = ${String(account?.id)}`;
  const first = await seated(town, "uwase-claudine", "1");
  const before = await lookedUp(first, stranger.nationalId);
  says(await first.get(before), "Card checked by");
  await first.post(`${before}/close`);
  const migration = "../../migrations/0401-counter-card-unread.sql";
  await ownerSql.unsafe(readFileSync(join(import.meta.dirname, migration), "utf8"));
  const visit = await lookedUp(first, stranger.nationalId);
  assert.doesNotMatch((await first.get(visit)).body, /card checked by/i);
  await first.post(`${visit}/close`);
});

test("A level by a card that nobody had read goes at night, that by a read one stays", async () => {
  const account = await personByNationalId(town.app.sql, stranger.nationalId);
  const { sql } = town.app;
  const levelNow = async () =>
    (await personByNationalId(town.app.sql, stranger.nationalId))?.level ?? 0;
  const lowered = () => sql<{ facts: unknown }[]>`
    select facts from security.event
    where kind = 'level-lowered' and about = ${`person:${account?.id}`}`;
  assert.equal(await levelNow(), 2, "as the older server left it");
  await town.app.tasks["counter.sweep"]({});
  assert.equal(await levelNow(), 1);
  const code = "counter.card-unread";
  assert.deepEqual(await lowered(), [{ facts: { code } }]);
  const first = await seated(town, "uwase-claudine", "1");
  const visit = await lookedUp(first, stranger.nationalId);
  says(await first.get(visit), "Ask a colleague to look at the card");
  await first.post(`${visit}/card`);
  const second = await seated(town, "mukeshimana-aline", "3");
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec((await second.get("/counter/cards")).body);
  const [year = "", month = "", day = ""] = stranger.birthDate.split("-");
  await second.post(path?.[0] ?? "", {
    ...{ number: stranger.nationalId, "birth-day": day, "birth-month": month },
    "birth-year": year,
  });
  await first.get(visit);
  await first.post(`${visit}/close`);
  assert.equal(await levelNow(), 2, "two have read it");
  await town.app.tasks["counter.sweep"]({});
  assert.equal(await levelNow(), 2);
  assert.equal((await lowered()).length, 1);
});

test("Open, then close, leaves the draft that a device took, with no card read", async () => {
  const person = {
    ...{ name: "Mukeshimana Odette", nationalId: "1196270077777077", birthDate: "1962-02-03" },
  };
  const item = application(town, device, { person });
  await device.delivers([item]);
  const first = await seated(town, "uwase-claudine", "1");
  await pressed(first, item.id, { act: "write-down", seen: "true", citizen: "true" });
  const account = await personByNationalId(town.app.sql, person.nationalId);
  assert.ok(account);
  assert.equal(account.level, 1, "less than the service asks for");

  const opens = await pressed(first, item.id, { act: "open" });
  const visit = /^\/counter\/visits\/[0-9a-f-]{36}/.exec(opens.path)?.[0] ?? "";
  await first.get(visit);
  await first.post(`${visit}/card`);
  const begun = (await filled(first, visit)).split("/").at(-1) ?? "";
  await first.post(`${visit}/close`);
  const { cases, counter } = town.app.parts;
  assert.equal(await cases.findDraft(begun, account.id), undefined, "no account may send that");
  says(await first.get(list), String(item.reference));
  assert.equal((await counter.syncedOf(item.id))?.state, "conflict");
  assert.equal((await cases.findDraft(item.draft, account.id))?.reference, item.reference);

  const second = await seated(town, "mukeshimana-aline", "3");
  const done = await pressed(second, item.id, { act: "approve", reason });
  assert.match(done.body, /is with the office/);
  assert.equal((await counter.syncedOf(item.id))?.reference, item.reference);
});

test("The phone typed offline is the account's, and a code says yes", async () => {
  const item = application(town, device, { person: withPhone });
  await device.delivers([item]);
  const first = await seated(town, "uwase-claudine", "1");
  says(await first.get(list), withPhone.phone);
  const form = { act: "write-down", seen: "true", citizen: "true" };
  says(await pressed(first, item.id, form), "It waits for the person’s yes");
  const account = await personByNationalId(town.app.sql, withPhone.nationalId);
  assert.ok(account);
  assert.deepEqual([account.phone, account.level], ["+250788555666", 1]);
  const told = await town.app.parts.messages.outboxOf(account.id);
  const sms = told.filter(
    ({ channel, template }) => channel === "sms" && template === "taken-offline",
  );
  assert.match(
    sms.map(({ body }) => body).join(),
    new RegExp(String(item.reference)),
    JSON.stringify(told),
  );
  const second = await seated(town, "mukeshimana-aline", "3");
  says(await second.get(list), "in place of the code on their phone");

  const opens = await pressed(first, item.id, { act: "open" });
  const visit = /^\/counter\/visits\/[0-9a-f-]{36}/.exec(opens.path)?.[0] ?? "";
  says(await first.get(visit), "Ask a colleague to look at the card");
  const early = await first.get(`${visit}/drafts/${item.draft}/check`);
  assert.deepEqual([early.status, early.path], [200, visit], "to the second look at the card");
  await first.post(`${visit}/card`);
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec((await second.get("/counter/cards")).body);
  await second.post(path?.[0] ?? "", {
    ...{ number: withPhone.nationalId, "birth-day": "9", "birth-month": "8" },
    "birth-year": "1971",
  });
  const base = `${visit}/drafts/${item.draft}`;
  await first.get(`${base}/check`);
  await first.post(`${base}/ask`, { kind: "code" });
  const code = await newestCode(town, account.id);
  says(await first.post(`${base}/confirm`, { code }), String(item.reference));
  const [sent] = await town.app.parts.cases.applicationsOf(account.id);
  assert.equal(sent?.reference, item.reference);
});

test("A number that is somebody's makes no account, and counts as a look-up", async () => {
  const person = { ...stranger, nationalId: mother.card };
  const item = application(town, device, { person });
  await device.delivers([item]);
  const lookups = async () => (await town.app.sql`select from counter.lookup`).length;
  const counted = await lookups();
  const first = await staff(town, "uwase-claudine");
  const form = { act: "write-down", seen: "true" };
  const refused = await pressed(first, item.id, form);
  assert.match(refused.body, /but with another name/, "nor does it tell whose it is");
  assert.equal(await lookups(), counted + 1);
});

test("No account is made from a number that no card has: it is put right first", async () => {
  const nationalId = "1198070055555055";
  const person = { ...stranger, name: "Mugabo Eric", nationalId: nationalId.slice(0, 13) };
  const item = application(town, device, { person });
  await device.delivers([item]);
  const first = await staff(town, "uwase-claudine");
  const form = { act: "write-down", seen: "true", citizen: "true" };
  const refused = await pressed(first, item.id, form);
  assert.match(refused.body, /Enter the number as it is on the card, such as/);
  assert.equal(await personByNationalId(town.app.sql, person.nationalId), undefined);
  await pressed(first, item.id, {
    ...{ act: "again", name: person.name, "national-id": nationalId },
    ...bornOn(person.birthDate),
  });
  await pressed(first, item.id, form);
  assert.ok(await personByNationalId(town.app.sql, nationalId));
});
