import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import {
  type CommandId,
  must,
  type OfficerId,
  type PersonId,
  type Result,
} from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Seat } from "./door.ts";
import { givenHalls } from "./given.fixture.ts";
import type { ManageReason, ManagerAct } from "./manage.ts";

const { database, time, centres, later, sit, take, prepared } = givenHalls(await freshDatabase());
after(() => database.drop());
const monday = "2026-11-23T07:00:00Z";
const code = (result: Result<unknown>) => (result.ok ? "done" : result.refusal.code);

beforeEach(async () => {
  time.now = new Date(monday);
  await database.ownerSql`truncate centres.seat, centres.phone, centres.moment, centres.act,
    centres.ticket, centres.sequence, centres.hall`;
});

test("A person takes a ticket, is called, is served and goes", async () => {
  const ticket = await take();
  assert.equal(ticket.number, "A001");
  assert.match(ticket.token, /^[\w-]{22}$/);
  const seat = await sit("1");
  later(7);
  const called = must(await centres.callNext(seat));
  assert.deepEqual([called?.id, called?.status, called?.counter], [ticket.id, "called", "1"]);
  later(1);
  must(await centres.start(seat));
  later(9);
  const done = must(await centres.finish(seat));
  assert.deepEqual([done.status, done.calls], ["done", 0]);
  assert.equal(code(await centres.finish(seat)), "centre.no-client");
  assert.equal(must(await centres.callNext(seat)), undefined);
  const { today } = (await centres.hall("kigali")) ?? {};
  assert.deepEqual(today, {
    ...{ taken: 1, done: 1, absent: 0 },
    ...{ meanWaitMinutes: 7, p90WaitMinutes: 7, meanServiceMinutes: 9 },
  });
  const moments = await database.appSql`
    select what, counter from centres.moment where ticket = ${ticket.id} order by id`;
  assert.deepEqual(
    moments.map(({ what, counter }) => `${what} ${counter ?? ""}`.trim()),
    ["taken", "called 1", "started 1", "finished 1"],
  );
});

test("Numbers run without gaps for each letter, however many take one at a moment", async () => {
  const all = await Promise.all(
    Array.from({ length: 60 }, (_, index) => take(index % 3 === 0 ? "trade" : "papers")),
  );
  const numbers = all.map(({ number }) => number).sort();
  assert.deepEqual(
    numbers.filter((number) => number.startsWith("A")),
    Array.from({ length: 40 }, (_, index) => `A${String(index + 1).padStart(3, "0")}`),
  );
  assert.equal(new Set(numbers).size, 60);
  time.now = new Date("2026-11-24T07:00:00Z");
  assert.equal((await take()).number, "A001", "a new day begins anew");
});

test("Priority, appointments, families and filled-in forms have numbers of their own", async () => {
  const numbers = [
    await take("papers", { group: "older", party: 2 }),
    await take("papers", { party: 3 }),
    await take("papers", { prepared: true }),
    await take("papers"),
    await take("papers", { party: 2, prepared: true }),
  ].map(({ number }) => number);
  assert.deepEqual(numbers, ["AP01", "AF01", "AQ01", "A001", "AF02"]);
});

test("The reason of a call stays with it, and those who wait now are counted apart", async () => {
  const [first, second] = [await take("papers"), await take("papers", { party: 4 })];
  later(20);
  await take("papers");
  const before = await centres.hall("kigali");
  assert.deepEqual(before?.waitingNow, {
    ...{ tickets: 3, medianMinutes: 20, longestMinutes: 20, longest: first.number },
  });
  assert.equal(before?.today.meanWaitMinutes, null, "no mean tells of those who wait");
  const seat = await sit("1");
  const called = must(await centres.callNext(seat));
  assert.deepEqual([called?.id, called?.why], [first.id, "longest"]);
  const after = await centres.hall("kigali");
  const inHand = after?.counters.find(({ id }) => id === "1")?.ticket;
  assert.equal(inHand?.why, "longest");
  assert.equal(inHand?.calledAt?.getTime(), time.now.getTime());
  assert.equal((await centres.ticketOf(second.token))?.ticket.why, null);
});

