/** The pages of whoever runs the floor, on a telephone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { officersWith } from "../../src/platform/auth/index.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { civil, manager, seated } from "./hall-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** Four operators at four counters, from Monday to Friday. */
async function planned(): Promise<void> {
  const { roster } = town.app.parts.centres;
  const all = await officersWith(town.app.sql, "service-centres", "operator", town.now());
  const [first, second, third, fourth] = all.map(({ id }) => id);
  const shifts = [first, second, third, fourth].flatMap((officer, index) =>
    officer
      ? [{ counter: String(index * 2 + 1), officer, from: null, until: null, pause: null }]
      : [],
  );
  const also = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];
  const officer = first ?? assert.fail("no operator");
  const version = await roster.version("kigali", "2026-11-23");
  must(await roster.plan({ centre: "kigali", day: "2026-11-23", officer, shifts, also, version }));
}

test("No page of the floor is wider than a telephone, or longer than a few screens", async () => {
  await planned();
  const { centres } = town.app.parts;
  await seated(town, "1", "Uwase Claudine");
  for (let count = 0; count < 8; count++)
    must(await centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }));
  const client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  await context.addCookies(
    [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
  );
  const page = await context.newPage();
  const most: Readonly<Record<string, number>> = {
    "": 3850,
    "/queue": 2000,
    "/what-if": 3200,
    "/roster": 2800,
    "/roster/2026-11-24": 2750,
    "/days": 2600,
    "/announcement": 1600,
    "/counters/4": 1400,
  };
  const long: string[] = [];
  for (const [path, height] of Object.entries(most)) {
    await page.goto(`${town.url}/hall/kigali${path}`);
    const size = (await page.evaluate(
      "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]",
    )) as [number, number];
    const name = `phone${path.replaceAll("/", "-")}`;
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
    if (process.env.SAY) console.log(path, size);
    if (size[0] > 360 || size[1] > height) long.push(`${path}: ${size.join(" × ")}`);
  }
  assert.deepEqual(long, []);
  await context.close();
});
