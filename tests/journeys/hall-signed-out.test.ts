/** A counter whose officer has signed out is closed; where their session ran out, nobody calls. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { secondOfficers } from "../../src/acts/index.ts";
import { clockTime, type OfficerId } from "../../src/kernel/index.ts";
import { signedOutAmong, sweepAuth } from "../../src/platform/auth/index.ts";
import { act, seated, ticket } from "./counter-given.ts";
import { civil, textOf, townWithFloor } from "./hall-given.ts";

const { town, floor } = await townWithFloor();
after(() => town.close());

const hall = async () => textOf((await floor.get("/hall/kigali")).body);

const later = (minutes: number) =>
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());

const officerAt = async (counter: string): Promise<OfficerId> => {
  const officer = (await town.app.parts.centres.seats("kigali")).get(counter);
  assert.ok(officer);
  return officer;
};

/** What people and the floor manager are told of civil status, served at counter 2 alone. */
async function counted() {
  const { centres } = town.app.parts;
  const { answers = [] } = (await centres.whatIf("kigali")) ?? {};
  const now = answers.find(({ opens, closes }) => opens.length + closes.length === 0);
  return {
    wait: (await centres.waits("kigali")).get(civil) ?? null,
    foreseen: now?.counters ?? [],
    open: /Open counters (\d+) of/.exec(await hall())?.[1],
  };
}

test("Signing out closes the counter, and whoever comes back chooses it again", async () => {
  const officer = await seated(town, "mugabo-jean", "2");
  const { number } = await ticket(town, civil);
  const open = await counted();
  assert.ok(open.wait);
  assert.deepEqual([open.foreseen, open.open], [["2"], "1"]);
  await officer.get("/counter");
  await officer.post("/sign-out");
  assert.deepEqual(await counted(), { wait: null, foreseen: [], open: "0" });
  assert.match(await hall(), /1 ticket waits, and no counter is open for: A/);
  assert.doesNotMatch(await hall(), /Mugabo Jean/);
  assert.equal((await town.app.parts.centres.seats("kigali")).has("2"), false);

  const back = await seated(town, "mugabo-jean", "2");
  later(1);
  assert.deepEqual((await counted()).open, "1");
  await back.get("/counter");
  assert.match(textOf((await act(back, "next")).body), new RegExp(number));
  await act(back, "start");
  await act(back, "finish");
  await act(back, "leave");
});

test("A session that runs out is seen like a sign-out, and nobody offers its officer", async () => {
  await seated(town, "mugabo-jean", "2");
  const runsOut = new Date(town.now().getTime() + 15 * 60_000);
  const gone = await officerAt("2");
  const operator = await seated(town, "uwase-claudine", "9");
  const { id: person } = await town.person("mukamana-vestine");
  const visit = { centre: "kigali", operator: await officerAt("9"), person };
  const offered = async () =>
    (await secondOfficers(town.app.parts, visit)).map(({ id }) => id).includes(gone);
  assert.ok(await offered());
  await ticket(town, "education");
  later(10);
  await operator.get("/counter");
  await floor.get("/hall/kigali");
  later(6);
  await operator.get("/counter");
  const end = /Mugabo Jean Signed out at (\d\d:\d\d)/.exec(await hall())?.[1];
  assert.equal(end, clockTime(runsOut, "Africa/Kigali"), "when it ran out, not when it was looked");
  assert.deepEqual(await counted(), { wait: null, foreseen: ["9"], open: "1" });
  assert.equal(await offered(), false);
  const chosen = await floor.post("/hall/kigali/counters/4", { do: "open", officer: gone });
  assert.match(textOf(chosen.body), /Whoever you chose for counter 4 has signed out/);

  later(4 * 24 * 60);
  await sweepAuth(town.app.sql, town.now());
  const after = await signedOutAmong(town.app.sql, [gone], town.now());
  assert.ok(after.has(gone), "also after the night has cleared the session away");
});

test("What-if seats somebody else at a counter that was left by signing out", async () => {
  const officer = await officerAt("2");
  const { centres } = town.app.parts;
  const free = await officerAt("9");
  await centres.closeCounter({ centre: "kigali", counter: "9" });
  const plan = { centre: "kigali", open: ["2"], close: [], free: [free] };
  const set = await centres.setCounters(plan);
  assert.ok(set.ok, JSON.stringify(set));
  assert.deepEqual(set.value.opened, [{ counter: "2", officer: free }]);
  assert.notEqual(await officerAt("2"), officer);
});
