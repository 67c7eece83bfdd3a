/** What appears by itself on the open screen of an operator. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { holds, launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import {
  josue,
  lookedUp,
  mother,
  registered,
  seated,
  type staff,
  ticket,
} from "./counter-given.ts";

const shots = process.env.SHOTS;

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

async function screen(client: Awaited<ReturnType<typeof staff>>, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(town.url + path);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  if (!shots) return;
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
}

test("A card that is asked about appears on every open screen of a colleague", async () => {
  const colleague = await seated(town, "mugabo-jean", "2");
  const operator = await seated(town, "uwase-claudine", "1");
  const free = await screen(colleague, "/counter");
  const visit = await registered(operator, josue);
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const asked = "document.querySelector('#cards a')?.getAttribute('href') === '/counter/cards'";
  await holds(free, asked);
  await look(free, "card-asked");
  await free.context().close();

  await operator.get(visit);
  await operator.post(`${visit}/close`);
  await ticket(town);
  await colleague.get("/counter");
  await colleague.post("/counter/queue", { act: "next" });
  const own = await lookedUp(colleague, mother.card);
  const serving = await screen(colleague, own);
  assert.equal(await serving.locator("#cards a").count(), 0, "nothing is asked any more");
  const again = await registered(operator, {
    ...{ ...josue, givenName: "Ange", nationalId: "1199080012345012" },
  });
  await operator.get(again);
  await operator.post(`${again}/card`);
  await holds(serving, asked);
  await look(serving, "card-asked-serving");
  await serving.context().close();
});

test("Before a break an operator reads who waits for this counter alone", async () => {
  const operator = await seated(town, "uwera-josiane", "9");
  const shown = await screen(operator, "/counter");
  await shown.click("summary:has-text('Take a break')");
  assert.equal((await shown.textContent("#who-waits"))?.trim(), "");
  await ticket(town, "education");
  await ticket(town, "education");
  const alone = /2 tickets for D wait for this counter alone: nobody calls them until you/;
  const reads = (words: RegExp) =>
    holds(shown, `${words}.test(document.querySelector('#who-waits')?.textContent ?? '')`);
  await reads(alone);
  await look(shown, "break");
  await shown.click("button[value='break']");
  await reads(alone);
  await shown.context().close();
});
