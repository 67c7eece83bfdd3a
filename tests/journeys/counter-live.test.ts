/** What appears by itself on the open screen of an operator. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { holds, launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import {
  josue,
  lookedUp,
  mother,
  opened,
  registered,
  seated,
  type staff,
  ticket,
} from "./counter-given.ts";
import { draftOf } from "./office-given.ts";

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

test("Both officers who have the file of one client open are told of each other", async () => {
  const first = await seated(town, "uwase-claudine", "1");
  const second = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(first, mother.card);
  const open = await screen(first, visit);
  await holds(open, "document.querySelector('#elsewhere').textContent.trim() === ''");
  const other = await lookedUp(second, mother.card);
  const body = (await second.get(other)).body;
  assert.match(body, /This file is also open at counter 1 with Uwase Claudine, since/);
  const elsewhere = "document.querySelector('#elsewhere').textContent";
  await holds(open, `${elsewhere}.includes('also open at counter 2 with Mugabo Jean, since')`);
  await look(open, "open-elsewhere");
  await second.get(other);
  await second.post(`${other}/close`);
  await holds(open, `${elsewhere}.trim() === ''`);
  await open.context().close();
  await first.get(visit);
  await first.post(`${visit}/close`);
});

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

test("A payment on the client's own telephone is seen without loading the page again", async () => {
  const operator = await seated(town, "uwera-josiane", "9");
  const visit = await opened(operator, mother.card);
  const draftId = await draftOf(town, "birth-certificate", mother.id);
  const { id, name, birthDate, nationalId, nationality, phone, email } = await town.person(
    mother.id,
  );
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const { cases } = town.app.parts;
  const { caseId } = must(await cases.submit({ draftId, person: id, applicant, lang: "rw" }));
  await town.settle();
  const file = `${visit}/applications/${caseId}`;
  await operator.get(file);
  says(await operator.post(`${file}/pay`), "Check if it is paid");
  const shown = await screen(operator, file);
  const standing = (words: string) =>
    holds(shown, `document.querySelector("#bills")?.textContent?.includes("${words}")`);
  await standing("Payment in progress");
  const [charge] = await town.app.sql<{ ref: string }[]>`select ref from sandbox.charge`;
  const telephone = town.guest();
  const push = `/sandbox-pay/${charge?.ref}`;
  await telephone.get(push);
  await telephone.post(push, { act: "pay" });
  await town.settle();
  await standing("Paid");
  await look(shown, "pushed");
  assert.equal(await shown.locator("#bills[data-waits]").count(), 0, "nothing is read any more");
  await shown.context().close();
  await operator.get(visit);
  await operator.post(`${visit}/close`);
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
