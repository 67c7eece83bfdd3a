import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must, type PersonId } from "../../src/kernel/index.ts";
import type { Answer, Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const topic = "civil-status-and-identity";
const book = "/centres/kigali/book";

/** Follows the link of a page by its words. */
async function follow(client: Client, page: Answer, words: string): Promise<Answer> {
  const links = [...page.body.matchAll(/<a[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)];
  const found = links.find(([, , text = ""]) =>
    text
      .replaceAll(/<[^>]+>/g, "")
      .replaceAll("\u00a0", " ")
      .trim()
      .startsWith(words),
  );
  assert.ok(found?.[1], `no link “${words}” on ${page.path}: ${textOf(page)}`);
  return client.get(found[1].replaceAll("&amp;", "&"));
}

/** Presses a time of a page. */
const choose = (client: Client, page: Answer, time: string): Promise<Answer> =>
  follow(client, page, time);

/** Texts to a person with a telephone, newest first. */
async function texts(id: string): Promise<string[]> {
  const { id: personId } = await town.person(id);
  const sent = await town.app.parts.messages.outboxOf(personId as PersonId);
  return sent.filter(({ channel }) => channel === "sms").map(({ body }) => body);
}

test("A mother finds the hall, books a time, is reminded, and has a ticket by her code", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const person = await inEnglish(town, "mukamana-vestine");
  const service = await person.get("/services/birth-certificate");
  says(service, "Where you can do this in person", "Kigali service hall");
  const days = await follow(person, service, "Book a time");
  says(days, "Which day suits you?", "Wednesday 25 November 2026");
  const times = await follow(person, days, "Wednesday 25 November");
  says(times, "09:00", "3 places free");
  const confirm = await choose(person, times, "09:00");
  says(confirm, "Is this right?", "Wednesday 25 November 2026, 09:00", "Birth certificate");
  const done = await person.post(book, { party: "2", group: "expecting-or-with-a-baby" });
  assert.match(done.path, /^\/appointments\/[0-9a-f-]{36}$/);
  says(done, "Your time is booked", "Say or type this code", "What to bring", "Birth certificate");
  const code = /class="hw-reference">([A-Z0-9]{4})</.exec(done.body)?.[1] ?? "";
  says(await person.get("/appointments"), "Wednesday 25 November 2026, 09:00", `Code ${code}`);

  await town.settle();
  const [booked] = await texts("mukamana-vestine");
  assert.match(booked ?? "", new RegExp(`^Hamwe: .*25 November 2026, 09:00, .*${code}`));
  town.setClock("2026-11-24T07:00:00Z");
  await town.settle();
  assert.equal((await texts("mukamana-vestine")).length, 2, "the day before");
  town.setClock("2026-11-25T05:00:00Z");
  await town.settle();
  assert.equal((await texts("mukamana-vestine")).length, 3, "two hours before");

  const { appointments } = town.app.parts;
  town.setClock("2026-11-25T06:45:00Z");
  const ticket = must(await appointments.arrive("kigali", code.toLowerCase()));
  assert.match(ticket.number, /^AP\d{2}$/);
  assert.deepEqual([ticket.party, ticket.group], [2, "expecting-or-with-a-baby"]);
  const [row] = await town.app.sql`
    select appointment_at as at from centres.ticket where id = ${ticket.id}`;
  assert.deepEqual(row?.at, new Date("2026-11-25T07:00:00Z"), "its place in the queue");
  town.setClock("2026-11-25T07:15:00Z");
  await town.settle();
  says(await (await inEnglish(town, "mukamana-vestine")).get(done.path), "You came");
});

test("An appointment is moved and cancelled; the old reminders are harmless, and the place is free again", async () => {
  town.setClock("2026-11-26T06:00:00Z");
  const person = await inEnglish(town, "ishimwe-kevin");
  const before = (await texts("ishimwe-kevin")).length;
  const at = "2026-11-27T07:00:00.000Z";
  await person.get(`${book}?topic=${topic}&at=${at}`);
  const done = await person.post(book);
  const one = `/appointments/${done.path.split("/").at(-1)}`;
  const again = await person.get(`${book}?topic=${topic}&at=2026-11-27T07:15:00.000Z`);
  says(
    await person.post(again.path.split("?")[0] ?? ""),
    "You already have an appointment for this",
  );

  const days = await person.get(`${one}/move`);
  const times = await follow(person, days, "Monday 30 November");
  const sure = await choose(person, times, "10:00");
  says(
    sure,
    "Move to Monday 30 November 2026, 10:00?",
    "Current time: Friday 27 November 2026, 09:00",
  );
  says(await person.post(`${one}/move`), "Your appointment is moved", "30 November 2026, 10:00");
  town.setClock("2026-11-27T08:00:00Z");
  await town.settle();
  const later = await inEnglish(town, "ishimwe-kevin");
  says(await later.get(one), "Booked");
  const told = (await texts("ishimwe-kevin")).slice(0, -before || undefined);
  assert.equal(told.length, 1, "moved: what was to be told of the old time is told to nobody");

  await later.get(`${one}/cancel`);
  says(await later.post(`${one}/cancel`), "Your appointment is cancelled", "Cancelled");
  const stranger = await inEnglish(town, "mukamana-vestine");
  assert.equal((await stranger.get(one)).status, 404);
});

test("Who comes too late has lost the time, and can book another", async () => {
  town.setClock("2026-12-01T05:00:00Z");
  const person = await inEnglish(town, "mukamana-vestine");
  await person.get(`${book}?topic=${topic}&at=2026-12-01T08:00:00.000Z`);
  const done = await person.post(book);
  town.setClock("2026-12-01T08:10:01Z");
  await town.settle();
  const later = await inEnglish(town, "mukamana-vestine");
  says(await later.get(done.path), "Missed");
  await later.get(`${book}?topic=${topic}&at=2026-12-01T09:00:00.000Z`);
  says(await later.post(book), "Your time is booked");
  const kept = await town.app.parts.appointments.kept("kigali", "2026-12-01", "2026-12-01");
  assert.deepEqual(kept, { booked: 1, arrived: 0, cancelled: 0, missed: 1, "called-off": 0 });
});

test("A guest sees the free times, signs in to book, and goes on with the chosen time", async () => {
  town.setClock("2026-11-30T05:00:00Z");
  const guest = town.guest();
  await guest.get("/services?lang=en");
  const days = await guest.get("/centres/kigali/book?service=birth-certificate");
  says(days, "Which day suits you?", "Tuesday 1 December 2026", "Quiet");
  const times = await follow(guest, days, "Tuesday 1 December");
  says(times, "Morning", "Afternoon", "3 places free");
  const confirm = await choose(guest, times, "09:00");
  says(confirm, "Is this right?", "Nobody holds this time for you yet", "09:00");
  assert.ok(!confirm.body.includes('name="party"'), "nothing is asked before");
  const choice = await follow(guest, confirm, "Sign in and book this time");
  const back = await guest.post(choice.path, { who: "habimana-eric" });
  says(back, "Is this right?", "Tuesday 1 December 2026, 09:00", "Book this time");
  const wrong = await guest.post(book, { party: "none", group: "older-people" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /<title>\s*Error: /);
  assert.match(wrong.body, /<a href="#party">Enter a number of people from 1 to 20/);
  assert.match(wrong.body, /value="older-people" checked/, "the other answer stays");
  const done = await guest.post(book, { party: "1" });
  says(done, "Your time is booked", "Add to your calendar", "We will remind you");
  assert.match(done.body, /aria-label="Square code with the address of this appointment"/);
  const order = ["Choose another time", "You cannot come?", "Cancel the appointment"];
  assert.deepEqual(
    order.map((words) => done.body.indexOf(words)).toSorted((a, b) => a - b),
    order.map((words) => done.body.indexOf(words)),
  );

  const { bytes } = await guest.download(`${done.path}/calendar`);
  const file = new TextDecoder().decode(bytes).replaceAll(/\r\n[ \t]/g, "");
  assert.match(file, /DTSTART:20261201T070000Z\r\nDTEND:20261201T071500Z/);
  assert.match(file, /SUMMARY:Birth certificate · Kigali service hall/);
  assert.match(file, /DESCRIPTION:[^\r]*Code: [A-Z0-9]{4}\\nWhat to bring: /);
  assert.match(file, /TRIGGER:-PT2H/);
  const stranger = await inEnglish(town, "mukamana-vestine");
  assert.equal((await stranger.download(`${done.path}/calendar`)).status, 404);

  town.setClock("2026-12-01T06:45:00Z");
  const scanned = `${town.url}${done.path}`;
  const ticket = must(await town.app.parts.appointments.arrive("kigali", scanned));
  assert.match(ticket.number, /^AR\d{2}$/, "the kiosk reads the square code");
});

test("A day or a time that was not chosen is a problem of the page", async () => {
  town.setClock("2026-11-30T05:00:00Z");
  const guest = town.guest();
  await guest.get("/services?lang=en");
  for (const [query, words] of [
    ["&day=2026-12-01&at=", "Select a time"],
    ["&day=", "Select a day"],
  ]) {
    const page = await guest.get(`${book}?topic=${topic}${query}`);
    assert.equal(page.status, 422);
    assert.match(page.body, /<title>\s*Error: /);
    assert.ok(page.body.includes(`<a href="#choose">${words}</a>`), textOf(page));
    assert.equal(page.body.split('id="choose"').length, 2);
  }
});

test("A centre says whether it is open now, how to get there and how many wait", async () => {
  const guest = town.guest();
  await guest.get("/services?lang=en");
  town.setClock("2026-11-28T10:30:00Z");
  says(await guest.get("/centres/kigali"), "Open now, until 13:00", "How to get there");
  says(await guest.get("/centres"), "Open now, until 13:00", "0 people are waiting");
  town.setClock("2026-11-28T11:30:00Z");
  const closed = await guest.get("/centres/kigali");
  says(closed, "Closed now. Opens on Monday 30 November 2026 at 08:00");
  assert.ok(!/<strong>[^<]*(?:Open|09:00)/.test(closed.body), "closed hours are not in bold");
  assert.match(closed.body, /aria-label="Map of the country: where Kigali service hall is"/);
  assert.match(closed.body, /href="tel:0700000101"/);
});

test("A place that went while somebody was choosing is not promised", async () => {
  town.setClock("2026-12-02T05:00:00Z");
  const at = "2026-12-03T08:00:00.000Z";
  const person = await inEnglish(town, "ishimwe-kevin");
  await person.get(`${book}?topic=${topic}&at=${at}`);
  const { appointments } = town.app.parts;
  for (let seat = 0; seat < 3; seat++) {
    const other = crypto.randomUUID() as PersonId;
    const wish = { centre: "kigali", topic, startsAt: new Date(at), person: other, lang: "rw" };
    must(await appointments.book(wish));
  }
  const late = await person.post(book);
  says(late, "Somebody else has just booked this time", "Which time? Thursday 3 December 2026");
});

test("The bus takes appointments where it stops, and nowhere else", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const person = await inEnglish(town, "ishimwe-kevin");
  says(await person.get("/centres/bus-east"), "Where it stops, and when", "Nyagatare market");
  const days = await person.get(`/centres/bus-east/book?topic=${topic}`);
  says(days, "Tuesday 24 November 2026", "Thursday 26 November 2026");
  assert.ok(!textOf(days).includes("Wednesday"));
  const times = await follow(person, days, "Thursday 26 November");
  says(await choose(person, times, "09:00"), "Service bus of the East, Kayonza bus station");
});

test("Somebody who cannot come orders a visit, and is told when it is planned or why not", async () => {
  town.setClock("2026-12-07T08:00:00Z");
  const person = await inEnglish(town, "mukamana-vestine");
  const form = await person.get("/centres/kigali/call-out");
  says(form, "A visit to your home or business", "The visit is free");
  const wrong = await person.post(form.path, { service: "birth-certificate", address: " " });
  assert.equal(wrong.status, 422);
  says(
    wrong,
    "There is a problem",
    "Enter where we should come",
    "Select a day when the centre is open",
  );
  const wish = { service: "birth-certificate", address: "KN 5 Rd 12", day: "2026-12-10" };
  const ordered = await person.post(form.path, wish);
  says(ordered, "We have received your request", "To be planned", "Thursday 10 December 2026");
  const { callOuts } = town.app.parts;
  const [open] = await callOuts.openOf("kigali");
  assert.ok(open);
  const hours = { from: new Date("2026-12-10T08:00:00Z"), to: new Date("2026-12-10T09:00:00Z") };
  must(await callOuts.plan(open.id, { ...hours, team: ["uwimana"] }));
  await town.settle();
  const planned = (await texts("mukamana-vestine")).filter((text) =>
    text.includes("officers will visit"),
  );
  assert.match(planned.join(), /^Hamwe: .*10 December 2026, 10:00-11:00\./);
  says(await person.get("/appointments"), "Planned", "10:00–11:00");
  const jobs = await town.app.sql`
    select payload::text as text from jobs.job`;
  assert.ok(!jobs.some(({ text }) => String(text).includes("KN 5")));
  must(await callOuts.decline(open.id, "too-far"));
  says(await person.get("/appointments"), "too far for our teams");
  assert.equal((await person.get("/centres/musanze/call-out")).status, 404);
});
