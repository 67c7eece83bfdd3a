import assert from "node:assert/strict";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { exportEdits, loadCatalogue } from "../../src/catalogue/index.ts";
import { must } from "../../src/kernel/index.ts";
import type { Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { twoServers } from "./settings-given.ts";

const { town, second, admin } = await twoServers();

const inAll = (name: string, text: string) =>
  Object.fromEntries(["rw", "en", "fr", "az"].map((lang) => [`${name}-${lang}`, text]));

/** Sends what the form on this page has, with these answers in place of some. */
async function send(path: string, fields: Record<string, string | string[]>) {
  const { body } = await admin.get(path);
  const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? assert.fail("no form");
  return admin.post(path, { ...fields, seen });
}

const centreIn = ({ app }: Town, id: string) =>
  app.catalogue.jurisdiction.centres?.find((centre) => centre.id === id);

const hall = {
  ...{ code: "rubavu", like: "musanze", source: "https://www.example.rw/order-12" },
  ...{ ...inAll("name", "Rubavu service hall"), ...inAll("address", "Gisenyi, Rubavu") },
  ...{ "opens-1": "8", "closes-1": "17", "opens-2": "8", "closes-2": "17" },
};

describe("An administrator opens a new hall", () => {
  const path = "/admin/centres/add";

  it("which is found and booked on every server at once", async () => {
    const wrong = await send(path, { ...hall, code: "kigali", source: "", "closes-2": "7:00" });
    assert.equal(wrong.status, 422);
    says(wrong, "This identifier is taken", "Enter an address that begins with https://");
    const done = await send(path, hall);
    says(done, "The change is made", "Rubavu service hall", "Monday to Tuesday", "08:00–17:00");
    await second.app.parts.live.look();
    const centre = centreIn(second, "rubavu");
    assert.deepEqual(centre?.topics, centreIn(town, "musanze")?.topics);
    assert.deepEqual([centre?.source, centre?.checkedOn], [hall.source, "2026-11-23"]);
    says(await second.guest().get("/centres/rubavu?lang=en"), "Gisenyi, Rubavu");
    const { id: person } = await second.person("ishimwe-kevin");
    const topic = "civil-status-and-identity";
    const asked = { centre: "rubavu", topic, person, lang: "en", party: 1 } as const;
    const startsAt = new Date("2026-11-24T07:00:00Z");
    must(await second.app.parts.appointments.book({ ...asked, startsAt }));
    says(await admin.get("/admin/changes"), "Mugisha Beatha Rubavu service hall Setting changed");
  });

  it("and changes its telephone as that of any other", async () => {
    const names = { ...inAll("name", "Rubavu hall"), ...inAll("address", "Gisenyi") };
    const contact = "/admin/centres/rubavu/contact";
    says(await send(contact, { ...names, telephone: "0788 333 444" }), "0788 333 444");
    assert.equal(centreIn(town, "rubavu")?.telephone, "0788 333 444");
  });
});

describe("An administrator adds a topic to a hall", () => {
  const path = "/admin/centres/rubavu/topics/add";
  const topic = {
    ...{ code: "land", letter: "l", minutes: "15", counters: ["1"] },
    ...{ ...inAll("name", "Land"), services: ["obstacle-report"] },
  };

  it("with its own letter, a counter, and a service of another topic", async () => {
    says(await admin.get(path), "now under Questions and complaints");
    const wrong = await send(path, { ...topic, code: "education", letter: "A", counters: [] });
    assert.equal(wrong.status, 422);
    says(wrong, "This identifier is taken", "Select at least one counter");
    says(wrong, "Enter one letter from A to Z that no other topic has");
    says(await send(path, topic), "The change is made", "Land", "15 minutes");
    await second.app.parts.live.look();
    const centre = centreIn(second, "rubavu");
    const made = centre?.topics.find(({ id }) => id === "land");
    assert.deepEqual([made?.letter, made?.services], ["L", ["obstacle-report"]]);
    assert.ok(centre?.counters[0]?.topics.includes("land"));
    const questions = centre?.topics.find(({ id }) => id === "questions-and-complaints");
    assert.deepEqual(questions?.services, ["feedback-and-complaint"]);
    says(await second.guest().get("/centres/rubavu?lang=en"), "Land");
  });

  it("which the export writes back with the hall, so that a fresh database has both", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "hamwe-new-")), "rw");
    cpSync(resolve("jurisdictions/rw"), folder, { recursive: true });
    cpSync(resolve("jurisdictions/lists"), join(folder, "../lists"), { recursive: true });
    assert.deepEqual(await exportEdits(town.app.sql, folder), ["centres.yaml"]);
    const { catalogue, problems } = loadCatalogue(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(catalogue?.jurisdiction.centres, town.app.catalogue.jurisdiction.centres);
  });

  it("and takes it away again", async () => {
    const remove = "/admin/centres/rubavu/topics/land/remove";
    says(await admin.get(remove), "Nobody can take a ticket");
    says(await send(remove, {}), "The change is made");
    const centre = centreIn(town, "rubavu");
    assert.ok(!centre?.topics.some(({ id }) => id === "land"));
    assert.ok(!centre?.counters[0]?.topics.includes("land"));
  });
});
