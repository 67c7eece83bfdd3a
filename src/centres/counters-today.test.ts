import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { must, type OfficerId, type Result } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { givenHalls } from "./given.fixture.ts";

const { database, time, centres, later, sit, take, files } = givenHalls(await freshDatabase());
after(() => database.drop());
const officer = newId<OfficerId>();
const code = (result: Result<unknown>) => (result.ok ? "done" : result.refusal.code);
const hall = async () => {
  const all = await centres.hall("kigali");
  assert.ok(all);
  return all;
};
const counterOf = async (id: string) => (await hall()).counters.find((each) => each.id === id);

beforeEach(async () => {
  files.clear();
  time.now = new Date("2026-11-23T07:00:00Z");
  await database.ownerSql`truncate centres.seat, centres.phone, centres.moment, centres.act,
    centres.ticket, centres.sequence, centres.hall, centres.counter_topics`;
});

test("A counter serves other topics from its next call on, until the day ends", async () => {
  const seat = await sit("1");
  await take("trade");
  assert.equal(must(await centres.callNext(seat)), undefined);
  const change = { centre: "kigali", counter: "1", officer };
  must(await centres.setTopics({ ...change, topics: ["trade"] }));
  const served = await counterOf("1");
  assert.deepEqual([served?.topics, served?.topicsChanged], [["trade"], true]);
  assert.equal((await centres.waits("kigali")).get("papers"), null);
  assert.equal(must(await centres.callNext(seat))?.topic, "trade");
  must(await centres.start(seat));
  must(await centres.finish(seat));
  await centres.tasks["centres.close-day"]({ centre: "kigali", day: "2026-11-23" });
  assert.deepEqual((await counterOf("1"))?.topics, ["papers"]);
});

test("Topics can be those planned again, and unknown ones are refused", async () => {
  const change = { centre: "kigali", counter: "3", officer };
  must(await centres.setTopics({ ...change, topics: ["papers", "trade"] }));
  must(await centres.setTopics({ ...change, topics: ["papers"] }));
  assert.deepEqual((await counterOf("3"))?.topics, ["papers"]);
  must(await centres.setTopics({ ...change, topics: "planned" }));
  assert.deepEqual((await counterOf("3"))?.topics, ["trade"]);
  const refused = async (topics: readonly string[], counter = "3") =>
    code(await centres.setTopics({ ...change, counter, topics }));
  assert.equal(await refused([]), "centre.no-topic");
  assert.equal(await refused(["land"]), "centre.topic-unknown");
  assert.equal(await refused(["papers"], "9"), "centre.counter-unknown");
});

test("A ticket parked at a closed counter comes back where its topic is served today", async () => {
  const first = await sit("3");
  const { id } = await take("trade");
  must(await centres.callNext(first));
  must(await centres.start(first));
  must(await centres.park(first));
  must(await centres.closeCounter(first));
  const other = await sit("1");
  assert.equal(code(await centres.resume(other, id)), "centre.not-parked");
  must(await centres.setTopics({ centre: "kigali", counter: "1", officer, topics: ["trade"] }));
  assert.equal(must(await centres.resume(other, id)).counter, "1");
});

test("A counter on a break calls nobody until they are back; the wait told counts it", async () => {
  const seat = await sit("1");
  must(await centres.beginBreak(seat, 30));
  await take("papers");
  assert.equal(code(await centres.callNext(seat)), "centre.on-break");
  const counter = await counterOf("1");
  assert.equal(counter?.breakUntil?.toISOString(), "2026-11-23T07:30:00.000Z");
  const papers = async () => (await hall()).topics.find(({ id }) => id === "papers");
  const during = await papers();
  assert.ok((during?.wait?.fromMinutes ?? 0) >= 15, JSON.stringify(during?.wait));
  assert.equal(during?.openCounters, 0, "nobody calls for this topic now");
  later(45);
  assert.equal(code(await centres.callNext(seat)), "centre.on-break");
  must(await centres.endBreak(seat));
  must(await centres.endBreak(seat));
  assert.equal((await papers())?.openCounters, 1);
  assert.equal(must(await centres.callNext(seat))?.topic, "papers");
  assert.equal(code(await centres.beginBreak(seat, 10)), "centre.client-open");
  const stranger = { ...seat, officer };
  assert.equal(code(await centres.beginBreak(stranger, 10)), "centre.not-seated");
  assert.equal(code(await centres.endBreak(stranger)), "centre.not-seated");
});

