import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { formTo } from "../apply.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { filled } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish } from "./apply-given.ts";
import { answerAll, beginJourney, knowledge } from "./life-event-given.ts";

const journey = "exporting-coffee-or-tea";
let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A narrow browser that already has this person's session. */
async function browserOf(client: Client, javaScriptEnabled: boolean): Promise<BrowserContext> {
  // Axe runs as a script of the test, which the page's own policy would not let in.
  const viewport = { width: 360, height: 740 };
  const context = await browser.newContext({
    javaScriptEnabled,
    viewport,
    bypassCSP: javaScriptEnabled,
  });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context;
}

const overflow = (page: Page): Promise<number> =>
  page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);

const goOn = (page: Page) =>
  Promise.all([
    page.waitForNavigation(),
    page.locator("main form button.govuk-button").first().click(),
  ]);

test("A journey is found on the first page and begun on a phone without JavaScript; what was said once is known", async () => {
  const client = await inEnglish(town, "nyirahabimana-beatha");
  const context = await browserOf(client, false);
  const page = await context.newPage();
  await page.goto(town.url);
  await page.locator(`a[href="/life-events/${journey}"]`).click();
  assert.equal(await overflow(page), 0);
  await goOn(page);
  assert.match(page.url(), /\/page\/exporter$/);
  assert.match(await page.locator("main").innerText(), /Part 1 of up to 4 · so far: /);
  await page.locator('[name="exporter_tin"]').fill("100000003");
  await page.locator('[name="exporter_name"]').fill("Rutsiro Coffee Cooperative");
  await page.locator('[name="export_licence"]').fill("EXP-0003");
  await goOn(page);
  assert.match(page.url(), /\/page\/goods$/);
  const check = await answerAll(
    town,
    client,
    await client.get(new URL(page.url()).pathname),
    knowledge(),
  );
  assert.match(check.path, /\/check$/);
  const known = /[^"]*\/page\/inspection\?change=1/.exec(check.body)?.[0] ?? "";
  await page.goto(town.url + known.replace("inspection?change=1", "exporter"));
  assert.equal(await page.locator('main [name="exporter_tin"]').count(), 0);
  await page.locator("main summary").click();
  assert.match(await page.locator("main details").innerText(), /Rutsiro Coffee Cooperative/);
  assert.equal(await overflow(page), 0);
  await context.close();
});

test("Every page of a journey fits 360 pixels and passes axe, in the languages with the longest words", async () => {
  const client = await inEnglish(town, "habimana-eric");
  const check = await answerAll(town, client, await beginJourney(client, journey), knowledge());
  const form = formTo(check, check.path);
  assert.ok(form);
  const change = /[^"]*\/page\/inspection\?change=1/.exec(check.body)?.[0] ?? "";
  const before = [
    `/life-events/${journey}`,
    check.path,
    change,
    change.replace("inspection", "goods"),
  ];
  const look = async (paths: readonly string[]) => {
    for (const lang of ["rw", "fr"]) {
      await client.get(`/applications?lang=${lang}`);
      const context = await browserOf(client, true);
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(town.url + path);
        assert.equal(await overflow(page), 0, `${path} in ${lang} is wider than the screen`);
        assert.deepEqual(await barriersOn(page), [], `${path} in ${lang}`);
      }
      await context.close();
    }
  };
  await look([...before, "/applications", check.path.replace("check", "delete")]);
  const sent = await client.send(form.action, filled(form, { declaration: "true" }));
  await town.settle();
  const own = sent.path.replace("/sent", "");
  await look([sent.path, own, `${own}/stop`, "/applications"]);
});
