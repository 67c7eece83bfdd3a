import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeReference } from "../../src/kernel/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { latestEvents } from "../../src/platform/security/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { answers, application, Device } from "./offline-device.ts";
import { bornOn } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const stranger = {
  ...{ name: "Niyonzima Josué", nationalId: "1196680099999099", birthDate: "1966-05-02" },
};

let town: Town;
let device: Device;
let first: Client;
let second: Client;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  first = await seated(town, "uwase-claudine", "1");
  second = await seated(town, "mukeshimana-aline", "3");
});
after(() => town?.close());

const sectionOf = (body: string, item: string): string =>
  body
    .split("<section")
    .find((part) => part.includes(`id="item-${item}"`))
    ?.split("</section>")[0] ?? "";

/** The ways that an officer is offered for an item. */
async function offered(officer: Client, item: string): Promise<string[]> {
  const section = sectionOf((await officer.get(list)).body, item);
  const acts = [...section.matchAll(/name="act" value="([\w-]+)"/g)].map(([, act]) => String(act));
  return section.includes('href="/counter/register"') ? [...acts, "register"] : acts;
}

async function pressed(officer: Client, id: string, fields: Record<string, string>) {
  await officer.get(list);
  return officer.post(`${list}/${id}`, fields);
}

test("Each reason has the ways that lead somewhere, and no others", async () => {
  const unknown = application(town, device, { person: stranger });
  const foreign = application(town, device, { reference: makeReference(new Uint8Array(18)) });
  const stale = application(town, device, { service: "visa-exemption-check" });
  const waits = application(town, device);
  const { results } = await device.delivers([unknown, foreign, stale, waits]);
  assert.deepEqual(
    results.map(({ reason }: { reason: string }) => reason),
    [
      "offline.name-differs",
      "offline.reference-foreign",
      "offline.service-changed",
      "offline.waits-for-yes",
    ],
  );
  assert.deepEqual(await offered(first, unknown.id), ["again", "write-down", "drop"]);
  assert.deepEqual(await offered(second, unknown.id), ["again", "drop", "register"]);
  for (const { id } of [foreign, stale]) assert.deepEqual(await offered(first, id), ["drop"]);
  assert.deepEqual(await offered(first, waits.id), ["open"]);
  await pressed(first, waits.id, { act: "again" });
  await pressed(first, waits.id, { act: "drop", reason: "It was taken twice by mistake." });
  assert.equal((await town.app.parts.counter.syncedOf(waits.id))?.state, "conflict");
});

test("A number that is nobody's is discarded for a reason, which is recorded", async () => {
  const item = application(town, device, { person: stranger });
  await device.delivers([item]);
  const early = await pressed(first, item.id, { act: "drop", reason: "no" });
  assert.equal(early.status, 422);
  says(early, "There is a problem");
  assert.match(sectionOf(early.body, item.id), /govuk-input--error/);
  const reason = "Taken twice: the first one was sent.";
  const done = await pressed(first, item.id, { act: "drop", reason });
  assert.equal(sectionOf(done.body, item.id), "");
  says(await second.get(list), "Discarded in the last 30 days", reason, String(item.reference));
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.deepEqual([row?.state, row?.held, row?.dropReason], ["dropped", null, reason]);
});

test("The second officer sees the answers beside the card, and the person who looked", async () => {
  const person = { ...stranger, name: "Mugabo Eric", nationalId: "1198070055555055" };
  const item = application(town, device, { person });
  await device.delivers([item]);
  says(
    await pressed(first, item.id, { act: "write-down", seen: "true", citizen: "true" }),
    "Mugabo",
  );
  const account = await personByNationalId(town.app.sql, person.nationalId);
  assert.ok(account);
  const before = (await town.app.parts.counter.looksAt(account.id)).length;
  const section = sectionOf((await second.get(list)).body, item.id);
  assert.match(section, /<details class="govuk-details" open>/);
  assert.match(section, /National ID card, seen by Uwase Claudine/);
  for (const text of [person.name, person.nationalId, "2\u00a0May 1966"])
    assert.ok(section.includes(text), text);
  for (const answer of ["Keza", "14\u00a0March 2026", "Remera", "A gift"])
    assert.ok(section.includes(answer), answer);
  assert.doesNotMatch(section, /change=1/, "nothing is changed here");
  assert.equal((await town.app.parts.counter.looksAt(account.id)).length, before + 1);
  assert.deepEqual(await offered(first, item.id), ["open"], "who took it does not approve it");
  const visit = await pressed(first, item.id, { act: "open" });
  says(visit, "Continue: Birth certificate", "Keza after a colleague has looked at the card");
  assert.doesNotMatch(visit.body, /href="[^"]*\/drafts\//, "it would lead back to this page");
  await first.post(`${visit.path}/close`);
});