test("Nobody is next at a counter that has a break: it serves from the end of it on", async () => {
  const seat = await sit("3");
  const { token } = await take("trade");
  const wait = async () => (await centres.ticketOf(token))?.wait;
  const call = async () => (await centres.callOrder("kigali"))[0]?.call;
  assert.equal((await call())?.isNext, true);
  must(await centres.beginBreak(seat, 15));
  const during = await call();
  assert.deepEqual([during?.isNext, during?.inMinutes], [false, 15]);
  const { fromMinutes = 0, isAfterBreak } = (await wait()) ?? {};
  assert.deepEqual([fromMinutes, isAfterBreak], [15, true]);
  const kiosk = (await centres.waits("kigali")).get("trade");
  assert.ok((kiosk?.fromMinutes ?? 0) > 15, JSON.stringify(kiosk));
  await sit("4");
  assert.equal((await wait())?.isAfterBreak, undefined, "another one calls now");
  assert.deepEqual((await call())?.counter, "4");
  must(await centres.endBreak(seat));
  assert.equal((await wait())?.fromMinutes, 0);
});

test("Who waits for one counter alone is not called elsewhere during its break", async () => {
  const [first, second] = [await sit("2"), await sit("4")];
  await take("papers");
  must(await centres.callNext(first));
  must(await centres.transfer(first, { topic: "trade", counter: "4" }));
  must(await centres.beginBreak(second, 10));
  assert.equal(must(await centres.callNext(first)), undefined);
});

test("A counter opened for a letter calls it first, until another one waits longest", async () => {
  await sit("1");
  const came: string[] = [];
  for (const topic of ["trade", "trade", "papers", "trade", "papers"]) {
    came.push((await take(topic)).number);
    later(1);
  }
  later(5);
  const seat = { centre: "kigali", counter: "4", officer };
  assert.equal(code(await centres.openCounter(seat, { first: "fish" })), "centre.topic-unknown");
  must(await centres.openCounter(seat, { first: "trade" }));
  assert.equal((await counterOf("4"))?.first, "trade");
  const served: (string | undefined)[] = [];
  for (let count = 0; count < 3; count++) {
    const next = (await centres.callOrder("kigali")).find(({ call }) => call?.counter === "4");
    const called = must(await centres.callNext(seat));
    if (next?.call?.isNext) assert.equal(called?.number, next.number);
    served.push(called?.number);
    must(await centres.start(seat));
    must(await centres.finish(seat));
  }
  assert.deepEqual(served, ["B001", "B002", "A001"], `came: ${came.join(" ")}`);
  assert.equal((await counterOf("4"))?.first, null);
});

test("A what-if opens for the letter that nobody calls; the manager ends it", async () => {
  await sit("1");
  for (const topic of ["papers", "trade", "papers"]) await take(topic);
  const plan = { centre: "kigali", open: ["4"], close: [], free: [officer] };
  must(await centres.setCounters(plan));
  assert.equal((await counterOf("4"))?.first, "trade");
  must(await centres.callFirst({ centre: "kigali", counter: "4" }, null));
  assert.equal((await counterOf("4"))?.first, null);
  must(await centres.callFirst({ centre: "kigali", counter: "4" }, "trade"));
  must(await centres.setTopics({ centre: "kigali", counter: "4", officer, topics: "planned" }));
  assert.equal((await counterOf("4"))?.first, null, "what it serves was set anew");
  const closed = { centre: "kigali", counter: "3" };
  assert.equal(code(await centres.callFirst(closed, "trade")), "centre.counter-closed");
});

test("Counters that open together take their letters in the order of the plan", async () => {
  for (const topic of ["trade", "papers"]) await take(topic);
  const free = [newId<OfficerId>(), newId<OfficerId>()];
  must(await centres.setCounters({ centre: "kigali", open: ["3", "2"], close: [], free }));
  assert.equal((await counterOf("3"))?.first, "trade");
  assert.equal((await counterOf("2"))?.first, "papers");
});

test("An open counter takes a letter on beside its own, and calls it first", async () => {
  const seat = await sit("1");
  for (const topic of ["papers", "trade"]) await take(topic);
  const act = { centre: "kigali", counter: "1", officer };
  must(await centres.takeOn({ ...act, topic: "trade" }));
  must(await centres.takeOn({ ...act, topic: "trade" }));
  const { topics, topicsChanged, first } = (await counterOf("1")) ?? {};
  assert.deepEqual([topics, topicsChanged, first], [["papers", "trade"], true, "trade"]);
  assert.equal(must(await centres.callNext(seat))?.number, "B001");
  assert.equal(code(await centres.takeOn({ ...act, topic: "fish" })), "centre.topic-unknown");
  const closed = { ...act, counter: "3", topic: "papers" };
  assert.equal(code(await centres.takeOn(closed)), "centre.counter-closed");
});

test("A letter is passed over until it is called, or is to be within the target", async () => {
  const trade = async () => (await hall()).topics.find(({ id }) => id === "trade");
  for (let count = 0; count < 9; count++) await take("papers");
  later(1);
  await take("trade", { party: 5 });
  const seat = await sit("2");
  assert.equal((await trade())?.openCounters, 1);
  assert.equal((await trade())?.isPassedOver, true, "the short ones go before for an hour");
  must(await centres.callFirst({ centre: "kigali", counter: "2" }, "trade"));
  assert.equal((await trade())?.isPassedOver, false, "it is the next call");
  assert.equal(must(await centres.callNext(seat))?.topic, "trade");
  await take("trade", { party: 5 });
  assert.equal((await trade())?.isPassedOver, false, "one of them is in hand");
});

