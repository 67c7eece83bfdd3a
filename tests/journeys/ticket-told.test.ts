import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must, type OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown } from "../town.ts";

const town = await startTown("2026-11-23T07:00:00Z");
after(() => town.close());
const { centres } = town.app.parts;
const phone = "+250700000001";

const told = async (to = phone) =>
  (await town.app.parts.messages.latest(20)).filter(({ recipient }) => recipient === to);
const minutesOf = (topic: string) =>
  centres.find("kigali")?.topics.find(({ id }) => id === topic)?.minutes ?? 0;
const take = async (more: object = {}) =>
  must(
    await centres.takeTicket({
      ...{ centre: "kigali", topic: "civil-status-and-identity", lang: "en" },
      ...more,
    }),
  );

test("Who takes a ticket that no open counter serves is told no minutes", async () => {
  const to = "+250700000003";
  await take({ phone: to, topic: "education" });
  await town.settle();
  const [first, none] = await told(to);
  assert.equal(none, undefined);
  assert.match(first?.body ?? "", /your number is D001\. No counter is open for it yet/);
  assert.doesNotMatch(first?.body ?? "", /minutes/);
  const seat = { centre: "kigali", counter: "4", officer: newId<OfficerId>() };
  must(await centres.openCounter(seat));
  await town.settle();
  assert.match((await told(to))[0]?.body ?? "", /number D001, it is nearly your turn/);
  must(await centres.callNext(seat));
  must(await centres.start(seat));
  must(await centres.finish(seat));
  must(await centres.closeCounter(seat));
});

test("A person who waits outside is told the number, and once more when it is nearly time", async () => {
  const seat = { centre: "kigali", counter: "1", officer: newId<OfficerId>() };
  must(await centres.openCounter(seat));
  const before = [];
  for (let n = 0; n < 9; n++) before.push(await take());
  const ticket = await take({ phone });
  await town.settle();
  const [first, none] = await told();
  assert.equal(none, undefined);
  assert.match(first?.body ?? "", /^Hamwe: your number is A010\. The wait is about \d+ to \d+ min/);

  for (let served = 1; served <= 8; served++) {
    must(await centres.callNext(seat));
    must(await centres.start(seat));
    must(await centres.finish(seat));
    await town.settle();
    const { ahead = 0 } = (await centres.ticketOf(ticket.token))?.wait ?? {};
    assert.equal((await told()).length, ahead <= 2 ? 2 : 1, `with ${ahead} before`);
  }
  assert.match((await told())[0]?.body ?? "", /number A010, it is nearly your turn/);
});

test("Who is nearly next is promised no second message, and size counts", async () => {
  const { counters = [] } = centres.find("kigali") ?? {};
  const both = counters.find(({ topics }) => topics.length > 1) ?? assert.fail("all know one");
  const [one = "", other = ""] = both.topics.toSorted((a, b) => minutesOf(a) - minutesOf(b));
  assert.ok(minutesOf(one) < minutesOf(other), "a short and a long matter");
  town.setClock("2026-11-25T08:00:00Z");
  must(await centres.closeCounter({ centre: "kigali", counter: "1" }));
  const seat = { centre: "kigali", counter: both.id, officer: newId<OfficerId>() };
  must(await centres.openCounter(seat));
  await take({ phone: "+250700000011", topic: one });
  await town.settle();
  const [near, none] = await told("+250700000011");
  assert.equal(none, undefined);
  assert.match(near?.body ?? "", /It is nearly your turn: please stay in the hall/);
  assert.doesNotMatch(near?.body ?? "", /We will tell you/);

  must(await centres.callNext(seat));
  must(await centres.start(seat));
  must(await centres.finish(seat));
  await take({ topic: other });
  await take({ phone: "+250700000012", topic: one, party: 6 });
  await town.settle();
  const [family] = await told("+250700000012");
  assert.match(family?.body ?? "", /We will tell you when it is nearly your turn/);
  must(await centres.callNext(seat));
  must(await centres.start(seat));
  must(await centres.finish(seat));
  await town.settle();
  assert.match(
    (await told("+250700000012"))[0]?.body ?? "",
    /it is nearly your turn\. Please come/,
  );
});

test("No job carries a telephone number, and at night none is kept", async () => {
  const jobs = await town.app.sql`
    select payload::text as text from jobs.job`;
  assert.ok(jobs.length > 0, "the end of the day is planned");
  for (const { text } of jobs) assert.doesNotMatch(text, /\b250\d{9}\b|\b0\d{9}\b/);
  await take({ phone: "+250700000002" });
  town.setClock("2026-11-26T01:00:00Z");
  await town.settle();
  const kept = await town.database.ownerSql`select phone from centres.phone`;
  assert.deepEqual([...kept], []);
  const alive = await town.database.ownerSql`
    select id from centres.ticket where ended_at is null`;
  assert.deepEqual([...alive], []);
});