test("The floor manager moves, puts first and cancels; who and why is recorded", async () => {
  const officer = newId<OfficerId>();
  const [first, second, third] = [await take(), await take(), await take("papers", { party: 2 })];
  const act = (ticket: string, doing: ManagerAct, reason: ManageReason) =>
    centres.manage({ centre: "kigali", ticket, officer, act: doing, reason });
  const toThree: ManagerAct = { type: "move", topic: "trade", counter: "3" };
  const closed = await act(first.id, toThree, "mistake");
  assert.equal(code(closed), "centre.counter-closed", "nobody could call it there");
  await sit("3");
  must(await act(first.id, toThree, "mistake"));
  must(await act(second.id, { type: "cancel" }, "gone"));
  must(await act(third.id, { type: "prioritise" }, "health"));
  const queue = (await centres.hall("kigali"))?.queue ?? [];
  assert.deepEqual(
    queue.map((one) => [one.id, one.topic, one.reserved, one.priority]),
    [
      [first.id, "trade", "3", false],
      [third.id, "papers", null, true],
    ],
  );
  const moments = await database.appSql`
    select what, reason, officer from centres.moment where reason is not null order by id`;
  assert.deepEqual(
    moments.map((row) => [row.what, row.reason, row.officer]),
    [
      ["moved", "mistake", officer],
      ["cancelled", "gone", officer],
      ["prioritised", "health", officer],
    ],
  );
  assert.equal(code(await act(second.id, { type: "prioritise" }, "other")), "centre.over");
  const unknown: ManagerAct = { type: "move", topic: "fish", counter: null };
  assert.equal(code(await act(third.id, unknown, "other")), "centre.topic-unknown");
});

test("A ticket moved while it is called is one or the other, and the loser is told", async () => {
  const officer = newId<OfficerId>();
  const seat = await sit("1");
  for (let round = 0; round < 6; round += 1) {
    const ticket = await take();
    const act: ManagerAct = { type: "move", topic: "trade", counter: null };
    const managing = {
      centre: "kigali",
      ticket: ticket.id,
      officer,
      act,
      reason: "asked" as const,
    };
    const [called, moved] = await Promise.all([centres.callNext(seat), centres.manage(managing)]);
    if (must(called)) {
      assert.equal(code(moved), "centre.not-waiting");
      must(await centres.start(seat));
      must(await centres.finish(seat));
    } else assert.equal(must(moved).topic, "trade");
  }
});

test("The same wish sent twice is one ticket, and the same call twice calls one", async () => {
  const key = newId<CommandId>();
  const [one, two] = await Promise.all([take("papers", { key }), take("papers", { key })]);
  assert.equal(one.id, two.id);
  await take();
  const seat = await sit("1");
  const call = newId<CommandId>();
  const calls = await Promise.all([centres.callNext(seat, call), centres.callNext(seat, call)]);
  assert.deepEqual(
    calls.map((each) => must(each)?.id),
    [one.id, one.id],
  );
  assert.equal(must(await centres.callNext(seat, call))?.id, one.id);
  assert.equal(code(await centres.callNext(seat)), "centre.client-open");
});

test("A form filled in at home lowers the expected time and the wait", async () => {
  const person = newId<PersonId>();
  prepared.add(person);
  const empty = await take("trade");
  const filled = await take("trade", { person });
  const seat = await sit("3");
  assert.equal(must(await centres.callNext(seat))?.id, filled.id);
  must(await centres.start(seat));
  const busy = (await centres.ticketOf(empty.token))?.wait;
  must(await centres.transfer(seat, { topic: "papers" }));
  const [moved] = await database.appSql`
    select prepared from centres.ticket where id = ${filled.id}`;
  assert.equal(moved?.prepared, false, "the form was for what he came for");
  assert.ok((busy?.fromMinutes ?? 99) <= 12 && (busy?.toMinutes ?? 0) >= 12, "12 minutes, not 20");
});

test("No ticket is given for what a hall does not do, nor when it is closed", async () => {
  const ask = (more: object) =>
    centres.takeTicket({ centre: "kigali", topic: "papers", lang: "en", ...more });
  assert.equal(code(await ask({ centre: "atlantis" })), "centre.not-found");
  assert.equal(code(await ask({ topic: "fish" })), "centre.topic-unknown");
  assert.equal(code(await ask({ group: "ministers" })), "centre.group-unknown");
  assert.equal(code(await ask({ party: 0 })), "centre.party");
  assert.equal(code(await ask({ phone: "0788" })), "centre.phone");
  time.now = new Date("2026-11-27T15:30:00Z");
  const latest = await ask({});
  assert.ok(!latest.ok);
  assert.deepEqual(latest.refusal.facts, { opens: "2026-11-30 08:00" });
  time.now = new Date("2026-11-27T10:30:00Z");
  assert.equal(code(await ask({})), "done", "in the break of noon the kiosk goes on");
});

