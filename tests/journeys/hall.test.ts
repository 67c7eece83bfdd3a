import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { centresOffice } from "../../src/centres/index.ts";
import { seedHalls } from "../../src/demo/seed-hall.ts";
import { must } from "../../src/kernel/index.ts";
import { officersWith } from "../../src/platform/auth/index.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import {
  civil,
  eventually,
  kioskOf,
  listenTo,
  manager,
  seated,
  takenAt,
  textOf,
} from "./hall-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** The address of the phone page of a ticket, as the code on the kiosk's page says it. */
async function phoneOf(number: string): Promise<string> {
  const [row] = await town.app.sql<{ token: string }[]>`
    select token from centres.ticket where number = ${number}`;
  assert.ok(row, `no ticket ${number}`);
  return `/t/${row.token}`;
}

describe("A visit to a hall", () => {
  test("A browser gives tickets only where a floor manager has made it a kiosk", async () => {
    const stranger = town.guest();
    const refused = await stranger.get("/hall/kigali/kiosk?lang=en");
    assert.equal(refused.status, 403);
    assert.match(textOf(refused.body), /not a kiosk of this hall/);
    const kiosk = await kioskOf(town);
    assert.equal((await kiosk.get("/hall/kigali/kiosk")).status, 200);
    assert.equal((await kiosk.get("/hall/musanze/kiosk")).status, 403);
    // Whoever made it a kiosk is signed out there: the next hand on it is another person's.
    assert.match((await kiosk.get("/hall/kigali")).path, /^\/demo-issuer\/|^\/sign-in/);
    const operator = await town.as("mugabo-jean");
    assert.equal((await operator.get("/hall/kigali")).status, 403);
    const registrar = await town.as("officer-mutesi");
    assert.equal((await registrar.get("/hall/kigali")).status, 403);
  });

  test("A person takes a ticket, is called, and sees the counter on phone and board", async () => {
    const kiosk = await kioskOf(town);
    const first = await kiosk.get("/hall/kigali/kiosk");
    for (const name of ["Kinyarwanda", "English", "Français", "Azərbaycan"])
      assert.ok(first.body.includes(name), name);
    const topics = await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
    assert.match(textOf(topics.body), /What brings you here\?.*Civil status and identity/);
    const { number, text, body } = await takenAt(kiosk, civil, { party: "3" });
    assert.match(number, /^AF\d{2}$/);
    assert.match(text, /Your number.*Follow on your phone/);
    assert.match(body, /class="hall-code"/);

    const phone = town.guest();
    const address = await phoneOf(number);
    const waiting = await phone.get(`${address}?lang=en`);
    assert.match(textOf(waiting.body), /You are in the queue/);
    assert.equal(waiting.headers.get("x-robots-tag"), "noindex");

    const seat = await seated(town, "1", "Mugabo Jean");
    const watching = await listenTo(`${town.url}/hall/kigali/board/events`);
    await watching.until('"waiting":');
    const called = must(await town.app.parts.centres.callNext(seat));
    assert.equal(called?.number, number);
    await watching.until(`Ticket ${number.replace(/^AF0*/, "AF ")}, please go to counter 1.`);
    const told = textOf((await phone.get(address)).body);
    assert.match(told, /It is your turn\. Please go to counter 1 now\..*Counter 1/);
    const board = textOf((await town.guest().get("/hall/kigali/board?lang=en")).body);
    assert.match(board, new RegExp(`Now called ${number} Counter 1`));
    must(await town.app.parts.centres.start(seat));
    must(await town.app.parts.centres.finish(seat));
    assert.match(textOf((await phone.get(address)).body), /Your visit is over/);
    must(await town.app.parts.centres.closeCounter(seat));
    await watching.close();
  });

  test("A kiosk forgets the one before: no number and no language is left on its first page", async () => {
    const kiosk = await kioskOf(town);
    await kiosk.get("/hall/kigali/kiosk/topics?lang=fr");
    await takenAt(kiosk);
    const home = await kiosk.get("/hall/kigali/kiosk");
    assert.match(home.body, /<html lang="rw"/);
    assert.equal((await kiosk.get("/hall/kigali/kiosk/ticket")).path, "/hall/kigali/kiosk");
  });

  test("A phone number that cannot be right is said, and nothing that was chosen is lost", async () => {
    const kiosk = await kioskOf(town);
    await kiosk.get("/hall/kigali/kiosk?lang=en");
    const path = `/hall/kigali/kiosk/take/${civil}`;
    await kiosk.get(path);
    const again = await kiosk.post(path, { phone: "12", party: "4", group: "older-people" });
    assert.equal(again.status, 422);
    assert.match(again.body, /role="alert">Enter a phone number, such as/);
    assert.match(again.body, /name="party" value="4" checked/);
    assert.match(again.body, /value="older-people" checked/);
    assert.match(again.body, /value="12"/);
  });

  test("The same button pressed twice is one ticket", async () => {
    const kiosk = await kioskOf(town);
    const path = `/hall/kigali/kiosk/take/${civil}`;
    await kiosk.get(path);
    const fields = kiosk.hidden(path);
    const before = (await town.app.parts.centres.hall("kigali"))?.today.taken ?? 0;
    await kiosk.post(path, fields);
    await kiosk.post(path, fields);
    assert.equal((await town.app.parts.centres.hall("kigali"))?.today.taken, before + 1);
  });

  test("Whoever leaves gives up the place, after being asked once", async () => {
    const kiosk = await kioskOf(town);
    const { number } = await takenAt(kiosk);
    const phone = town.guest();
    const address = await phoneOf(number);
    await phone.get(`${address}?lang=en`);
    const asked = await phone.get(`${address}/leave`);
    assert.match(textOf(asked.body), new RegExp(`Give up number ${number}\\?`));
    const left = await phone.post(`${address}/leave`);
    assert.equal(left.path, address);
    assert.match(textOf(left.body), /You have left the queue/);
    assert.equal((await phone.get("/t/AAAAAAAAAAAAAAAAAAAAAA")).status, 404);
    assert.equal((await phone.get("/t/1")).status, 404);
  });
});

