/** The emblem of the state as a drawing that is uploaded, looked at, and saved. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { exportEdits, loadCatalogue } from "../../src/catalogue/index.ts";
import { says } from "./apply-given.ts";
import { twoServers } from "./settings-given.ts";

const { town, second, admin } = await twoServers();

const path = "/admin/government/emblem";
const source = "https://www.gov.rw/emblem";
const svg = (content: string) =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50">
    ${content}</svg>`;
const shield = svg(`<g fill="#114433"><circle cx="25" cy="25" r="25"/></g>
  <path fill="#fff" d="M10 10h30v30z"/>`);
const stateOf = ({ app }: typeof town) => app.catalogue.jurisdiction.state;

async function upload(content: string, from = source) {
  await admin.get(path);
  const file = new File([content], "emblem.svg", { type: "image/svg+xml" });
  return admin.upload(path, { source: from }, { file });
}

describe("An administrator uploads the emblem of the state", () => {
  it("which is refused at its field where it is more than filled shapes", async () => {
    says(await admin.get("/admin/government"), "Emblem", "Illustrative");
    const scripted = await upload(svg("<script>alert(1)</script>"));
    assert.equal(scripted.status, 422);
    says(scripted, "The drawing has a part that cannot be taken: script. Only filled shapes can");
    assert.doesNotMatch(scripted.body, /alert\(1\)/);
    says(await upload(svg('<path onclick="x()" d="M0 0h9v9z"/>')), "path onclick");
    says(await upload(shield, "the ministry"), "Enter an address that begins with https://");
    await admin.get(path);
    says(await admin.upload(path, { source }, {}), "Select an SVG file");
  });

  it("looks at it on a page and on a paper before it is in force", async () => {
    const before = stateOf(town)?.emblem;
    const shown = await upload(shield);
    says(shown, "This is not in force yet");
    assert.match(shown.body, /<path fill="#0f4434" d="M0 500A500 500 0 1 1 1000 500/);
    const forms = [...shown.body.matchAll(/name="emblem" value="([^"]*)"/g)];
    const emblem = (forms[0]?.[1] ?? "").replaceAll("&quot;", '"');
    const paper = await admin.post(`${path}/paper`, { emblem, source });
    assert.equal(paper.status, 200);
    assert.match(paper.body, /^%PDF-/);
    await upload(shield);
    assert.equal((await admin.post(`${path}/paper`, { emblem: "{}", source })).status, 404);
    assert.deepEqual(stateOf(town)?.emblem, before);
  });

  it("saves it for every server, no longer as illustrative, and exports it", async () => {
    await upload(shield);
    says(await admin.post(`${path}/save`), "The change is made");
    await second.app.parts.live.look();
    for (const { app, url } of [town, second]) {
      const {
        emblem,
        illustrative,
        source: from,
        checkedOn,
      } = app.catalogue.jurisdiction.state ?? {};
      assert.deepEqual(emblem?.paths[1], { d: "M200 200h600v600z", tone: "paper" });
      assert.deepEqual([illustrative, from, checkedOn], [undefined, source, "2026-11-23"]);
      const home = await (await fetch(`${url}/?lang=en`)).text();
      const picture = /src="(\/theme\/[^"]+\.svg)"/.exec(home)?.[1] ?? assert.fail("no emblem");
      assert.match(await (await fetch(url + picture)).text(), /M200 200h600v600z/);
    }
    says(await admin.get("/admin/changes"), "Emblem");
    const folder = join(mkdtempSync(join(tmpdir(), "hamwe-emblem-")), "rw");
    cpSync(resolve("jurisdictions/rw"), folder, { recursive: true });
    cpSync(resolve("jurisdictions/lists"), join(folder, "../lists"), { recursive: true });
    assert.deepEqual(await exportEdits(town.app.sql, folder), ["jurisdiction.yaml"]);
    assert.deepEqual(loadCatalogue(folder).catalogue?.jurisdiction.state, stateOf(town));
  });
});
