import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { give, opened, page, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A birth certificate in the registrar's hand. */
async function inHand() {
  const file = await sent(town, "birth-certificate");
  const officer = await town.as("officer-mutesi");
  await officer.get("/office?lang=en");
  await give(officer, file.caseId, "claim");
  return { ...file, officer };
}

for (const width of [1280, 360])
  test(`At ${width} pixels only what the chosen outcome asks is shown, and sent`, async () => {
    const { caseId, officer } = await inHand();
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    const cookies = [...officer.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    await context.addCookies(cookies);
    const shown = await context.newPage();
    await shown.goto(town.url + page(caseId));
    const [entry, reason] = [
      shown.locator("[name='find.sex']").first(),
      shown.locator("[name=code]").first(),
    ];
    assert.equal(await entry.isVisible(), false, "nothing is chosen yet");
    const picture = process.env.HAMWE_PICTURES;
    for (const [outcome, ofEntry] of [
      ["found", true],
      ["not-found", false],
    ] as const) {
      await shown.check(`[name=outcome][value=${outcome}]`);
      assert.equal(await entry.isVisible(), ofEntry, outcome);
      assert.equal(await reason.isVisible(), !ofEntry, outcome);
      const words = shown.locator("form[data-decide] label:has(+ .govuk-hint + textarea)");
      const reader = ofEntry ? "Words to your colleagues (optional)" : "Words to the applicant";
      assert.equal((await words.textContent())?.trim(), reader);
      assert.deepEqual(await barriersOn(shown), [], outcome);
      const path = `${picture}/outcome-${outcome}-${width}.png`;
      if (picture) await shown.screenshot({ path });
    }
    await reason.check();
    const names = (await shown.evaluate(`[...new FormData(
      document.querySelector("form[data-decide]")).keys()]`)) as string[];
    assert.ok(names.includes("code"), "the reason is sent");
    assert.ok(!names.some((name) => name.startsWith("find.")), "what is hidden is not");
    await context.close();
  });

test("Without a script each part says its outcome; what is of another is not kept", async () => {
  const { caseId, officer } = await inHand();
  const { body } = await officer.get(page(caseId));
  const { outcomes = [] } =
    (await opened(town, caseId)).definition.process?.stages[0]?.tasks[0] ?? {};
  const [entry = "", none = ""] = outcomes.map(({ title }) => title.en ?? "");
  const shown = await officer.get(page(caseId));
  says(shown, "Your words", `${entry}: Colleagues at the next steps`, `${none}: The applicant`);
  assert.match(body, /data-outcomes="found">\s*<legend[^>]*>\s*Only with this outcome: /);
  const { refusalReasons = [] } = (await opened(town, caseId)).definition.process ?? {};
  const code = refusalReasons[0]?.id ?? "";
  const typed = { outcome: "not-found", "find.sex": "female", code, text: "No entry." };
  const done = await give(officer, caseId, "complete", typed);
  assert.equal(done.status, 200);
  const { findings, state } = await opened(town, caseId);
  assert.deepEqual(
    Object.values(findings).flatMap((each) => Object.keys(each)),
    [],
  );
  const [task] = state.tasks;
  assert.equal(task?.done?.outcome ?? task?.proposed?.outcome, "not-found");
});

for (const script of [true, false])
  test(`What is done beside a decision keeps it; script: ${script}`, async () => {
    const { caseId, officer } = await inHand();
    await sent(town, "birth-certificate");
    const context = await browser.newContext({ javaScriptEnabled: script });
    const cookies = [...officer.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    await context.addCookies(cookies);
    const shown = await context.newPage();
    await shown.goto(town.url + page(caseId));
    const form = shown.locator("form[data-decide]");
    await form.locator("[name=outcome][value=found]").check();
    await form.locator("[name='find.mother']").fill("Uwase, as in the book");
    await form.locator("[name=text]").fill("Entry 12 of 1976.");
    const isKept = async () => {
      assert.ok(await form.locator("[name=outcome][value=found]").isChecked());
      const mother = await form.locator("[name='find.mother']").inputValue();
      assert.equal(mother, "Uwase, as in the book");
      assert.equal(await form.locator("[name=text]").inputValue(), "Entry 12 of 1976.");
    };
    const press = async (name: string) => {
      await Promise.all([
        shown.waitForURL("**/act**"),
        shown.waitForEvent("domcontentloaded"),
        shown.getByRole("button", { name, exact: true }).click(),
      ]);
    };
    const open = (words: string) => shown.getByText(words, { exact: true }).first().click();
    await open("New note");
    await press("Add note");
    assert.match((await shown.textContent(".govuk-error-summary")) ?? "", /Write something/);
    await isKept();
    await shown.fill("#note", "The book is damp.");
    await open("Write a message");
    await shown.fill("#message", "Half a message");
    await press("Add note");
    const news = await shown.textContent(".govuk-notification-banner");
    assert.match(news ?? "", /The note is added/);
    assert.match((await shown.textContent("[aria-labelledby=notes]")) ?? "", /The book is damp/);
    assert.equal(await shown.inputValue("#note"), "");
    assert.equal(await shown.inputValue("#message"), "Half a message");
    await isKept();
    await press("Send");
    assert.match((await shown.textContent("[aria-labelledby=thread]")) ?? "", /Half a message/);
    await isKept();
    await press("Show them");
    assert.ok(await shown.locator("[aria-labelledby=related] table").count());
    await isKept();
    assert.equal((await town.app.parts.cases.notesOf(caseId)).length, 1);
    const { state } = await opened(town, caseId);
    assert.equal(state.tasks.find(({ done }) => !done)?.proposed, undefined);
    // The buttons lie over no field, wherever the work is scrolled to.
    for (const part of script ? [0, 0.3, 0.5, 0.7, 1] : []) {
      const scrolled = `document.querySelector(".of-case__scroll")`;
      await shown.evaluate(`${scrolled}.scrollTo(0, ${part} * ${scrolled}.scrollHeight)`);
      assert.deepEqual(await barriersOn(shown), [], `scrolled to ${part}`);
    }
    await context.close();
  });
