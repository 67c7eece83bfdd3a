/** An operator who has no hand for a mouse: where the focus is, and what Tab and Enter do. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { holds, launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { caseIn, codeOf, filled, mother, opened, registered, seated } from "./counter-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  await town.person(mother.id);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

async function screen(client: Client): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

const focus = (shown: Page, selector: string) =>
  holds(shown, `document.activeElement?.matches(${JSON.stringify(selector)})`);

async function press(shown: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await shown.keyboard.press(key);
}

test("From the check to the receipt and to an act by Tab and Enter alone", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Uwase Keza");
  const shown = await screen(operator);
  await shown.goto(`${town.url}${base}/check`);
  await focus(shown, "main h1");
  await press(shown, "Tab");
  await focus(shown, "a[href='#ask']");
  await press(shown, "Enter");
  await focus(shown, "#ask");
  await Promise.all([shown.waitForURL(/\/confirm$/), press(shown, "Enter")]);
  await focus(shown, "#code");
  await shown.keyboard.type(await codeOf(town, mother.id));
  await Promise.all([shown.waitForURL(/\/receipt$/), press(shown, "Enter")]);
  await focus(shown, "main h1");
  await press(shown, "Tab");
  await focus(shown, "[data-print]");
  const caseId = caseIn({ path: new URL(shown.url()).pathname } as never);
  const file = `${visit}/applications/${caseId}`;
  for (const path of [`${visit}/applications`, file, `${file}/act/withdraw`]) {
    await shown.goto(town.url + path);
    await focus(shown, "main h1");
  }
  await press(shown, "Tab");
  await Promise.all([shown.waitForEvent("load"), press(shown, "Enter")]);
  await focus(shown, "#code");
  const own = await shown.textContent("h1");
  assert.equal(own?.trim(), "Withdraw the application", "in the operator's language");
  assert.equal(await shown.locator("main [lang=rw] .govuk-warning-text").count(), 1);
  await shown.context().close();
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("What is signed is sent by nobody who only held down Enter", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const card = {
    ...{ givenName: "Marie", familyName: "Uwera", nationalId: "1199470099991234" },
    ...{ "birth-day": "4", "birth-month": "7", "birth-year": "1994", language: "rw" },
    ...{ card: "national-id", seen: "true", citizen: "true" },
  };
  const visit = await registered(operator, card);
  await town.database.ownerSql`
    update auth.person set level = 2 where national_id = ${card.nationalId}`;
  const base = await filled(operator, visit, "Uwase Ange");
  const shown = await screen(operator);
  await shown.goto(`${town.url}${base}/check`);
  await focus(shown, "main h1");
  await press(shown, "Tab", "Enter");
  await focus(shown, "#ask");
  await Promise.all([shown.waitForURL(/\/confirm$/), press(shown, "Enter")]);
  await focus(shown, "main h1");
  await press(shown, "Enter", "Tab");
  await focus(shown, "[data-print]");
  await press(shown, "Tab");
  await focus(shown, "#sheet");
  await press(shown, "Space", "Tab");
  assert.match(shown.url(), /\/confirm$/);
  await Promise.all([shown.waitForURL(/\/receipt$/), press(shown, "Enter")]);
  await shown.context().close();
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("A whole form is one page by Tab, however fast somebody types", async () => {
  const operator = await seated(town, "uwera-josiane", "9");
  const visit = await opened(operator, mother.card);
  await operator.get(visit);
  const form = { service: "birth-certificate", another: "true" };
  const { path } = await operator.post(`${visit}/start`, form);
  const shown = await screen(operator);
  const loads: string[] = [];
  shown.on("request", (request) => {
    if (request.isNavigationRequest()) loads.push(request.url());
  });
  await shown.goto(town.url + path);
  await focus(shown, "#who");
  await press(shown, "ArrowDown");
  await shown.waitForSelector("#child_name");
  await press(shown, "Tab");
  await shown.keyboard.type("Uwase Ineza");
  const steps = ["14", "3", "2026", "CAN-2026-000123"];
  for (const text of steps) {
    await press(shown, "Tab");
    await shown.keyboard.type(text);
  }
  await press(shown, "Tab", "ArrowUp");
  await shown.waitForSelector("#other_reason");
  await press(shown, "Tab");
  await shown.keyboard.type("A gift");
  await press(shown, "Tab");
  await focus(shown, "#district");
  // The answer of the server comes only after they have gone on.
  const gate = Promise.withResolvers<void>();
  await shown.route(/\/all$/, async (route) => {
    await gate.promise;
    await route.continue();
  });
  await shown.keyboard.type("Gasabo");
  await press(shown, "Tab");
  await focus(shown, "#phone");
  gate.resolve();
  await focus(shown, "#sector");
  await shown.keyboard.type("Remera");
  await holds(shown, "document.querySelector('#sector').value === 'gasabo.remera'");
  await press(shown, "Tab", "Tab", "Tab");
  await Promise.all([shown.waitForURL(/\/check$/), press(shown, "Enter")]);
  assert.equal(loads.length, 3, `the form, what was sent, the check: ${loads.join(" ")}`);
  await shown.context().close();
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});
