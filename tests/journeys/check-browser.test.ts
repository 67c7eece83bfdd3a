/** Whether somebody can apply is told before they answer pages of questions, by any pointer. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { pointers, pointing, press } from "../pointers.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish } from "./apply-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

for (const by of pointers)
  describe(`By ${by}`, () => {
    it("a guest is asked about themselves, and told cost, time and documents", async () => {
      const guest = town.guest();
      await guest.get("/help?lang=en");
      const context = await pointing(browser, guest, by);
      const page = await context.newPage();
      await page.goto(`${town.url}/services/birth-certificate`);
      await press(page.locator("main a[href='/services/birth-certificate/check']"), by);
      const choose = (name: string, value: string) =>
        press(page.locator(`[name=${name}][value=${value}] + label`), by);
      const goOn = () => press(page.getByRole("button", { name: "Continue" }), by);
      await choose("who", "self");
      await goOn();
      await choose("your_nationality", "RW");
      await choose("your_national_id", "yes");
      await page.fill("[name=your_birth_date-day]", "2");
      await page.fill("[name=your_birth_date-month]", "mar");
      await page.fill("[name=your_birth_date-year]", "1990");
      assert.deepEqual(await barriersOn(page), []);
      await goOn();
      await page.getByRole("heading", { name: "You can apply" }).waitFor();
      const text = await page.locator("main").innerText();
      assert.match(text, /If you apply[\s\S]*500[\s\S]*1 working day[\s\S]*not need any documents/);
      assert.deepEqual(await barriersOn(page), []);
      await press(page.locator("main a[href^='/sign-in']"), by);
      await page.waitForURL("**/demo-issuer/choose/**");
      await context.close();
    });

    it("who cannot apply sees why and what to do instead, and no way to begin", async () => {
      const refugee = await inEnglish(town, "ndayizeye-jean-bosco");
      const context = await pointing(browser, refugee, by);
      const page = await context.newPage();
      await page.goto(`${town.url}/services/birth-certificate`);
      const notice = page.locator(".govuk-notification-banner");
      assert.match(await notice.innerText(), /Only Rwandans[\s\S]*instead[\s\S]*civil registrar/);
      assert.equal(await page.getByRole("button", { name: /^Apply/ }).count(), 0);
      assert.deepEqual(await barriersOn(page), []);
      await press(notice.getByRole("link", { name: /service centre/ }), by);
      await page.waitForURL("**/centres");
      await context.close();
    });
  });
