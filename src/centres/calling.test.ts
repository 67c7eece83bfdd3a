import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { type CommandId, must } from "../kernel/index.ts";
import { connect, newId } from "../platform/db/index.ts";
import { givenHalls } from "./given.fixture.ts";
import { makeCentres } from "./make.ts";

const { database, centres, time, later, sit, take, make, deps } = givenHalls(await freshDatabase());
after(() => database.drop());

test("Forty counters, three processes, two thousand tickets: each is called once", async () => {
  const topics = ["papers", "trade"];
  await database.ownerSql`
    insert into centres.ticket (id, token, centre, day, number, topic, party, prepared,
      priority_group, lang, status, taken_at, waiting_since)
    select gen_random_uuid(), substr(md5(n::text) || md5(n::text), 1, 22), 'large', '2026-11-23',
      'A' || n,
      (${topics}::text[])[1 + n % 2], 1 + (n % 7 = 0)::int, n % 5 = 0,
      case when n % 11 = 0 then 'older' end, 'en', 'waiting', ${time.now},
        ${time.now}::timestamptz + n * interval '1 ms'
    from generate_series(1, 2000) as n`;
  const pools = [1, 2, 3].map(() => connect(database.appUrl, 4));
  const processes = pools.map((sql) => makeCentres({ ...deps, sql }));
  const counters = centres.find("large")?.counters ?? [];
  const seats = await Promise.all(counters.map(({ id }) => sit(id, "large")));
  const called: { id: string; counter: string; topic: string }[] = [];
  for (let round = 0; called.length < 2000; round++) {
    assert.ok(round < 200, "nobody is forgotten");
    const answers = await Promise.all(
      seats.map((seat, index) => {
        const process = processes[index % processes.length] ?? centres;
        return process.callNext(seat, newId<CommandId>());
      }),
    );
    for (const [index, answer] of answers.entries()) {
      const ticket = must(answer);
      const counter = seats[index]?.counter ?? "";
      if (ticket) called.push({ id: ticket.id, counter, topic: ticket.topic });
      assert.equal(ticket?.counter ?? counter, counter);
    }
    await database.appSql`
      update centres.ticket set status = 'done', ended_at = ${time.now} where status = 'called'`;
  }
  await Promise.all(pools.map((pool) => pool.end({ timeout: 2 })));
  assert.equal(called.length, 2000);
  assert.equal(new Set(called.map(({ id }) => id)).size, 2000);
  for (const { counter, topic } of called)
    assert.ok(counters.find(({ id }) => id === counter)?.topics.includes(topic));
  const [row] = await database.appSql`
    select count(*) as calls, count(distinct ticket) as tickets from centres.moment
    where what = 'called'`;
  assert.deepEqual({ ...row }, { calls: 2000, tickets: 2000 });
  const [overtaken] = await database.appSql`
    select count(*)::int as people from (
      select ticket.waiting_since, max(ticket.waiting_since) over (
        partition by ticket.topic, party > 1, prepared, priority_group
        order by moment.id rows between unbounded preceding and 1 preceding) as latest
      from centres.moment join centres.ticket on ticket.id = moment.ticket
      where what = 'called') as call
    where call.waiting_since < call.latest`;
  assert.equal(overtaken?.people, 0, "in one series of numbers nobody is overtaken");
});

test("A hall with the rule optimised weighs everybody, also within one letter", async () => {
  const optimised = centres.list().map((one) => ({
    ...one,
    rules: { ...one.rules, order: "optimised" as const },
  }));
  const other = makeCentres({ ...deps, centres: () => optimised });
  const [family, short] = [await take("trade", { party: 5 }), await take("trade", { party: 1 })];
  assert.match(family.number, /^BF\d\d$/);
  const seat = await sit("3");
  assert.equal(must(await other.callNext(seat))?.id, short.id);
  const plain = await other.takeTicket({
    ...{ centre: "kigali", topic: "trade", party: 5, lang: "en" },
  });
  assert.match(must(plain).number, /^B\d{3}$/);
  await other.stop();
  must(await centres.start(seat));
  must(await centres.finish(seat));
  must(await centres.closeCounter(seat));
  await database.ownerSql`
    update centres.ticket set status = 'left', ended_at = ${time.now}
    where centre = 'kigali' and status = 'waiting'`;
});

test("Even a program that forgets its turn cannot have two people at one counter", async () => {
  const seat = await sit("1");
  const [, second] = [await take(), await take()];
  must(await centres.callNext(seat));
  await assert.rejects(
    Promise.resolve(
      database.appSql`update centres.ticket set status = 'called', counter = '1'
        where id = ${second.id}`,
    ),
    /ticket_in_hand/,
  );
  await assert.rejects(
    Promise.resolve(database.appSql`delete from centres.moment`),
    /permission denied/,
  );
  must(await centres.start(seat));
  must(await centres.finish(seat));
  must(await centres.closeCounter(seat));
});

test("Every process hears of a change, also after its line to the database was cut", async () => {
  const other = make();
  const changed: string[] = [];
  let woken = () => {};
  const next = () =>
    new Promise<void>((resolve) => {
      woken = resolve;
    });
  const stop = other.onChange((centre) => {
    changed.push(centre);
    woken();
  });
  await other.hearing();
  let nextCall = next();
  await take();
  await nextCall;
  assert.deepEqual(changed, ["kigali"]);
  nextCall = next();
  await database.appSql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`;
  await nextCall;
  assert.deepEqual(changed.slice(1).sort(), ["kigali", "large"], "what was missed is not known");
  nextCall = next();
  await take();
  await nextCall;
  assert.equal(changed.at(-1), "kigali");
  stop();
  await other.stop();
});

test("A board of the same version is the same board, and shows no person", async () => {
  const before = await centres.board("kigali");
  assert.deepEqual(await centres.board("kigali"), before);
  const ticket = await take("papers", { person: newId() });
  later(1);
  const seat = await sit("4");
  must(await centres.callNext(seat));
  const board = await centres.board("kigali");
  assert.ok((board?.version ?? 0) > (before?.version ?? 0));
  assert.equal(board?.calls[0]?.counter, "4");
  assert.equal(board?.calls[0]?.calledAt.getTime(), time.now.getTime());
  assert.ok(!JSON.stringify(board).includes(ticket.token));
  assert.equal(await centres.board("atlantis"), undefined);
});

test("The hall at a glance says what waits for what, and who sits where", async () => {
  const hall = await centres.hall("kigali");
  const papersTopic = hall?.topics.find(({ id }) => id === "papers");
  assert.equal(papersTopic?.openCounters, 1);
  assert.ok((papersTopic?.waiting ?? 0) > 0);
  const four = hall?.counters.find(({ id }) => id === "4");
  assert.deepEqual([four?.open, four?.ticket?.status], [true, "called"]);
  assert.equal(hall?.counters.find(({ id }) => id === "3")?.open, false);
});
