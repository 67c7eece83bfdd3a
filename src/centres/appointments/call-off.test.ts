import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { must, type PersonId } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { calendar, givenHall, hall } from "./given.fixture.ts";
import { appointmentTasks, makeAppointments } from "./make.ts";

const database = await freshDatabase();
after(() => database.drop());
const { deps: given, events, time, wish } = givenHall(database.appSql);
let holidays = new Set(calendar.holidays);
const deps = { ...given, calendar: () => ({ ...calendar, holidays }) };
const appointments = makeAppointments(deps);
const tasks = appointmentTasks(deps);
const callOff = async () => tasks["appointments.call-off"]?.({});
const statusOf = async ({ id }: { readonly id: string }) => (await appointments.find(id))?.status;
const calledOff = () => events.filter(({ type }) => type === "AppointmentCalledOff");

test("A new public holiday calls off its appointments once, and no others", async () => {
  const person = newId<PersonId>();
  const times = ["2026-11-26T06:00:00Z", "2026-11-26T06:00:00Z", "2026-11-26T12:30:00Z"];
  const gone = await Promise.all(times.map(async (at) => must(await appointments.book(wish(at)))));
  const mine = must(await appointments.book(wish("2026-11-26T08:00:00Z", person)));
  const stays = must(await appointments.book(wish("2026-11-27T06:00:00Z")));
  const given = must(await appointments.book(wish("2026-11-26T07:00:00Z")));
  must(await appointments.cancel(given.id, given.person));
  await callOff();
  assert.equal(calledOff().length, 0, "on working days nothing is called off");

  holidays = new Set([...holidays, "2026-11-26"]);
  await Promise.all([callOff(), callOff(), callOff()]);
  await callOff();
  const told = calledOff().map(({ data }) => data.id);
  assert.deepEqual(told.sort(), [...gone, mine].map(({ id }) => id).sort(), "each once");
  for (const each of [...gone, mine]) assert.equal(await statusOf(each), "called-off");
  assert.equal(await statusOf(stays), "booked");
  assert.equal(await statusOf(given), "cancelled");
  must(await appointments.book(wish("2026-11-30T08:00:00Z", person)));

  holidays = new Set(calendar.holidays);
  const free = await appointments.freeSlots("kigali", "papers", "2026-11-26");
  assert.ok(free.length === 12 && free.every((slot) => slot.free === 10), "their places are free");
});

test("An appointment on a day that turned out to be closed is not missed", async () => {
  const late = must(await appointments.book(wish("2026-12-01T06:00:00Z")));
  time.now = new Date("2026-12-01T06:10:01Z");
  holidays = new Set([...calendar.holidays, "2026-12-01"]);
  await tasks["appointment-missed"]?.({ id: late.id });
  assert.equal(await statusOf(late), "called-off");
  const kept = await appointments.kept("kigali", "2026-12-01", "2026-12-01");
  assert.deepEqual([kept.missed, kept["called-off"]], [0, 1]);
});

test("When the bus no longer stops somewhere, its appointments there are called off", async () => {
  const bus = (stops: readonly string[]) => {
    const hours = { opens: "08:00", closes: "12:00", place: { en: "Market" } };
    return { ...hall, kind: "mobile" as const, stops: stops.map((day) => ({ day, ...hours })) };
  };
  const town = givenHall(database.appSql, { ...bus(["2026-12-02", "2026-12-03"]), id: "bus" });
  town.time.now = new Date("2026-12-01T07:00:00Z");
  const times = ["2026-12-02T06:00:00Z", "2026-12-03T06:00:00Z"];
  const { book } = makeAppointments(town.deps);
  const [first, second] = await Promise.all(
    times.map(async (at) => must(await book(town.wish(at)))),
  );
  assert.ok(first && second);
  const later = { ...town.deps, centre: () => ({ ...bus(["2026-12-03"]), id: "bus" }) };
  await appointmentTasks(later)["appointments.call-off"]?.({});
  assert.deepEqual([await statusOf(first), await statusOf(second)], ["called-off", "booked"]);
});
