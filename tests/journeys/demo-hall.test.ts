import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { after, before, test } from "node:test";
import { seedHalls } from "../../src/demo/seed-hall.ts";
import type { OfficerId } from "../../src/kernel/index.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { civil, kioskOf, manager, takenAt, textOf } from "./hall-given.ts";

// Wednesday morning; the hall is open from Monday to Saturday.
const now = "2026-11-25T08:00:00Z";

let town: Town;
before(async () => {
  town = await startTown(now);
});
after(() => town?.close());

test("The demonstration has a week for its manager and a counter for its operator", async () => {
  const { sql, parts } = town.app;
  const clock = {
    now: town.now,
    set: (at: Date) => town.setClock(at.toISOString()),
    release: () => town.setClock(now),
  };
  await seedHalls({ ...parts, sql, clock, town }, "rw");
  const span = { centre: "kigali", from: "2026-11-20", to: "2026-11-24" };
  const days = await parts.centres.days(span);
  assert.deepEqual(
    days?.byDay.map(({ day }) => day),
    ["2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24"],
  );
  const { taken = 0, done = 0, absent = 0, left = 0 } = days?.all ?? {};
  assert.equal(taken, 4 * 12);
  assert.equal(done + absent, taken, "nobody is left waiting in the past");
  assert.equal(left, 0);
  assert.ok(absent > 0);
  const { medianWaitMinutes: wait, meanServiceMinutes: service } = days?.all ?? {};
  assert.ok(wait && wait > 1 && wait < 30, `people waited ${wait} minutes`);
  assert.ok(service && service > 5 && service < 20, `served in ${service} minutes`);

  const client = await town.as(manager);
  const yesterday = await client.get("/hall/kigali/days?lang=en");
  says(yesterday, "24 November 2026", "Civil status and identity");
  const operator = await town.as("uwase-claudine");
  says(await operator.get("/counter?lang=en"), "Counter 1", "Civil status and identity");
  await seedHalls({ ...parts, sql, clock, town }, "rw");
  assert.equal((await parts.centres.days(span))?.all.taken, taken, "once");
});

test("Who works in its halls has the PIN that it tells, until they choose another", async () => {
  const { sql, parts } = town.app;
  const pinOf = async (name: string) => {
    const [row] = await sql<{ id: OfficerId }[]>`select id from auth.officer where name = ${name}`;
    return (await parts.counter.ownPins(row ? [row.id] : []))[0];
  };
  const shown = textOf((await town.guest().get("/demo?lang=en")).body);
  const [, pin = ""] = /Everybody’s own PIN: (\d+)\./.exec(shown) ?? [];
  for (const name of ["Uwase Claudine", "Ingabire Solange"]) {
    const { salt = "", hash, rounds = 0 } = (await pinOf(name)) ?? {};
    const made = pbkdf2Sync(pin, Buffer.from(salt, "base64"), rounds, 32, "sha256");
    assert.equal(made.toString("base64"), hash, `${name} has the PIN ${pin}`);
  }
  assert.equal(await pinOf("Mutesi Jeannette"), undefined, "nobody of an office has one");
  const operator = await town.as("uwase-claudine");
  says(await operator.get("/counter/pin?lang=en"), "You have one");
  await operator.post("/counter/pin", { "own-pin": "mango-71", "own-pin-again": "mango-71" });
  const own = await pinOf("Uwase Claudine");
  const clock = { now: town.now, set: () => undefined, release: () => undefined };
  await seedHalls({ ...parts, sql, clock, town }, "rw");
  assert.deepEqual(await pinOf("Uwase Claudine"), own, "the next start leaves it");
});

test("After hours the demonstration opens its hall, says so, and gives tickets", async () => {
  town.setClock("2026-11-25T20:00:00Z");
  const guest = town.guest();
  const kiosk = await kioskOf(town);
  const shut = await guest.get("/demo?lang=en");
  says(shut, "is closed now and opens again", "Open the hall at any hour");
  const topics = "/hall/kigali/kiosk/topics?lang=en";
  assert.match((await kiosk.get(topics)).body, /opens again|available again/);
  const opened = "“Kigali service hall, Musanze service hall and Service bus of the East”";
  says(await guest.post("/demo/hall"), "these centres are open at any hour", opened);
  assert.doesNotMatch(guest.last?.body ?? "", /action="\/demo\/hall"/);
  await kiosk.get(topics);
  const { number } = await takenAt(kiosk, civil);
  assert.match(number, /^A\d+$/);
  const onBus = await town.app.parts.centres.takeTicket({
    ...{ centre: "bus-east", topic: civil, lang: "en" },
  });
  assert.ok(onBus.ok, "the mobile unit gives one on a day on which it stands nowhere");
  town.setClock(now);
});
