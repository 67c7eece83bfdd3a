import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { mother, seated, staff } from "./counter-given.ts";
import {
  closeTablets,
  enrolled,
  judged,
  network,
  newTablet,
  press,
  signIn,
  type Tablet,
  ticketTaken,
  unlocked,
  waiting,
} from "./offline-given.ts";

let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
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

/** Presses the button of this ticket. */
const move = (words: string, number: string) =>
  page.getByRole("button", { name: `${words} ${number}` }).click();

async function statusOf(number: string): Promise<string | undefined> {
  const [row] = await town.app.sql<{ status: string }[]>`
    select status from centres.ticket where number = ${number}`;
  return row?.status;
}

const onBoth = (number: string) => `${number} was called here and at a counter of the hall too`;

/** A ticket that was called on the tablet, and meanwhile at a counter, where it is in hand. */
async function calledTwice() {
  const twice = await ticketTaken(page);
  await waiting(page, 0);
  await tablet.wire.cut();
  await press(page, "Send now");
  await network(page, "offline");
  await move("Call", twice);
  const counter = await seated(town, "mukeshimana-aline", "3");
  await counter.get("/counter");
  for (let calls = 0; calls < 9 && (await statusOf(twice)) === "waiting"; calls++)
    for (const act of calls > 0 ? ["start", "finish", "next"] : ["next"])
      await counter.post("/counter/queue", { act });
  await counter.post("/counter/queue", { act: "start" });
  assert.equal(await statusOf(twice), "serving");
  await move("Finish", twice);
  await tablet.wire.mend();
  await press(page, "Send now");
  // A press counts once what was asked before it is done.
  await page.waitForSelector("#sent >> text=has been sent");
  await waiting(page, 0);
  await page.getByText(onBoth(twice)).waitFor();
  return { twice, counter };
}