describe("An appointment at the kiosk", () => {
  const at = "2026-11-24T09:00:00Z";

  async function booked(person: string) {
    const { id } = await town.person(person);
    const startsAt = new Date(at);
    return must(
      await town.app.parts.appointments.book({
        ...{ centre: "kigali", topic: civil, person: id, startsAt, lang: "en" },
      }),
    );
  }

  test("is let in within its time, and told kindly when it is too early or too late", async () => {
    const early = await booked("mukamana-vestine");
    const late = await booked("habimana-eric");
    town.setClock("2026-11-24T08:00:00Z");
    const kiosk = await kioskOf(town);
    await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
    const arrive = async (code: string) => {
      await kiosk.get("/hall/kigali/kiosk/arrive");
      return kiosk.post("/hall/kigali/kiosk/arrive", { code });
    };
    const nobody = await arrive("ZZZZ");
    assert.equal(nobody.status, 404);
    assert.match(nobody.body, /role="alert"/);
    const before = await arrive(early.code.toLowerCase());
    assert.equal(before.status, 409);
    assert.match(textOf(before.body), /You are early.*You can come in from 10:30/);
    town.setClock("2026-11-24T08:40:00Z");
    const here = await arrive(early.code);
    assert.equal(here.path, "/hall/kigali/kiosk/ticket", textOf(here.body));
    assert.match(textOf(here.body), /Your number/);
    town.setClock("2026-11-24T09:11:00Z");
    const over = await arrive(late.code);
    assert.match(textOf(over.body), /We keep an appointment for 10 minutes.*Take a ticket/);
    assert.match(over.body, /href="\/hall\/kigali\/kiosk\/topics"/);
    const twice = await arrive(early.code);
    assert.equal(twice.status, 409);
  });
});

