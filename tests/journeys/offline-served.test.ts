import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { manager } from "./offline-given.ts";

let town: Town;
let device: Device;
let code = "";
let aline: string;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  code = (await town.app.parts.counter.deviceOf(device.id))?.code ?? "";
  const [row] = await town.app.sql<{ id: OfficerId }[]>`
    select id from auth.officer where name = 'Mukeshimana Aline'`;
  aline = row?.id ?? "";
});
after(() => town?.close());

/** A ticket as a device took it. */
const ticket = (number: string, more: object = {}) => ({
  ...{ kind: "ticket", id: newId(), takenAt: town.now().toISOString(), lang: "en", party: 1 },
  ...{ number: `${code}-${number}`, topic: "civil-status-and-identity", takenBy: aline },
  ...more,
});

const served = () => ({ servedAt: town.now().toISOString(), calledBy: aline });
const today = async () => (await town.app.parts.centres.hall("kigali"))?.today;

test("Who was served without network counts in the hall and for who served them", async () => {
  const done = ticket("001", served());
  const absent = ticket("002", { ...served(), isAbsent: true });
  const sent = application(town, device, { takenBy: aline });
  await device.delivers([done, absent, sent]);
  await device.delivers([done, absent]);
  const { taken, done: count, absent: missed } = (await today()) ?? {};
  assert.deepEqual([taken, count, missed], [2, 1, 1]);
  const page = await (await staff(town, "mukeshimana-aline")).get("/counter/served?lang=en");
  says(page, `${code}-001`);
  assert.doesNotMatch(textOf(page), new RegExp(`${code}-002`), "nobody came");
  assert.match(page.body, /Mukamana|M\./, "whose application she took");
  const other = await (await staff(town, "uwase-claudine")).get("/counter/served?lang=en");
  assert.doesNotMatch(textOf(other), new RegExp(`${code}-001`), "who only delivered it");
});

test("A ticket that both called is told with who called it there", async () => {
  const twice = ticket("003", { takenBy: undefined });
  await device.delivers([twice]);
  const counter = await seated(town, "mugabo-jean", "2");
  await counter.get("/counter");
  await counter.post("/counter/queue", { act: "next" });
  const answer = await device.delivers([{ ...twice, ...served() }]);
  assert.equal(answer.results[0].reason, "offline.called-twice");
  const floor = async () => textOf(await (await staff(town, manager)).get("/hall/kigali?lang=en"));
  const told = `${code}-003 was called in this hall and also on A tablet without a network`;
  assert.match(await floor(), new RegExp(`${told}, by Mukeshimana Aline`));
  assert.deepEqual(answer.twice, [twice.number]);
  town.setClock(new Date(town.now().getTime() + 20 * 60_000).toISOString());
  device.client = await staff(town, "uwase-claudine");
  assert.doesNotMatch(await floor(), new RegExp(told), "what was over then is told for a while");
  assert.deepEqual((await device.delivers([])).twice, []);
});
