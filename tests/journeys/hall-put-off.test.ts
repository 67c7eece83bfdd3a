/** What was put off until a client is done, and what officers are told of their counters. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { says, textOf } from "./apply-given.ts";
import { act, seated, staff, ticket } from "./counter-given.ts";
import { townWithFloor } from "./hall-given.ts";

const { town, floor } = await townWithFloor();
after(() => town.close());

const topic = "education";
const isOpen = async (counter: string) =>
  (await town.app.parts.centres.seats("kigali")).has(counter);

/** An officer with a client at counter 9, who is to move to counter 10 when they are done. */
async function toMove(officer: string) {
  const operator = await seated(town, officer, "9");
  const { number, token } = await ticket(town, topic);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const plan = { centre: "kigali", open: ["10"], close: ["9"], free: [] };
  const { later } = must(await town.app.parts.centres.setCounters(plan));
  assert.deepEqual(later, [{ counter: "9", to: "10" }]);
  return { operator, token };
}

async function newsOf(officer: Client): Promise<string> {
  await town.settle();
  return textOf(await officer.get("/staff/notifications?lang=en"));
}

/** At a counter of the floor's page. */
async function press(counter: string, name: string): Promise<void> {
  await floor.get("/hall/kigali?lang=en");
  await floor.post(`/hall/kigali/counters/${counter}`, { do: name });
}

test("Who signs out with a client served does not move, and is told of no counter", async () => {
  const { operator } = await toMove("mugabo-jean");
  await act(operator, "start");
  assert.equal((await operator.post("/sign-out", { client: "served" })).path, "/");
  assert.deepEqual([await isOpen("9"), await isOpen("10")], [false, false]);
  const again = await staff(town, "mugabo-jean");
  assert.doesNotMatch(await newsOf(again), /A counter was opened/);
});

test("Who moves because a client has left is told by the bell, else on the page", async () => {
  const { operator, token } = await toMove("mukeshimana-aline");
  must(await town.app.parts.centres.leave(token));
  assert.match(await newsOf(operator), /A counter was opened for you Unread .* Counter 10/);
  await press("10", "close");

  const other = await toMove("uwase-claudine");
  await act(other.operator, "start");
  assert.match((await act(other.operator, "finish")).body, /Counter 10 is yours now/);
  assert.doesNotMatch(await newsOf(other.operator), /A counter was opened/);
  await press("10", "close");
});

test("An officer who is signed out by then is not moved", async () => {
  const { token } = await toMove("mugabo-jean");
  await town.database.ownerSql`
    update auth.session set idle_until = ${town.now()} from auth.officer as o
    where officer = o.id and o.name = 'Mugabo Jean'`;
  must(await town.app.parts.centres.leave(token));
  assert.deepEqual([await isOpen("9"), await isOpen("10")], [false, false]);
  const again = await staff(town, "mugabo-jean");
  assert.match(await newsOf(again), /Your counter was closed Unread .* Counter 9/);
});

test("Whoever's counter the floor manager closes is told by the bell", async () => {
  for (const [counter, name] of [
    ["1", "close"],
    ["2", "after"],
  ] as const) {
    const operator = await seated(town, "mugabo-jean", counter);
    await press(counter, name);
    assert.equal(await isOpen(counter), false);
    const closed = new RegExp(`Your counter was closed Unread .* Counter ${counter} · Kigali`);
    assert.match(await newsOf(operator), closed);
    assert.match(await newsOf(operator), /Ingabire Solange/);
  }
});