describe("A ticket from one's own phone", () => {
  test("is given for a phone number, once, and shown to whoever took it alone", async () => {
    town.setClock("2026-11-25T08:00:00Z");
    const take = async (fields: Record<string, string>, client = town.guest()) => {
      await client.get("/centres/kigali/ticket?lang=en");
      return client.post("/centres/kigali/ticket", { topic: civil, ...fields });
    };
    const without = await take({});
    assert.equal(without.status, 422);
    assert.match(without.body, /Enter your phone number, or sign in/);
    assert.match(without.body, /<title>Error: /);
    assert.match(without.body, /There is a problem[\s\S]*href="#phone"/);
    assert.match(without.body, /id="phone"[\s\S]*?aria-describedby="phone-hint phone-error"/);
    const noTopic = await take({ topic: "", phone: "0788123456" });
    assert.equal(noTopic.status, 422);
    assert.match(noTopic.body, /href="#topic"[\s\S]*id="topic"/);
    const own = town.guest();
    const taken = await take({ phone: "0788123456" }, own);
    assert.match(taken.path, /^\/t\//);
    const { status, bytes } = await own.download(`${taken.path}/slip/en`);
    assert.equal(status, 200);
    const slip = await readPdf(bytes);
    assert.match(slip.text, /Your number [A-Z]{1,2}\d{2,3}/);
    assert.match(slip.text, /25 November 2026/);
    assert.equal(slip.pages, 1);
    town.setClock("2026-11-25T08:01:00Z");
    assert.equal((await take({ phone: "+250 788 123 456" }, own)).path, taken.path);
    const other = await take({ phone: "0788123456" });
    assert.equal(other.status, 422);
    assert.match(other.body, /already a ticket for this phone number/);
    assert.ok(!other.body.includes(taken.path));
  });

  test("is one at a time for a signed-in person, and none while the hall is closed", async () => {
    const person = await town.as("uwimana-sandrine");
    await person.get("/centres/kigali/ticket?lang=en");
    const first = await person.post("/centres/kigali/ticket", { topic: civil, phone: "" });
    assert.match(first.path, /^\/t\//, textOf(first.body));
    await person.get("/centres/kigali/ticket");
    const again = await person.post("/centres/kigali/ticket", { topic: "education", phone: "" });
    assert.equal(again.path, first.path);
    assert.match(textOf(again.body), /You already have this ticket, for Civil status and identity/);
    assert.match(textOf(again.body), /To go for Education instead, give this one up first/);
    const seen = textOf((await person.get(first.path)).body);
    assert.doesNotMatch(seen, /You already have this ticket/);
    town.setClock("2026-11-25T18:00:00Z");
    const closed = await town.guest().get("/centres/kigali/ticket?lang=en");
    assert.match(
      textOf(closed.body),
      /Closed now\. Tickets are available again from 26 November 2026/,
    );
    assert.ok(!closed.body.includes('name="phone"'));
  });
});

describe("The floor manager", () => {
  test("sees who waits now, why somebody was called, and who has not come", async () => {
    town.setClock("2026-11-26T07:00:00Z");
    const { centres } = town.app.parts;
    const take = () =>
      centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }).then(must);
    const [first] = [await take(), await take()];
    town.setClock("2026-11-26T07:35:00Z");
    const client = await town.as(manager);
    const before = await client.get("/hall/kigali?lang=en");
    assert.match(textOf(before.body), /longest 35 min A\d{3} · median: 35 min Tickets waiting 2/);
    assert.match(before.body, /hw-figure--bad/, "past the 30 minutes that this hall means to keep");
    const seat = await seated(town, "1", "Mugabo Jean");
    assert.equal(must(await centres.callNext(seat))?.id, first.id);
    town.setClock("2026-11-26T07:40:00Z");
    const called = textOf((await client.get("/hall/kigali")).body);
    assert.match(called, /Why: has waited longest for this counter\./);
    assert.match(called, /Called 5 minutes ago, has not come/);
    must(await centres.closeCounter(seat, { sentBack: first.id }));
  });

  test("opens and closes a counter with one press, and is told why where it cannot be", async () => {
    town.setClock("2026-11-26T08:00:00Z");
    const client = await town.as(manager);
    const hall = await client.get("/hall/kigali?lang=en");
    assert.match(textOf(hall.body), /Open counters 0 of 10/);
    const officer = /<option value="([0-9a-f-]{36})"/.exec(hall.body)?.[1] ?? "";
    const opened = await client.post("/hall/kigali/counters/4", { do: "open", officer });
    assert.equal(opened.status, 200);
    assert.match(textOf(opened.body), /Open counters 0 of 10 .*Nobody is there yet/);
    const taken = await client.post("/hall/kigali/counters/5", { do: "open", officer });
    assert.equal(taken.status, 409);
    assert.match(taken.body, /role="alert">You are at counter 4|role="alert">/);
    const nobody = await client.post("/hall/kigali/counters/5", { do: "open", officer: "x" });
    assert.equal(nobody.status, 422);
    await client.get("/hall/kigali");
    const closed = await client.post("/hall/kigali/counters/4", { do: "close" });
    assert.match(textOf(closed.body), /Open counters 0 of 10/);
    assert.equal((await client.post("/hall/kigali/counters/99", { do: "close" })).status, 404);
  });
});