test("At one counter sits one officer, and an officer at one counter", async () => {
  const seat = await sit("1");
  const other = newId<OfficerId>();
  assert.equal(code(await centres.openCounter(seat)), "done");
  assert.equal(
    code(await centres.openCounter({ ...seat, officer: other })),
    "centre.counter-taken",
  );
  assert.equal(
    code(await centres.openCounter({ ...seat, counter: "2" })),
    "centre.seated-elsewhere",
  );
  assert.equal(
    code(await centres.openCounter({ ...seat, counter: "99" })),
    "centre.counter-unknown",
  );
  assert.deepEqual({ ...(await centres.seatOf(seat.officer)) }, seat);
  assert.equal(code(await centres.callNext({ ...seat, officer: other })), "centre.not-seated");
  await take();
  must(await centres.callNext(seat));
  assert.equal(code(await centres.closeCounter(seat)), "centre.client-open");
  must(await centres.start(seat));
  must(await centres.finish(seat));
  assert.equal(code(await centres.closeCounter(seat)), "done");
  assert.equal(await centres.seatOf(seat.officer), undefined);
  assert.equal(code(await centres.recall(seat)), "centre.not-seated");
});

test("Who does not come lets others go before, and after the second time is absent", async () => {
  const [first, second] = [await take(), await take()];
  const seat = await sit("1");
  assert.equal(must(await centres.callNext(seat))?.id, first.id);
  const recalled = must(await centres.recall(seat));
  assert.equal(recalled.calls, 0);
  assert.deepEqual(
    (await centres.board("kigali"))?.calls.map(({ calls }) => calls),
    [2],
  );
  assert.equal(must(await centres.skip(seat)).status, "waiting");
  assert.equal(must(await centres.callNext(seat))?.id, second.id);
  must(await centres.start(seat));
  must(await centres.finish(seat));
  assert.equal(must(await centres.callNext(seat))?.id, first.id, "nobody else waits");
  const skipped = must(await centres.skip(seat));
  assert.deepEqual([skipped.status, skipped.calls], ["absent", 2]);
});

test("Who is sent for a paper comes back to the same counter without queueing", async () => {
  const ticket = await take();
  const next = await take();
  const seat = await sit("1");
  must(await centres.callNext(seat));
  assert.equal(code(await centres.park(seat)), "centre.not-serving");
  must(await centres.start(seat));
  later(5);
  must(await centres.park(seat));
  assert.deepEqual(
    (await centres.atCounter(seat)).parked.map(({ id }) => id),
    [ticket.id],
  );
  assert.equal(must(await centres.callNext(seat))?.id, next.id);
  assert.equal(code(await centres.resume(seat, ticket.id)), "centre.client-open");
  must(await centres.start(seat));
  must(await centres.finish(seat));
  later(30);
  assert.equal(must(await centres.resume(seat, ticket.id)).status, "called");
  must(await centres.start(seat));
  later(3);
  must(await centres.finish(seat));
  const [row] = await database.appSql`
    select served_seconds as served from centres.ticket where id = ${ticket.id}`;
  assert.equal(row?.served, 8 * 60, "the time away is not counted");
});

test("A client whose counter has closed meanwhile is called by another", async () => {
  const ticket = await take("trade");
  const [two, one] = [await sit("2"), await sit("1")];
  must(await centres.callNext(two));
  must(await centres.start(two));
  must(await centres.park(two));
  const three = await sit("3");
  const parkedAt = async (seat: Seat) => (await centres.atCounter(seat)).parked.map(({ id }) => id);
  assert.deepEqual(
    await parkedAt(three),
    [],
    "he comes back to his own officer while that one sits",
  );
  must(await centres.closeCounter(two));
  assert.deepEqual(await parkedAt(one), [], "this one cannot serve him");
  assert.deepEqual(await parkedAt(three), [ticket.id]);
  const resumed = must(await centres.resume(three, ticket.id));
  assert.deepEqual([resumed.status, resumed.counter], ["called", "3"]);
});