describe("A ticket that was taken at a counter without network", () => {
  let number = "";
  let other = "";

  it("is called there when the network drops after it was sent", async () => {
    number = await ticketTaken(page);
    other = await ticketTaken(page);
    await waiting(page, 0);
    await page.waitForSelector(`#in-hall >> text=${other}`);
    assert.equal(await statusOf(number), "waiting");
    assert.equal(await page.locator("#in-hall button").count(), 0, "the hall calls it");
    await tablet.wire.cut();
    await press(page, "Send now");
    await page.waitForSelector("#sent >> text=There is no network now. Everything is saved");
    await network(page, "offline");
    await looked("called-offline");
    await move("Call", number);
    await page.waitForSelector(`#queue .of-row--now >> text=${number}`);
    await move("Finish", number);
    await waiting(page, 1);
  });

  it("is over in the hall when the network is back, and the others still wait there", async () => {
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#sent >> text=has been sent");
    assert.equal(await statusOf(number), "done");
    assert.equal(await statusOf(other), "waiting");
    const hall = await town.app.parts.centres.hall("kigali");
    assert.deepEqual([hall?.today.taken, hall?.today.done], [2, 1]);
    assert.doesNotMatch(await page.innerText("#in-hall"), new RegExp(number));
  });

  it("whose holder does not come is called once more, then over in the hall", async () => {
    const missed = await ticketTaken(page);
    const next = await ticketTaken(page);
    await waiting(page, 0);
    await tablet.wire.cut();
    await press(page, "Send now");
    await network(page, "offline");
    await move("Call", missed);
    await looked("called-acts");
    await move("Did not come", missed);
    await page.waitForSelector("#in-hall >> text=Did not come");
    const rows = await page.locator("#in-hall li").allInnerTexts();
    const at = (number: string) => rows.findIndex((row) => row.includes(number));
    assert.ok(at(next) < at(missed), rows.join());
    assert.equal(await statusOf(missed), "waiting");
    await move("Call", missed);
    await move("Did not come", missed);
    await waiting(page, 1);
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#sent >> text=has been sent");
    assert.equal(await statusOf(missed), "absent");
  });

  it("that a counter of the hall called meanwhile is told on both sides", async () => {
    const { twice, counter } = await calledTwice();
    await looked("called-twice");
    const manager = await staff(town, "ingabire-solange");
    const floor = await manager.get("/hall/kigali?lang=en");
    assert.ok(floor.body.includes(`${twice} was called in this hall and also on Bus 2, tablet`));
    assert.notEqual(await statusOf(twice), "waiting", "a counter keeps whom it has");
    await fitsScreens(town.url, manager, "/hall/kigali?lang=en", "hall-called-twice");
    town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
    await counter.post("/counter/queue", { act: "finish" });
    await press(page, "Send now");
    await page.getByText(onBoth(twice)).waitFor({ state: "detached" });
    const after = await manager.get("/hall/kigali?lang=en");
    assert.doesNotMatch(after.body, new RegExp(`${twice} was called in this hall and also`));
  });

  it("that was called on both sides can be put away by who has read it", async () => {
    const { twice, counter } = await calledTwice();
    await move("Put this away", twice);
    await page.getByText(onBoth(twice)).waitFor({ state: "detached" });
    await press(page, "Send now");
    await page.waitForSelector("#sent >> text=has been sent");
    assert.equal(await page.getByText(onBoth(twice)).count(), 0, "and stays away");
    await counter.post("/counter/queue", { act: "finish" });
  });

  it("leads to the application of its holder, and back", async () => {
    await tablet.wire.cut();
    const number = await ticketTaken(page);
    await move("Call", number);
    await press(page, "Application for this ticket");
    await press(page, "Birth certificate");
    await press(page, "Continue");
    await page.waitForSelector("[data-error-summary]");
    const [year, month, day] = mother.born.split("-");
    const birth = { "birth-day": day, "birth-month": month, "birth-year": year };
    const fields = { name: mother.name, "national-id": mother.card, ...birth };
    for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, String(value));
    await press(page, "Continue");
    await page.waitForSelector(".hw-whole");
    await press(page, "Back to the counter");
    await page.click(`#queue li:has-text("${number}") a:has-text("Continue")`);
    await page.waitForSelector(".hw-whole");
    await press(page, "Back to the counter");
    await move("Finish", number);
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
  });

  it("says its priority, and stands before the others", async () => {
    await tablet.wire.cut();
    const plain = await ticketTaken(page);
    await press(page, "Take a ticket");
    await page.check('input[value="civil-status-and-identity"]');
    await page.selectOption("#group", { index: 1 });
    const group = "Pregnant women and parents with a baby";
    await press(page, "Take a ticket");
    const first = (await page.textContent("#number")) ?? "";
    assert.ok((await page.innerText(".of-receipt")).includes(group), "on the ticket");
    await press(page, "Back to the counter");
    await page.waitForSelector("#net");
    const rows = await page.locator("#queue li").allInnerTexts();
    assert.ok(rows[0]?.includes(first) && rows[0].includes(group), rows.join());
    assert.ok(rows[1]?.includes(plain), rows.join());
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
  });

  it("is called there on a day without hours, and settled when it is finished", async () => {
    town.setClock("2026-11-29T08:00:00Z");
    await tablet.context.clock.setFixedTime(town.now());
    await tablet.context.clearCookies();
    await signIn(town, tablet, "mugabo-jean");
    await unlocked(page);
    await network(page, "online");
    const sunday = await ticketTaken(page);
    await waiting(page, 0);
    await page.waitForSelector("text=these tickets are called here alone");
    assert.equal(await page.locator("#conflicts").count(), 0, "nothing is wrong with it today");
    const manager = await staff(town, "ingabire-solange");
    const list = "/counter/sync/conflicts?lang=en";
    assert.match((await manager.get(list)).body, new RegExp(sunday));
    await looked("called-sunday");
    await move("Call", sunday);
    await move("Finish", sunday);
    await waiting(page, 0);
    await press(page, "Send now");
    await page.waitForSelector("#sent >> text=has been sent");
    assert.doesNotMatch((await manager.get(list)).body, new RegExp(sunday));
  });
});
