/** A Saturday in a hall that closes at one: what whoever runs the floor has to see in time. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { civil, manager, seated, textOf } from "./hall-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
let client: Client;
before(async () => {
  // 11:30 in Kigali.
  [town, browser] = await Promise.all([startTown("2026-11-28T09:30:00Z"), launchBrowser()]);
  client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** Some minutes later; the session of before may be over. */
async function later(minutes: number): Promise<void> {
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
}

const take = () =>
  town.app.parts.centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }).then(must);

const floor = async () => textOf((await client.get("/hall/kigali")).body);

test("Who would be called only after closing is said while counters can be opened", async () => {
  const { centres } = town.app.parts;
  for (let count = 0; count < 6; count++) await take();
  const seat = await seated(town, "1", "Uwase Claudine");
  assert.doesNotMatch(await floor(), /after the hall closes/, "six are called by then");
  for (let count = 0; count < 9; count++) await take();
  const alert = /(\d+) tickets would be called only after the hall closes at 13:00: A \((\d+)\)/;
  const [, all = "", ofTopic = ""] = alert.exec(await floor()) ?? assert.fail(await floor());
  assert.equal(all, ofTopic);
  const order = await centres.callOrder("kigali");
  const late = order.filter(({ call }) => (call?.inMinutes ?? 0) > 90).length;
  assert.equal(Number(all), late, "as the list of those who wait has it");
  assert.ok(late > 0 && late < 9);
  if (shots) await look("saturday");
  const other = await seated(town, "2", "Mugabo Jean");
  assert.doesNotMatch(await floor(), /after the hall closes/, "two counters are enough");
  must(await centres.closeCounter(other));
  must(await centres.callNext(seat));
  must(await centres.start(seat));
});

test("A client who takes very long is pointed out, and who waits longest is named", async () => {
  await later(20);
  assert.doesNotMatch(await floor(), /Much longer than usual/);
  await later(8);
  assert.match(await floor(), /28 min .*Much longer than usual \(9 min\): ask whether help/);
  assert.match(await floor(), /longest 28 min A002 · median/);
});

test("The list of those who wait follows the hall, and keeps what is typed", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies(
    [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
  );
  const page = await context.newPage();
  for (let count = 0; count < 2; count++) await take();
  await page.goto(`${town.url}/hall/kigali/queue`);
  await page.fill("#find", "A01");
  const { number } = await take();
  await page.locator(`th a:text-is("${number}")`).waitFor();
  assert.equal(await page.inputValue("#find"), "A01");
  await context.close();
});

/** The page of the floor as a picture. */
async function look(name: string): Promise<void> {
  for (const width of [1280, 360]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${town.url}/about?lang=en`);
    const body = client.last?.body ?? "";
    await page.setContent(body.replace("<head>", `<head><base href="${town.url}/">`));
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
    await context.close();
  }
}
