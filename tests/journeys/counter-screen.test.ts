import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { holds, launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { completed } from "./apply-given.ts";
import { caseIn, confirmed, filled, mother, opened, seated, ticket } from "./counter-given.ts";

let town: Town;
let browser: Browser;
let operator: Awaited<ReturnType<typeof seated>>;
let context: BrowserContext;
let page: Page;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  await town.person(mother.id);
  operator = await seated(town, "mugabo-jean", "2");
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...operator.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A birth certificate that is paid for, decided and not handed over yet. */
async function paperWaits(): Promise<string> {
  const visit = await opened(operator, mother.card);
  const sent = await confirmed(town, operator, await filled(operator, visit), mother.id);
  const caseId = caseIn(sent);
  const { cases } = town.app.parts;
  const found = await cases.open(caseId);
  for (const { id: fee } of found?.state.submitted?.fees ?? [])
    await cases.give({
      caseId,
      command: { type: "record-payment", fee, bill: fee },
      actor: { kind: "system" },
    });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  return caseId;
}

const marked = (words: string) =>
  holds(page, `document.activeElement?.textContent?.startsWith(${JSON.stringify(words)})`);
const isShown = (words: string) => page.locator(`text=${words}`).first().waitFor();

describe("The screen of an operator", () => {
  it("a finished paper is printed and handed over with the number on her card", async () => {
    const caseId = await paperWaits();
    await ticket(town, undefined, (await town.person(mother.id)).id);
    await ticket(town);
    await page.goto(`${town.url}/counter`);
    await marked("Call next");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#nationalId");
    await page.keyboard.type(mother.card);
    await page.keyboard.press("Enter");
    await isShown("Ready to hand over");
    await page.click("text=Handed over");
    await isShown("has not been printed at a counter");
    const link = await page.locator("a:focus[href*='/papers/']").getAttribute("href");
    assert.equal((await page.request.get(town.url + link)).status(), 200);
    await page.click("text=Printed and handed over");
    await isShown("Recorded: the document was handed over");
    assert.equal(await page.locator("text=Ready to hand over").count(), 0, "it is done");
    const [given] = await town.app.parts.counter.handoversOf(caseId as never);
    assert.ok(given);
    await page.click("text=Done, call next");
    await page.waitForSelector(".ct-ticket__number");
    const looks = await town.app.parts.cases.accessesOf(caseId);
    assert.ok(looks.length > 0, "what stood on the page was looked at, and she sees by whom");
    await page.click("text=Did not come");
  });

  it("typing keeps a file open, and before it closes by itself that is said", async () => {
    await page.clock.install({ time: town.now() });
    const visit = await opened(operator, mother.card);
    await page.goto(`${town.url}${visit}`);
    const closing = page.locator("[data-closing]");
    assert.equal(await closing.isVisible(), false);
    town.setClock("2026-11-23T08:09:00Z");
    await page.clock.fastForward("09:10");
    await closing.waitFor();
    const told = page.waitForResponse((answer) => answer.url().endsWith("/here"));
    await page.focus("#q");
    await page.keyboard.type("b");
    assert.equal((await told).status(), 204);
    await closing.waitFor({ state: "hidden" });
    town.setClock("2026-11-23T08:18:00Z");
    assert.equal((await operator.get(visit)).path, visit, "nine minutes after the last key");
  });

  it("left alone, the screen says that the file was closed", async () => {
    const visit = await opened(operator, mother.card).catch(() => "");
    await page.goto(`${town.url}${visit || "/counter"}`);
    const open = (await page.getAttribute(".ct-client__name", "href")) ?? visit;
    await page.goto(town.url + open);
    const ends = await page.textContent("[data-session-time]");
    town.setClock(new Date(town.now().getTime() + 610_000).toISOString());
    await page.clock.fastForward("10:10");
    await page.waitForURL(/closed=idle$/);
    await isShown("The file was closed because nothing was done for 10 minutes.");
    assert.equal(await page.textContent("[data-session-time]"), ends);
  });

  it("a tab that still shows somebody leaves him when his file is closed in another tab", async () => {
    const visit = await opened(operator, mother.card).catch(() => "");
    await page.goto(`${town.url}/counter`);
    const open = (await page.getAttribute(".ct-client__name", "href")) ?? visit;
    const other = await context.newPage();
    await other.goto(town.url + open);
    await page.goto(town.url + open);
    await page.click(".ct-client button:not([name])");
    await page.waitForURL(/\/counter$/);
    await other.waitForURL(/\/counter$/);
    assert.doesNotMatch((await other.textContent("body")) ?? "", /Mukamana/);
  });

  it("where somebody's account is not enough, that stands there before anything is pressed", async () => {
    await operator.get("/counter/register");
    const known = await operator.post("/counter/register", {
      ...{ givenName: "Rose", familyName: "Umutoni", nationalId: "1199470099999911" },
      ...{ "birth-day": "4", "birth-month": "7", "birth-year": "1994" },
      ...{ language: "rw", card: "national-id", seen: "true" },
    });
    assert.match(known.path, /\/counter\/visits\//);
    const found = await operator.get(`${known.path}?q=birth`);
    assert.match(
      found.body,
      /ct-service--shut">Birth certificate <span>after a colleague has looked/,
    );
    assert.doesNotMatch(found.body, /value="birth-certificate"/);
    const forced = await operator.post(`${known.path}/start`, { service: "birth-certificate" });
    assert.match(forced.body, /ct-client__name[^>]*>Umutoni Rose/, "the operator stays with her");
    assert.match(forced.body, /needs a confirmed identity/);
  });
});
