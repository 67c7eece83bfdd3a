/** Documents are photographed, sent with a bar that tells how far, and seen again. */
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
let photo: Buffer;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  const page = await browser.newPage({ viewport: { width: 300, height: 400 } });
  photo = await page.screenshot({ type: "jpeg" });
  await page.close();
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const exporter = "nyirahabimana-beatha";

async function documentsPage(by: Pointer, javaScriptEnabled = true): Promise<Page> {
  const draft = await draftOf(town, "coffee-tea-export-clearance", exporter);
  const client = await inEnglish(town, exporter);
  const context = await pointing(browser, client, by, { javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(`${town.url}/drafts/${draft}/documents`);
  return page;
}

const upload = (page: Page) => page.locator("button[value=upload]");
const picture = (name: string) => ({ name, mimeType: "image/jpeg", buffer: photo });

for (const by of pointers)
  describe(`By ${by}`, () => {
    it("two photographs become the one PDF that is asked, a picture is shown", async () => {
      const page = await documentsPage(by);
      const camera = page.locator("#document-contract-camera");
      assert.equal(await camera.isVisible(), by === "touch", "offered where a finger points");
      assert.equal(await camera.getAttribute("capture"), "environment");
      await page.setInputFiles("#document-contract", [picture("a.jpg"), picture("b.jpg")]);
      await page.setInputFiles("#document-invoice", picture("invoice.jpg"));
      await press(upload(page), by);
      await page.getByRole("link", { name: "a.pdf" }).waitFor();
      assert.match(await page.locator("main").innerText(), /The document is attached/);
      const thumb = page.locator(".hw-attached img");
      assert.equal(await thumb.count(), 1);
      await page.waitForFunction("document.querySelector('.hw-attached img').naturalWidth > 0");
      assert.deepEqual(await barriersOn(page), []);
      await page.context().close();
    });

    it("what is wrong with a file is said on the page, with the focus on it", async () => {
      const page = await documentsPage(by);
      const buffer = Buffer.from("no paper");
      const file = { name: "x.pdf", mimeType: "application/pdf", buffer };
      await page.setInputFiles("#document-contract", file);
      await press(upload(page), by);
      await page.locator("[data-error-summary]").waitFor();
      assert.match(await page.title(), /^Error:/);
      const focus = String(await page.evaluate("document.activeElement?.className"));
      assert.match(focus, /error-summary/);
      await page.context().close();
    });

    it("without a script the same is sent by the browser itself", async () => {
      const page = await documentsPage(by, false);
      await page.setInputFiles("#document-contract", picture("a.jpg"));
      await press(upload(page), by);
      await page.getByRole("link", { name: "a.pdf" }).waitFor();
      await page.context().close();
    });
  });
