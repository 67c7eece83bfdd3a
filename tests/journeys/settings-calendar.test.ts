import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { twoServers } from "./settings-given.ts";

const topic = "civil-status-and-identity";
const { town, second, admin } = await twoServers();

const named = (name: string) => ({
  ...{ "name-rw": name, "name-en": name, "name-fr": name, "name-az": name },
});
const on = (date: string) => {
  const [year = "", month = "", day = ""] = date.split("-");
  return { "date-day": day, "date-month": month, "date-year": year };
};

async function booked(id: string, at: string) {
  const { appointments } = town.app.parts;
  const { id: person } = await town.person(id);
  const startsAt = new Date(at);
  const { id: appointment } = must(
    await appointments.book({ centre: "kigali", topic, startsAt, person, lang: "en", party: 1 }),
  );
  return async () => (await appointments.find(appointment))?.status;
}

/** Sends the form, then the page that says what it would do. @returns that page, then the last */
async function confirmed(path: string, fields: Record<string, string>) {
  await admin.get(path);
  const asked = await admin.post(path, fields);
  assert.equal(asked.status, 200, textOf(asked));
  return { asked, done: await admin.post(path, { ...fields, sure: "yes" }) };
}

const closedOn = async ({ app }: Town, date: string) => {
  const { calendarKeeper } = app.parts;
  await calendarKeeper.readAgain();
  return calendarKeeper.now().holidays.has(date);
};

describe("An administrator changes the public holidays", () => {
  it("says what it would do before, and does it on every server", async () => {
    const called = await booked("ishimwe-kevin", "2026-11-26T07:00:00Z");
    const stays = await booked("mukamana-vestine", "2026-11-27T07:00:00Z");
    await town.settle();
    const fields = { ...on("2026-11-26"), ...named("Day of Mourning") };
    await admin.get("/admin/calendar/add");
    const asked = await admin.post("/admin/calendar/add", fields);
    says(asked, "Thursday 26 November 2026 becomes a holiday", "1 appointment on that day is");
    assert.equal(town.app.parts.calendar().holidays.has("2026-11-26"), false, "nothing yet");
    const done = await admin.post("/admin/calendar/add", { ...fields, sure: "yes" });
    says(done, "The change is made", "Day of Mourning");
    assert.ok(town.app.parts.calendar().holidays.has("2026-11-26"), "in force here at once");
    assert.ok(await closedOn(second, "2026-11-26"), "and on another server");
    await town.settle();
    assert.deepEqual([await called(), await stays()], ["called-off", "booked"]);
    const log = await admin.get("/admin/changes");
    says(log, "Mugisha Beatha Public holidays Holiday added 26 November 2026 · Day of Mourning");
  });

  it("moves a holiday on the evening before", async () => {
    const { asked, done } = await confirmed("/admin/calendar/2026-12-25", {
      ...{ ...on("2026-12-28"), ...named("Christmas Day") },
    });
    says(
      asked,
      "Monday 28 December 2026 becomes a holiday",
      "25 December 2026 becomes an ordinary",
    );
    says(done, "Monday 28 December 2026");
    assert.deepEqual(
      [await closedOn(second, "2026-12-25"), await closedOn(second, "2026-12-28")],
      [false, true],
    );
    says(
      await admin.get("/admin/changes"),
      "Holiday changed 25 December 2026 · Christmas Day → 28 December 2026 · Christmas Day",
    );
  });

  it("removes a holiday and puts it back", async () => {
    const { pathname } = new URL("/admin/calendar/2026-12-26/remove", town.url);
    says(await admin.get(pathname), "Saturday 26 December 2026 becomes an ordinary day", "anyway");
    says(await admin.post(pathname), "Removed", "Put back");
    assert.equal(await closedOn(second, "2026-12-26"), false);
    const form = await admin.get("/admin/calendar/add?date=2026-12-26");
    assert.match(form.body, /value="Boxing Day"/);
    await confirmed("/admin/calendar/add", { ...on("2026-12-26"), ...named("Boxing Day") });
    assert.ok(await closedOn(second, "2026-12-26"));
  });

  it("tells everything that is wrong at its field, and refuses the past", async () => {
    await admin.get("/admin/calendar/add");
    const empty = await admin.post("/admin/calendar/add", { ...on("2026-2-31"), "name-en": "Day" });
    assert.equal(empty.status, 422);
    says(empty, "Enter the day", "Enter the name (Français)", "Enter the name (Azərbaycan)");
    const past = await admin.post("/admin/calendar/add", { ...on("2026-11-20"), ...named("Late") });
    assert.equal(past.status, 422);
    says(past, "The day has passed");
    assert.equal((await admin.get("/admin/calendar/2026-11-24")).status, 404);
  });
});
