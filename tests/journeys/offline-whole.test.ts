import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { startTown, type Town } from "../town.ts";
import { mother } from "./counter-given.ts";
import {
  asked,
  closeTablets,
  enrolled,
  judged,
  network,
  newTablet,
  pin,
  press,
  shell,
  type Tablet,
  unlocked,
  waiting,
} from "./offline-given.ts";

let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  tablet = await newTablet(town);
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Looks at it as a tablet and as a phone show it. */
async function looked(name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    assert.deepEqual(await judged(page), [], `${name} at ${width}`);
  }
}

const typedValue = (field: string) => page.inputValue(field);
/** Types, and waits until it is on the disk. */
async function typedIn(field: string, text: string): Promise<void> {
  await page.fill(field, text);
  await page.waitForSelector("#offline form:not([data-saving])");
}

describe("The forms of the counter without network", () => {
  it("say who opens it, where, and with what", async () => {
    await enrolled(town, tablet, "mugabo-jean", "Bus 2, tablet");
    page = tablet.page;
    await network(page, "online");
    await Promise.all([tablet.wire.cut(), tablet.context.setOffline(true)]);
    await page.reload();
    await page.waitForSelector("#pin");
    const locked = await page.innerText("#offline");
    assert.match(locked, /Open the offline counter/);
    assert.match(locked, /Bus 2, tablet, .*Kigali/, "which device, and where");
    assert.match(locked, /operators who serve people here/);
    assert.match(locked, /The floor manager chose it/);
    await looked("locked");
  });

  it("say all that is wrong at once, and lose nothing that was typed by a reload", async () => {
    await unlocked(page);
    await press(page, "New application");
    await press(page, "Birth certificate");
    await press(page, "Continue");
    for (const id of ["name", "national-id", "birth-day"])
      assert.equal(await page.locator(`[data-error-summary] a[href="#${id}"]`).count(), 1, id);
    await page.fill("#name", "Uwera Rose");
    await page.check('input[name="lang"][value="fr"]');
    await typedIn("#national-id", "11970");
    await page.reload();
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#national-id");
    assert.deepEqual(
      [await typedValue("#name"), await typedValue("#national-id")],
      [...["Uwera Rose", "11970"]],
    );
    assert.ok(await page.isChecked('input[name="lang"][value="fr"]'));
    await press(page, "Back to the counter");
    await page.waitForSelector("#net");
    await press(page, "New application");
    await press(page, "Birth certificate");
    assert.equal(await typedValue("#name"), "", "who comes next is somebody else");
  });

  it("are asked whole, by the keyboard alone, with what follows at once", async () => {
    const [year, month, day] = mother.born.split("-");
    const fields = { name: mother.name, "national-id": mother.card, "birth-day": day };
    const more = { "birth-month": month, "birth-year": year };
    for (const [id, value] of Object.entries({ ...fields, ...more }))
      await page.fill(`#${id}`, String(value));
    await page.check('input[name="lang"][value="en"]');
    await press(page, "Continue");
    await page.waitForSelector(".hw-whole");
    assert.match(page.url(), /\/all$/);
    const focused = (what: string) =>
      page.waitForFunction(`document.activeElement?.matches(${JSON.stringify(what)})`);
    await focused("input[name=who]");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("#child_name");
    await focused("input[name=who]");
    await page.keyboard.press("Tab");
    await focused("#child_name");
    await page.keyboard.type("Uwase Ineza");
    await page.keyboard.press("Tab");
    await page.keyboard.type("32");
    await looked("whole");
  });

  it("keep a date that is none yet over a reload, and what was chosen before it", async () => {
    await typedIn("#child_can", "CAN-2026");
    await page.reload();
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#child_name");
    assert.equal(await typedValue("#child_name"), "Uwase Ineza");
    assert.equal(await typedValue("#child_birth_date-day"), "32");
    assert.equal(await typedValue("#child_can"), "CAN-2026");
  });

  it("offer the sectors of the district, and no others, as soon as it is chosen", async () => {
    await page.selectOption("#district", "gasabo");
    await page.selectOption("select#sector", "gasabo.remera");
    await page.selectOption("#district", "huye");
    await page.waitForSelector("select#sector [value='huye.ngoma']", { state: "attached" });
    await press(page, "Continue");
    await page.waitForSelector("[data-error-summary]");
    const sectors = await page.locator("select#sector option").allInnerTexts();
    assert.ok(sectors.includes("Ngoma"), sectors.join());
    assert.ok(sectors.length < 20, "those of Huye alone");
    for (const id of ["child_birth_date-day", "sector", "reason"])
      assert.equal(await page.locator(`[data-error-summary] a[href="#${id}"]`).count(), 1, id);
    await looked("whole-wrong");
  });

  it("can be asked a page at a time, and whole again", async () => {
    await press(page, "Ask one page at a time");
    await page.waitForURL(/\/page\//);
    await press(page, "All questions on one page");
    await page.waitForSelector(".hw-whole");
    assert.equal(await typedValue("#child_name"), "Uwase Ineza");
    await press(page, "Back to the counter");
    await page.waitForSelector("#not-sent[data-count='1']");
  });

  it("say on the device and on the receipt that a second officer has to agree", async () => {
    await asked(page, mother, "Keza");
    assert.match(await page.innerText("#offline"), /waits for a second officer/);
    await page.click("#take");
    assert.match(await page.innerText(".of-receipt"), /waits for a second officer/);
    await looked("receipt");
    assert.match(await page.innerText(".of-receipt"), /Two copies/);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(sheets.match(/\/Type\s*\/Page\b/g)?.length, 1, "one sheet of A4");
    if (process.env.SHOTS) await page.pdf({ path: `${process.env.SHOTS}/receipt.pdf` });
    await press(page, "Back to the counter");
    await page.waitForSelector("#not-sent[data-count='2']");
    await waiting(page, 1);
  });

  it("are listed while they wait for a yes, too", async () => {
    await tablet.wire.mend();
    await tablet.context.setOffline(false);
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#conflicts >> text=Waits for the person’s yes");
    await page.waitForSelector("#not-sent[data-count='2']");
    assert.doesNotMatch(await page.innerText("#offline"), /There are no applications/);
    await looked("home");
    assert.ok(page.url().includes(shell));
  });
});