describe("How many counters to open", () => {
  test("is answered for the people who are expected, and more counters never wait longer", async () => {
    const client = await town.as(manager);
    await client.get("/hall/kigali?lang=en");
    const asked = textOf((await client.get("/hall/kigali/what-if?A=30&D=10")).body);
    const means = [...asked.matchAll(/ (\d+) min(?: at least)? \d+ min/g)].map(([, mean]) =>
      Number(mean),
    );
    assert.ok(means.length >= 3, asked);
    assert.ok((means[0] ?? 0) > (means.at(-1) ?? 0), means.join(" "));
    assert.match(asked, /Opening more counters shortens nobody’s wait/);
    const crowd = textOf((await client.get("/hall/kigali/what-if?A=40&B=40&D=40&E=40")).body);
    assert.match(crowd, /min at least/);
    const longest = [...crowd.matchAll(/ (\d+) min /g)].map(([, count]) => Number(count));
    assert.ok(Math.max(...longest) <= 180, longest.join(" "));
    const nobody = await client.get("/hall/kigali/what-if?A=x&B=99999&C=-4");
    assert.equal(nobody.status, 200);
    assert.equal((await town.guest().get("/hall/kigali/what-if")).path.startsWith("/hall"), false);
  });
});

/** Every operator who is free sits down in another hall. */
async function seatedElsewhere() {
  const { centres } = town.app.parts;
  const ids = (await officersWith(town.app.sql, centresOffice, "operator", town.now())).map(
    ({ id }) => id,
  );
  const seats = await centres.seatsOf(ids);
  const counters = ["musanze", "east-bus"].flatMap((centre) =>
    (centres.find(centre)?.counters ?? []).map(({ id: counter }) => ({ centre, counter })),
  );
  const free = ids.filter((id) => !seats.has(id));
  const away = free.flatMap((officer, i) => (counters[i] ? { ...counters[i], officer } : []));
  assert.equal(away.length, free.length);
  for (const seat of away) must(await centres.openCounter(seat));
  return away;
}

