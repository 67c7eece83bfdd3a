import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import type { PersonId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { latestEvents } from "../../src/platform/security/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { setRoles } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { mother, opened, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { manager, ownPin, ownPinChosenBy, saidYes } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const reason = "The signed receipt is here, and I know her.";
let town: Town;
let device: Device;
let id: PersonId;
before(async () => {
  town = await startTown();
  ({ id } = await town.person(mother.id));
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
});
after(() => town?.close());

const sent = async () =>
  (await town.app.parts.cases.applicationsOf(id)).map(({ reference }) => reference);

async function delivered(
  more: object = {},
): Promise<{ id: string; reference: string; reason: string }> {
  const item = application(town, device, more);
  const { results } = await device.delivers([item]);
  return { id: item.id, reference: String(item.reference), reason: results[0].reason };
}

async function pressed(officer: Client, id: string, fields: Record<string, string>) {
  await officer.get(list);
  return officer.post(`${list}/${id}`, fields);
}

test("What is delivered for somebody with a telephone waits for their yes", async () => {
  const taken = await delivered();
  assert.equal(taken.reason, "offline.waits-for-yes");
  assert.deepEqual(await sent(), [], "no signature sends it");
  const told = (await town.app.parts.messages.outboxOf(id)).map(({ body }) => body).join();
  assert.ok(told.includes(taken.reference), "they hear of it");
  for (const act of ["again", "anyway", "approve"])
    await pressed(await seated(town, "mukeshimana-aline", "3"), taken.id, { act, reason });
  assert.deepEqual(await sent(), [], "nobody presses past it");
  assert.deepEqual(await saidYes(await town.as(mother.id)), [taken.reference]);
  assert.deepEqual(await sent(), [taken.reference]);
  const { open } = await device.delivers([], { open: [taken.id] });
  assert.deepEqual([open[0].state, open[0].reference], ["done", taken.reference]);
  // Whoever prints the receipt again is not who took it.
  const printer = await seated(town, "mukeshimana-aline", "3");
  const visit = await opened(printer, mother.card);
  const caseId = (await town.app.parts.counter.syncedOf(taken.id))?.caseId;
  const receipt = await printer.get(`${visit}/applications/${caseId}/receipt`);
  const paper = receipt.body.slice(
    receipt.body.indexOf("<article"),
    receipt.body.indexOf("</article"),
  );
  assert.ok(paper.includes(taken.reference), "the receipt");
  assert.match(paper, /Uwase Claudine/);
  assert.doesNotMatch(paper, /Mukeshimana Aline/);
  await printer.post(`${visit}/close`);
});

test("The language chosen on the device is that of all messages about it", async () => {
  device.client = await staff(town, "uwase-claudine");
  const taken = await delivered({ lang: "fr" });
  const own = await town.as(mother.id);
  await own.get("/services?lang=en");
  const [draft] = await town.app.parts.cases.draftsOf(id);
  assert.equal(draft?.toldIn, "fr");
  const form = await own.get(`/drafts/${draft?.id}/check`);
  assert.match(form.body, /value="fr"[^>]* selected/, "they see it, and may choose");
  const done = await own.post(`/drafts/${draft?.id}/check`, { declaration: "true" });
  assert.equal(done.status, 200);
  const rows = await town.app.parts.cases.applicationsOf(id);
  const row = rows.find(({ reference }) => reference === taken.reference);
  const file = await town.app.parts.cases.open(String(row?.id));
  assert.equal(file?.state.submitted?.toldIn, "fr");
});

test("The device is told by when it is decided, for a receipt that is printed again", async () => {
  device.client = await staff(town, "uwase-claudine");
  const def = town.app.catalogue.current("feedback-and-complaint");
  const answers = {
    ...{ kind: "thanks", about: "nida", service_name: "National ID", used_on: "2026-11-20" },
    ...{ rating: 5, phone: "+250700000001" },
  };
  const visited = def?.form.map((page) => page.id);
  const service = { service: def?.id, definition: def?.version, visited };
  const taken = await delivered({ ...service, answers });
  assert.equal(taken.reason, "offline.waits-for-yes");
  assert.ok((await saidYes(await town.as(mother.id))).includes(taken.reference));
  const { open } = await device.delivers([], { open: [taken.id] });
  const file = await town.app.parts.cases.open(
    String((await town.app.parts.counter.syncedOf(taken.id))?.caseId),
  );
  assert.ok(file?.state.clock.dueAt, "its term runs");
  assert.equal(open[0].dueAt, file.state.clock.dueAt);
});

test("What the person deletes at home is settled by that", async () => {
  town.setClock("2026-11-25T08:00:00Z");
  device.client = await staff(town, "uwase-claudine");
  const taken = await delivered();
  const [draft] = await town.app.parts.cases.draftsOf(id);
  await town.app.parts.cases.discardDraft(String(draft?.id), id);
  const { open } = await device.delivers([], { open: [taken.id] });
  assert.equal(open[0].state, "dropped");
});

test("The person reads where it was taken, and reports what was not theirs", async () => {
  device.client = await staff(town, "uwase-claudine");
  const taken = await delivered();
  const own = await town.as(mother.id);
  const page = await own.get("/applications?lang=en");
  says(page, taken.reference, "Taken at Kigali service hall (A tablet) by Uwase Claudine");
  says(page, "It waits for your yes", "This was not me");
  await fitsScreens(town.url, own, "/applications?lang=en", "taken");
  const [draft] = await town.app.parts.cases.draftsOf(id);
  const path = `/drafts/${draft?.id}/delete`;
  says(await own.get(path), "Press this if you were not there");
  await fitsScreens(town.url, own, `${path}?lang=en`, "taken-not-me");
  says(await own.post(path, { why: "not-me" }), "the hall is told that it was not you");
  assert.equal(await town.app.parts.cases.findDraft(String(draft?.id), id), undefined);
  const [event] = await latestEvents(town.app.sql, { kind: "taken-denied" });
  assert.deepEqual([event?.about, event?.facts?.centre], [`item:${taken.id}`, "kigali"]);
  says(await (await staff(town, manager)).get("/staff/notifications?lang=en"), "was not theirs");
  const { open } = await device.delivers([], { open: [taken.id] });
  assert.equal(open[0].state, "dropped");
  const begun = await own.get("/services/birth-certificate");
  assert.doesNotMatch(begun.body, /This was not me/);
});

test("Without a telephone a second officer sends it, for a reason that is told", async () => {
  // As long as she does not sign in: the issuer knows her telephone.
  await town.database.ownerSql`update auth.person set phone = null where id = ${id}`;
  const taken = await delivered();
  assert.equal(taken.reason, "offline.waits-for-officer");
  const first = await seated(town, "uwase-claudine", "1");
  assert.doesNotMatch((await first.get(list)).body, /value="approve"/, "not who brought it");
  const own = await pressed(first, taken.id, { act: "approve", reason });
  assert.match(own.body, /Somebody else must approve it/);
  assert.doesNotMatch((await first.get("/counter")).body, /waits for your approval/);
  const second = await seated(town, "mukeshimana-aline", "3");
  says(await second.get("/counter"), "One application taken offline waits for your approval");
  const floor = await (await staff(town, manager)).get("/hall/kigali");
  says(floor, "One application taken offline waits for your approval");
  // A page that was left open approves nothing: it takes their PIN, or signing in again.
  town.setClock("2026-11-25T08:06:00Z");
  says(await second.get(list), "first prove that you are the second officer");
  const idle = await pressed(second, taken.id, { act: "approve", reason, "own-pin": ownPin });
  says(idle, "Enter your own PIN");
  await ownPinChosenBy(second);
  const mute = await pressed(second, taken.id, { act: "approve", reason: "ok" });
  assert.equal(mute.status, 422);
  assert.match(mute.body, new RegExp(`href="#own-pin-${taken.id}"`), "all that is wrong at once");
  const answers = new Set<string>();
  for (let tries = 0; tries < 5; tries++) {
    const wrong = { act: "approve", reason, "own-pin": `wrong one ${tries}` };
    const page = await pressed(second, taken.id, wrong);
    assert.ok(page.body.includes(reason), "what was typed stays");
    for (const words of ["That is not your PIN", "Wait 2 seconds"])
      if (page.body.includes(words)) answers.add(words);
  }
  assert.equal(answers.size, 2, [...answers].join());
  town.setClock("2026-11-25T08:06:05Z");
  assert.match(mute.body, new RegExp(`href="#reason-${taken.id}"`), "in the summary");
  assert.match(mute.body, new RegExp(`id="reason-${taken.id}-error"`), "and at the field");
  says(mute, "Enter a reason of at least ten characters");
  const elsewhere = await seated(town, "mugabo-jean", "1", "musanze");
  assert.equal((await pressed(elsewhere, taken.id, { act: "approve", reason })).status, 404);
  const before = await sent();
  assert.ok(!before.includes(taken.reference as never));
  await fitsScreens(town.url, second, list, "second-proof");
  const done = await pressed(second, taken.id, { act: "approve", reason, "own-pin": ownPin });
  assert.ok(done.body.includes(`Sent: ${taken.reference} is with the office`));
  town.setClock("2026-11-25T08:20:00Z");
  assert.equal(
    (await second.get("/counter/pin")).path.split("?")[0],
    "/staff/proof",
    "nor does it choose one",
  );
  assert.equal((await sent()).length, before.length + 1);
  const row = await town.app.parts.counter.syncedOf(taken.id);
  const file = await town.app.parts.cases.open(String(row?.caseId));
  const actor = file?.history[0] && actorText(file.history[0].actor);
  assert.equal(actor, `person:${id} counter:${row?.deliveredBy} signed`, "by who brought it");
  const opened = await (await town.as(mother.id)).get("/applications/opened?lang=en");
  assert.match(textOf(opened), /Mukeshimana Aline.*sent without your code.*I know her/);
});

test("One in four of them is drawn for another officer, never for either of the two", async () => {
  await town.database.ownerSql`update counter.approval set drawn = true`;
  const reviewer = await staff(town, manager);
  const page = await reviewer.get("/counter/reviews");
  assert.match(textOf(page), /Application sent.*Mukamana Vestine.*I know her/);
  const path = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(page.body)?.[0] ?? "";
  await setRoles(town.database.ownerSql, "Mukeshimana Aline", ["operator", "floor-manager"]);
  const approver = await staff(town, "mukeshimana-aline");
  assert.doesNotMatch((await approver.get("/counter/reviews")).body, /I know her/);
  await reviewer.get("/counter/reviews");
  await reviewer.post(path, { act: "in-order" });
  const [row] = await town.app.sql`select finding, reviewer from counter.approval`;
  assert.equal(row?.finding, "in-order");
});

test("Where nobody else sits in a hall, its floor manager is the second officer", async () => {
  town.setClock("2026-11-27T08:00:00Z");
  await town.database.ownerSql`update auth.person set phone = null where id = ${id}`;
  device.client = await staff(town, "uwase-claudine");
  const bus = await Device.enrolled(town, device.client, "bus-east");
  const item = application(town, bus);
  await bus.delivers([item]);
  // Who set it up is the second officer too, but they may be away.
  const { ownerSql } = town.database;
  await ownerSql`update counter.device set enrolled_by = ${newId()} where id = ${bus.id}`;
  const elsewhere = await staff(town, "mugabo-jean");
  assert.equal((await pressed(elsewhere, item.id, { act: "approve", reason })).status, 404);
  const floor = await staff(town, manager);
  const done = await pressed(floor, item.id, { act: "approve", reason });
  assert.ok(done.body.includes(`Sent: ${item.reference} is with the office`));
});

test("A ticket's time lies within what had not arrived yet", async () => {
  await device.delivers([]);
  const code = await town.app.parts.counter.deviceOf(device.id).then((found) => found?.code);
  const hours = (count: number) => new Date(town.now().getTime() + count * 3_600_000);
  const ticket = (number: string, takenAt: Date) => ({
    ...{ kind: "ticket", id: newId(), takenAt: takenAt.toISOString(), lang: "en", party: 1 },
    ...{ number: `${code}-${number}`, topic: "civil-status-and-identity" },
  });
  const early = ticket("001", hours(-1));
  const now = town.now().toISOString();
  const { results } = await device.delivers([early], { now });
  assert.equal(results[0].state, "done", JSON.stringify(results));
  const [row] = await town.app.sql<{ taken: Date; said: Date; place: Date }[]>`
    select synced.taken_at as taken, said_at as said, ticket.waiting_since as place
    from counter.synced join centres.ticket on ticket.number = ${early.number}
    where item = ${early.id}`;
  const least = town.now().getTime() - 2 * 60_000;
  assert.ok(Number(row?.taken) >= least && Number(row?.place) >= least, "since it was there last");
  assert.equal(row?.said.toISOString(), early.takenAt, "what it said stands beside it");
});

test("A ticket of a day without opening says so, with no gap in the words", async () => {
  await device.delivers([]);
  const code = (await town.app.parts.counter.deviceOf(device.id))?.code;
  town.setClock("2026-11-29T08:00:00Z");
  device.client = await staff(town, "uwase-claudine");
  const ticket = {
    ...{ kind: "ticket", id: newId(), takenAt: town.now().toISOString(), lang: "en" },
    ...{ number: `${code}-002`, topic: "civil-status-and-identity", party: 1 },
  };
  const { results } = await device.delivers([ticket]);
  assert.equal(results[0].reason, "offline.hall-closed");
  const page = await (await staff(town, "uwase-claudine")).get(list);
  says(page, "The centre had no opening hours when this ticket was taken");
  assert.doesNotMatch(page.body, /\{\w+\}/);
});
