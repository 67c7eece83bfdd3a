import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
import { manager } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const reason = "The signed receipt is here, and it is all the same.";
const form = { act: "write-down", seen: "true", citizen: "true" };
const people = {
  left: { name: "Niyonzima Josué", nationalId: "1196680099999099", birthDate: "1966-05-02" },
  denied: { name: "Uwera Chantal", nationalId: "1197170088888088", birthDate: "1971-08-09" },
  phone: {
    ...{ name: "Kayitesi Divine", nationalId: "1199270077777077", birthDate: "1992-02-01" },
    phone: "0788 555 777",
  },
};

let town: Town;
let device: Device;
before(async () => {
  town = await startTown();
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
});
after(() => town?.close());

async function idOf(name: string): Promise<string> {
  const [row] = await town.app.sql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  return row?.id ?? "";
}

async function pressed(officer: Client, id: string, fields: Record<string, string>) {
  await officer.get(list);
  return officer.post(`${list}/${id}`, fields);
}

async function answered(officer: Client, id: string, act: "yes" | "no"): Promise<void> {
  await officer.get(list);
  assert.equal((await officer.post(`/counter/sync/claims/${id}`, { act })).status, 200);
}

const isKnown = async (nationalId: string) =>
  (await personByNationalId(town.app.sql, nationalId)) !== undefined;

/** What the page says of this item. */
const sectionOf = async (officer: Client, { id }: { readonly id: string }) => {
  const { body } = await officer.get(`${list}?lang=en`);
  return body.split("<section").find((part) => part.includes(`id="item-${id}"`)) ?? "";
};

test("No account is made before who took it says so; then a receipt is enough", async () => {
  const takenBy = await idOf("Mukeshimana Aline");
  const item = application(town, device, { person: people.phone, takenBy });
  await device.delivers([item]);
  const brought = await seated(town, "uwase-claudine", "1");
  assert.doesNotMatch(await sectionOf(brought, item), /value="write-down"/);
  const aline = await seated(town, "mukeshimana-aline", "3");
  const early = await sectionOf(aline, item);
  assert.match(early, /First answer above/);
  assert.doesNotMatch(early, /value="write-down"/);
  await pressed(aline, item.id, form);
  assert.equal(await isKnown(people.phone.nationalId), false);
  await answered(aline, item.id, "yes");
  says(await pressed(aline, item.id, form), "It waits for the person’s yes");
  assert.doesNotMatch(await sectionOf(aline, item), /value="approve"/);
  const second = await seated(town, "mugabo-jean", "2");
  assert.match(await sectionOf(second, item), /The person need not come back/);
  says(await second.get("/counter"), "waits for your approval");
  assert.match(
    (await pressed(second, item.id, { act: "approve", reason })).body,
    /is with the office/,
  );
  const review = await (await staff(town, manager)).get("/counter/reviews");
  says(review, "Application sent", people.phone.name);
});

test("What its taker says they did not take is for the floor manager", async () => {
  const takenBy = await idOf("Mukeshimana Aline");
  const item = application(town, device, { person: people.denied, takenBy });
  await device.delivers([item]);
  const aline = await seated(town, "mukeshimana-aline", "3");
  await answered(aline, item.id, "no");
  for (const id of ["mukeshimana-aline", "uwase-claudine", "mugabo-jean"]) {
    const officer = await staff(town, id);
    const section = await sectionOf(officer, item);
    if (section === "") continue;
    assert.match(section, /A floor manager of the hall, other than that officer, decides/, id);
    assert.doesNotMatch(section, /value="(?:again|write-down|approve|open|drop)"/, id);
    await pressed(officer, item.id, form);
  }
  assert.equal(await isKnown(people.denied.nationalId), false);
  const runs = await staff(town, manager);
  const section = await sectionOf(runs, item);
  assert.doesNotMatch(section, /value="again"/);
  assert.match(section, /value="drop"/);
  await pressed(runs, item.id, { act: "let-go", reason });
  assert.match(await sectionOf(runs, item), /value="again"/);
});

test("Who took it is named although they have left, and another goes by the receipt", async () => {
  const aline = await idOf("Mukeshimana Aline");
  const first = await town.as("mugisha-beatha");
  await first.get(`/admin/staff/${aline}/left`);
  await first.post(`/admin/staff/${aline}/left`);
  const item = application(town, device, { person: people.left, takenBy: aline });
  const dropped = application(town, device);
  const withdrawn = { reason: "The person wants to wait.", by: aline };
  await device.delivers([item, { ...dropped, withdrawn }]);
  const row = await town.app.parts.counter.syncedOf(item.id);
  assert.equal(row?.takenBy, aline);
  const [{ by } = {}] = await town.app.sql<{ by: string }[]>`
    select settled_by as by from counter.synced where item = ${dropped.id}`;
  assert.equal(by, aline, "who withdrew it, and not who delivered that");

  const brought = await seated(town, "uwase-claudine", "1");
  const told = await sectionOf(brought, item);
  assert.match(told, /Mukeshimana Aline \(has left, and nobody has confirmed it\)/);
  assert.doesNotMatch(told, /You took this application|value="write-down"/);
  await pressed(brought, item.id, form);
  assert.equal(await isKnown(people.left.nationalId), false, "who only delivered it saw no card");

  const second = await seated(town, "mugabo-jean", "2");
  assert.match(await sectionOf(second, item), /has left\. Compare name, number/);
  const unread = await pressed(second, item.id, { ...form, seen: "" });
  assert.match(unread.body, /compared the signed receipt/);
  says(await pressed(second, item.id, form), "waits for a second officer", "Mukeshimana Aline");
  const names = "seen by Mukeshimana Aline as the device says; account made by Mugabo Jean";
  assert.ok((await sectionOf(second, item)).includes(names));
  assert.match(
    (await pressed(second, item.id, { act: "approve", reason })).body,
    /is with the office/,
  );
});
