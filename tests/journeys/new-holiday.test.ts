import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setHoliday } from "../../src/catalogue/index.ts";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";

const town = await startTown("2026-11-23T07:00:00Z");
after(() => town.close());
const { appointments, calendarKeeper, messages } = town.app.parts;
const topic = "civil-status-and-identity";
const newDay = { date: "2026-11-26", name: { en: "A new holiday" }, observed: true };

async function bookedBy(id: string, lang: string) {
  const { id: person } = await town.person(id);
  const startsAt = new Date("2026-11-26T07:00:00Z");
  const kept = must(
    await appointments.book({ centre: "kigali", topic, startsAt, person, lang, party: 1 }),
  );
  const told = async () =>
    (await messages.outboxOf(person)).filter((each) => each.template === "appointment-called-off");
  return { kept, told };
}

test("A day becomes a public holiday: whoever had a time on it is told at once, in the own language, and books another", async () => {
  const vestine = await bookedBy("mukamana-vestine", "rw");
  const kevin = await bookedBy("ishimwe-kevin", "en");
  await town.settle();
  await setHoliday(town.app.sql, newDay);
  await calendarKeeper.readAgain();
  await town.settle();
  const inKinyarwanda = await vestine.told();
  assert.ok(inKinyarwanda.some(({ channel }) => channel === "sms"));
  assert.ok(inKinyarwanda.every(({ lang }) => lang === "rw"));
  const toldKevin = await kevin.told();
  const sms = toldKevin.filter(({ channel }) => channel === "sms");
  assert.equal(sms.length, 1);
  assert.match(
    sms[0]?.body ?? "",
    /^Hamwe: closed on 26 November 2026: .*09:00 is cancelled.*"My appointments" or by USSD/,
  );

  await calendarKeeper.readAgain();
  await town.app.tasks["appointments.call-off"]?.({});
  town.setClock("2026-11-26T07:30:00Z");
  await town.settle();
  assert.deepEqual(await kevin.told(), toldKevin, "told once");

  town.setClock("2026-11-24T07:00:00Z");
  const page = await inEnglish(town, "ishimwe-kevin");
  says(await page.get("/appointments"), "Called off", "Thursday 26 November 2026, 09:00");
  const one = await page.get(`/appointments/${kevin.kept.id}`);
  says(one, "will be closed at that time", "does not count as missed", "Book another time");
  const days = await page.get(`/centres/kigali/book?topic=${topic}`);
  says(days, "Friday 27 November 2026");
  assert.ok(!days.body.includes("Thursday 26 November"), "nobody can book the holiday");
});
