import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { languages } from "../../src/platform/i18n/index.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";

/** The page of a service: short on a phone, one way to apply, what it costs me, the wait now. */
const governments = ["rw", "az"] as const;
const towns = new Map<string, Town>();
let browser: Browser;
before(async () => {
  const started = await Promise.all(
    governments.map((code) => startTown("2026-11-23T08:00:00Z", `jurisdictions/${code}`)),
  );
  for (const [i, town] of started.entries()) towns.set(governments[i] ?? "", town);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  for (const town of towns.values()) await town.close();
});

const rwanda = (): Town => {
  const town = towns.get("rw");
  assert.ok(town);
  return town;
};

/** Pixels at a width of 360, with the foot of the page. */
const highest = 2_500;

test("On a phone the page of no service is higher than 2,500 pixels, in any language", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const higher: string[] = [];
  for (const town of towns.values())
    for (const { id } of town.app.catalogue.services)
      for (const lang of languages) {
        await page.goto(`${town.url}/services/${id}?lang=${lang}`);
        const height = await page.evaluate("document.documentElement.scrollHeight");
        if (Number(height) > highest) higher.push(`${id} in ${lang}: ${height}`);
      }
  assert.deepEqual(higher, []);
  await page.close();
});

test("The way to apply stands once on the page and stays in sight on a phone", async () => {
  const { url } = rwanda();
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${url}/services/certificate-of-origin?lang=en`);
  assert.equal(await page.locator("form[action$='/start']").count(), 1);
  const inSight = async () => {
    const box = await page.locator("form[action$='/start'] button").boundingBox();
    assert.ok(box && box.y > 0 && box.y + box.height <= 740, JSON.stringify(box));
  };
  await inSight();
  await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
  await inSight();
  await page.close();
});

test("A few questions say what a service costs me, without a script", async () => {
  const guest = rwanda().guest();
  const { body } = await guest.get("/services/certificate-of-origin?lang=en");
  assert.match(body, /href="\/services\/certificate-of-origin\/cost"/);
  const address = "/services/certificate-of-origin/cost";
  for (const [form_kind, answer] of [
    ["china", "Free of charge"],
    ["eur1", "It costs 1,000 Frw"],
  ]) {
    const first = await guest.get(address);
    assert.match(first.body, /what it costs you/);
    assert.doesNotMatch(first.body, /type="file"|name="exporter/);
    const { body: told } = await guest.post(address, { form_kind });
    assert.match(told.replaceAll("\u00a0", " "), new RegExp(`<h1[^>]*>${answer}</h1>`));
  }
});

test("A service with one price for everybody asks nothing about it", async () => {
  const guest = rwanda().guest();
  const { body } = await guest.get("/services/birth-certificate?lang=en");
  assert.doesNotMatch(body, /\/birth-certificate\/cost/);
  const { path } = await guest.get("/services/birth-certificate/cost");
  assert.equal(path, "/services/birth-certificate");
});
