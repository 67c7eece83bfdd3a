import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { pointers, press } from "../pointers.ts";
import { startTown, type Town } from "../town.ts";
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

/** The clock of the server and that of the page go on together. */
async function minutesPass(page: Page, minutes: number): Promise<void> {
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  await page.clock.fastForward(minutes * 60_000);
}

async function signedIn(
  who: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const client = await town.as(who);
  await client.get(`${path.startsWith("/office") ? "/office" : "/services"}?lang=en`);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.clock.install({ time: town.now() });
  await page.goto(`${town.url}${path}`);
  return page;
}

const atCompany = async () =>
  `/drafts/${await draftOf(town, "mineral-exploration-licence", "habimana-eric")}/page/company`;

describe("Two minutes before a session ends", () => {
  it("a person is warned, and stays with one press of a key", async () => {
    const page = await signedIn("habimana-eric", await atCompany());
    const dialog = page.locator("dialog");
    assert.match((await page.textContent("[data-session] > p")) ?? "", /signed out at \d\d:\d\d\./);
    await minutesPass(page, 17);
    assert.equal(await dialog.isVisible(), false);
    await minutesPass(page, 1.5);
    await dialog.waitFor({ state: "visible" });
    assert.match(await dialog.innerText(), /soon be signed out/);
    assert.deepEqual(await barriersOn(page), []);
    assert.equal(
      await page.evaluate("document.activeElement.textContent.trim()"),
      "Stay signed in",
    );
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await minutesPass(page, 15);
    await page.reload();
    assert.match(page.url(), /\/page\/company$/);
    await page.context().close();
  });

  for (const by of pointers)
    it(`a person stays by ${by}`, async () => {
      const options = by === "touch" ? { hasTouch: true, isMobile: true } : {};
      const page = await signedIn("habimana-eric", await atCompany(), options);
      await minutesPass(page, 18.5);
      const dialog = page.locator("dialog");
      await dialog.waitFor({ state: "visible" });
      await press(dialog.getByRole("button", { name: "Stay signed in" }), by);
      await dialog.waitFor({ state: "hidden" });
      await minutesPass(page, 15);
      await page.reload();
      assert.match(page.url(), /\/page\/company$/);
      await page.context().close();
    });

  it("nobody is warned who went on in another window", async () => {
    const page = await signedIn("habimana-eric", await atCompany());
    await minutesPass(page, 10);
    await page.evaluate("fetch('/applications')");
    const looked = page.waitForResponse("**/sign-in/session");
    await minutesPass(page, 8.5);
    await (await looked).finished();
    assert.equal(await page.locator("dialog").isVisible(), false);
    await page.context().close();
  });

  it("an officer who does not answer is told, and left on their page", async () => {
    const page = await signedIn("officer-nkurunziza", "/office", {
      viewport: { width: 1280, height: 800 },
    });
    await minutesPass(page, 13.5);
    const dialog = page.locator("dialog");
    await dialog.waitFor({ state: "visible" });
    await minutesPass(page, 3);
    await page.locator("[data-session-over]").waitFor({ state: "visible" });
    assert.match(await dialog.innerText(), /You are signed out/);
    assert.deepEqual(await barriersOn(page), []);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.context().close();
  });
});

describe("A form that is sent after the end", () => {
  for (const javaScriptEnabled of [true, false])
    it(`goes on after sign-in, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const page = await signedIn("habimana-eric", await atCompany(), { javaScriptEnabled });
      await page.fill("[name=company_name]", "Typed Before The End Ltd");
      town.setClock(new Date(town.now().getTime() + 25 * 60_000).toISOString());
      await page.locator("main form button").last().click();
      await page.waitForURL("**/demo-issuer/choose/**");
      await page.locator("button[value=habimana-eric]").click();
      await page.waitForURL("**/sign-in/kept");
      assert.match((await page.textContent("h1")) ?? "", /signed out before this arrived/);
      await page.locator("button[value=send]").click();
      await page.waitForLoadState();
      const id = /drafts\/([^/]+)/.exec(await page.content())?.[1] ?? "";
      await page.goto(`${town.url}/drafts/${id}/page/company`);
      assert.equal(await page.inputValue("[name=company_name]"), "Typed Before The End Ltd");
      await page.context().close();
    });
});
