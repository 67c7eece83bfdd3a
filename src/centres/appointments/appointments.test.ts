import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { type CommandId, must, type PersonId, type Result } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { givenHall } from "./given.fixture.ts";
import { appointmentTasks, makeAppointments } from "./make.ts";

const database = await freshDatabase();
const { deps, time, events, tickets, wish } = givenHall(database.appSql);
const appointments = makeAppointments(deps);
after(() => database.drop());

const code = (result: Result<unknown>): string => (result.ok ? "done" : result.refusal.code);
const morning = "2026-11-23T05:00:00Z";
const setClock = (instant: string): void => {
  time.now = new Date(instant);
};

test("Of two hundred people who want ten places at one moment, exactly ten have one", async () => {
  setClock(morning);
  const at = "2026-11-24T06:00:00Z";
  const bookings = Array.from({ length: 200 }, () => appointments.book(wish(at)));
  const answers = (await Promise.all(bookings)).map(code);
  assert.equal(answers.filter((each) => each === "done").length, 10);
  assert.equal(answers.filter((each) => each === "centre.slot-taken").length, 190);
  const [row] = await database.appSql`
    select count(*) as booked, count(distinct seat) as seats, count(distinct code) as codes
    from centres.appointment where lower(during) = ${at}`;
  assert.deepEqual({ ...row }, { booked: 10, seats: 10, codes: 10 });
  assert.equal(events.length, 10, "only those who have a place are told so");
  const slots = await appointments.freeSlots("kigali", "papers", "2026-11-24");
  assert.ok(!slots.some(({ startsAt }) => startsAt.toISOString() === new Date(at).toISOString()));
});

test("Even a program that forgets to look cannot give one place twice", async () => {
  const [row] = await database.appSql`select * from centres.appointment limit 1`;
  const duplicate = { ...row, id: newId(), person: newId(), code: "3333", command: newId() };
  await assert.rejects(
    Promise.resolve(database.ownerSql`insert into centres.appointment
      ${database.ownerSql(duplicate)}`),
    /appointment_place/,
  );
});

test("A person has one open appointment for a topic; the same booking twice is one", async () => {
  setClock(morning);
  const person = newId<PersonId>();
  const key = newId<CommandId>();
  const order = { ...wish("2026-11-24T07:00:00Z", person), key };
  const [first, second] = await Promise.all([appointments.book(order), appointments.book(order)]);
  assert.equal(must(first).id, must(second).id);
  assert.match(must(first).code, /^[34679CDFGHJKMNPRTWXY]{4}$/);
  const other = await appointments.book(wish("2026-11-24T07:30:00Z", person));
  assert.equal(code(other), "centre.has-appointment");
  const twins = ["2026-11-26T07:00:00Z", "2026-11-26T07:30:00Z"];
  const nobody = newId<PersonId>();
  const both = await Promise.all(twins.map((at) => appointments.book(wish(at, nobody))));
  assert.deepEqual(both.map(code).sort(), ["centre.has-appointment", "done"]);
});

test("What cannot be booked says why", async () => {
  setClock(morning);
  const why = async (at: string, more: object = {}) =>
    code(await appointments.book({ ...wish(at), ...more }));
  assert.equal(await why("2026-11-24T06:10:00Z"), "centre.no-such-slot");
  assert.equal(await why("2026-11-24T10:00:00Z"), "centre.no-such-slot", "during the break");
  assert.equal(await why("2026-11-25T06:00:00Z"), "centre.no-such-slot", "on a public holiday");
  assert.equal(await why("2026-11-28T06:00:00Z"), "centre.no-such-slot", "on a Saturday");
  assert.equal(await why("2026-11-23T04:30:00Z"), "centre.slot-past");
  assert.equal(await why("2026-12-24T06:00:00Z"), "centre.too-far-ahead");
  assert.equal(await why("2026-11-24T06:00:00Z", { topic: "walk-in" }), "centre.no-slots");
  assert.equal(await why("2026-11-24T06:00:00Z", { topic: "none" }), "centre.topic-unknown");
  assert.equal(await why("2026-11-24T06:00:00Z", { centre: "none" }), "centre.not-found");
  assert.equal(await why("2026-11-24T06:00:00Z", { group: "none" }), "centre.group-unknown");
});

test("Whoever moves an appointment to a full hour keeps the old one", async () => {
  setClock(morning);
  const person = newId<PersonId>();
  const booked = must(await appointments.book(wish("2026-11-24T08:00:00Z", person)));
  const full = await appointments.move(booked.id, person, new Date("2026-11-24T06:00:00Z"));
  assert.equal(code(full), "centre.slot-taken");
  assert.deepEqual((await appointments.find(booked.id))?.startsAt, booked.startsAt);
  const moved = must(await appointments.move(booked.id, person, new Date("2026-11-26T08:00:00Z")));
  assert.equal(moved.startsAt.toISOString(), "2026-11-26T08:00:00.000Z");
  assert.equal(events.at(-1)?.type, "AppointmentMoved");
  const stranger = await appointments.move(booked.id, newId<PersonId>(), booked.startsAt);
  assert.equal(code(stranger), "centre.appointment-unknown");
});

