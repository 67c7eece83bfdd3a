/** One administrator changes what people pay by: the others are told, and can put it back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriersOn } from "../axe.ts";
import { withBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

const tariff = "/admin/agents/tariff";
let town: Town;
let first: Client;
let second: Client;
before(async () => {
  town = await startTown();
  [first, second] = [await town.as("mugisha-beatha"), await town.as("habarurema-jean")];
  await first.get("/admin?lang=en");
  await second.get("/admin?lang=en");
});
after(() => town?.close());

const most = () => town.app.catalogue.jurisdiction.agentTariff?.withDocuments;
const changed = async (amount: string) => {
  await first.get(tariff);
  const fields = { withDocuments: amount, services: ["birth-certificate"], illustrative: "yes" };
  says(await first.post(tariff, fields), "The change is made");
};
const told = "An administrator changed what people read or pay by";

test("A changed sum is told to the other administrators, and put back with one press", async () => {
  const before = most();
  await changed("700");
  assert.equal(most(), 700);
  assert.doesNotMatch((await first.get("/staff/notifications")).body, new RegExp(told));
  says(await second.get("/staff/notifications"), told);
  says(await second.get("/admin/changes"), "Put back what was before");
  const [, change = ""] = /name="change" value="([^"]+)"/.exec(second.last?.body ?? "") ?? [];
  says(await second.post("/admin/changes/put-back", { change }), "The change is made");
  assert.equal(most(), before);
  says(await first.get("/staff/notifications"), told);
});

test("What was changed since is not put back, nor by who is no administrator", async () => {
  await changed("800");
  await second.get("/admin/changes");
  const [, change = ""] = /name="change" value="([^"]+)"/.exec(second.last?.body ?? "") ?? [];
  await changed("900");
  await second.post("/admin/changes/put-back", { change });
  assert.equal(most(), 900, "the later change stays");
  const officer = await town.as("officer-mutesi");
  await officer.get("/office");
  const tried = await officer.post("/admin/changes/put-back", { change });
  assert.equal(tried.status, 403);
});

test("The list of changes breaks no rule of accessibility and fits a phone", async () => {
  await withBrowser(async (browser) => {
    for (const width of [1280, 360]) {
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, bypassCSP: true });
      const cookies = [...second.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
      const page = await context.newPage();
      await page.goto(`${town.url}/admin/changes`);
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/changes-${width}.png`,
          fullPage: true,
        });
      assert.deepEqual(await barriersOn(page), [], String(width));
      const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
      assert.ok(wide <= width, String(wide));
      await context.close();
    }
  });
});
