import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { setOffices } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { filled, mother, opened, seated, staff } from "./counter-given.ts";
import { answers, application, Device, newKey, posted } from "./offline-device.ts";
import { manager } from "./offline-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

const sentOf = async () => town.app.parts.cases.applicationsOf((await town.person(mother.id)).id);

test("A device that says it has less than nothing is given as many references as one that has none", async () => {
  const device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  const { references } = await device.delivers([], { held: -200_000 });
  assert.equal(references.length, 40);
});

test("A draft that somebody began themselves is not sent by a device that names it", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const base = await filled(operator, await opened(operator, mother.card));
  const device = await Device.enrolled(town, operator);
  const draft = base.split("/").at(-1);
  const { results } = await device.delivers([application(town, device, { draft })]);
  assert.equal(results[0].state, "conflict");
  assert.equal(results[0].reason, "offline.draft-changed");
  assert.equal((await sentOf()).length, 0);
  const [path = ""] = /\/counter\/sync\/conflicts\/[0-9a-f-]{36}/.exec(
    (await operator.get("/counter/sync/conflicts")).body,
  ) ?? [""];
  await operator.post(path, { act: "anyway" });
  assert.equal((await sentOf()).length, 0, "nor does anybody press past her yes");
});

test("What waits to be settled is shown where it was taken and to who took it, and the person sees who looked", async () => {
  const device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  const other = { name: "Somebody Else", nationalId: mother.card };
  const waits = application(town, device, { person: other });
  const { results } = await device.delivers([waits]);
  assert.equal(results[0].reason, "offline.name-differs");
  const list = "/counter/sync/conflicts";
  const elsewhere = await seated(town, "mugabo-jean", "1", "musanze");
  assert.doesNotMatch((await elsewhere.get(list)).body, new RegExp(`${waits.id}|${mother.card}`));
  const settled = await elsewhere.post(`${list}/${waits.id}`, { act: "again" });
  assert.equal(settled.status, 404);
  const seen = async () =>
    textOf(await (await town.as(mother.id)).get("/applications/opened?lang=en"));
  assert.doesNotMatch(await seen(), /Mukeshimana Aline/);
  const here = await seated(town, "mukeshimana-aline", "3");
  assert.ok((await here.get(list)).body.includes(waits.id));
  assert.match(await seen(), /Mukeshimana Aline.*Application taken offline/);
  assert.doesNotMatch(await seen(), /Mugabo Jean/);
});

test("A device is enrolled only with a key of the curve that it signs with", async () => {
  const operator = await staff(town, manager);
  const { x } = (await newKey()).public;
  const asked = { centre: "kigali", name: "A tablet", key: { x, y: x } };
  const made = await posted(operator, "/counter/offline/devices", asked);
  assert.equal(made.status, 422);
  assert.deepEqual(await made.json(), {
    code: "offline.enrol",
    problems: [{ field: "key", code: "invalid" }],
  });
  const nothing = await posted(operator, "/counter/offline/devices", { key: 7 });
  const { problems } = (await nothing.json()) as { problems: { field: string }[] };
  assert.deepEqual(
    problems.map(({ field }) => field),
    ["key", "centre", "name"],
  );
});

test("A device is set up by the floor manager of its hall, not by an operator", async () => {
  const asked = { centre: "kigali", name: "A tablet", key: (await newKey()).public };
  const own = await posted(await staff(town, "uwase-claudine"), "/counter/offline/devices", asked);
  assert.equal(own.status, 403);
  await setOffices(town.database.ownerSql, "Ingabire Solange", ["musanze"]);
  const other = await posted(await staff(town, manager), "/counter/offline/devices", asked);
  assert.equal(other.status, 403);
  await setOffices(town.database.ownerSql, "Ingabire Solange", []);
});

test("A device out of use comes back by a floor manager who never worked with it", async () => {
  const device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  await device.delivers([]);
  const path = `/counter/devices/${device.id}`;
  const press = async (id: string, act: string) => {
    const officer = await staff(town, id);
    await officer.get("/counter/devices");
    return officer.post(path, { act });
  };
  const isGood = async () => !(await town.app.parts.counter.deviceOf(device.id))?.revokedAt;
  await press("mukeshimana-aline", "revoke");
  assert.equal(await isGood(), false);
  assert.equal((await press("uwase-claudine", "reinstate")).status, 403);
  assert.equal(await isGood(), false);
  await press(manager, "reinstate");
  assert.equal(await isGood(), true);
  device.client = await staff(town, manager);
  await device.delivers([application(town, device)]);
  await press(manager, "revoke");
  assert.equal((await press(manager, "reinstate")).status, 403, "they have worked with it");
  assert.equal(await isGood(), false);
});

test("Nobody learns from the answer whether a number exists, nor by a part of a name", async () => {
  const device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  const reasonFor = async (name: string, nationalId: string, birthDate = mother.born) => {
    const person = { name, nationalId, birthDate };
    const given = { person, answers: { ...answers, child_name: name } };
    const { results } = await device.delivers([application(town, device, given)]);
    return results[0].reason;
  };
  const nobody = await reasonFor(mother.name, "0111111111111111");
  assert.equal(await reasonFor("Zzzz", mother.card), nobody);
  assert.equal(await reasonFor("Vestine", mother.card), nobody);
  assert.equal(await reasonFor(mother.name, mother.card, "1994-03-12"), nobody);
  assert.equal(await reasonFor(mother.name, mother.card), "offline.waits-for-yes");
});

test("Only somebody of the hall delivers, and no more than people come in a day", async () => {
  const operator = await staff(town, "uwase-claudine");
  const device = await Device.enrolled(town, operator);
  await setOffices(town.database.ownerSql, "Uwase Claudine", ["musanze"]);
  assert.equal((await device.delivers([application(town, device)])).code, "centre.other-hall");
  await setOffices(town.database.ownerSql, "Uwase Claudine", []);
  await town.database.ownerSql`
    insert into counter.synced (item, device, kind, taken_at, received_at, delivered_by, state)
    select gen_random_uuid(), ${device.id}, 'application', ${town.now()}, ${town.now()},
      ${newId()}, 'done'
    from generate_series(1, 80)`;
  const { results } = await device.delivers([application(town, device)]);
  assert.equal(results[0].reason, "offline.full-today");
});
