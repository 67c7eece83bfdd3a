import assert from "node:assert/strict";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { exportEdits, loadCatalogue } from "../../src/catalogue/index.ts";
import type { Client } from "../client.ts";
import { says } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";
import { twoServers } from "./settings-given.ts";

const { town, second, admin } = await twoServers();

const inAll = (name: string, text: string) =>
  Object.fromEntries(["rw", "en", "fr", "az"].map((lang) => [`${name}-${lang}`, text]));

/** Sends what the form on this page has, with these answers in place of some. */
async function send(path: string, fields: Record<string, string>) {
  const { body } = await admin.get(path);
  const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? assert.fail("no form");
  return admin.post(path, { ...fields, seen });
}

const mornings = Object.assign(
  {},
  ...[1, 2, 3].map((day) => ({ [`opens-${day}`]: "9", [`closes-${day}`]: "12.30" })),
) as Record<string, string>;

async function authorities(client: Client) {
  await client.get("/?lang=en");
  return client.get("/authorities");
}

describe("An administrator says where an office is", () => {
  it("with its hours and telephone, where whoever applied reads it", async () => {
    const { caseId } = await sent(town, "birth-certificate");
    const [task] = (await opened(town, caseId)).state.tasks;
    assert.ok(task?.office, "its work is shared out by office");
    const path = `/admin/offices/${task.authority}.${task.office}`;
    const wrong = await send(path, {
      ...{ ...inAll("address", "Block C"), telephone: "ring", source: "a page" },
      ...{ "opens-2": "10:00", "closes-2": "9:00" },
    });
    assert.equal(wrong.status, 422);
    says(wrong, "Enter an address that begins with https://");
    says(await send(path, { ...inAll("address", "Block C"), telephone: "ring" }), "Telephone");
    const address = inAll("address", "Block C, ground floor");
    const done = await send(path, { ...address, telephone: "0788 222 333", ...mornings });
    says(done, "The change is made", "Block C, ground floor", "0788 222 333");
    await second.app.parts.live.look();
    const { offices } = second.app.catalogue.jurisdiction;
    const place = offices?.[`${task.authority}.${task.office}`];
    assert.equal(place?.illustrative, undefined, "what an administrator says is no example");
    assert.equal(place?.checkedOn, "2026-11-23");
    says(await authorities(second.guest()), "Block C, ground floor", "09:00–12:30");
    const page = await (await town.as("habimana-eric")).get(`/applications/${caseId}?lang=en`);
    says(page, "Where it is now", "Block C, ground floor", "0788 222 333");
    says(await admin.get("/admin/changes"), "Mugisha Beatha Ministry of Local Government");
  });
});

describe("An administrator makes an office that no list has", () => {
  const path = "/admin/offices/add";
  const north = { authority: "rdb", code: "north-gate", ...inAll("name", "North Gate") };

  it("in every language, once, and in force on every server", async () => {
    const address = inAll("address", "Musanze, opposite the market");
    const wrong = await send(path, { ...north, code: "North Gate!", "name-fr": "" });
    assert.equal(wrong.status, 422);
    says(wrong, "Enter an identifier of lower-case letters", "Enter: Name (Français)");
    says(await send(path, { ...north, ...address }), "The change is made", "North Gate");
    says(await send(path, { ...north, ...address }), "This identifier is taken");
    await second.app.parts.live.look();
    says(await authorities(second.guest()), "North Gate", "opposite the market");
    const [member] = await town.app.parts.staff.members({ authority: "rdb", size: 1 });
    says(await admin.get(`/admin/staff/${member?.id}`), "North Gate");
  });

  it("which the export writes back, so that a fresh database has it", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "hamwe-offices-")), "rw");
    cpSync(resolve("jurisdictions/rw"), folder, { recursive: true });
    cpSync(resolve("jurisdictions/lists"), join(folder, "../lists"), { recursive: true });
    assert.ok((await exportEdits(town.app.sql, folder)).includes("offices.yaml"));
    const { catalogue, problems } = loadCatalogue(folder);
    assert.deepEqual(problems, []);
    const { offices } = town.app.catalogue.jurisdiction;
    assert.deepEqual(catalogue?.jurisdiction.offices, offices);
  });

  it("and removes it; an office of a list stays", async () => {
    const remove = "/admin/offices/rdb.north-gate/remove";
    says(await admin.get(remove), "The office is no longer shown");
    says(await send(remove, {}), "The change is made");
    assert.equal(town.app.catalogue.jurisdiction.offices?.["rdb.north-gate"], undefined);
    says(await admin.get("/admin/offices/minaloc.huye/remove"), "This entry no longer exists");
  });
});
