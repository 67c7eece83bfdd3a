/** A time at a hall, by feature phone: booked, looked up behind the PIN, cancelled. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must, type OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const pin = "40718";

test("A student books a time at the hall by phone, finds it behind the PIN and cancels it", async () => {
  const browser = await town.as("ishimwe-kevin");
  await browser.get("/phone");
  assert.equal((await browser.post("/phone", { pin, again: pin })).status, 200);
  const { id } = await town.person("ishimwe-kevin");
  const booked = async () =>
    (await town.app.parts.appointments.ofPerson(id)).filter(({ status }) => status === "booked");

  const phone = new Phone(town, "+250700000002");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("Appointments and queue");
  await phone.choose("Book a time");
  await phone.choose(/Kigali service hall/);
  await phone.choose("Civil status and identity");
  assert.match(phone.last, /Which day\?/);
  await phone.type("1");
  assert.match(phone.last, /At what time\?/);
  await phone.type("1");
  assert.match(await phone.choose("Book it"), /^END Booked: .*Code at the kiosk: /);
  await phone.repeat();
  assert.equal((await booked()).length, 1);

  await phone.dial();
  await phone.choose("Appointments and queue");
  await phone.choose("My appointments");
  assert.match(await phone.type("11112"), /Wrong PIN/);
  await phone.type(pin);
  await phone.type("1");
  assert.match(phone.last, /Code: /);
  assert.match(await phone.choose("Cancel it"), /^END The appointment is cancelled/);
  assert.equal((await booked()).length, 0);
});

test("Whoever holds a ticket asks on any phone how long people wait", async () => {
  const phone = new Phone(town, "+250788555444");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("Appointments and queue");
  await phone.choose("How long is the queue?");
  await phone.choose(/Kigali service hall/);
  assert.match(await phone.type("B7"), /^END B007: no counter is open for this now/);

  const { centres } = town.app.parts;
  const officer = newId<OfficerId>();
  const { id: topic } =
    centres.find("kigali")?.topics.find(({ letter }) => letter === "B") ?? assert.fail("no B");
  for (const party of [1, 3, 3])
    must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", party }));
  must(await centres.openCounter({ centre: "kigali", counter: "5", officer }));
  await phone.dial();
  await phone.choose("Appointments and queue");
  await phone.choose("How long is the queue?");
  await phone.choose(/Kigali service hall/);
  const both = await phone.type("B7");
  const words =
    /^END B007: \d+ before you, about (\d+) to (\d+) minutes. Families wait (\d+) to (\d+)/;
  const [, , one, from, to] = words.exec(both) ?? assert.fail(both);
  assert.ok(Number(to) > Number(one), both);

  await phone.dial();
  await phone.choose("Appointments and queue");
  await phone.choose("How long is the queue?");
  await phone.choose(/Kigali service hall/);
  const family = await phone.type("BF3");
  assert.match(
    family,
    new RegExp(`^END BF03: \\d+ before you, about ${from} to ${to} minutes\\.$`),
  );
});
