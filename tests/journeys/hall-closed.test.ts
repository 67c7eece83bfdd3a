import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launchBrowser } from "../browser.ts";
import { startTown } from "../town.ts";
import { says } from "./apply-given.ts";
import { kioskOf, manager, textOf } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());
const kiosk = await kioskOf(town);
// On Monday after closing time; it opens again on Tuesday at eight.
town.setClock("2026-11-23T18:00:00Z");

const times = (text: string, words: RegExp): number => [...text.matchAll(words)].length;

test("The floor of a closed hall says so once, and warns beside the counters", async () => {
  const client = await town.as(manager);
  const { body } = await client.get("/hall/kigali?lang=en");
  assert.doesNotMatch(body, /<\/a>·/, "links stand apart from what parts them");
  const hall = textOf(body);
  assert.match(hall, /The hall has closed for today: .* again from 24 November 2026, \d\d:00\./);
  assert.doesNotMatch(hall, /Closed now/);
  assert.match(hall, /Counters The hall is closed: open a counter only for/);
});

test("The demonstration says that its hall is closed, and what works all the same", async () => {
  says(await town.guest().get("/demo?lang=en"), "is closed now and opens again 24 November 2026");
  town.setClock("2026-11-23T08:00:00Z");
  const open = textOf((await town.guest().get("/demo?lang=en")).body);
  assert.doesNotMatch(open, /is closed now/);
  town.setClock("2026-11-23T18:00:00Z");
});

test("A closed hall offers no ticket by hand, and whoever sends one reads a date", async () => {
  const client = await town.as(manager);
  const page = await client.get("/hall/kigali/queue?lang=en");
  says(page, "No ticket can be given by hand while the hall is closed", "24 November 2026");
  assert.doesNotMatch(page.body, /name="party"/);
  const refused = await client.post("/hall/kigali/queue", { topic: "education", party: "1" });
  assert.equal(refused.status, 503);
  assert.match(textOf(refused.body), /The centre is closed now.* from 24 November 2026, \d\d:00/);
  assert.doesNotMatch(textOf(refused.body), /2026-11-24/);
});

test("What if in a closed hall is for planning: nothing can be carried out", async () => {
  const client = await town.as(manager);
  const page = await client.get("/hall/kigali/what-if?lang=en&A=30&D=10");
  says(page, "The hall is closed; this is for planning", "With these counters open");
  assert.doesNotMatch(page.body, /name="open"/);
});

test("The board of a closed hall leads with that, upright and across, until it opens", async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const visible = async (selector: string) => page.locator(selector).isVisible();
    for (const [width, height] of [
      [1280, 720],
      [720, 1280],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(`${town.url}/hall/kigali/board?lang=en`);
      const main = await page.locator(".b-main").innerText();
      assert.match(main, /^The hall is closed\s+Tickets are .* from 24.November 2026, \d\d:\d\d/);
      assert.equal(await visible("#now-number"), false);
      assert.equal(await visible("#opens"), false, "and it is not said again below");
      const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      assert.equal(wide, false);
    }
    town.setClock("2026-11-24T07:00:00Z");
    await page.locator("#now-number").waitFor({ state: "visible" });
    assert.equal(await visible("#closed"), false);
  } finally {
    town.setClock("2026-11-23T18:00:00Z");
    await browser.close();
  }
});

test("A closed kiosk says so once in each language, and asks for none", async () => {
  const { body } = await kiosk.get("/hall/kigali/kiosk");
  const text = textOf(body);
  assert.equal(times(text, /The hall is closed/g), 1);
  for (const lang of ["en", "fr"]) assert.match(body, new RegExp(`<p [^>]*lang="${lang}"`));
  assert.doesNotMatch(body, /kiosk\/topics/);
  assert.match(body, /data-idle/);
});
