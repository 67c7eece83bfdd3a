/** What looks like a link or a button is hit by a click or a tap at its centre, on every page. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { newId } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { inPage } from "../in-page.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, requested } from "./apply-given.ts";
import { draftOf, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const parts = await inPage("tests/browser/covered.ts");
const coveredOn = (page: Page): Promise<string[]> => page.evaluate(`${parts}.covered()`);

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

async function browserOf(
  client: Client | undefined,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: phone, ...options });
  const cookies = [...(client?.cookies ?? [])].map(([name, value]) => ({ name, value }));
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
  return context;
}

/** Pages of the same kind differ by what stands in them; so many of each are looked at. */
const ofAKind = 2;
const kindOf = (path: string): string =>
  path
    .replace(/[?#].*$/, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id")
    .replaceAll(/\/\d+/g, "/:n")
    .replace(/^\/(services|life-events|centres|demo\/phone)\/[^/]+/, "/$1/:id")
    .replace(/^\/partnership\/(commitments|sessions)\/.+/, "/partnership/$1/:id");

const noPage = [
  /^\/(sign-out|sign-in|assets|demo-issuer|api|linked-data)\b/,
  /\/files\b|\.\w+$/,
  /[?&](lang|back)=/,
];
const isPage = (path: string): boolean => !noPage.some((each) => each.test(path));

/** The pages of officers; those that anybody sees were looked at by others. */
const staff = /^\/(office|desk|counter|hall)\b/;

/** Follows links from these pages; what is covered on any of them, by its address. */
async function coveredFrom(context: BrowserContext, starts: readonly string[], within = /^/) {
  const page = await context.newPage();
  const looked = new Map<string, number>();
  const seen = new Set<string>(starts);
  const waiting = [...starts];
  const covered: string[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    const times = looked.get(kind) ?? 0;
    if (times >= ofAKind) continue;
    looked.set(kind, times + 1);
    const answer = await page.goto(town.url + path, { waitUntil: "domcontentloaded" });
    const status = answer?.status() ?? 500;
    assert.ok(status < 500 && status !== 404, `${path}: ${status}`);
    for (const viewport of [phone, desk]) {
      await page.setViewportSize(viewport);
      for (const each of await coveredOn(page)) covered.push(`${path} ${viewport.width}: ${each}`);
    }
    for (const next of await linksOn(page)) {
      if (seen.has(next) || !isPage(next) || !within.test(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  await page.close();
  return { covered, kinds: [...looked.keys()] };
}

/** Addresses of pages, without the place on a page that some lead to. */
const linksOn = async (page: Page): Promise<string[]> => {
  const links = page.locator("a[href^='/']:not([download])");
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute("href") ?? ""),
  );
  return hrefs.map((href) => href.split("#")[0] ?? "");
};

/** An application in each state that has a page of its own. */
async function casesOf(person: string): Promise<string[]> {
  const service = "mineral-exploration-licence";
  await draftOf(town, "birth-certificate", person);
  const draft = await draftOf(town, service, person);
  const refused = (await sent(town, service, { person })).caseId;
  const statement = { id: newId(), text: "It overlaps." };
  await completed(town, refused, "intake", "overlap", { code: "overlap", statement });
  const waiting = (await sent(town, service, { person })).caseId;
  await requested(town, waiting, ["documents.map", "blocks[0].hectares"], "Not legible.");
  await sent(town, service, { person });
  await town.settle();
  const pages = ["/page/blocks", "/documents", "/check"].map((page) => `/drafts/${draft}${page}`);
  return [...pages, `/applications/${refused}/appeal`];
}

describe("Everything that looks like a link or a button is hit at its centre", () => {
  it("for whoever is not signed in", async () => {
    const context = await browserOf(undefined);
    const { covered, kinds } = await coveredFrom(context, ["/?lang=en"]);
    assert.deepEqual(covered, []);
    assert.ok(kinds.length > 20, kinds.join(" "));
    await context.close();
  });

  it("for a signed-in person, with drafts and applications in every state", async () => {
    const drafts = await casesOf("habimana-eric");
    const context = await browserOf(await inEnglish(town, "habimana-eric"));
    const { covered, kinds } = await coveredFrom(context, ["/applications", ...drafts, "/"]);
    assert.deepEqual(covered, []);
    for (const kind of ["/applications/:id", "/applications/:id/appeal", "/drafts/:id/delete"])
      assert.ok(kinds.includes(kind), `${kind} is not among ${kinds.join(" ")}`);
    await context.close();
  });

  it("for an officer", async () => {
    const client = await town.as("officer-nkurunziza");
    await client.get("/office?lang=en");
    const context = await browserOf(client, { viewport: desk });
    const { covered, kinds } = await coveredFrom(context, ["/office"], staff);
    assert.deepEqual(covered, []);
    assert.ok(kinds.includes("/office/cases/:id"), kinds.join(" "));
    await context.close();
  });

  it("and what is covered is reported", async () => {
    const context = await browserOf(undefined);
    const page = await context.newPage();
    await page.setContent(
      `<p style="position:relative"><a href="/a" style="position:absolute;inset:0">row</a>
       <a href="/b">Remove</a></p><p><a href="/c">free</a></p>`,
    );
    const covered = await coveredOn(page);
    assert.equal(covered.length, 1, covered.join("\n"));
    assert.match(covered[0] ?? "", /Remove is under <a/);
    await context.close();
  });
});

describe("A draft is removed from the list of applications", () => {
  for (const [by, options] of [
    ["mouse", { viewport: desk }],
    ["touch", { viewport: phone, hasTouch: true, isMobile: true }],
  ] as const)
    it(`by ${by}`, async () => {
      await draftOf(town, "birth-certificate", "mukamana-vestine");
      const context = await browserOf(await inEnglish(town, "mukamana-vestine"), options);
      const page = await context.newPage();
      await page.goto(`${town.url}/applications`);
      const remove = page.getByRole("link", { name: /^Remove/ }).first();
      await remove.scrollIntoViewIfNeeded();
      const box = await remove.boundingBox();
      assert.ok(box && box.height >= 24, "WCAG 2.5.8");
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      if (by === "mouse") await page.mouse.click(x, y);
      else await page.touchscreen.tap(x, y);
      await page.waitForURL(/\/drafts\/[^/]+\/delete$/);
      const press = page.locator("main button.govuk-button--warning");
      if (by === "mouse") await press.click();
      else await press.tap();
      await page.waitForURL("**/applications");
      assert.match(await page.locator("main").innerText(), /deleted/i);
      await context.close();
    });
});

describe("Whoever leaves the payment page without paying", () => {
  for (const [by, options] of [
    ["mouse", { viewport: desk }],
    ["touch", { viewport: phone, hasTouch: true, isMobile: true }],
  ] as const)
    it(`is told that nothing was taken, and pays from there, by ${by}`, async () => {
      const client = await inEnglish(town, "mukamana-vestine");
      const draft = await draftOf(town, "birth-certificate", "mukamana-vestine");
      await client.get(`/drafts/${draft}/check`);
      const application = await client.post(`/drafts/${draft}/check`, { declaration: "true" });
      await town.settle();
      const context = await browserOf(client, { ...options, bypassCSP: true });
      const page = await context.newPage();
      const press = async (name: RegExp) => {
        const button = page.getByRole("button", { name });
        if (by === "mouse") await button.click();
        else await button.tap();
        await page.waitForLoadState();
      };
      await page.goto(town.url + application.path.replace(/sent$/, "pay"));
      await press(/^Pay/);
      await press(/^Leave without paying/);
      await page.waitForURL("**/paid");
      const text = await page.locator("main").innerText();
      assert.match(text, /We have not received a payment[\s\S]*nothing was taken/);
      assert.match(text, /Birth certificate[\s\S]*500/, "the service and the amount");
      assert.doesNotMatch(text, /on your phone/);
      assert.deepEqual(await barriersOn(page), []);
      await press(/^Pay/);
      await press(/^Pay$/);
      await page.waitForURL("**/paid");
      assert.match(await page.locator("main").innerText(), /Payment received/);
      await context.close();
    });
});
