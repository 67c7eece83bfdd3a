import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { approved, saidYes } from "./offline-given.ts";

let town: Town;
let device: Device;
let guest: Client;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  guest = town.guest();
  await guest.get("/?lang=en");
});
after(() => town?.close());

/** What anybody who has the number reads on the web. */
async function tracked(reference: unknown) {
  await guest.get("/track");
  const page = await guest.post("/track", { reference: String(reference) });
  assert.equal(page.status, 200, textOf(page));
  return textOf(page);
}

test("A number that is given out before its application has arrived says so", async () => {
  const page = await tracked(device.references[0]);
  for (const words of ["Has not arrived yet", "Kigali service hall", "nothing is lost"])
    assert.ok(page.includes(words), words);
});

test("One that waits for its person's yes says so, and nothing of the person", async () => {
  const item = application(town, device);
  await device.delivers([item]);
  const page = await tracked(item.reference);
  for (const words of ["Birth certificate", "waits for the person’s yes", "Kigali service hall"])
    assert.ok(page.includes(words), words);
  for (const personal of ["Mukamana", "Vestine", "Keza", mother.card, "787654321"])
    assert.ok(!page.includes(personal), personal);
  assert.deepEqual(await saidYes(await town.as(mother.id)), [item.reference]);
  assert.match(await tracked(item.reference), /Waiting for payment|Under review/);
});

test("One that waits for a second officer says so on the web, by SMS and USSD", async () => {
  const { id } = await town.person("ishimwe-kevin");
  await town.database.ownerSql`update auth.person set phone = null where id = ${id}`;
  const kevin = town.people.find((each) => each.id === "ishimwe-kevin");
  const person = {
    ...{ name: kevin?.name, nationalId: kevin?.nationalId, birthDate: kevin?.birthDate },
  };
  const item = application(town, device, { person });
  const { results } = await device.delivers([item]);
  assert.equal(results[0].reason, "offline.waits-for-officer", JSON.stringify(results));
  assert.match(await tracked(item.reference), /waits for a second officer[\s\S]*compares the sign/);
  const from = "+250788123400";
  const text = `STATUS ${item.reference}`;
  const sms = { id: "sms-1", from, to: "1827", text, linkId: "L1", date: "2026-11-23" };
  await new Phone(town, from).post(sms, "sms");
  const told = await town.app.parts.messages.latest(100);
  const answer = told.find(({ recipient }) => recipient === from);
  assert.match(answer?.body ?? "", /Birth certificate.*waits for a second officer/);
  const phone = new Phone(town, "+250788123401");
  await phone.dial();
  await phone.choose(/^English/).catch(() => undefined);
  await phone.choose("Track an application");
  assert.match(await phone.type(String(item.reference)), /waits for a second officer/);
  await approved(await seated(town, "mukeshimana-aline", "3"), String(item.reference));
  assert.match(await tracked(item.reference), /Waiting for payment|Under review/);
});

test("One that fits nobody does not say why the hall looks, nor does a discarded one", async () => {
  const person = { name: "Gatete Luc", nationalId: "1198370044444044", birthDate: "1983-01-01" };
  const item = application(town, device, { person });
  await device.delivers([item]);
  const page = await tracked(item.reference);
  assert.match(page, /the hall has to look at it/);
  assert.doesNotMatch(page, /account|identity|Gatete|nobody/i);
  const operator = await seated(town, "uwase-claudine", "1");
  const list = "/counter/sync/conflicts";
  await operator.get(list);
  const reason = "The card was of somebody else.";
  await operator.post(`${list}/${item.id}`, { act: "drop", reason });
  assert.match(await tracked(item.reference), /Discarded, not sent/);
});
