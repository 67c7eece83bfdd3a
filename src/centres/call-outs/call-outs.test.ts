import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { must, type PersonId, type Result } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { calendar, hall } from "../appointments/given.fixture.ts";
import { makeCallOuts } from "./make.ts";
import type { CallOutEvent } from "./model.ts";

const database = await freshDatabase();
after(() => database.drop());
const papersTopic = { ...hall.topics[0], services: ["birth-certificate"] };
const centres = [
  { ...hall, topics: [papersTopic], callOuts: { topics: ["papers"], illustrative: true } },
  {
    ...hall,
    ...{ id: "huye", topics: [papersTopic], callOuts: { topics: ["papers"], illustrative: true } },
  },
  { ...hall, id: "stays-at-home" },
] as (typeof hall)[];
const events: CallOutEvent[] = [];
const callOuts = makeCallOuts({
  sql: database.appSql,
  clock: () => new Date("2026-11-23T08:00:00Z"),
  calendar: () => calendar,
  centre: (centreId) => centres.find(({ id }) => id === centreId),
  react: async (_tx, event) => {
    events.push(event);
  },
});

const wish = (more: object = {}) => ({
  ...{ centre: "kigali", topic: "papers", services: ["birth-certificate"], lang: "rw" },
  ...{ person: newId<PersonId>(), address: "KN 5 Rd 12", wishedDay: "2026-11-26", ...more },
});
const code = (result: Result<unknown>): string =>
  result.ok
    ? "done"
    : (result.refusal.problems?.map((each) => each.code).join(" ") ?? result.refusal.code);
const hours = (from: string, to: string, team = ["nurse"]) => ({
  from: new Date(`2026-11-26T${from}:00Z`),
  to: new Date(`2026-11-26T${to}:00Z`),
  team,
});

test("A person orders a visit once, and the address is erased when it is over", async () => {
  const key = newId();
  const request = wish({ key });
  const [one, two] = await Promise.all([callOuts.order(request), callOuts.order(request)]);
  assert.equal(must(one).id, must(two).id);
  const { id } = must(one);
  assert.equal(await callOuts.addressOf(id), "KN 5 Rd 12");
  assert.equal(code(await callOuts.done(id)), "centre.outing-over", "nobody has planned it yet");
  const planned = must(await callOuts.plan(id, hours("09:00", "10:00")));
  assert.deepEqual(
    [planned.status, planned.day, planned.team],
    ["planned", "2026-11-26", ["nurse"]],
  );
  assert.equal(must(await callOuts.done(id)).status, "done");
  assert.equal(await callOuts.addressOf(id), undefined);
  assert.equal(code(await callOuts.plan(id, hours("09:00", "10:00"))), "centre.outing-over");
  assert.deepEqual(
    events.map(({ type }) => type),
    ["OutingOrdered", "OutingPlanned"],
  );
  assert.ok(!JSON.stringify(events).includes("KN 5"), "an event tells no address");
});

test("Nobody is sent to two places at once, even if two centres plan together", async () => {
  const team = ["one-midwife"];
  const requests = Array.from({ length: 12 }, (_, at) =>
    wish(at % 2 === 0 ? {} : { centre: "huye" }),
  );
  const orders = (await Promise.all(requests.map((each) => callOuts.order(each)))).map(must);
  const plans = orders.map(({ id }) => callOuts.plan(id, hours("13:00", "14:00", team)));
  const codes = (await Promise.all(plans)).map(code);
  assert.equal(codes.filter((each) => each === "done").length, 1, codes.join(" "));
});

test("A person has one visit at a time for a topic", async () => {
  const person = newId<PersonId>();
  const [one, two] = await Promise.all([1, 2].map(() => callOuts.order(wish({ person }))));
  assert.deepEqual([one, two].map((each) => each && code(each)).sort(), [
    "centre.has-outing",
    "done",
  ]);
  const [open] = await callOuts.ofPerson(person);
  must(await callOuts.withdraw(open?.id ?? "", person));
  assert.equal(code(await callOuts.order(wish({ person }))), "done");
});

test("What cannot be ordered says why", async () => {
  const why = async (more: object) => code(await callOuts.order(wish(more)));
  assert.equal(await why({ centre: "none" }), "centre.not-found");
  assert.equal(await why({ centre: "stays-at-home" }), "centre.no-call-outs");
  assert.equal(await why({ topic: "walk-in" }), "centre.topic-unknown");
  assert.equal(await why({ services: [] }), "visit-service");
  assert.equal(await why({ services: ["passport"] }), "visit-service");
  assert.equal(await why({ address: "  " }), "visit-address");
  assert.equal(await why({ address: "x".repeat(501), services: [] }), "visit-service too-long");
  assert.equal(await why({ wishedDay: "2026-11-23" }), "visit-day", "today");
  assert.equal(await why({ wishedDay: "2026-11-25" }), "visit-day", "a public holiday");
  assert.equal(callOuts.wishDays("kigali")[0], "2026-11-24");
  assert.deepEqual(callOuts.wishDays("stays-at-home"), []);
});

test("Nobody is sent to two places at one time, also when two plan at once", async () => {
  const orders = await Promise.all([1, 2, 3, 4].map(() => callOuts.order(wish())));
  const ids = orders.map((each) => must(each).id);
  const plans = ids.map((id) => callOuts.plan(id, hours("12:00", "13:00", ["driver", id])));
  const answers = (await Promise.all(plans)).map(code).sort();
  assert.deepEqual(answers, ["centre.team-busy", "centre.team-busy", "centre.team-busy", "done"]);
  const [, second = ""] = ids;
  assert.equal(code(await callOuts.plan(second, hours("13:00", "14:00", ["driver"]))), "done");
  assert.equal(code(await callOuts.plan(second, hours("14:00", "13:00"))), "centre.plan-unfit");
  assert.equal(code(await callOuts.plan(second, hours("13:00", "14:00", []))), "centre.plan-unfit");
});

test("A refusal of the centre is told; who orders may withdraw, and nobody else", async () => {
  const refused = must(await callOuts.order(wish()));
  assert.equal(must(await callOuts.decline(refused.id, "too-far")).endedWhy, "too-far");
  assert.deepEqual(events.at(-1)?.type, "OutingDeclined");
  const mine = must(await callOuts.order(wish()));
  const stranger = await callOuts.withdraw(mine.id, newId<PersonId>());
  assert.equal(code(stranger), "centre.outing-unknown");
  assert.equal(code(await callOuts.withdraw(mine.id, mine.person)), "done");
  assert.equal(code(await callOuts.withdraw(mine.id, mine.person)), "done");
  assert.equal(await callOuts.addressOf(mine.id), undefined);
  assert.ok(!(await callOuts.openOf("kigali")).some(({ id }) => id === mine.id));
});