describe("What if, carried out", () => {
  test("begins with who waits and who sits where, and one press opens counters", async () => {
    const { centres } = town.app.parts;
    const seat = await seated(town, "9", "Uwase Claudine");
    const client = await town.as(manager);
    await client.get("/hall/kigali?lang=en");
    const page = await client.get("/hall/kigali/what-if?B=20&D=2");
    const text = textOf(page.body);
    assert.match(text, /1 \(as now\) 9 \d+ people are not called \(.*B/);
    const closes = /name="close" value="9"/;
    const free = await client.get("/hall/kigali/what-if?B=20");
    assert.doesNotMatch(free.body, closes, "nobody moves while others can sit down");
    const away = await seatedElsewhere();
    assert.match((await client.get("/hall/kigali/what-if?B=20")).body, closes);
    const taken = { centre: "kigali", topic: "education", lang: "en" } as const;
    must(await centres.takeTicket(taken));
    must(await centres.callNext(seat));
    const inHand = await client.get("/hall/kigali/what-if?B=20&D=0&F=0");
    assert.match(inHand.body, closes);
    assert.match(textOf(inHand.body), /Do it.* At 9 when the client there is done\./);
    must(await centres.start(seat));
    must(await centres.finish(seat));
    for (const other of away) must(await centres.closeCounter(other));
    const open = /name="open" value="([^"]+)">/.exec(page.body)?.[1] ?? "";
    assert.ok(open !== "", text);
    const opening = open.split(" ");
    const done = await client.post("/hall/kigali/what-if", { open: opening[0], close: "" });
    assert.equal(done.path, "/hall/kigali");
    const [now = ""] = opening;
    assert.match(
      textOf(done.body),
      new RegExp(`have been set\\. Opened: ${now} \\([A-Z][a-z]+ [A-Z][a-z]+\\)\\. [^C]`),
    );
    assert.match(textOf(done.body), /Open counters 1 of 10/);
    assert.match(textOf(done.body), /Nobody is there yet/, "the officer is not signed in");
    const tooMany = await client.post("/hall/kigali/what-if", { open: "1 2 3 4 5 6 7 8 10" });
    assert.equal(tooMany.status, 409);
    assert.match(textOf(tooMany.body), /\d+ more operators are needed/);
    assert.equal((await client.post("/hall/kigali/what-if", { open: "99" })).status, 404);
    await client.get("/hall/kigali");
    const moved = await client.post("/hall/kigali/what-if", { open: "10", close: "9" });
    assert.match(textOf(moved.body), /Opened: 10 \(Uwase Claudine\)\. Closed: 9\./);
    assert.match(textOf(moved.body), /Open counters 1 of 10/);
    assert.equal((await centres.seatOf(seat.officer))?.counter, "10");
    await client.post("/hall/kigali/counters/10", { do: "close" });
    await client.post(`/hall/kigali/counters/${opening[0]}`, { do: "close" });
  });
});

describe("The demonstration", () => {
  test("has people in its hall while it is open, and nobody at night", async () => {
    const { sql, parts } = town.app;
    const clock = {
      now: town.now,
      set: (at: Date) => town.setClock(at.toISOString()),
      release: () => undefined,
    };
    const needs = { ...parts, sql, clock, town };
    town.setClock("2026-11-27T23:00:00Z");
    await seedHalls(needs, "rw");
    assert.equal((await parts.centres.hall("kigali"))?.today.taken, 0);
    town.setClock("2026-11-28T08:00:00Z");
    await seedHalls(needs, "rw");
    town.setClock("2026-11-28T08:00:00Z");
    const hall = await parts.centres.hall("kigali");
    assert.equal(hall?.today.taken, 16);
    assert.equal(hall?.counters.filter(({ open }) => open).length, 4);
    assert.equal((await parts.centres.board("kigali"))?.calls.length, 4);
    await seedHalls(needs, "rw");
    assert.equal((await parts.centres.hall("kigali"))?.today.taken, 16);
  });
});

describe("A stream of the board", () => {
  test("needs no sign-in, names nobody, and ends when the server does", async () => {
    const own = await startTown();
    const streams = await Promise.all(
      Array.from({ length: 5 }, () => listenTo(`${own.url}/hall/kigali/board/events`)),
    );
    const [one] = streams;
    assert.ok(one);
    assert.match(one.answer.headers.get("content-type") ?? "", /^text\/event-stream/);
    assert.match(one.answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    await one.until('"waiting":0');
    assert.equal((await fetch(`${own.url}/hall/nowhere/board/events`)).status, 404);
    await own.close();
    await eventually(() => streams.every(({ state }) => state.ended), "the end of all streams");
  });
});
