import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { newId } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, idIn, inEnglish, requested } from "./apply-given.ts";
import { draftOf, opened, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const phone = { width: 360, height: 740 };

/** A browser that already has this person's session. */
async function browserOf(client: Client, javaScriptEnabled: boolean): Promise<BrowserContext> {
  // Axe runs as a script of the test, which the page's own policy would not let in.
  const context = await browser.newContext({
    javaScriptEnabled,
    viewport: phone,
    bypassCSP: javaScriptEnabled,
  });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context;
}

/** Presses Tab until the focus is on it: whoever cannot use a mouse gets there too. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector).first();
  await wanted.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    // A group of radios is one stop: the arrow keys go through it.
    const found = await page.locator(`${selector}:focus`).count();
    if (found > 0) return;
  }
  assert.fail(`${selector} is not reached by keyboard on ${page.url()}`);
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.type(text);
}

/** Goes to a group of radios and down to the one wanted. */
async function choose(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, `input[name="${name}"]`);
  const all = page.locator(`input[name="${name}"]`);
  const values = await all.evaluateAll((each) => each.map((one) => one.getAttribute("value")));
  await page.keyboard.press("Space");
  for (let down = 0; down < values.indexOf(value); down++) await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(`input[name="${name}"]:checked`).getAttribute("value"), value);
}

/** Enter in the last line sends the form, as it does for everybody. */
async function goOn(page: Page): Promise<void> {
  await tabTo(page, "main form button.govuk-button");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

const overflow = (page: Page): Promise<number> =>
  page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);

test("A birth certificate is applied for on a phone, by keyboard alone, without JavaScript", async () => {
  const client = await inEnglish(town, "mukamana-vestine");
  const context = await browserOf(client, false);
  const page = await context.newPage();
  await page.goto(`${town.url}/services/birth-certificate`);
  await tabTo(page, `form[action="/services/birth-certificate/start"] button`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await goOn(page);
  assert.match(await page.title(), /^Error:/, "an empty page says what is missing");
  await choose(page, "who", "child");
  await goOn(page);
  await type(page, "child_name", "Uwase Ineza");
  await type(page, "child_birth_date-day", "14");
  await type(page, "child_birth_date-month", "3");
  await type(page, "child_birth_date-year", "2026");
  await type(page, "child_can", "CAN-2026-000123");
  // Enter in a line of text goes on.
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await choose(page, "reason", "school");
  await tabTo(page, `[name="district"]`);
  await page.keyboard.type("Gasabo");
  // The sectors are those of the district, which is asked on the same page.
  await goOn(page);
  await tabTo(page, `[name="sector"]`);
  await page.keyboard.type("Remera");
  await goOn(page);
  assert.equal(await page.locator(`[name="phone"]`).inputValue(), "+250700000001");
  await goOn(page);
  assert.match(page.url(), /\/check$/);
  assert.equal(await overflow(page), 0);
  await tabTo(page, `[name="declaration"]`);
  await page.keyboard.press("Space");
  await goOn(page);
  assert.match(page.url(), /\/sent$/);
  const reference = await page.locator(".hw-reference").first().innerText();
  assert.match(reference, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const found = await page.locator("main").innerText();
  assert.match(found, /Pay 500/);
  await context.close();
});

/** Addresses of pages in every state that an application can be in. */
async function everywhere(client: Client): Promise<string[]> {
  const fresh = await client.post("/services/mineral-exploration-licence/start");
  const draft = `/drafts/${idIn(fresh)}`;
  const waiting = (await sent(town, "mineral-exploration-licence")).caseId;
  await requested(town, waiting, ["documents.map", "blocks[0].hectares"], "Not legible.");
  const refused = (await sent(town, "mineral-exploration-licence")).caseId;
  const statement = { id: newId(), text: "It overlaps." };
  await completed(town, refused, "intake", "overlap", { code: "overlap", statement });
  const open = (await sent(town, "mineral-exploration-licence")).caseId;
  await town.settle();
  const { state } = await opened(town, open);
  assert.equal(state.status, "in-review");
  return [
    ...["/page/company", "/saved", "/delete"].map((page) => draft + page),
    ...["", "/answer"].map((page) => `/applications/${waiting}${page}`),
    ...["", "/appeal", "/seen"].map((page) => `/applications/${refused}${page}`),
    ...["", "/sent", "/withdraw"].map((page) => `/applications/${open}${page}`),
    "/applications",
    "/applications/messages",
    "/documents",
    "/applications/not-there",
  ];
}

test("Every page of a signed-in person fits 360 pixels and passes axe, in the languages with the longest words", async () => {
  const client = await inEnglish(town, "habimana-eric");
  await client.get("/services/mineral-exploration-licence");
  const paths = await everywhere(client);
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
});

test("A page that comes back with problems passes axe as well, and takes the focus to them", async () => {
  const client = await inEnglish(town, "habimana-eric");
  await client.get("/services/mineral-exploration-licence");
  const fresh = await client.post("/services/mineral-exploration-licence/start");
  const context = await browserOf(client, true);
  const page = await context.newPage();
  await page.goto(town.url + fresh.path);
  await page.locator("main form button.govuk-button:visible").first().click();
  await page.waitForURL(/page\/company/);
  assert.match(await page.title(), /^Error:/);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await barriersOn(page), []);
  const focus = String(await page.evaluate("document.activeElement?.className"));
  assert.match(focus, /error-summary/, "with JavaScript, the focus is on what is wrong");
  await context.close();
});

test("While a name from a long list is typed, the names that fit are offered, and one is taken as it stands", async () => {
  const id = await draftOf(town, "coffee-tea-export-clearance", "nyirahabimana-beatha");
  const client = await inEnglish(town, "nyirahabimana-beatha");
  const context = await browserOf(client, true);
  const page = await context.newPage();
  await page.goto(`${town.url}/drafts/${id}/page/buyer?change=1`);
  const search = page.locator("[data-suggest]");
  await search.fill("");
  await search.pressSequentially("azerb");
  await page.locator("datalist option").first().waitFor({ state: "attached" });
  const options = page.locator("datalist option");
  assert.deepEqual(
    await options.evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
    ["Azerbaijan"],
  );
  assert.deepEqual(await barriersOn(page), []);
  await page.locator(`[name="consignee_country"]`).evaluate((chosen) => chosen.remove());
  await search.fill("Azerbaijan");
  await page.locator("main form button[type=submit]:not([name])").last().click();
  await page.waitForURL(/(?<!page\/buyer)$/);
  const { id: person } = await town.person("nyirahabimana-beatha");
  const draft = await town.app.parts.cases.findDraft(id, person);
  assert.equal(draft?.answers.consignee_country, "AZ");
  await context.close();
});
