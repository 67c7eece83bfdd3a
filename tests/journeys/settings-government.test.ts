/** How a government presents itself and whom people can ask, changed while servers run. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
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
});
