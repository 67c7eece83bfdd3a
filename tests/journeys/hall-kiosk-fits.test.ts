import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { civil, kioskOf, seated, takenAt } from "./hall-given.ts";

/** The screens that kiosks have: standing and lying. */
const screens = [
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
] as const;

const home = "/hall/kigali/kiosk";
const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
let kiosk: Client;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  kiosk = await kioskOf(town);
  // With a counter open the question of how many come says how long each waits.
  await seated(town, "1", "Uwase Claudine");
  for (let n = 0; n < 8; n++) await takenAt(kiosk);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

for (const lang of ["rw", "en", "fr", "az"] as const)
  for (const viewport of screens)
    test(`The kiosk fits in ${lang} on ${viewport.width} × ${viewport.height} pixels`, async () => {
      await kiosk.get(`${home}/topics?lang=${lang}`);
      await takenAt(kiosk);
      const context = await browser.newContext({ viewport });
      const cookies = [...kiosk.cookies];
      await context.addCookies(
        cookies.map(([name = "", value = ""]) => ({ name, value, url: town.url })),
      );
      const page = await context.newPage();
      const tall: string[] = [];
      const measure = async (name: string) => {
        const pixels = Number(await page.evaluate("document.documentElement.scrollHeight"));
        if (pixels > viewport.height) tall.push(`${name}: ${pixels}`);
      };
      await page.goto(`${town.url}${home}/ticket`);
      await measure("ticket");
      await page.goto(`${town.url}${home}`);
      await measure("first");
      await page.goto(`${town.url}${home}/topics?lang=${lang}`);
      await measure("topics");
      await page.goto(`${town.url}${home}/arrive`);
      await measure("arrive");
      await page.goto(`${town.url}${home}/take/${civil}`);
      await measure("take");
      if (shots) await page.screenshot({ path: `${shots}/take-${lang}-${viewport.width}.png` });
      await page.locator("#phone").click();
      await measure("keys");
      assert.deepEqual(tall, []);
      await context.close();
    });
