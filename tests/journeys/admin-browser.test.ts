import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const shots = process.env.SHOTS;

/** Pages that lead nowhere by themselves, or are reached from others. */
const more = [
  "/admin/staff/invite",
  "/admin/agents/add",
  "/admin/agents/tariff",
  "/admin/calendar/add",
  "/admin/offices/add",
  "/admin/centres/add",
  "/admin/centres/kigali",
  "/admin/centres/kigali/topics/add",
  "/admin/centres/kigali/hours",
  "/admin/centres/kigali/contact",
  "/admin/centres/kigali/counters/add",
  "/admin/centres/kigali/closings/add",
  "/admin/government/look",
  "/admin/government/emblem",
  "/admin/government/help",
  "/admin/texts/granted",
  "/admin/texts/letters/refused",
  "/admin/clients/add",
];

/** A browser in which this administrator is signed in. */
async function signedIn(width: number): Promise<Page> {
  const client = await town.as("mugisha-beatha");
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

const isHidden = (page: Page, href: string) =>
  page.locator(`.hw-side a[href="${href}"]`).isHidden();

for (const width of [1280, 360])
  test(`Every page of the administration fits ${width} px, with the menu in groups`, async () => {
    const page = await signedIn(width);
    await page.goto(`${town.url}/admin?lang=en`);
    const menu = await page
      .locator(".hw-side a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    assert.ok(menu.length > 10);
    for (const href of menu.slice(1))
      assert.ok((await page.locator(`main a[href="${href}"]`).count()) > 0, `${href} in front`);
    const tooWide: string[] = [];
    for (const path of [...menu, ...more]) {
      await page.goto(`${town.url}${path}`);
      const wide = await page.locator("html").evaluate((root) => root.scrollWidth);
      if (shots) {
        const name = path.slice(1).replaceAll("/", "-");
        await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
      }
      if (wide > width) tooWide.push(`${path}: ${wide} px`);
    }
    assert.deepEqual(tooWide, []);
    await page.goto(`${town.url}/admin/centres`);
    assert.equal(await isHidden(page, "/admin/calendar"), false, "of the same group");
    assert.equal(await isHidden(page, "/admin/clients"), width === 360);
    await page.context().close();
  });

test("The contrast of a colour is told while it is typed", async () => {
  const page = await signedIn(360);
  await page.goto(`${town.url}/admin/government/look?lang=en`);
  await page.locator("#look-strong").fill("#88aa88");
  await page.locator("[data-look]", { hasText: /contrast with white 2.5\s*too pale/ }).waitFor();
  if (shots) await page.screenshot({ path: `${shots}/colours-360.png`, fullPage: true });
  await page.context().close();
});
