import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { languages } from "../../src/platform/i18n/index.ts";
import { barriersOn } from "../axe.ts";
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

const book = "/centres/kigali/book";
const topic = "civil-status-and-identity";
const open = ["/centres", "/centres/kigali", "/centres/musanze", "/centres/bus-east"];
const own = [
  ...[book, `${book}?topic=${topic}`, `${book}?topic=${topic}&day=2026-11-24`],
  `${book}?topic=${topic}&at=2026-11-24T07:00:00.000Z`,
  ...["/centres/kigali/call-out", "/appointments"],
];

async function signedIn(page: Page, lang: string): Promise<void> {
  await page.goto(`${town.url}/sign-in?next=/`);
  await page.click('button[value="mukamana-vestine"]');
  await page.goto(`${town.url}/centres?lang=${lang}`);
}

test("By keyboard and without JavaScript, somebody books a time, and gives it up", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await signedIn(page, "en");
  const press = (role: "link" | "button", name: string | RegExp) =>
    page.locator("main").getByRole(role, { name }).first().press("Enter");
  await press("link", "Kigali service hall");
  await press("link", /^Book a time.*Civil status and identity/);
  await press("link", /^Tuesday 24\s?November/);
  await press("link", /^10:30/);
  await page.getByRole("radio", { name: "Older people" }).press("Space");
  await press("button", "Book this time");
  assert.equal(await page.locator("main h1").textContent(), "Your appointment");
  assert.match((await page.locator("main .hw-reference").textContent()) ?? "", /^[A-Z0-9]{4}$/);
  assert.match((await page.locator("main").textContent()) ?? "", /2026, 10:30/);
  await press("link", "Cancel the appointment");
  await press("button", "Cancel the appointment");
  assert.equal(new URL(page.url()).pathname, "/appointments");
  await context.close();
});

test("Every page of a visit fits a screen of 360 pixels, and axe finds nothing on it", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signedIn(page, "rw");
  const wrong = ["/centres/kigali/call-out"];
  for (const path of [...open, ...own]) {
    await page.goto(town.url + path);
    if (wrong.includes(path)) await page.locator("main button").first().click();
    const beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(beyond) <= 0, `${path} is ${beyond} px too wide`);
    assert.deepEqual(await barriersOn(page), [], path);
  }
  await context.close();
});

test("No page of a visit is heavier than 14 kB, says a key for its words, or speaks two languages", async () => {
  for (const lang of languages) {
    const client = await town.as("mukamana-vestine");
    await client.get(`/help?lang=${lang}`);
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const path of [...open, ...own]) {
      const headers = { "accept-encoding": "br", accept: "text/html", cookie };
      const response = await fetch(town.url + path, { headers });
      const weight = Number(response.headers.get("content-length"));
      const body = await response.text();
      assert.equal(response.status, 200, path);
      assert.ok(weight > 500 && weight <= 14_000, `${path} in ${lang}: ${weight} bytes`);
      assert.doesNotMatch(body, />\s*(?:visits|refusals|problems)\.[a-z.-]+\s*</, path);
      if (lang !== "en")
        assert.doesNotMatch(body, /Book a time|Which (?:day|time)|Opening hours|Monday|Tuesday/);
    }
  }
});
