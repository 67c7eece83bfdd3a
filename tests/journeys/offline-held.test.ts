import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PersonId } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { answers, application, Device } from "./offline-device.ts";
import { manager, saidYes } from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const reason = "She was there, and Uwera says that she took it.";

let town: Town;
let device: Device;
let id: PersonId;
let own: Client;
before(async () => {
  town = await startTown();
  ({ id } = await town.person(mother.id));
  device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
  own = await town.as(mother.id);
});
after(() => town?.close());

async function officerId(name: string): Promise<string> {
  const [row] = await town.app.sql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  return row?.id ?? "";
}

/** Taken in this officer's name, delivered by another, and denied by the first. */
async function denied(taker: string, name: string, child: string) {
  const takenBy = await officerId(name);
  const item = application(town, device, {
    takenBy,
    answers: { ...answers, child_name: child },
  });
  const { results } = await device.delivers([item]);
  assert.equal(results[0].reason, "offline.waits-for-yes");
  const officer = await staff(town, taker);
  await officer.get(list);
  const done = await officer.post(`/counter/sync/claims/${item.id}`, { act: "no" });
  assert.match(done.body, /the floor manager decides whether it goes on/);
  return { ...item, reference: String(item.reference) };
}

const sent = async () =>
  (await town.app.parts.cases.applicationsOf(id)).map(({ reference }) => reference);

const messages = async (template: string) =>
  (await town.app.parts.messages.outboxOf(id)).filter((each) => each.template === template);

async function pressed(officer: Client, item: string, fields: Record<string, string>) {
  await officer.get(`${list}?lang=en`);
  return officer.post(`${list}/${item}`, fields);
}

const sectionOf = async (officer: Client, { id: item }: { readonly id: string }) => {
  const { body } = await officer.get(`${list}?lang=en`);
  return body.split("<section").find((part) => part.includes(`id="item-${item}"`)) ?? "";
};

describe("What its taker says they did not take", () => {
  it("is not sent by the person’s own yes before a floor manager lets it go on", async () => {
    const item = await denied("mukeshimana-aline", "Mukeshimana Aline", "Keza");
    await own.get("/services?lang=en");
    const page = textOf(await own.get("/applications?lang=en"));
    assert.match(page, /who took it without a network is being checked/);
    assert.doesNotMatch(page, /It waits for your yes/);
    const [draft] = await town.app.parts.cases.draftsOf(id);
    const refused = await own.post(`/drafts/${draft?.id}/check`, { declaration: "true" });
    assert.equal(refused.status, 422);
    says(refused, "The floor manager of the hall decides whether it goes on");
    assert.deepEqual(await sent(), []);
    await fitsScreens(town.url, own, "/applications?lang=en", "held-own");
    const { open } = await device.delivers([], { open: [item.id] });
    assert.equal(open[0].reason, "offline.held", "the device is told");
    await own.get("/track");
    const track = await own.post("/track", { reference: item.reference });
    says(track, "An officer of the hall has to look at it");

    const other = await seated(town, "mugabo-jean", "2");
    assert.match(await sectionOf(other, item), /A floor manager of the hall, other than/);
    for (const act of ["let-go", "drop", "approve", "open", "again"])
      await pressed(other, item.id, { act, reason });
    assert.equal((await town.app.parts.counter.syncedOf(item.id))?.state, "conflict");
    assert.deepEqual(await sent(), []);
    await saidYes(own);
    assert.deepEqual(await sent(), [], "not by a colleague either");

    const runs = await staff(town, manager);
    const bell = await runs.get("/staff/notifications?lang=en");
    says(bell, "An officer says that they did not take an application", item.reference);
    const section = await sectionOf(runs, item);
    assert.match(section, /Ask who worked with the device/);
    assert.doesNotMatch(section, /value="(?:open|again|approve|write-down)"/);
    await fitsScreens(town.url, runs, `${list}?lang=en`, "held");
    const early = await pressed(runs, item.id, { act: "let-go", reason: "" });
    assert.equal(early.status, 422);
    assert.match(early.body, new RegExp(`id="let-go-reason-${item.id}"[^>]*error`));
    const done = await pressed(runs, item.id, { act: "let-go", reason });
    assert.match(done.body, /It goes on: it waits as usual now/);
    const [message] = await messages("taken-let-go");
    assert.ok(message?.body.includes(item.reference));
    assert.match(String(message?.body), /bwagenzuwe|Twagenzuye/, "in the language of the person");
    says(await runs.get(`${list}?lang=en`), "Let go on by Ingabire Solange", reason);
    assert.deepEqual(await saidYes(own), [item.reference]);
    assert.deepEqual(await sent(), [item.reference]);
  });

  it("is discarded by the floor manager for a reason, and the person is told", async () => {
    town.setClock("2026-11-26T08:00:00Z");
    device.client = await staff(town, "uwase-claudine");
    own = await town.as(mother.id);
    const item = await denied("mukeshimana-aline", "Mukeshimana Aline", "Gasore");
    const runs = await staff(town, manager);
    assert.equal((await pressed(runs, item.id, { act: "drop", reason: "" })).status, 422);
    const gone = "Nobody has a receipt of it.";
    const done = await pressed(runs, item.id, { act: "drop", reason: gone });
    assert.match(done.body, /It has been discarded/);
    assert.ok((await messages("taken-discarded"))[0]?.body.includes(item.reference));
    assert.deepEqual(await town.app.parts.cases.draftsOf(id), []);
    says(await runs.get(`${list}?lang=en`), item.reference, gone);
    const bells = await runs.get("/staff/notifications?lang=en");
    assert.doesNotMatch(bells.body, new RegExp(`${item.reference}[\\s\\S]{0,200}Unread`));
  });

  it("is not settled by who denied it, who runs the floor too", async () => {
    const item = await denied(manager, "Ingabire Solange", "Mugisha");
    const runs = await staff(town, manager);
    const section = await sectionOf(runs, item);
    assert.match(section, /other than that officer/);
    assert.doesNotMatch(section, /value="(?:let-go|drop)"/);
    await pressed(runs, item.id, { act: "let-go", reason });
    await saidYes(own);
    const references: readonly string[] = await sent();
    assert.ok(!references.includes(item.reference));
  });
});
