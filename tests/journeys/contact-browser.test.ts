/** The contact that is typed into a form is the one that messages go to, if its person wants so. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { type Pointer, pointers, pointing, press } from "../pointers.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, requested } from "./apply-given.ts";
import { bySystem, draftOf } from "./office-given.ts";

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
const typed = "+250788123456";

/** Types another number into the form and comes to the page on which everything is checked. */
async function checkPage(by: Pointer, phone: string): Promise<Page> {
  const draft = await draftOf(town, "birth-certificate", mother);
  const context = await pointing(browser, await inEnglish(town, mother), by);
  const page = await context.newPage();
  await page.goto(`${town.url}/drafts/${draft}/page/contact?change=1`);
  await page.fill("[name=phone]", phone);
  await page.fill("[name=email]", "");
  await press(page.getByRole("button", { name: "Continue" }), by);
  await page.waitForURL(/\/check$/);
  return page;
}

async function send(page: Page, by: Pointer): Promise<string> {
  await press(page.locator("[name=declaration] + label"), by);
  await press(page.getByRole("button", { name: /^Send|^Submit/ }), by);
  await page.waitForURL(/\/sent(\?messages=given)?$/);
  const caseId = /applications\/([^/]+)/.exec(page.url())?.[1] ?? "";
  const paid = { type: "record-payment", fee: "certificate", bill: "certificate" } as const;
  await bySystem(town, caseId, paid);
  return caseId;
}

async function codeTo(address: string): Promise<string> {
  await town.settle();
  const [last] = (await town.app.parts.messages.latest(50)).filter(
    ({ template, recipient }) => template === "confirm-address" && recipient === address,
  );
  return /\b\d{6}\b/.exec(last?.body ?? "")?.[0] ?? assert.fail(`no code to ${address}`);
}

async function toldTo(caseId: string, template: string): Promise<string[]> {
  await town.settle();
  const rows = await town.database.ownerSql<{ recipient: string }[]>`
    select recipient from messages.outbox
    where case_id = ${caseId} and template = ${template} order by recipient`;
  return rows.map(({ recipient }) => recipient);
}

for (const by of pointers)
  describe(`By ${by}`, () => {
    it("messages go to the number that was typed, and the account is told", async () => {
      const page = await checkPage(by, "0788 123 456");
      assert.deepEqual(await barriersOn(page), []);
      const caseId = await send(page, by);
      assert.match(await page.locator("main").innerText(), /Confirm \+250788123456/);
      await press(page.getByRole("button", { name: "Send me a code" }), by);
      await page.waitForURL(/\/contact$/);
      assert.deepEqual(await barriersOn(page), []);
      assert.deepEqual(await toldTo(caseId, "contact-changed"), [], "not before it is confirmed");
      await page.fill("[name=code-phone]", await codeTo(typed));
      await press(page.getByRole("button", { name: "Confirm" }), by);
      await page.waitForURL(new RegExp(`/applications/${caseId}$`));
      const account = await town.person(mother);
      const accounts = [account.phone, account.email].flatMap((each) => each ?? []).sort();
      assert.deepEqual(await toldTo(caseId, "contact-changed"), accounts);
      await requested(town, caseId, ["child_name"], "Is it Ineza?");
      assert.deepEqual(await toldTo(caseId, "request"), [typed]);
      await page.context().close();
    });

    it("messages stay with the account where its person chooses so", async () => {
      const page = await checkPage(by, "0788 123 456");
      await press(page.locator("[name=messages][value=account] + label"), by);
      const caseId = await send(page, by);
      await requested(town, caseId, ["child_name"], "Is it Ineza?");
      assert.ok(!(await toldTo(caseId, "request")).includes(typed));
      await page.context().close();
    });

    it("nothing is asked where the account's contact was left as it is", async () => {
      const { phone, email } = await town.person(mother);
      const page = await checkPage(by, phone ?? "");
      assert.equal(await page.locator("[name=messages]").count(), email === null ? 0 : 2);
      await page.context().close();
    });
  });
