/** A counter that was opened for an officer counts from when they come to it. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { act, seated, staff, ticket } from "./counter-given.ts";
import { operatorCalled, textOf, townWithFloor } from "./hall-given.ts";

const { town, floor } = await townWithFloor();
after(() => town.close());

const counter = "4";
const topic = "education";

const hall = async () => textOf((await floor.get("/hall/kigali")).body);

const officerOf = (name: string) => operatorCalled(town, name);

const openFor = async (name: string) =>
  floor.post(`/hall/kigali/counters/${counter}`, { do: "open", officer: await officerOf(name) });

const told = async () => (await town.app.parts.centres.waits("kigali")).get(topic) ?? null;

const seatedAt = async () => (await town.app.parts.centres.seats("kigali")).get(counter);

/** Which counters a what-if counts as open now. */
async function foreseen() {
  const { answers = [] } = (await town.app.parts.centres.whatIf("kigali")) ?? {};
  return answers.find(({ opens, closes }) => opens.length + closes.length === 0)?.counters ?? [];
}

test("Opened for an officer who is not signed in, it counts from when they come", async () => {
  const { number } = await ticket(town, topic);
  await floor.get("/hall/kigali");
  await openFor("Mugabo Jean");
  assert.equal(await seatedAt(), await officerOf("Mugabo Jean"));
  assert.equal(await told(), null, "nobody is there to call");
  assert.deepEqual(await foreseen(), []);
  const empty = await hall();
  assert.match(empty, /Mugabo Jean Nobody is there yet/);
  assert.match(empty, /Open counters 0 of/);
  const alert =
    /1 ticket waits, and no counter is open for: D · Education: counter 4 is open, and its/;
  assert.match(empty, alert);

  const operator = await staff(town, "mugabo-jean");
  const page = textOf((await operator.get("/counter")).body);
  assert.match(page, /Counter 4/);
  assert.ok(await told(), "the officer is there");
  assert.deepEqual(await foreseen(), [counter]);
  const open = await hall();
  assert.doesNotMatch(open, /Nobody is there yet/);
  assert.match(open, /Open counters 1 of/);
  assert.match(textOf((await act(operator, "next")).body), new RegExp(number));
  await act(operator, "start");
  await act(operator, "finish");
  await act(operator, "leave");
});

test("For an officer who is signed in it counts at once", async () => {
  await floor.get("/hall/kigali");
  await openFor("Mugabo Jean");
  assert.ok(await told());
  assert.match(await hall(), /Open counters 1 of/);
  await floor.post(`/hall/kigali/counters/${counter}`, { do: "close" });
});

test("Where an officer is awaited, nobody is to sit down by a what-if", async () => {
  await ticket(town, topic);
  await floor.get("/hall/kigali");
  await openFor("Uwase Claudine");
  const { centres } = town.app.parts;
  assert.ok(!(await centres.toOpen("kigali")).includes(counter));
  const refused = await openFor("Mugabo Jean");
  assert.match(textOf(refused.body), /A colleague is at this counter/);
  assert.equal(await seatedAt(), await officerOf("Uwase Claudine"));
});

test("Officers whom a what-if moves are told by the bell, and where to", async () => {
  const operator = await seated(town, "mugabo-jean", "9");
  const news = async () => textOf((await operator.get("/staff/notifications?lang=en")).body);
  assert.doesNotMatch(await news(), /opened for you Unread .* Counter 10/);
  await floor.get("/hall/kigali/what-if");
  await floor.post("/hall/kigali/what-if", { open: "10", close: "9" });
  await town.settle();
  assert.match(await news(), /A counter was opened for you Unread .* Counter 10 · Kigali/);
  assert.match(await news(), /Ingabire Solange/);
  const [, link = ""] =
    /href="(\/staff\/notifications\/counter-opened%3Akigali%3A10[^"]+)"/.exec(
      operator.last?.body ?? "",
    ) ?? [];
  assert.equal((await operator.get(link)).path, "/counter");
  await floor.get("/hall/kigali/what-if");
  await floor.post("/hall/kigali/what-if", { open: "", close: "10" });
  await town.settle();
  assert.match(await news(), /Your counter was closed Unread .* Counter 10 · Kigali/);
});
