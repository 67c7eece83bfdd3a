/** A question that follows from an answer is asked at once, and without a script as well. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { type Pointer, pointers, pointing, press } from "../pointers.ts";
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

async function certificatePage(by: Pointer, javaScriptEnabled: boolean): Promise<Page> {
  const draft = await draftOf(town, "birth-certificate", mother);
  const client = await inEnglish(town, mother);
  const context = await pointing(browser, client, by, { javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(`${town.url}/drafts/${draft}/page/certificate?change=1`);
  return page;
}

const other = (page: Page) => page.getByText("Something else", { exact: true });
const reason = (page: Page) => page.locator("[name=other_reason]");
const goOn = (page: Page) => page.getByRole("button", { name: "Continue" });

for (const by of pointers)
  describe(`By ${by}`, () => {
    it("the reason is asked as soon as “Something else” is chosen", async () => {
      const page = await certificatePage(by, true);
      await page.selectOption("[name=sector]", "gasabo.gisozi");
      assert.equal(await reason(page).count(), 0);
      await press(other(page), by);
      await reason(page).waitFor();
      assert.match(await page.locator("[data-asks]").innerText(), /more questions/);
      const chosen = await page.inputValue("[name=sector]");
      assert.equal(chosen, "gasabo.gisozi", "nothing chosen is lost");
      const order = await page
        .locator("[data-q] [name]")
        .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("name")))]);
      assert.deepEqual(order.slice(0, 3), ["reason", "other_reason", "district"]);
      assert.deepEqual(await barriersOn(page), []);
      await press(page.getByText("Travel", { exact: true }), by);
      await reason(page).waitFor({ state: "detached" });
      await press(other(page), by);
      await reason(page).waitFor();
      await press(goOn(page), by);
      await page.locator("[data-error-summary]").waitFor();
      assert.match(await page.title(), /^Error:/, "asked, so it has to be answered");
      await reason(page).fill("For a bank");
      await press(goOn(page), by);
      await page.waitForURL(/\/check$/);
      assert.match(await page.locator("main").innerText(), /For a bank/);
      await page.context().close();
    });

    it("another district brings its own sectors", async () => {
      const page = await certificatePage(by, true);
      assert.equal(await page.locator("[name=sector] option[value^=gasabo]").count(), 15);
      await page.selectOption("[name=district]", "huye");
      const ngoma = page.locator("[name=sector] option[value='huye.ngoma']");
      await ngoma.waitFor({ state: "attached" });
      assert.equal(await page.locator("[name=sector] option[value^=gasabo]").count(), 0);
      assert.equal(await page.inputValue("[name=sector]"), "");
      await page.selectOption("[name=sector]", "huye.ngoma");
      await press(goOn(page), by);
      await page.waitForURL(/\/check$/);
      assert.match(await page.locator("main").innerText(), /Ngoma, Huye/);
      await page.context().close();
    });

    it("without a script the page says so, and the focus is on the question", async () => {
      const page = await certificatePage(by, false);
      await press(other(page), by);
      await press(goOn(page), by);
      await page.waitForURL(/added=other_reason#other_reason$/);
      const notice = page.locator("[role=status]", { hasText: "more questions" });
      assert.match(await notice.innerText(), /What is the reason\?/);
      assert.equal(await page.locator("[name=other_reason]:focus").count(), 1);
      await page.keyboard.type("For a bank");
      await press(goOn(page), by);
      await page.waitForURL(/\/check$/);
      await page.context().close();
    });

    it("the public check asks at once as well, and says so without a script", async () => {
      const path = `${town.url}/services/visa-exemption-check/check`;
      for (const javaScriptEnabled of [true, false]) {
        const guest = town.guest();
        await guest.get("/help?lang=en");
        const context = await pointing(browser, guest, by, { javaScriptEnabled });
        const page = await context.newPage();
        await page.goto(path);
        await press(page.locator("[name=nationality][value=az] + label"), by);
        const next = page.locator("[name=passport]").first();
        if (!javaScriptEnabled) {
          await press(goOn(page), by);
          const notice = page.locator("[role=status]:focus");
          await notice.waitFor();
          assert.match(await notice.innerText(), /more questions/);
        }
        await next.waitFor({ state: "attached" });
        await context.close();
      }
    });
  });
