import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { barriersOn, keepStill } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { confirmed, lookedUp, mother, opened, seated, staff } from "./counter-given.ts";

const child = {
  ...{ who: "child", child_name: "Uwase Ineza", child_can: "CAN-2026-000123" },
  ...{ "child_birth_date-day": "14", "child_birth_date-month": "3" },
  "child_birth_date-year": "2026",
};
const use = { reason: "other", district: "gasabo", sector: "gasabo.remera", phone: "0788 123 456" };

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

/** A birth certificate begun at a counter; the operator and the address of the draft. */
async function begun() {
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await opened(operator, mother.card);
  await operator.get(visit);
  const fields = { service: "birth-certificate", another: "true" };
  const { path } = await operator.post(`${visit}/start`, fields);
  const base = path.replace(/\/all$/, "");
  assert.notEqual(base, path, "all questions on one page, unless the operator chose otherwise");
  return { operator, visit, base };
}

/** Answers all questions on their one page, the ones that follow too; the check. */
async function answeredAll(operator: Awaited<ReturnType<typeof staff>>, base: string) {
  await operator.get(`${base}/all`);
  await operator.post(`${base}/all`, { who: "child", ...use });
  const all = { ...child, ...use, other_reason: "A gift" };
  const check = await operator.post(`${base}/all`, all);
  assert.equal(check.path, `${base}/check`);
  return check;
}

