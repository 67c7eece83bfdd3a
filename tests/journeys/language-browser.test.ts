/** Another language keeps what is typed, and what is typed is read as people write it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import { pointers, pointing, press } from "../pointers.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish } from "./apply-given.ts";
import { draftOf } from "./office-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const mother = "mukamana-vestine";

for (const by of pointers)
  describe(`By ${by}`, () => {
    const childPage = async (): Promise<Page> => {
      const draft = await draftOf(town, "birth-certificate", mother);
      const context = await pointing(browser, await inEnglish(town, mother), by);
      const page = await context.newPage();
      await page.goto(`${town.url}/drafts/${draft}/page/child?change=1`);
      return page;
    };

    it("the language is changed, and what was typed stays", async () => {
      const page = await childPage();
      await page.fill("[name=child_name]", "Uwase Ineza (not saved)");
      const menu = page.locator(".hw-languages__open:visible");
      if ((await menu.count()) > 0) await press(menu, by);
      await press(page.locator(".hw-languages__link[lang=fr]:visible"), by);
      await page.locator("html[lang=fr]").waitFor({ state: "attached" });
      assert.match(await page.locator("h1").innerText(), /enfant/);
      assert.equal(await page.inputValue("[name=child_name]"), "Uwase Ineza (not saved)");
      await page.context().close();
    });

    it("a name of digits is refused, and a month by its name is taken", async () => {
      const page = await childPage();
      await page.fill("[name=child_name]", "12");
      await page.fill("[name=child_birth_date-month]", "jan");
      await press(page.getByRole("button", { name: "Continue" }), by);
      const errors = page.locator("[data-error-summary]");
      await errors.waitFor();
      assert.match(await errors.innerText(), /Enter the name in letters/);
      assert.doesNotMatch(await errors.innerText(), /born/);
      await page.fill("[name=child_name]", "Uwase Ineza");
      await press(page.getByRole("button", { name: "Continue" }), by);
      await page.waitForURL(/\/check$/);
      assert.match(await page.locator("main").innerText(), /14\sJanuary\s2026/);
      await page.context().close();
    });
  });

it("without a script the language is a button of the form, and Enter still goes on", async () => {
  const client = await inEnglish(town, mother);
  const draft = await draftOf(town, "birth-certificate", mother);
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(
    [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
  );
  const page = await context.newPage();
  await page.goto(`${town.url}/drafts/${draft}/page/child?change=1`);
  await page.fill("[name=child_name]", "Uwase Ineza (not saved)");
  await page.locator(".hw-languages__link[lang=fr]:visible").click();
  assert.match(await page.locator("h1").innerText(), /enfant/);
  assert.equal(await page.inputValue("[name=child_name]"), "Uwase Ineza (not saved)");
  assert.equal(await page.locator("[data-error-summary]").count(), 0);
  await page.fill("[name=child_name]", "12");
  await page.locator("[name=child_name]").press("Enter");
  await page.locator("[data-error-summary]").waitFor();
  await page.locator(".hw-languages__link[lang=en]:visible").click();
  assert.equal(await page.inputValue("[name=child_name]"), "12");
  await page.fill("[name=child_name]", "Uwase Ineza");
  await page.locator("[name=child_name]").press("Enter");
  await page.waitForURL(/\/check$/);
  await context.close();
});
