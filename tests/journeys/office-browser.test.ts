import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { give, opened, page, type Sent, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
let first: Sent;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  first = await sent(town, "mineral-exploration-licence");
  await sent(town, "mineral-exploration-licence");
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A real browser, signed in as this officer, with these settings. */
async function screen(officer: string, width: number, more: object = {}): Promise<Page> {
  const client = await town.as(officer);
  await client.get("/office?lang=en");
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...more });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

/** Presses Tab until what has the focus says this; the number of presses. */
async function tabTo(shown: Page, words: string): Promise<number> {
  for (let presses = 1; presses <= 40; presses++) {
    await shown.keyboard.press("Tab");
    const text = await shown.evaluate("document.activeElement?.textContent");
    if (String(text).startsWith(words)) return presses;
  }
  throw new Error(`the keyboard does not come to "${words}"`);
}

describe("An officer's pages in a real browser", () => {
  it("with the keyboard alone a file is claimed, decided, and the next one is offered", async () => {
    const shown = await screen("officer-nkurunziza", 1280, { javaScriptEnabled: true });
    await shown.goto(`${town.url}/office`);
    await tabTo(shown, "Skip to main content");
    await shown.keyboard.press("Enter");
    const presses = await tabTo(shown, "Claim");
    // Past the seven tabs of lists, three columns that sort, the box for all rows and the first's.
    assert.ok(presses <= 18, `${presses} presses to the first button`);
    await Promise.all([shown.waitForURL("**/office/cases/**"), shown.keyboard.press("Enter")]);
    const caseId = shown.url().split("/").at(-1) ?? "";
    await shown.locator("#main").focus();
    for (const key of ["Tab", "Enter", "Tab", "Space"]) await shown.keyboard.press(key);
    await tabTo(shown, "Decide");
    await Promise.all([shown.waitForURL("**/office"), shown.keyboard.press("Enter")]);
    assert.equal((await opened(town, caseId)).state.stage, "review");
    assert.match((await shown.textContent("[role=alert]")) ?? "", /done[\s\S]*Next file/);
    await shown.context().close();
  });

  for (const width of [1280, 360]) {
    it(`no rule of accessibility is broken and nothing scrolls sideways at ${width} pixels`, async () => {
      const client = await town.as("officer-uwera");
      await client.get("/office?lang=en");
      if (width === 1280) await give(client, first.caseId, "claim").catch(() => undefined);
      const shown = await screen("officer-kayitesi", width, { bypassCSP: true });
      for (const path of ["/office", "/office?show=mine", page(first.caseId), "/office/load"]) {
        await shown.goto(town.url + path);
        await shown.evaluate(
          "document.querySelectorAll('details').forEach((d) => { d.open = true })",
        );
        assert.deepEqual(await barriersOn(shown), [], path);
        const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
        assert.ok(wide <= width, `${path}: ${wide}`);
      }
      await shown.context().close();
    });
  }

  it("shows many files at a glance, and the first of them on a phone", async () => {
    for (const [width, most, from] of [
      [1280, 85, 570],
      [360, 300, 720],
    ] as const) {
      const shown = await screen("officer-kayitesi", width);
      await shown.goto(`${town.url}/office`);
      const { height = 0, y = 0 } =
        (await shown.locator(".of-work tbody tr").first().boundingBox()) ?? {};
      assert.ok(height > 0 && height <= most, `a row of ${height} pixels at ${width}`);
      assert.ok(y <= from, `the list begins at ${y} at ${width}`);
      await shown.context().close();
    }
  });

  it("the worklist fits the window in every language", async () => {
    for (const width of [1280, 360]) {
      const shown = await screen("officer-kayitesi", width);
      for (const lang of ["rw", "fr", "az", "en"]) {
        await shown.goto(`${town.url}/office?lang=${lang}`);
        const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
        assert.ok(wide <= width, `${lang} at ${width}: ${wide}`);
      }
      await shown.context().close();
    }
  });

  it("what is done to all chosen files begins at one edge on a phone", async () => {
    // Who reviews and claims, and who assigns to others.
    for (const [officer, least] of [
      ["officer-nkurunziza", 2],
      ["officer-kayitesi", 1],
    ] as const) {
      const shown = await screen(officer, 360);
      await shown.goto(`${town.url}/office`);
      const edges = (await shown.evaluate(`[...document.querySelectorAll("[formaction]")]
        .map((button) => button.getBoundingClientRect().left)`)) as number[];
      assert.ok(edges.length >= least, `${officer}: ${edges.length} buttons`);
      assert.equal(new Set(edges).size, 1, `${officer}: ${edges}`);
      await shown.context().close();
    }
  });

  it("works without JavaScript in all four languages", async () => {
    const shown = await screen("officer-kayitesi", 360, { javaScriptEnabled: false });
    for (const lang of ["rw", "fr", "az", "en"]) {
      await shown.goto(`${town.url}${page(first.caseId)}?lang=${lang}`);
      const text = (await shown.textContent("body")) ?? "";
      assert.doesNotMatch(text, /office(-pages)?\.[a-z]+\.?[a-z-]*/, lang);
      assert.doesNotMatch(text, /\{[a-z]+\}/, lang);
    }
    await shown.context().close();
  });
});
