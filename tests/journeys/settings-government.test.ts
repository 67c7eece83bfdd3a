/** How a government presents itself and whom people can ask, changed while servers run. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { exportEdits, readGovernment } from "../../src/catalogue/index.ts";
import { says } from "./apply-given.ts";
import { twoServers } from "./settings-given.ts";

const { town, second, admin } = await twoServers();

const look = "/admin/government/look";
const help = "/admin/government/help";
const named = (name: string) => ({
  ...{ "name-rw": name, "name-en": name, "name-fr": name, "name-az": name },
});

describe("An administrator changes the settings of the government", () => {
  it("takes no colour on which white text cannot be read", async () => {
    await admin.get(look);
    const seen = await admin.post(`${look}/preview`, {
      ...named("Rwanda of Tests"),
      ...{ strong: "#88aa88", second: "#8c2f39" },
    });
    assert.equal(seen.status, 200);
    says(seen, "Main colour: contrast with white 2.5 too pale", "Second colour", "enough");
    assert.match(seen.body, /value="Rwanda of Tests"/, "what was typed stays");
    const both = await admin.post(look, {
      ...named("Rwanda"),
      ...{ strong: "green", second: "#eeeeee" },
    });
    assert.equal(both.status, 422);
    const darker = "Enter a darker colour as #rrggbb, with a contrast of at least";
    says(both, `There is a problem ${darker} 7 with white ${darker} 4.5 with white`);
    await admin.get(look);
    const pale = await admin.post(look, {
      ...named("Rwanda"),
      strong: "#88aa88",
      second: "#8c2f39",
    });
    assert.equal(pale.status, 422);
    says(pale, "Enter a darker colour as #rrggbb, with a contrast of at least");
    assert.equal(town.app.catalogue.jurisdiction.state?.colours.strong, "#0f4434");
  });

  it("changes the name and the colours on every server", async () => {
    await admin.get(look);
    const fields = { ...named("The Republic of Rwanda"), strong: "#17406D", second: "#8c2f39" };
    says(await admin.post(look, fields), "The change is made", "The Republic of Rwanda");
    await second.app.parts.live.look();
    for (const { app, url } of [town, second]) {
      assert.equal(app.catalogue.jurisdiction.state?.colours.strong, "#17406d");
      const home = await (await fetch(`${url}/?lang=en`)).text();
      assert.match(home, /The Republic of Rwanda/);
      const css = /href="(\/theme\/[^"]+\.css)"/.exec(home)?.[1] ?? assert.fail("no theme");
      assert.match(await (await fetch(url + css)).text(), /#17406d/);
    }
    says(await admin.get("/admin/changes"), "Name and colours");
  });

  it("changes the number of the help line, which says where it is published", async () => {
    await admin.get(help);
    const unsourced = await admin.post(help, { number: "4040", source: "the ministry" });
    assert.equal(unsourced.status, 422);
    says(unsourced, "Enter an address that begins with https://");
    await admin.get(help);
    const source = "https://www.gov.rw/contact";
    const hours = { "opens-1": "7:00", "closes-1": "20:00", "opens-7": "10", "closes-7": "12" };
    says(await admin.post(help, { number: "4040", source, ...hours }), "The change is made");
    const desk = town.app.catalogue.jurisdiction.help;
    assert.deepEqual(
      [desk?.telephone.number, desk?.telephone.source, desk?.telephone.checkedOn],
      ["4040", source, "2026-11-23"],
    );
    assert.ok(desk?.hours.spans.some(({ weekday }) => weekday === 7));
    assert.ok(desk?.callBack, "what was not asked for stays");
    assert.match(await (await fetch(`${town.url}/?lang=en`)).text(), /4040/);
  });

  it("changes what agents may ask, which a badge shows with its source", async () => {
    const path = "/admin/agents/tariff";
    says(await admin.get("/admin/agents"), "For a service with documents: 500 Frw (13 services)");
    await admin.get(path);
    const fields = { withDocuments: "700", services: ["birth-certificate"], print: "250" };
    const unsourced = await admin.post(path, { ...fields, source: "the ministry" });
    assert.equal(unsourced.status, 422);
    says(unsourced, "Enter an address that begins with https://");
    await admin.get(path);
    const source = "https://www.gov.rw/agents";
    const readOn = { "checkedOn-day": "20", "checkedOn-month": "11", "checkedOn-year": "2026" };
    const negative = await admin.post(path, { ...fields, print: "-1", source, ...readOn });
    assert.equal(negative.status, 422);
    await admin.get(path);
    const withOldSource = await admin.post(path, fields);
    assert.equal(withOldSource.status, 422);
    says(withOldSource, "An amount has changed: enter the page that says it");
    assert.match(withOldSource.body, /aria-describedby="[^"]*tariff-source-error/);
    await admin.get(path);
    const late = await admin.post(path, { ...fields, source, ...readOn, "checkedOn-day": "30" });
    says(late, "Enter the day on which you read it, not later than today");
    await admin.get(path);
    says(await admin.post(path, { ...fields, illustrative: "yes" }), "700 Frw", "Illustrative");
    await admin.get(path);
    const sourced = await admin.post(path, { ...fields, source, ...readOn });
    says(sourced, "The change is made", "700 Frw", "20 November 2026");
    await admin.get(path);
    const services = ["birth-certificate", "certificate-of-origin"];
    says(await admin.post(path, { ...fields, services }), "(2 services)", "20 November 2026");
    await admin.get(path);
    says(await admin.post(path, fields), "(1 service)", "20 November 2026");
    says(await admin.get("/admin/changes"), "Agents’ tariff");
    await second.app.parts.live.look();
    const agent = await town.as("ndayisaba-paul");
    const badge = /\/agents\/[A-Z0-9]{5}-[A-Z0-9]{5}/.exec((await agent.get("/counter")).body)?.[0];
    for (const server of [town, second]) {
      const somebody = server.guest();
      await somebody.get("/services?lang=en");
      const page = await somebody.get(badge ?? "");
      says(page, "Birth certificate 700 Frw", "Printing a certificate 250 Frw", "gov.rw");
      assert.doesNotMatch(page.body, /500 Frw|Recognition of a foreign degree|Printing a bill/);
    }
    const folder = join(mkdtempSync(join(tmpdir(), "hamwe-")), "rw");
    cpSync("jurisdictions/rw", folder, { recursive: true });
    cpSync("jurisdictions/lists", join(folder, "../lists"), { recursive: true });
    assert.ok((await exportEdits(town.app.sql, folder)).includes("jurisdiction.yaml"));
    const { government } = readGovernment(folder);
    assert.deepEqual(government?.jurisdiction.agentTariff, {
      ...{ withDocuments: 700, services: ["birth-certificate"], print: 250 },
      ...{ source, checkedOn: "2026-11-20" },
    });
  });
});
