import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { startTown, type Town } from "../town.ts";
import { mother } from "./counter-given.ts";
import {
  applied,
  closeTablets,
  enrolled,
  judged,
  network,
  newTablet,
  press,
  saidYes,
  type Tablet,
  ticketTaken,
  waiting,
} from "./offline-given.ts";

let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  tablet = await newTablet(town);
  await enrolled(town, tablet, "mugabo-jean", "Bus 2, tablet");
  page = tablet.page;
  await network(page, "online");
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Looks at it as a tablet and as a phone show it. */
async function looked(name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    assert.deepEqual(await judged(page), [], `${name} at ${width}`);
  }
}

const nextLines = async () => (await page.innerText("#next")).replaceAll("\u00a0", " ");

/** How often this stands on the page. */
const timesOf = async (text: string) => (await page.innerText("#offline")).split(text).length - 1;

async function sentNow(): Promise<void> {
  await press(page, "Send now");
  await waiting(page, 0);
  await page.waitForSelector("#sent >> text=has been sent");
}

describe("An application that a tablet took", () => {
  let reference = "";

  it("has the same lines on every receipt, and stands on the first page once", async () => {
    await tablet.wire.cut();
    reference = await applied(page, mother, "Keza");
    await page.click(`#outbox >> text=${reference}`);
    const first = await nextLines();
    assert.match(first, /a fee of 500 Frw is due/);
    assert.match(first, /Track an application/);
    await press(page, "Back to the counter");
    await tablet.wire.mend();
    await sentNow();
    await page.waitForSelector(`#conflicts >> text=${reference}`);
    assert.equal(await timesOf(reference), 1, "in the section where something is to be done");
    assert.match(await page.innerText("#conflicts"), /Birth certificate/);
    await page.waitForSelector("#not-sent[data-count='1']");
    await looked("once-waits");
    await page.click(`#conflicts >> text=${reference}`);
    assert.equal(await nextLines(), first, "printed again");
    await looked("reprint-waits");
    await press(page, "Back to the counter");
  });

  it("says on the receipt of what is with the office what to pay and where to ask", async () => {
    assert.deepEqual(await saidYes(await town.as(mother.id)), [reference]);
    await sentNow();
    await page.waitForSelector(`#outbox >> text=${reference}`);
    assert.equal(await timesOf(reference), 1);
    await page.click(`#outbox >> text=${reference}`);
    const lines = await nextLines();
    assert.match(lines, /This application is with the office/);
    assert.match(lines, /If the fee of 500 Frw is not paid yet/);
    assert.match(lines, /Track an application/);
    assert.doesNotMatch(lines, /is not with the office yet|say yes/);
    assert.doesNotMatch(await page.innerText("#offline"), /Keza/, "nothing of the person");
    await looked("reprint-sent");
    await press(page, "Back to the counter");
  });

  it("stands with the ticket of its holder while that is called", async () => {
    await tablet.wire.cut();
    const number = await ticketTaken(page);
    await page.getByRole("button", { name: `Call ${number}` }).click();
    await press(page, "Application for this ticket");
    await press(page, "Birth certificate");
    const [year, month, day] = mother.born.split("-");
    const birth = { "birth-day": day, "birth-month": month, "birth-year": year };
    const fields = { name: mother.name, "national-id": mother.card, ...birth };
    for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, String(value));
    await press(page, "Continue");
    await page.waitForSelector(".hw-whole");
    await press(page, "Back to the counter");
    await page.waitForSelector(`#queue >> text=${mother.name}`);
    const begun = page.locator('#offline a[href^="#/draft/"]');
    assert.equal(await begun.count(), 1, "and nowhere else");
    await looked("once-called");
    await page.getByRole("button", { name: `Finish ${number}` }).click();
    await page.waitForSelector(`#outbox >> text=${mother.name}`);
    assert.equal(await begun.count(), 1);
    await tablet.wire.mend();
    await sentNow();
  });
});