test("Several counters are set at once; one with a client in hand closes after them", async () => {
  const [one, two] = [await sit("1"), await sit("2")];
  await take("papers");
  must(await centres.callNext(one));
  const free = [newId<OfficerId>()];
  const plan = { centre: "kigali", open: ["3", "4"], close: ["1", "2"], free };
  const done = {
    opened: [
      { counter: "3", officer: two.officer },
      { counter: "4", officer: free[0] },
    ],
    closed: ["2"],
    later: [{ counter: "1", to: null }],
    ...{ unopened: [], already: [] },
  };
  assert.deepEqual(must(await centres.setCounters(plan)), done);
  const seats = (await hall()).counters.map((each) => each.officer);
  assert.deepEqual(seats, [one.officer, null, two.officer, free[0]]);
  assert.deepEqual((await counterOf("1"))?.after, { to: null });
  must(await centres.start(one));
  assert.equal((await counterOf("1"))?.open, true);
  must(await centres.finish(one));
  assert.equal((await counterOf("1"))?.open, false);
  const more = { ...plan, open: ["2"], close: [], free };
  assert.equal(code(await centres.setCounters(more)), "centre.too-few-operators");
  const elsewhere = await sit("1", "large");
  const away = { ...more, free: [elsewhere.officer] };
  const nothing = { opened: [], closed: [], later: [], unopened: ["2"], already: [] };
  assert.deepEqual(must(await centres.setCounters(away)), nothing);
});

test("Whoever is to move goes when the client is done, or not come, or has left", async () => {
  const [free, close] = [[], ["1"]];
  for (const [end, to] of [
    ["finish", "2"],
    ["leave", "3"],
    ["park", "4"],
  ] as const) {
    const seat = await sit("1");
    const { token } = await take("papers");
    must(await centres.callNext(seat));
    if (end !== "leave") must(await centres.start(seat));
    const set = must(await centres.setCounters({ centre: "kigali", open: [to], close, free }));
    assert.deepEqual(set.later, [{ counter: "1", to }]);
    if (end === "leave") must(await centres.leave(token));
    else must(await centres[end](seat));
    assert.equal((await centres.seatOf(seat.officer))?.counter, to, end);
    assert.equal((await counterOf("1"))?.open, false);
  }
});

test("A closing that was put off can be taken back, and is at once without a client", async () => {
  const seat = await sit("1");
  await take("papers");
  must(await centres.callNext(seat));
  must(await centres.closeWhenDone(seat));
  must(await centres.stayOpen(seat));
  must(await centres.start(seat));
  must(await centres.finish(seat));
  assert.equal((await counterOf("1"))?.open, true);
  must(await centres.closeWhenDone(seat));
  assert.equal((await counterOf("1"))?.open, false);
  assert.equal(code(await centres.closeWhenDone(seat)), "centre.counter-closed");
});

test("Whoever has no ticket counts in waits, in the calls foreseen and in a what-if", async () => {
  await sit("1");
  await take("papers");
  const [free] = await centres.callOrder("kigali");
  assert.equal(free?.call?.inMinutes, 0);
  files.set("1", time.now);
  await centres.noticeFile({ centre: "kigali", counter: "1" });
  later(4);
  const [busy] = await centres.callOrder("kigali");
  assert.equal(busy?.call?.inMinutes, 6, "ten minutes are usual, and four are over");
  const told = (await centres.waits("kigali")).get("papers");
  assert.ok((told?.fromMinutes ?? 0) >= 6, JSON.stringify(told));
  const { answers = [] } =
    (await centres.whatIf("kigali", { expecting: { papers: 0, trade: 0 } })) ?? {};
  const asNow = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  assert.equal(asNow?.meanWaitMinutes, 10);
  assert.deepEqual((await counterOf("1"))?.withoutTicket, files.get("1"));
});

test("A counter with a client without a ticket closes, or moves, when they are done", async () => {
  const [one, two] = [await sit("1"), await sit("2")];
  for (const counter of ["1", "2"]) files.set(counter, time.now);
  assert.equal(code(await centres.closeCounter(one)), "centre.client-open");
  const plan = { centre: "kigali", open: ["3"], close: ["1"], free: [] };
  assert.deepEqual(must(await centres.setCounters(plan)).later, [{ counter: "1", to: "3" }]);
  must(await centres.closeWhenDone(two));
  for (const { counter } of [one, two]) {
    await centres.noticeFile({ centre: "kigali", counter });
    assert.equal((await counterOf(counter))?.open, true, "the file is still open");
    files.delete(counter);
    await centres.noticeFile({ centre: "kigali", counter });
    assert.equal((await counterOf(counter))?.open, false);
  }
  assert.equal((await centres.seatOf(one.officer))?.counter, "3");
  assert.equal(await centres.seatOf(two.officer), undefined);
});
