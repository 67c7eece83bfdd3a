import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { filled, mother, opened, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

const { subtle } = webcrypto;
const curve = { name: "ECDSA", namedCurve: "P-256" } as const;

/** A device as a program that speaks for it would drive it: whatever it says is signed with its key. */
class Device {
  private readonly client: Client;
  private readonly key: webcrypto.CryptoKey;
  id = "";
  references: string[] = [];

  private constructor(client: Client, key: webcrypto.CryptoKey) {
    this.client = client;
    this.key = key;
  }

  static async enrolled(client: Client): Promise<Device> {
    const pair = await subtle.generateKey(curve, true, ["sign", "verify"]);
    const { x, y } = await subtle.exportKey("jwk", pair.publicKey);
    const device = new Device(client, pair.privateKey);
    const asked = { centre: "kigali", name: "A tablet", key: { x, y } };
    const made = await device.post("/counter/offline/devices", asked);
    Object.assign(device, { id: made.id, references: made.references });
    return device;
  }

  async delivers(items: readonly object[], more: object = {}) {
    const batch = JSON.stringify({ items, held: 40, open: [], ...more });
    const by = { name: "ECDSA", hash: "SHA-256" };
    const signed = Buffer.from(await subtle.sign(by, this.key, Buffer.from(batch)));
    const signature = signed.toString("base64url");
    return this.post("/counter/sync", { device: this.id, batch, signature });
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
  private async post(path: string, body: object): Promise<any> {
    return (await posted(this.client, path, body)).json();
  }
}

/** As the program on the device posts. */
async function posted(client: Client, path: string, body: object): Promise<Response> {
  const { csrf } = JSON.parse((await client.get("/counter/offline/state")).body);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { "content-type": "application/json", "x-csrf-token": csrf, cookie };
  return fetch(client.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** A birth certificate as a device takes it. */
const application = (device: Device, more: object = {}) => ({
  ...{ kind: "application", id: newId(), takenAt: town.now().toISOString(), lang: "rw" },
  ...{ draft: newId(), reference: device.references.shift(), service: "birth-certificate" },
  ...{ definition: town.app.catalogue.current("birth-certificate")?.version, visited: [] },
  person: { name: mother.name, nationalId: mother.card },
  answers: {},
  ...more,
});

const sentOf = async () => town.app.parts.cases.applicationsOf((await town.person(mother.id)).id);

test("A device that says it has less than nothing is given as many references as one that has none", async () => {
  const device = await Device.enrolled(await staff(town, "uwase-claudine"));
  const { references } = await device.delivers([], { held: -200_000 });
  assert.equal(references.length, 40);
});

test("A draft that somebody has begun himself is not sent by a device that names it", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const base = await filled(operator, await opened(operator, mother.card));
  const device = await Device.enrolled(operator);
  const draft = base.split("/").at(-1);
  const { results } = await device.delivers([application(device, { draft })]);
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
  const device = await Device.enrolled(await staff(town, "uwase-claudine"));
  const other = { name: "Somebody Else", nationalId: mother.card };
  const waits = application(device, { person: other });
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
  const operator = await staff(town, "uwase-claudine");
  const { x } = await subtle.exportKey(
    "jwk",
    (await subtle.generateKey(curve, true, ["sign"])).publicKey,
  );
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

test("Nobody learns from the answer whether a number exists, nor by a part of a name", async () => {
  const device = await Device.enrolled(await staff(town, "uwase-claudine"));
  const reasonFor = async (name: string, nationalId: string) => {
    const { results } = await device.delivers([
      application(device, { person: { name, nationalId } }),
    ]);
    return results[0].reason;
  };
  const nobody = await reasonFor(mother.name, "0111111111111111");
  assert.equal(await reasonFor("Zzzz", mother.card), nobody);
  assert.equal(await reasonFor("Vestine", mother.card), nobody);
});

test("Only somebody of the hall delivers, and no more than people come in a day", async () => {
  const operator = await staff(town, "uwase-claudine");
  const device = await Device.enrolled(operator);
  await town.database.ownerSql`
    update auth.officer set offices = '{musanze}' where name = 'Uwase Claudine'`;
  assert.equal((await device.delivers([application(device)])).code, "centre.other-hall");
  await town.database
    .ownerSql`update auth.officer set offices = '{}' where name = 'Uwase Claudine'`;
  await town.database.ownerSql`
    insert into counter.synced (item, device, kind, taken_at, received_at, delivered_by, state)
    select gen_random_uuid(), ${device.id}, 'application', ${town.now()}, ${town.now()},
      ${newId()}, 'done'
    from generate_series(1, 80)`;
  const { results } = await device.delivers([application(device)]);
  assert.equal(results[0].reason, "offline.full-today");
});
