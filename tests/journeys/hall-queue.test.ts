/** The list of those who wait: in the order of the calls, with the policy's own reasons. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { civil, manager, seated, textOf } from "./hall-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown("2026-11-26T06:30:00Z"), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

test("A ticket is given by hand, and moved unless it was called meanwhile", async () => {
  const { centres } = town.app.parts;
  const client = await town.as(manager);
  await client.get("/hall/kigali/queue?lang=en");
  const given = await client.post("/hall/kigali/queue", { topic: civil, party: "1" });
  assert.match(textOf(given.body), /Ticket A\d{3}.*State Waiting.*Give priority/);
  assert.match(textOf(given.body), /A001 has been given/);
  const id = given.path.split("/").at(-1) ?? "";
  assert.match(given.body, new RegExp(`href="/hall/kigali/queue#t-${id}"[\\s\\S]{0,200}Done`));
  const list = await client.get("/hall/kigali/queue");
  assert.match(textOf(list.body), /1 ticket waits, in the order of the calls.*A001 A · Civil/);
  assert.match(list.body, new RegExp(`id="t-${id}"`), "where Done leads to");
  await client.get(given.path);
  const move = { do: "move", topic: "education", counter: "", reason: "mistake" };
  const moved = await client.post(given.path, move);
  assert.equal(moved.path, "/hall/kigali/queue", "back to the list, and not to the hall");
  assert.match(textOf(moved.body), /A001 has been moved, with its waiting time.*A001 D · Educ/);
  const seat = await seated(town, "9", "Mugabo Jean");
  const called = must(await centres.callNext(seat));
  await client.get(given.path);
  const late = await client.post(given.path, { do: "cancel", reason: "gone" });
  assert.equal(late.status, 409);
  assert.match(textOf(late.body), /was called meanwhile.*Nothing was changed.*Called to counter 9/);
  const [row] = await town.app.sql`
    select count(*)::int as acts from centres.moment
    where ticket = ${called?.id ?? ""} and officer is not null and what in ('taken', 'moved')`;
  assert.equal(row?.acts, 2, "who gave it and who moved it are recorded");
  must(await centres.start(seat));
  must(await centres.finish(seat));
  must(await centres.closeCounter(seat));
  const stranger = await town.guest().get("/hall/kigali/queue");
  assert.doesNotMatch(stranger.path, /queue/);
});

test("The break of the only counter is waited out, in the queue and on a phone", async () => {
  const { centres } = town.app.parts;
  const seat = await seated(town, "9", "Mugabo Jean");
  const { token } = must(
    await centres.takeTicket({ centre: "kigali", topic: "education", lang: "en" }),
  );
  const client = await town.as(manager);
  const queue = async () => textOf((await client.get("/hall/kigali/queue?lang=en")).body);
  const guest = town.guest();
  const phone = async () => textOf((await guest.get(`/t/${token}?lang=en`)).body);
  assert.match(await queue(), /D001 .*next, at counter 9/);
  assert.match(await phone(), /You are next as it looks now; somebody who comes later may/);
  must(await centres.beginBreak(seat, 15));
  assert.match(await queue(), /D001 .*15 to \d+ minutes, at counter 9/);
  assert.doesNotMatch(await queue(), /next, at counter/);
  assert.match(await phone(), /15 to \d+ minutes You are the first after the break of the counter/);
  if (shots) {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${town.url}/t/${token}?lang=en`);
    await page.screenshot({ path: `${shots}/break-phone.png` });
    await context.close();
  }
  must(await centres.endBreak(seat));
  assert.match(await phone(), /You are next as it looks now; somebody who comes later may/);
  must(await centres.leave(token));
  must(await centres.closeCounter(seat));
});

test("Who is next stands above who did not come and rests, which is said", async () => {
  const { centres } = town.app.parts;
  const seat = await seated(town, "9", "Mugabo Jean");
  const take = async () =>
    must(await centres.takeTicket({ centre: "kigali", topic: "education", lang: "en" }));
  const [absent, busy] = [await take(), await take()];
  must(await centres.callNext(seat));
  must(await centres.skip(seat));
  assert.equal(must(await centres.callNext(seat))?.number, busy.number);
  must(await centres.start(seat));
  const later = await take();
  const client = await town.as(manager);
  const rows = rowsOf((await client.get("/hall/kigali/queue?lang=en")).body);
  assert.equal(rows.length, 2, rows.join("\n"));
  const [first = "", second = ""] = rows;
  assert.match(first, new RegExp(`^ ?${later.number} .*next, at counter 9`));
  assert.match(first, /nobody else can be called to this counter now/);
  assert.ok(second.trim().startsWith(absent.number), second);
  assert.match(second, /did not come: rests until \d\d:\d\d/);
  must(await centres.finish(seat));
  assert.equal(must(await centres.callNext(seat))?.number, later.number, "as was said");
  for (const one of [later, absent]) must(await centres.leave(one.token));
  must(await centres.closeCounter(seat));
});

/** The page of this text as a picture, where pictures are asked for. */
async function look(body: string, name: string): Promise<void> {
  if (!shots) return;
  for (const width of [1280, 360]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${town.url}/about?lang=en`);
    const open = body.replaceAll("<details", "<details open");
    await page.setContent(open.replace("<head>", `<head><base href="${town.url}/">`));
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
    await context.close();
  }
}

const rowsOf = (body: string) =>
  (body.match(/<tr[\s\S]*?<\/tr>/g) ?? [])
    .map(textOf)
    .filter((row) => /[A-Z]{1,2}\d{2,3}/.test(row));

test("Who is waiting stands in the order of the calls, and is called as was said", async () => {
  const { centres } = town.app.parts;
  const take = async (topic: string, more = {}) => {
    town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
    return must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", ...more }));
  };
  await take("companies-and-investment");
  await take(civil, { party: 4 });
  for (let count = 0; count < 3; count++) await take(civil);
  await take("questions-and-complaints");
  const priority = await take(civil, { group: "older-people" });
  const seat = await seated(town, "1", "Uwase Claudine");
  const client = await town.as(manager);
  const { body } = await client.get("/hall/kigali/queue?lang=en");
  assert.match(textOf(body), /7 tickets wait, in the order of the calls/);
  const rows = rowsOf(body);
  assert.match(rows[0] ?? "", /next, at counter 1 Why: /);
  assert.match(rows.at(-1) ?? "", /B001 .* no counter is open/, "last, and said plainly");
  assert.equal(rows.filter((row) => row.includes("next, at")).length, 1);
  const said = rows.slice(0, -1).map((row) => /^ ?([A-Z]+\d+) /.exec(row)?.[1]);
  const called: string[][] = [];
  for (const one of said) {
    const list = rowsOf((await client.get("/hall/kigali/queue")).body);
    const [, number = "", why = ""] = /^ ?([A-Z]+\d+) .*(Why: [^.]+)\./.exec(list[0] ?? "") ?? [];
    assert.equal(number, one, "the order holds while nobody comes");
    assert.equal(must(await centres.callNext(seat))?.number, number);
    const floor = textOf((await client.get("/hall/kigali")).body);
    assert.ok(floor.includes(why), `${number}: ${why}`);
    called.push([number, why]);
    must(await centres.start(seat));
    must(await centres.finish(seat));
  }
  assert.equal(called.length, 6);
  assert.notEqual(called[0]?.[0], called.toSorted()[0]?.[0], "and not that of arrival alone");
  assert.ok(called.findIndex(([number]) => number === priority.number) < 5);
  must(await centres.closeCounter(seat));
});

test("Whoever did not come when called is not next, on the list and on the board", async () => {
  const { centres } = town.app.parts;
  const topic = "mining-and-environment";
  const take = () => centres.takeTicket({ centre: "kigali", topic, lang: "en" }).then(must);
  const [first, second] = [await take(), await take()];
  const seat = await seated(town, "6", "Mugabo Jean");
  const away = must(await centres.callNext(seat));
  assert.equal(away?.topic, "companies-and-investment", "it waits longest");
  must(await centres.start(seat));
  must(await centres.finish(seat));
  assert.equal(must(await centres.callNext(seat))?.number, first.number);
  must(await centres.skip(seat));
  const client = await town.as(manager);
  const rows = rowsOf((await client.get("/hall/kigali/queue?lang=en")).body);
  assert.match(rows[0] ?? "", new RegExp(`${second.number} .* next, at counter 6`));
  assert.deepEqual((await centres.board("kigali"))?.next, [second.number, first.number]);
  assert.equal(must(await centres.callNext(seat))?.number, second.number);
  must(await centres.start(seat));
  must(await centres.finish(seat));
  must(await centres.closeCounter(seat));
});

test("Whoever was called in vain and has come after all is put back, once", async () => {
  const { centres } = town.app.parts;
  const topic = "exports-and-imports";
  const taken = must(await centres.takeTicket({ centre: "kigali", topic, lang: "en" }));
  const seat = await seated(town, "5", "Uwase Claudine");
  for (let count = 0; count < 2; count++) {
    assert.equal(must(await centres.callNext(seat))?.number, taken.number);
    must(await centres.skip(seat));
  }
  const client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
  const list = await client.get(`/hall/kigali/queue?find=${taken.number.toLowerCase()}`);
  assert.match(textOf(list.body), /not waiting .*C001 Did not come/);
  const path = `/hall/kigali/queue/${taken.id}`;
  assert.match(list.body, new RegExp(`href="${path}"`));
  assert.match(textOf((await client.get(path)).body), /State Did not come.*Put it back in/);
  const unsaid = await client.post(path, { do: "put-back", reason: "gone" });
  assert.equal(unsaid.status, 422);
  const done = await client.post(path, { do: "put-back", reason: "late" });
  assert.match(textOf(done.body), /C001 waits again, with its waiting time.*C001 C · Exports/);
  await client.get(path);
  const twice = await client.post(path, { do: "put-back", reason: "late" });
  assert.equal(twice.status, 409);
  assert.match(textOf(twice.body), /is in the queue, or was served\. Nothing was changed/);
  const [row] = await town.app.sql`
    select reason, officer is not null as "isKnown" from centres.moment
    where ticket = ${taken.id} and what = 'put-back'`;
  assert.deepEqual({ ...row }, { reason: "late", isKnown: true });
  const again = must(await centres.callNext(seat));
  assert.equal(again?.number, taken.number);
  assert.equal(again?.waitingSince.getTime(), taken.waitingSince.getTime());
  must(await centres.start(seat));
  must(await centres.finish(seat));
  await client.get(path);
  assert.doesNotMatch(client.last?.body ?? "", /value="put-back"/, "whoever was served is done");
  must(await centres.closeCounter(seat));
});

test("A ticket says its people and its call, and what priority would change", async () => {
  const { centres } = town.app.parts;
  const client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
  const take = (more = {}) =>
    centres.takeTicket({ centre: "kigali", topic: civil, lang: "en", ...more }).then(must);
  await take({ group: "older-people" });
  town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
  const family = await take({ party: 3 });
  for (let count = 0; count < 4; count++) await take();
  const seat = await seated(town, "1", "Uwase Claudine");
  const path = `/hall/kigali/queue/${family.id}`;
  const before = await client.get(path);
  const text = textOf(before.body);
  const [, told] = /When it is called (\d+ to \d+ minutes), at counter 1/.exec(text) ?? [];
  assert.ok(told, text);
  const phone = textOf((await town.guest().get(`/t/${family.token}?lang=en`)).body);
  assert.ok(phone.includes(told), `${told} for the manager; ${phone}`);
  assert.match(text, /Until its own call, at counter 1: \d+ to \d+ minutes\./, "with priority");
  assert.match(text, /People 3 /);
  assert.match(text, /before every ticket of A without priority.*not go before appointments/);
  const ahead = Number(/As it looks now (\d+) tickets? (?:is|are) called before/.exec(text)?.[1]);
  assert.ok(ahead > 0, "somebody with priority came earlier");
  await look(before.body, "ticket");
  const missing = await client.post(path, { do: "call-next", counter: "", reason: "health" });
  assert.equal(missing.status, 422);
  assert.match(missing.body, /<a href="#call-next-counter"[^>]*>Select the counter that calls/);
  await client.get(path);
  const first = await client.post(path, { do: "prioritise", reason: "health" });
  const said = new RegExp(`by its waiting time. As it looks now ${ahead} tickets? `);
  assert.match(textOf(first.body), said);
  const order = (await centres.callOrder("kigali")).find(({ id }) => id === family.id);
  assert.equal(order?.call?.ahead, ahead);
  await client.get(path);
  assert.doesNotMatch(client.last?.body ?? "", /value="prioritise"/, "it has priority already");
  const next = await client.post(path, { do: "call-next", counter: "1", reason: "health" });
  assert.match(textOf(next.body), /AF\d+ is the next call of counter 1, after those sent there/);
  const row = rowsOf(next.body).find((one) => one.includes(family.number));
  assert.match(row ?? "", /next, at counter 1 Why: was sent to this counter/);
  assert.equal(must(await centres.callNext(seat))?.id, family.id);
  must(await centres.start(seat));
  must(await centres.finish(seat));
  for (let count = 0; count < 5; count++) {
    must(await centres.callNext(seat));
    must(await centres.start(seat));
    must(await centres.finish(seat));
  }
  must(await centres.closeCounter(seat));
});

test("The list is sorted by the wait, searched in a full hall, and come back to", async () => {
  const { centres } = town.app.parts;
  town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
  for (let count = 0; count < 15; count++)
    must(await centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }));
  await seated(town, "2", "Uwera Josiane");
  const client = await town.as(manager);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await client.get("/hall/kigali?lang=en");
  await context.addCookies(
    [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
  );
  const page = await context.newPage();
  await page.goto(`${town.url}/hall/kigali/queue`);
  if (shots) await page.screenshot({ path: `${shots}/queue-1280.png`, fullPage: true });
  await page.click("a:has-text('Longest wait first')");
  await page.waitForURL(/sort=wait/);
  const first = await page.locator("tbody th").first().innerText();
  assert.match(first, /^E001/, "it waits longest, and no counter is open for it");
  const last = (await page.locator("tbody th").last().innerText()).trim();
  await page.fill("#find", last.slice(-2));
  await page.click("button:has-text('Find')");
  await page.waitForURL(/find=/);
  assert.equal(await page.locator("tbody tr").count(), 1);
  assert.match(page.url(), /sort=wait/, "sorted as before");
  await page.click(`a:text-is("${last}")`);
  await page.click("summary:has-text('Give priority')");
  await page.selectOption("#prioritise-reason", "health");
  await page.click("button:has-text('Give priority')");
  await page.waitForURL(/queue\?sort=wait#t-/);
  assert.match(await page.innerText("[role=alert]"), new RegExp(`${last} now stands with those`));
  const row = page.locator("tr:has(:target)");
  assert.match(await row.innerText(), new RegExp(`${last}[\\s\\S]*priority`));
  const { y = -1 } = (await row.boundingBox()) ?? {};
  assert.ok(y >= 0 && y < 750, `it is in sight: ${y}`);
  const banner = await page.locator("[role=alert]").boundingBox();
  assert.ok(banner && banner.y >= 0 && banner.y + banner.height <= y, "and so is what was done");
  if (shots) await page.screenshot({ path: `${shots}/queue-done-1280.png` });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${town.url}/hall/kigali/queue`);
  if (shots) await page.screenshot({ path: `${shots}/queue-360.png`, fullPage: true });
  assert.equal(await page.evaluate("document.documentElement.scrollWidth > 360"), false);
  await context.close();
});
