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

/** Dials, and opens the screen that asks for a ticket of this hall. */
async function atQueue(phone: Phone): Promise<void> {
  await phone.dial();
  if (/English/.test(phone.last)) await phone.choose("English");
  await phone.choose("Appointments and queue");
  await phone.choose("How long is the queue?");
  await phone.choose(/Kigali service hall/);
}

const topicOf = (letter: string) =>
  town.app.parts.centres.find("kigali")?.topics.find((topic) => topic.letter === letter) ??
  assert.fail(`no ${letter}`);

test("Whoever has no ticket asks on any phone how long people wait for something", async () => {
  const phone = new Phone(town, "+250788555444");
  const { id: topic, name } = topicOf("B");
  await atQueue(phone);
  assert.match(await phone.choose(name["en"] ?? ""), /^END B: no counter is open for this now/);

  const { centres } = town.app.parts;
  const officer = newId<OfficerId>();
  for (const party of [1, 3, 3])
    must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", party }));
  must(await centres.openCounter({ centre: "kigali", counter: "5", officer }));
  await atQueue(phone);
  const both = await phone.choose(name["en"] ?? "");
  const words =
    /^END B: \d+ before you, about (\d+) to (\d+) minutes. Families wait (\d+) to (\d+)/;
  const [, , one, , to] = words.exec(both) ?? assert.fail(both);
  assert.ok(Number(to) > Number(one), both);
  must(await centres.closeCounter({ centre: "kigali", counter: "5" }));
});

test("Whoever holds a ticket is told by phone what its page says, and how it ended", async () => {
  const phone = new Phone(town, "+250788555445");
  const { centres } = town.app.parts;
  const { id: topic } = topicOf("A");
  const ask = async (number: string, by = phone) => {
    await atQueue(by);
    return by.type(number);
  };
  assert.match(await ask("A7", new Phone(town, "+250788555446")), /There is no such ticket today/);
  const [group] = centres.find("kigali")?.groups ?? [];
  const take = async (more: { readonly party?: number; readonly group?: string } = {}) =>
    must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", ...more }));
  const first = await take();
  const others = [await take(), await take({ party: 4 }), await take(), await take()];
  const prior = await take(group && { group: group.id });
  const officer = newId<OfficerId>();
  const seat = { centre: "kigali", counter: "1", officer };
  must(await centres.openCounter(seat));
  const told = new Set<string>();
  for (const { number, token } of [first, ...others, prior]) {
    const { wait } = (await centres.ticketOf(token)) ?? {};
    assert.ok(wait);
    const { ahead, fromMinutes, toMinutes } = wait;
    const range = `${fromMinutes} to ${toMinutes}`;
    const words = `END ${number}: ${ahead} before you, about ${range} minutes.`;
    assert.equal(await ask(number), words);
    told.add(words.replace(/^END \w+/, ""));
  }
  assert.equal(told.size, 6, "none is told the wait of another");

  const { number } = must(await centres.callNext(seat)) ?? assert.fail("nobody is called");
  assert.match(await ask(number), new RegExp(`${number} is called: counter 1`));
  must(await centres.start(seat));
  assert.match(await ask(number), new RegExp(`${number}: You are being served at counter 1`));
  must(await centres.finish(seat));
  assert.match(await ask(number), new RegExp(`${number}: Your visit is over`));
});