test("A counter without its officer is closed; its client keeps their place", async () => {
  const client = await take();
  later(5);
  const next = await take();
  const [gone, other] = [await sit("1"), await sit("2")];
  must(await centres.callNext(gone));
  must(await centres.start(gone));
  assert.equal(code(await centres.closeCounter(gone)), "centre.client-open");
  assert.equal(
    code(await centres.closeCounter(gone, { sentBack: next.id })),
    "centre.client-open",
    "only the client that the manager saw there is sent back",
  );
  const both = await Promise.all([
    centres.closeCounter(gone, { sentBack: client.id }),
    centres.closeCounter(gone, { sentBack: client.id }),
  ]);
  assert.deepEqual(both.map(code), ["done", "done"], "two managers press at once");
  assert.equal(await centres.seatOf(gone.officer), undefined);
  assert.equal(must(await centres.callNext(other))?.id, client.id);
  assert.equal(code(await centres.finish(gone)), "centre.not-seated");
});

test("A ticket sent to a counter waits for that one alone, as long as it is open", async () => {
  const moved = await take("papers");
  const waiting = await take("trade");
  const [one, two, three] = [await sit("1"), await sit("2"), await sit("3")];
  must(await centres.callNext(one));
  must(await centres.start(one));
  later(4);
  const transferred = must(await centres.transfer(one, { topic: "trade", counter: "3" }));
  assert.deepEqual([transferred.status, transferred.topic], ["waiting", "trade"]);
  assert.equal(transferred.waitingSince.getTime(), moved.waitingSince.getTime());
  assert.equal(must(await centres.callNext(two))?.id, waiting.id);
  must(await centres.skip(two));
  must(await centres.closeCounter(three));
  later(4);
  assert.equal(must(await centres.callNext(two))?.id, moved.id);
  assert.equal(code(await centres.transfer(two, { topic: "fish" })), "centre.topic-unknown");
});

test("The holder of a ticket sees how long it takes, and may go away", async () => {
  await sit("1");
  const all = [await take(), await take(), await take()];
  const view = await centres.ticketOf(all[2]?.token ?? "");
  assert.equal(view?.wait?.ahead, 2);
  assert.ok((view?.wait?.fromMinutes ?? 99) <= 20 && (view?.wait?.toMinutes ?? 0) >= 20);
  const ended = must(await centres.leave(all[1]?.token ?? ""));
  assert.equal(ended.status, "left");
  assert.equal(code(await centres.leave(ended.token)), "centre.over");
  assert.equal((await centres.ticketOf(ended.token))?.wait, null);
  assert.equal((await centres.ticketOf(all[2]?.token ?? ""))?.wait?.ahead, 1);
  assert.equal(await centres.ticketOf("A".repeat(22)), undefined);
  assert.equal(code(await centres.leave("nonsense")), "centre.ticket-unknown");
});

test("A ticket of a counter without network keeps its number and its time", async () => {
  const takenAt = new Date("2026-11-23T06:40:00Z");
  const ticket = await take("papers", { offline: { takenAt, number: "A901" } });
  assert.deepEqual([ticket.number, ticket.takenAt], ["A901", takenAt]);
  const twin = await centres.takeTicket({
    ...{ centre: "kigali", topic: "papers", lang: "en" },
    offline: { takenAt, number: "A901" },
  });
  assert.equal(code(twin), "centre.number-taken");
});

test("When the day ends nobody waits, nobody sits and no telephone number is kept", async () => {
  const waiting = await take("papers", { phone: "+250700000001" });
  const seat = await sit("1");
  const close = centres.tasks["centres.close-day"];
  time.now = new Date("2026-11-23T22:30:00Z");
  await close?.({ centre: "kigali", day: "2026-11-23" });
  await close?.({ centre: "kigali", day: "2026-11-23" });
  assert.equal((await centres.ticketOf(waiting.token))?.ticket.status, "left");
  assert.equal(await centres.seatOf(seat.officer), undefined);
  assert.deepEqual([...(await database.appSql`select phone from centres.phone`)], []);
  assert.equal(await centres.toTell(waiting.id), undefined);
});

test("A board has whoever is called before whoever is served, and nobody who is done", async () => {
  time.now = new Date("2026-11-25T07:00:00Z");
  const [first, second] = [await take(), await take()];
  const [one, two] = [await sit("1"), await sit("2")];
  must(await centres.callNext(one));
  must(await centres.start(one));
  later(1);
  must(await centres.callNext(two));
  const numbers = async () => (await centres.board("kigali"))?.calls.map(({ number }) => number);
  assert.deepEqual(await numbers(), [second.number, first.number]);
  later(1);
  must(await centres.recall(two));
  must(await centres.start(two));
  assert.deepEqual(await numbers(), [second.number, first.number], "the newest call first");
  must(await centres.finish(two));
  assert.deepEqual(await numbers(), [first.number]);
});