describe("All questions of a form on one page", () => {
  it("are answered together, with errors at their fields and new questions asked", async () => {
    const { operator, visit, base } = await begun();
    const page = await operator.get(`${base}/all`);
    says(page, "Birth certificate");
    const more = await operator.post(`${base}/all`, { who: "child", ...use });
    assert.equal(more.status, 200, "nothing is wrong yet");
    assert.match(more.body, /role="status"[\s\S]*href="#child_name"/, "what follows is named");
    const wrong = { ...child, ...use, "child_birth_date-month": "13" };
    const back = await operator.post(`${base}/all`, wrong);
    assert.equal(back.status, 422);
    assert.match(back.body, /href="#child_birth_date/, "the summary leads to the field");
    assert.match(back.body, /value="Uwase Ineza"/, "what was right stays");
    assert.match(back.body, /name="other_reason"/, "a question that follows is there");
    const all = { ...child, ...use, other_reason: "A gift" };
    const check = await operator.post(`${base}/all`, all);
    assert.equal(check.path, `${base}/check`);
    assert.match((await confirmed(town, operator, base, mother.id)).path, /\/receipt$/);
    await operator.get(visit);
    await operator.post(`${visit}/close`);
  });

  it("ask what a page at a time asks, and leave nothing out", async () => {
    const { operator, visit, base } = await begun();
    await operator.get(`${base}/all`);
    const empty = await operator.post(`${base}/all`, {});
    assert.equal(empty.status, 422);
    assert.equal((await operator.get(`${base}/check`)).path, `${base}/all`);
    await operator.get(visit);
    await operator.post(`${visit}/close`);
  });

  it("are asked a page at a time by who chose so, at whichever counter they sit", async () => {
    const { operator, visit, base } = await begun();
    await operator.post(`${base}/all`, { who: "child" });
    const page = await operator.post(`${base}/all`, { ...child, _action: "pages" });
    assert.equal(page.path, `${base}/page/certificate`, "what was typed stays");
    assert.equal((await operator.get(base)).path, `${base}/page/certificate`);
    await operator.get(visit);
    await operator.post(`${visit}/close`);
    const again = await staff(town, "mugabo-jean");
    const next = await opened(again, mother.card);
    const fields = { service: "birth-certificate", another: "true" };
    const start = await again.post(`${next}/start`, fields);
    assert.match(start.path, /\/page\/who$/);
    const whole = await again.post(start.path.replace("/page/who", "/all"), { _action: "whole" });
    assert.match(whole.path, /\/all$/);
    await again.get(next);
    assert.match((await again.post(`${next}/start`, fields)).path, /\/all$/);
    await again.get(next);
    await again.post(`${next}/close`);
  });

  it("ask no telephone of somebody who is on record without one", async () => {
    const operator = await seated(town, "mugabo-jean", "2");
    await operator.get("/counter/register");
    const { path: visit } = await operator.post("/counter/register", {
      ...{ givenName: "Marie", familyName: "Uwera", nationalId: "1199470099991234" },
      ...{ "birth-day": "4", "birth-month": "7", "birth-year": "1994", language: "rw" },
      ...{ card: "national-id", seen: "true", citizen: "true" },
    });
    await town.database.ownerSql`
      update auth.person set level = 2 where national_id = '1199470099991234'`;
    await operator.get(visit);
    const { path } = await operator.post(`${visit}/start`, { service: "birth-certificate" });
    await operator.post(path, { who: "child", ...use });
    const check = await operator.post(path, {
      ...{ ...child, ...use, other_reason: "A gift", phone: "" },
    });
    assert.equal(check.path, path.replace(/all$/, "check"), "no number is made up");
    const base = path.replace(/\/all$/, "");
    await operator.post(`${base}/ask`, { kind: "signature" });
    const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
    assert.match(receipt.path, /\/receipt$/);
    await operator.get(visit);
    await operator.post(`${visit}/close`);
  });

  it("are answered from the keyboard at once: the first one has the focus", async () => {
    const { operator, visit, base } = await begun();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const cookies = [...operator.cookies].map(([name, value]) => ({ name, value }));
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
    const page = await context.newPage();
    const focused = (what: string) => page.waitForSelector(`${what}:focus`, { state: "attached" });
    await page.goto(`${town.url}${base}/all`);
    await focused("input[name=who]");
    await page.keyboard.press("Space");
    await page.waitForSelector("input[name=who]:checked");
    await page.keyboard.press("Enter");
    await focused("[data-error-summary]");
    await context.close();
    await operator.get(visit);
    await operator.post(`${visit}/close`);
  });

  it("are where an answer is changed, at its question; Enter leads to the check", async () => {
    const { operator, visit, base } = await begun();
    await answeredAll(operator, base);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const cookies = [...operator.cookies].map(([name, value]) => ({ name, value }));
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
    const page = await context.newPage();
    for (const [field, input] of [
      ["child_birth_date", "child_birth_date-day"],
      ["other_reason", "other_reason"],
    ]) {
      await page.goto(`${town.url}${base}/check`);
      const row = `.govuk-summary-list__row:has(#answer-${field})`;
      await page.click(`${row} a[href="./all#${input}"]`);
      await page.waitForSelector(`#${input}:focus`, { state: "attached" });
      const isAtEnd = "(({ value, selectionStart: at }) => at === value.length)";
      assert.ok(await page.evaluate(`${isAtEnd}(document.activeElement)`), "typed on at its end");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${town.url}${base}/check`);
    }
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/check-1280.png`, fullPage: true });
    await context.close();
    await operator.get(`${base}/all`);
    const chosen = await operator.post(`${base}/all`, {
      ...{ ...child, ...use, other_reason: "A gift", _action: "pages" },
    });
    assert.equal(chosen.path, `${base}/check`);
    assert.match(chosen.body, /\/page\/child\?change=1/, "a page at a time, where that was chosen");
    await operator.post(`${base}/all`, { _action: "whole" });
    await operator.get(visit);
    await operator.post(`${visit}/close`);
  });

  it("stand beneath what is on the card; nothing of it opens a file", async () => {
    const { operator, visit, base } = await begun();
    const born = /Date of birth: 11 March 1994/;
    const form = await operator.get(`${base}/all`);
    assert.match(textOf(form), born);
    assert.match(textOf(form), new RegExp(mother.card));
    const check = await answeredAll(operator, base);
    assert.match(textOf(check), new RegExp(`${mother.name} · ${born.source}`));
    assert.match(textOf(check), new RegExp(mother.card));
    await operator.get(visit);
    await operator.post(`${visit}/close`);

    // Somebody without a telephone, whose file their card would open, at another operator's.
    const other = await seated(town, "uwase-claudine", "4");
    const closed = await lookedUp(other, "1199470099991234");
    const start = await other.post(`${closed}/start`, { service: "birth-certificate" });
    assert.match(textOf(start), /Date of birth: 1994 · Number on the card: 119947009999•{4}/);
    assert.doesNotMatch(start.body, /1199470099991234|4 July/);
    await other.get(closed);
    await other.post(`${closed}/close`);
    const own = await lookedUp(operator, "1199470099991234");
    const again = { service: "birth-certificate", another: "true" };
    const full = await operator.post(`${own}/start`, again);
    assert.match(textOf(full), /4 July 1994 · Number on the card: 1199470099991234/);
    await operator.get(own);
    await operator.post(`${own}/close`);
  });

  for (const width of [1280, 360])
    it(`break no rule of accessibility and fit a screen of ${width} pixels`, async () => {
      const { operator, visit, base } = await begun();
      await operator.get(`${base}/all`);
      await operator.post(`${base}/all`, { who: "child", ...use });
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        bypassCSP: true,
      });
      const cookies = [...operator.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
      const page = await context.newPage();
      await page.goto(`${town.url}${base}/all`);
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/whole-${width}.png`, fullPage: true });
      assert.deepEqual(await barriersOn(page), []);
      const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
      assert.ok(wide <= width, String(wide));
      await context.close();
      await operator.get(visit);
      await operator.post(`${visit}/close`);
    });
});

describe("A card that waits for a second officer", () => {
  for (const width of [1280, 360])
    it(`breaks no rule of accessibility on both screens at ${width} pixels`, async () => {
      const operator = await seated(town, "mugabo-jean", "2");
      await operator.get("/counter/register");
      const { path: visit } = await operator.post("/counter/register", {
        ...{ givenName: "Rose", familyName: "Umutoni", nationalId: `119947009999${width + 1000}` },
        ...{ "birth-day": "4", "birth-month": "7", "birth-year": "1994", language: "rw" },
        ...{ card: "national-id", seen: "true", citizen: "true" },
      });
      await operator.get(visit);
      await operator.post(`${visit}/card`);
      const manager = await staff(town, "ingabire-solange");
      for (const [client, path] of [
        [operator, `${visit}/card`],
        [operator, visit],
        [manager, "/counter/cards"],
      ] as const) {
        const context = await browser.newContext({
          viewport: { width, height: 800 },
          bypassCSP: true,
        });
        const cookies = [...client.cookies].map(([name, value]) => ({ name, value }));
        await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
        const page = await context.newPage();
        await keepStill(page);
        await page.goto(town.url + path);
        const name = `card-${path.split("/").at(-1)?.slice(0, 5)}-${width}.png`;
        if (process.env.SHOTS)
          await page.screenshot({ path: `${process.env.SHOTS}/${name}`, fullPage: true });
        assert.deepEqual(await barriersOn(page), [], path);
        const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
        assert.ok(wide <= width, `${path}: ${wide}`);
        await context.close();
      }
      await operator.get(visit);
      await operator.post(`${visit}/close`);
    });
});
