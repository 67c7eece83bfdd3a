import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { mother, seated, staff } from "./counter-given.ts";
import { application, Device } from "./offline-device.ts";
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
  waiting,
} from "./offline-given.ts";

let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  tablet = await newTablet(town);
  await enrolled(town, tablet, "mugabo-jean", "Bus 4, tablet");
  page = tablet.page;
  await network(page, "online");
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Looks at it as a tablet and as a phone show it. */
async function looked(name: string): Promise<void> {
  for (const width of [360, 800]) {
    await page.setViewportSize({ width, height: 1280 });
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    assert.deepEqual(await judged(page), [], `${name} at ${width}`);
  }
}

/** What anybody who has the number reads on the web. */
async function tracked(reference: string): Promise<string> {
  const guest = town.guest();
  await guest.get("/?lang=en");
  await guest.get("/track");
  return textOf(await guest.post("/track", { reference }));
}

const reason = "She wants to ask her husband first.";

describe("An application that was taken without network", () => {
  let reference = "";

  it("is corrected until it is sent, and keeps its number", async () => {
    await tablet.wire.cut();
    reference = await applied(page, mother, "Keza");
    await page.click(`#outbox >> text=${reference}`);
    await looked("taken");
    await press(page, "Correct the answers");
    await page.waitForSelector(`text=The number ${reference} stays`);
    await looked("correcting");
    await press(page, "Back to the counter");
    await page.waitForSelector("#outbox >> text=Being corrected, not sent");
    await page.click(`#outbox >> text=${reference}`);
    await page.waitForSelector("#take");
    await page.locator('#offline a[href*="/all/child_name"]').click();
    await page.fill("#child_name", "Gatera");
    await press(page, "Continue");
    await page.click("#take");
    await page.waitForSelector("text=This receipt replaces the one of");
    assert.equal(await page.textContent("#reference"), reference);
    await looked("corrected");
    await press(page, "Back to the counter");
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#sent >> text=has been sent");
    assert.deepEqual(await saidYes(await town.as(mother.id)), [reference]);
    const person = await town.person(mother.id);
    const sent = await town.app.parts.cases.applicationsOf(person.id);
    const opened = await town.app.parts.cases.open(sent[0]?.id as never);
    assert.match(JSON.stringify(opened), /Gatera/, "as it was corrected");
    assert.doesNotMatch(JSON.stringify(opened), /Keza/);
  });

  it("is withdrawn for a reason until it is sent, and its number says so", async () => {
    await tablet.wire.cut();
    const gone = await applied(page, { ...mother, card: "1198570012345079" }, "Ineza");
    await page.click(`#outbox >> text=${gone}`);
    await press(page, "Withdraw this application");
    await press(page, "Withdraw this application");
    await page.waitForSelector("[data-error-summary]");
    await looked("withdraw");
    await page.fill("#reason", reason);
    await press(page, "Withdraw this application");
    await page.waitForSelector("text=Withdrawn: this application is not sent");
    const left = await page.innerText("#offline");
    assert.doesNotMatch(left, /Ineza|1198570012345079/, "nothing of the person stays");
    assert.doesNotMatch(left, /Correct the answers|Signature/);
    await looked("withdrawn");
    await press(page, "Back to the counter");
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#sent >> text=has been sent");
    assert.match(await page.innerText("#outbox"), new RegExp(`${gone}[\\s\\S]*Withdrawn`));
    const told = await tracked(gone);
    assert.match(told, /Withdrawn at the counter, not sent/);
    assert.doesNotMatch(told, /husband|Ineza/);
    const officer = await seated(town, "uwase-claudine", "1");
    const list = textOf(await officer.get("/counter/sync/conflicts?lang=en"));
    assert.ok(list.includes(gone) && list.includes(reason), "the hall reads why");
  });

  it("says on its device that the hall discarded it, and why", async () => {
    await tablet.wire.cut();
    const stranger = { name: "Gatete Luc", card: "1198370044444044", born: "1983-01-01" };
    const gone = await applied(page, stranger, "Isimbi");
    await tablet.wire.mend();
    await press(page, "Send now");
    await page.waitForSelector("#conflicts >> text=Account missing, or mistyped");
    const officer = await seated(town, "uwase-claudine", "1");
    const list = "/counter/sync/conflicts";
    const shown = await officer.get(list);
    const item = /id="item-([0-9a-f-]{36})"/.exec(shown.body)?.[1];
    const why = "The card was of somebody else.";
    await officer.post(`${list}/${item}`, { act: "drop", reason: why });
    await press(page, "Send now");
    await page.waitForSelector("#outbox >> text=It was discarded");
    await looked("with-discarded");
    await page.click(`#outbox >> text=${gone}`);
    await page.waitForSelector("#reference");
    await page.waitForSelector(`text=${why}`);
    const told = await page.innerText("#offline");
    assert.match(told, /Discarded[\s\S]*It was discarded at the counter, not sent\. Why:/);
    assert.doesNotMatch(told, /already in use|valid number|Application taken/);
    // Letters of the numbers differ in width.
    await page.evaluate('document.getElementById("reference").textContent = "WWWWW-WWWWW"');
    await looked("discarded");
    await press(page, "Back to the counter");
  });

  it("is neither where it may have arrived: what is sent twice is one", async () => {
    await tablet.wire.cut();
    const sent = await applied(page, { ...mother, card: "1198570012345079" }, "Ganza");
    // Chromium itself posts once more where a connection breaks: that answer is lost too.
    tablet.wire.loseAnswers("/counter/sync", 9);
    const arrived = new Promise<void>((resolve) => tablet.wire.onPost("/counter/sync", resolve));
    await tablet.wire.mend();
    await press(page, "Send now");
    await arrived;
    await page.click(`#outbox >> text=${sent}`);
    await page.waitForSelector("#reference");
    assert.equal(await page.locator("text=Withdraw this application").count(), 0);
    assert.equal(await page.locator("text=Correct the answers").count(), 0);
  });
});

describe("A withdrawal as the server reads it", () => {
  const withdrawn = { reason };

  it("of a number of another device is not accepted, nor does it undo what arrived", async () => {
    const device = await Device.enrolled(town, await staff(town, "uwase-claudine"));
    const other = await Device.enrolled(town, device.client);
    const foreign = { ...application(town, other), withdrawn };
    const { results } = await device.delivers([foreign]);
    assert.equal(results[0].state, "retry");
    assert.match(await tracked(String(foreign.reference)), /Has not arrived yet/);
    const item = application(town, device);
    const first = (await device.delivers([item])).results[0];
    const again = (await device.delivers([{ ...item, withdrawn }])).results[0];
    assert.deepEqual(again, first, "it stands as it arrived");
  });
});