test("People who swap places at one moment never lose theirs, and never share one", async () => {
  setClock(morning);
  const hours = ["2026-11-30T06:00:00Z", "2026-11-30T06:30:00Z"];
  const people = hours.flatMap((at) =>
    Array.from({ length: 10 }, () => ({ at, person: newId<PersonId>() })),
  );
  const attempts = await Promise.all(
    people.map(async ({ at, person }) => must(await appointments.book(wish(at, person)))),
  );
  const [one = "", two = ""] = hours;
  const moves = people.map(({ at, person }, index) =>
    appointments.move(attempts[index]?.id ?? "", person, new Date(at === one ? two : one)),
  );
  await Promise.all(moves);
  const [row] = await database.appSql`
    select count(*) as booked, count(distinct (seat, during)) as places from centres.appointment
    where day = '2026-11-30' and status = 'booked'`;
  assert.deepEqual({ ...row }, { booked: 20, places: 20 });
});

test("A cancelled place is free for the next, and cancelling twice is cancelling", async () => {
  setClock(morning);
  const person = newId<PersonId>();
  const at = "2026-12-01T06:00:00Z";
  const mine = must(await appointments.book(wish(at, person)));
  const others = Array.from({ length: 9 }, () => appointments.book(wish(at)));
  assert.deepEqual([...new Set((await Promise.all(others)).map(code))], ["done"]);
  assert.equal(code(await appointments.book(wish(at))), "centre.slot-taken");
  assert.equal(must(await appointments.cancel(mine.id, person)).status, "cancelled");
  assert.equal(must(await appointments.cancel(mine.id, person)).status, "cancelled");
  assert.equal(code(await appointments.move(mine.id, person, time.now)), "centre.appointment-over");
  assert.equal(code(await appointments.book(wish(at))), "done");
});

test("A person may arrive 30 minutes early, 10 late; then the slot is void", async () => {
  setClock(morning);
  const at = "2026-12-02T06:00:00Z";
  const booked = await Promise.all([1, 2, 3].map(() => appointments.book(wish(at))));
  const [early, late, never] = booked.map(must);
  assert.ok(early && late && never);
  setClock("2026-12-02T05:29:00Z");
  const refused = await appointments.arrive("kigali", early.code);
  assert.deepEqual(!refused.ok && refused.refusal.facts, { from: "07:30" });
  setClock("2026-12-02T05:30:00Z");
  const typed = ` ${early.code.slice(0, 2).toLowerCase()}-${early.code.slice(2)} `;
  assert.equal(must(await appointments.arrive("kigali", typed)).appointment, early.id);
  assert.equal(tickets.at(-1)?.appointmentAt?.toISOString(), "2026-12-02T06:00:00.000Z");
  assert.equal(tickets.at(-1)?.phone, "+250788123456", "to be told when it is nearly time");
  assert.equal(code(await appointments.arrive("kigali", early.code)), "centre.arrived-already");
  setClock("2026-12-02T06:10:00Z");
  assert.equal(code(await appointments.arrive("kigali", late.id)), "done");
  setClock("2026-12-02T06:10:01Z");
  assert.equal(code(await appointments.arrive("kigali", never.code)), "centre.too-late");
  assert.equal((await appointments.find(never.id))?.status, "missed");
  assert.equal(code(await appointments.arrive("kigali", "XXXX")), "centre.appointment-unknown");
});

test("An invalid telephone number keeps nobody from the ticket of an appointment", async () => {
  setClock(morning);
  const odd = makeAppointments({ ...deps, phoneOf: async () => "0788 123 456" });
  const booked = must(await odd.book(wish("2026-12-02T06:30:00Z")));
  setClock("2026-12-02T06:20:00Z");
  assert.equal(code(await odd.arrive("kigali", booked.id)), "done");
  assert.equal(tickets.at(-1)?.phone, undefined);
});

test("Nobody came: the job marks it as missed, unless the appointment was moved", async () => {
  setClock(morning);
  const person = newId<PersonId>();
  const cancelled = must(await appointments.book(wish("2026-12-03T06:00:00Z")));
  const moved = must(await appointments.book(wish("2026-12-03T06:00:00Z", person)));
  must(await appointments.move(moved.id, person, new Date("2026-12-03T12:00:00Z")));
  setClock("2026-12-03T06:10:01Z");
  const missed = appointmentTasks(deps)["appointment-missed"];
  for (const { id } of [cancelled, moved, cancelled]) await missed?.({ id });
  assert.equal((await appointments.find(cancelled.id))?.status, "missed");
  assert.equal((await appointments.find(moved.id))?.status, "booked");
  const outcomes = await appointments.kept("kigali", "2026-12-02", "2026-12-03");
  assert.deepEqual(outcomes, { booked: 1, arrived: 3, cancelled: 0, missed: 2, "called-off": 0 });
});

test("The free days leave out weekends, holidays and what is gone", async () => {
  setClock("2026-11-23T12:45:00Z");
  const days = await appointments.freeDays("kigali", "papers");
  assert.deepEqual(days.slice(0, 4), ["2026-11-24", "2026-11-26", "2026-11-27", "2026-11-30"]);
  assert.equal(days.at(-1), "2026-12-07");
  const slots = await appointments.freeSlots("kigali", "papers", "2026-11-27");
  assert.equal(slots.length, 12, "eight before the break and four after it");
  assert.equal(slots[0]?.startsAt.toISOString(), "2026-11-27T06:00:00.000Z");
  assert.equal(slots[0]?.free, 10);
});
