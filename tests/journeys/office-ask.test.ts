import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, formOfAct, give, opened, page, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

async function desk(lang = "en"): Promise<Client> {
  const client = await town.as("officer-nkurunziza");
  await client.get(`/office?lang=${lang}`);
  return client;
}

async function screen(scripts = true, id?: string): Promise<Page> {
  const client = id ? await town.as(id) : await desk();
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

async function inHand(): Promise<string> {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await give(await desk(), caseId, "claim");
  return caseId;
}

const asked = async (caseId: string) => (await opened(town, caseId)).state.request?.fields;
const askFor = (field: string) => `.of-case a[href*="ask=${field}#"]`;
const words = "The map has no scale.";

describe("Ask for this", () => {
  it("names several answers and papers by mouse, keeps what is typed, and asks once", async () => {
    const caseId = await inHand();
    const shown = await screen();
    await shown.goto(town.url + page(caseId));
    await shown.fill("textarea[name=text] >> nth=0", "half a sentence");
    for (const field of ["staff", "documents.map", "start"]) await shown.click(askFor(field));
    await shown.click(askFor("start"));
    assert.match((await shown.textContent("[data-asking]")) ?? "", /Write the request \(2\)/);
    assert.equal(await shown.getAttribute(askFor("start"), "aria-pressed"), "false");
    assert.match((await shown.textContent(askFor("staff"))) ?? "", /^Do not ask/);
    assert.equal(await shown.inputValue("textarea[name=text] >> nth=0"), "half a sentence");
    await shown.click("[data-asking] a");
    await shown.fill(`textarea[id^="ask-"]`, words);
    await Promise.all([
      shown.waitForURL("**/office"),
      shown.click(`form:has([value=ask]) button[type=submit]`),
    ]);
    assert.deepEqual(new Set(await asked(caseId)), new Set(["staff", "documents.map"]));
    await shown.context().close();
  });

  it("by the keyboard alone", async () => {
    const caseId = await inHand();
    const shown = await screen();
    await shown.goto(town.url + page(caseId));
    await shown.focus(askFor("staff"));
    await shown.keyboard.press("Space");
    await shown.focus(askFor("documents.map"));
    await shown.keyboard.press("Enter");
    assert.match((await shown.textContent("[data-asking]")) ?? "", /\(2\)/);
    assert.equal(new URL(shown.url()).search, "");
    await shown.context().close();
  });

  it("leaves the way to the draft of the certificate as it is", async () => {
    const { caseId } = await sent(town, "mineral-exploration-licence");
    await decide(await desk(), caseId, "complete");
    for (const id of ["officer-uwera", "officer-hakizimana"])
      await decide(await town.as(id), caseId, "support");
    await decide(await town.as("officer-rugamba"), caseId, "grant");
    await give(await town.as("officer-ingabire"), caseId, "claim");
    const shown = await screen(true, "officer-ingabire");
    await shown.goto(`${town.url}${page(caseId)}?lang=en`);
    const draft = shown.locator("#task a[href*='/certificate?']");
    assert.match((await draft.textContent()) ?? "", /\(draft\)/);
    assert.equal(await draft.getAttribute("role"), null);
    await shown.context().close();
  });

  it("without a script loads the page with all that was named ticked", async () => {
    const caseId = await inHand();
    const shown = await screen(false);
    await shown.goto(`${town.url}${page(caseId)}?list=show%3Dmine`);
    await shown.click(askFor("staff"));
    await shown.click(askFor("documents.map"));
    const ticked = shown.locator("input[name=fields]:checked");
    assert.equal(await ticked.count(), 2);
    assert.equal(await shown.isVisible(`textarea[id^="ask-"]`), true);
    assert.match(shown.url(), /list=show%3Dmine/);
    await shown.context().close();
  });

  it("is in the officer's language, and ticks questions of the file alone", async () => {
    const caseId = await inHand();
    const { body } = await (await desk("fr")).get(`${page(caseId)}?ask=staff&ask=evil`);
    const [, form = ""] = /<div\s+class="of-ask"([\s\S]*?)<textarea/.exec(body) ?? [];
    assert.match(form, /Combien de personnes/);
    assert.equal(form.match(/ checked/g)?.length, 1);
    assert.match(body, /Demander<span class="govuk-visually-hidden"> Combien/);
  });

  it("is not offered where the step is not in hand, or the file waits for the answer", async () => {
    const { caseId } = await sent(town, "mineral-exploration-licence");
    const officer = await desk();
    assert.doesNotMatch((await officer.get(page(caseId))).body, /Ask for this/);
    await give(officer, caseId, "claim");
    const { body } = await officer.get(page(caseId));
    assert.match(body, /Ask for this/);
    const fields = { fields: ["staff"], text: words };
    await officer.post(`${page(caseId)}/act`, { ...formOfAct(officer, "ask"), ...fields });
    assert.doesNotMatch((await officer.get(page(caseId))).body, /Ask for this/);
  });
});