test("Who sits at no counter of the hall is told how many wait there", async () => {
  const away = await staff(town, "mugabo-jean");
  const [row] = await town.database.ownerSql<{ count: number }[]>`
    select count(*)::int as count from counter.synced where state = 'conflict'`;
  const page = await away.get(list);
  says(page, `Waiting at Kigali service hall: ${row?.count}`, "Sit down at a counter");
  assert.doesNotMatch(page.body, /Nothing needs attention|id="item-/);
  assert.doesNotMatch((await first.get(list)).body, /Sit down at a counter/);
});

test("Whoever took it saw the card, whoever sent it, and does not approve it", async () => {
  const idOf = async (name: string) =>
    (await town.app.sql<{ id: string }[]>`select id from auth.officer where name = ${name}`)[0]?.id;
  const person = { ...stranger, name: "Gatete Luc", nationalId: "1198370044444044" };
  const third = await seated(town, "mugabo-jean", "2");
  const item = { ...application(town, device, { person }), takenBy: await idOf("Mugabo Jean") };
  const strange = { ...application(town, device, { person }), takenBy: newId() };
  await device.delivers([item, strange]);
  const nobody = await town.app.parts.counter.syncedOf(strange.id);
  assert.equal(nobody?.takenBy, null, "only somebody of the hall");
  assert.deepEqual(await offered(first, item.id), ["again", "drop", "register"]);
  assert.deepEqual(await offered(third, item.id), ["again", "drop"], "they have not said so yet");
  const section = sectionOf((await second.get(list)).body, item.id);
  assert.match(
    section,
    /Taken by, as the device[\s\S]*Mugabo Jean[\s\S]*Sent by[\s\S]*Uwase Claudine/,
  );
  await pressed(first, item.id, { act: "write-down", seen: "true", citizen: "true" });
  assert.equal(await personByNationalId(town.app.sql, person.nationalId), undefined);
  await third.get(list);
  await third.post(`/counter/sync/claims/${item.id}`, { act: "yes" });
  assert.deepEqual(await offered(third, item.id), ["again", "write-down", "drop"]);
  await pressed(third, item.id, { act: "write-down", seen: "true", citizen: "true" });
  assert.deepEqual(await offered(second, item.id), ["open", "approve"]);
  const unsaid = sectionOf((await second.get(list)).body, strange.id);
  assert.match(unsaid, /Nobody had said who works with the device/);
  // A unit of two: once the one has said that they took it, the other is somebody else.
  assert.deepEqual(await offered(third, item.id), ["open"]);
  assert.deepEqual(await offered(first, item.id), ["open", "approve"]);
});

test("A mistyped name is corrected where its number is there, and what stood there stays", async () => {
  const { name, card: nationalId, born: birthDate } = mother;
  const item = application(town, device, {
    person: { name: "Mukamna Vestne", nationalId, birthDate },
    answers: { ...answers, child_name: "Ganza" },
  });
  const { results } = await device.delivers([item]);
  assert.equal(results[0].reason, "offline.name-differs", "a device does not learn it");
  assert.deepEqual(await offered(first, item.id), ["again", "drop"]);
  const section = sectionOf((await second.get(list)).body, item.id);
  assert.match(section, /This national ID number is there, but with another name/);
  assert.match(section, /name="birth-year"/, "a date as everywhere else");
  assert.ok(!section.includes(name), "and not what stands there");
  const who = { act: "again", name, "national-id": nationalId };
  const unread = await pressed(second, item.id, { ...who, ...bornOn("1999-02-31") });
  assert.match(unread.body, /Enter a date of birth/);
  // The first correction is a slip, too: both are on record.
  await pressed(second, item.id, { ...who, ...bornOn("1990-01-01") });
  await pressed(second, item.id, { ...who, ...bornOn(birthDate) });
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.equal(row?.reason, "offline.waits-for-yes");
  const after = sectionOf((await first.get(list)).body, item.id);
  for (const text of ["Mukamna Vestne", "1\u00a0January 1990"])
    assert.ok(after.includes(text), text);
  assert.match(after, /corrected by Mukeshimana Aline/);
  const events = await latestEvents(town.app.sql, { kind: "taken-corrected" });
  assert.deepEqual(
    events.map(({ facts }) => facts?.fields),
    [["birthDate"], ["name", "birthDate"]],
  );
});

test("A number that was changed by hand counts as a look-up", async () => {
  const item = application(town, device, {
    person: { ...stranger, nationalId: "1196680099999088" },
  });
  await device.delivers([item]);
  const counted = async () =>
    (await town.app.sql`select from counter.lookup where centre = 'kigali'`).length;
  const before = await counted();
  const { name, nationalId, birthDate } = stranger;
  await pressed(first, item.id, {
    ...{ act: "again", name, "national-id": nationalId },
    ...bornOn(birthDate),
  });
  assert.equal(await counted(), before + 1);
});

test("A correction that cannot be is kept as typed, with what is wrong at each field", async () => {
  const item = application(town, device, {
    person: { ...stranger, name: "Uwase Aline", nationalId: "1198870077777077" },
  });
  await device.delivers([item]);
  const typed = { name: "", "national-id": "11988", ...bornOn("1988-02-31") };
  const page = await pressed(second, item.id, { act: "again", ...typed });
  assert.equal(page.status, 422);
  const section = sectionOf(page.body, item.id);
  for (const value of ["11988", "31", "02", "1988"])
    assert.match(section, new RegExp(`value="${value}"`), value);
  assert.doesNotMatch(section, /value="Uwase Aline"/);
  for (const id of [`name-${item.id}`, `national-id-${item.id}`, `birth-${item.id}-day`]) {
    assert.ok(page.body.includes(`href="#${id}"`), `${id} in the summary`);
    assert.ok(section.includes(`id="${id}"`), id);
  }
  assert.equal(section.match(/govuk-error-message/g)?.length, 3, "at each field");
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.deepEqual([row?.state, row?.reason], ["conflict", "offline.name-differs"]);
});

test("Answers that fit no question leave the page as it is", async () => {
  const answers = { who: { a: 1 }, child_birth_date: 5, district: ["x"], reason: null };
  const item = application(town, device, { person: { ...stranger, name: "Uwera Ann" }, answers });
  await device.delivers([item]);
  const page = await first.get(list);
  assert.equal(page.status, 200);
  assert.ok(sectionOf(page.body, item.id).includes("Uwera Ann"));
});

test("The same answers from two devices are told, and settled for a reason", async () => {
  const other = await Device.enrolled(town, await staff(town, "mukeshimana-aline"));
  const asked = { ...answers, child_name: "Hirwa" };
  const one = application(town, device, { answers: asked });
  const same = { ...asked, child_name: " hirwa", phone: "+250780000000" };
  const [two, three] = [1, 2].map(() => application(town, other, { answers: same }));
  const different = application(town, other, { answers: { ...asked, child_name: "Uwera" } });
  await device.delivers([one]);
  const { results } = await other.delivers([{ ...two }, { ...three }, different]);
  const waits = "offline.waits-for-yes";
  assert.deepEqual(
    results.map(({ reason }: { reason: string }) => reason),
    ["offline.taken-twice", "offline.taken-twice", waits],
  );
  const id = String(two?.id);
  assert.deepEqual(await offered(first, id), ["open", "anyway", "drop"]);
  const section = sectionOf((await first.get(list)).body, id);
  assert.match(section, /gave the same answers for this service once more/);
  assert.ok(section.includes(String(one.reference)), "which other one");
  const mute = await pressed(first, id, { act: "anyway", reason: "both" });
  assert.equal(mute.status, 422);
  assert.match(sectionOf(mute.body, id), /govuk-input--error/);
  const reason = "She says that the school wants one as well.";
  await pressed(first, id, { act: "anyway", reason });
  assert.equal((await town.app.parts.counter.syncedOf(id))?.reason, waits);
  assert.ok(sectionOf((await second.get(list)).body, id).includes(reason), "why both are wanted");
  const [last, why] = [String(three?.id), "It was taken twice by mistake."];
  assert.equal((await pressed(first, last, { act: "drop" })).status, 422);
  await pressed(first, last, { act: "drop", reason: why });
  const dropped = await town.app.parts.counter.syncedOf(last);
  assert.deepEqual([dropped?.state, dropped?.dropReason], ["dropped", why]);
  await fitsScreens(town.url, first, list, "taken-twice");
});

test("A ticket is discarded for a reason, too", async () => {
  const ticket = { kind: "ticket", id: newId(), takenAt: town.now().toISOString(), lang: "rw" };
  const asked = { number: "ZZZ-001", topic: "civil-status-and-identity", party: 1 };
  await device.delivers([{ ...ticket, ...asked }]);
  const early = await pressed(first, ticket.id, { act: "drop" });
  assert.equal(early.status, 422);
  assert.match(sectionOf(early.body, ticket.id), /nobody came, or it was taken twice/);
  const reason = "Nobody came when it was called.";
  const done = await pressed(first, ticket.id, { act: "drop", reason });
  assert.equal(sectionOf(done.body, ticket.id), "");
  const row = await town.app.parts.counter.syncedOf(ticket.id);
  assert.deepEqual([row?.state, row?.dropReason], ["dropped", reason]);
});
