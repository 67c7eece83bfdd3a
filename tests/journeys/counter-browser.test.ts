import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { barriersOn, keepStill, paleOn } from "../axe.ts";
import { holds, launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import {
  codeOf,
  filled,
  lookedUp,
  mother,
  opened,
  seated,
  staff,
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

type Signed = Awaited<ReturnType<typeof staff>>;

/** A real browser in which this operator is signed in. */
async function screen(client: Signed, width = 1280, more: object = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...more });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

/** A file that was opened for a reason is drawn, and its officer has looked up many. */
async function reviewsWait(visit: string): Promise<void> {
  const id = visit.split("/").at(-1) ?? "";
  await town.database.ownerSql`
    update counter.visit set access = 'reason', access_at = now(),
      reason = 'She asks where her application stands' where id = ${id}`;
  await town.database.ownerSql`insert into counter.review (visit, due_at) values (${id}, now())`;
  await town.database.ownerSql`
    insert into counter.alarm (id, operator, centre, at)
    select gen_random_uuid(), operator, centre, now() from counter.visit where id = ${id}
    on conflict do nothing`;
}

const focused = (shown: Page) => shown.evaluate("document.activeElement?.textContent");

/** Presses Tab until what has the focus says this; the number of presses. */
async function tabTo(shown: Page, words: string): Promise<number> {
  for (let presses = 1; presses <= 60; presses++) {
    await shown.keyboard.press("Tab");
    if (String(await focused(shown)).startsWith(words)) return presses;
  }
  throw new Error(`the keyboard does not come to "${words}"`);
}

const goes = (shown: Page, to: RegExp, key = "Enter") =>
  Promise.all([shown.waitForURL(to), shown.keyboard.press(key)]);

describe("The counter in a real browser", () => {
  it("by keyboard alone a person is called, found, asked, confirmed and closed", async () => {
    const client = await seated(town, "mugabo-jean", "2");
    const { number } = await ticket(town);
    const shown = await screen(client);
    await shown.goto(`${town.url}/counter`);
    // One press calls: the browser marks it as soon as it has drawn the page.
    await holds(shown, "document.activeElement?.textContent === 'Call next'");
    await Promise.all([shown.waitForSelector(".ct-ticket__number"), shown.keyboard.press("Enter")]);
    assert.equal(await shown.textContent(".ct-ticket__number"), number);
    await shown.keyboard.type(mother.card);
    await goes(shown, /\/counter\/visits\/[0-9a-f-]{36}$/);
    assert.equal(await focused(shown), "Birth certificate", "what she came for is one press away");
    await goes(shown, /\/all$/);
    const base = /(.*)\/all$/.exec(new URL(shown.url()).pathname)?.[1] ?? "";
    const visit = base.replace(/\/drafts.*/, "");
    await filled(client, visit);
    await shown.goto(town.url + base);
    await shown.waitForURL(/\/check$/);
    await tabTo(shown, "Send the code");
    await goes(shown, /\/confirm$/);
    await holds(shown, "document.activeElement?.id === 'code'");
    await shown.keyboard.type(await codeOf(town, mother.id));
    await goes(shown, /\/receipt$/);
    await tabTo(shown, "Done, call next");
    await goes(shown, /\/counter$/);
    assert.doesNotMatch((await shown.textContent("body")) ?? "", /Mukamana/);
    await shown.goBack();
    const back = (await shown.textContent("body")) ?? "";
    assert.match(back, /file is closed/, "going back shows nothing of her");
    assert.doesNotMatch(back, /Mukamana/);
    await shown.context().close();
  });

  it("the operator's screen goes on by itself when the person has confirmed on the other one", async () => {
    const client = await staff(town, "mugabo-jean");
    await client.get("/counter/pad");
    const address = /\/counter\/pad\/[\w-]{22}/.exec((await client.post("/counter/pad")).body)?.[0];
    await ticket(town);
    await client.get("/counter");
    await client.post("/counter/queue", { act: "next" });
    const visit = await opened(client, mother.card);
    const base = await filled(client, visit, "Isimbi");
    await client.post(`${base}/ask`, { kind: "code" });
    const shown = await screen(client);
    await shown.goto(`${town.url}${base}/confirm`);
    const facing = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await facing.goto(town.url + address);
    for (const digit of await codeOf(town, mother.id)) {
      await Promise.all([facing.waitForLoadState(), facing.click(`button[value="${digit}"]`)]);
    }
    assert.match((await facing.textContent("h1")) ?? "", /Murakoze/);
    await shown.waitForURL(/\/receipt$/);
    await client.get(visit);
    await client.post(`${visit}/close`);
    await facing.context().close();
    await shown.context().close();
  });

  for (const width of [1280, 360]) {
    it(`no rule of accessibility is broken and nothing scrolls sideways at ${width} pixels`, async () => {
      const client = await staff(town, "mugabo-jean");
      const agent = await staff(town, "ndayisaba-paul");
      const inspector = await staff(town, "rwema-patrick");
      const badge = /\/agents\/[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(
        (await agent.get("/counter")).body,
      )?.[0];
      const look = async (who: Signed, name: string, path: string) => {
        const shown = await screen(who, width, { bypassCSP: true });
        await keepStill(shown);
        await shown.goto(town.url + path);
        await shown.evaluate(
          "document.querySelectorAll('details').forEach((d) => { d.open = true })",
        );
        if (shots)
          await shown.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
        assert.deepEqual(await barriersOn(shown), [], path);
        await shown.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await paleOn(shown), [], `${path} by night`);
        const isLit = await shown
          .locator('meta[name="color-scheme"][content="only light"]')
          .count();
        const isOffice = await shown.locator(".hw-body--office").count();
        assert.equal(isLit, isOffice, "offices are lit");
        if (shots)
          await shown.screenshot({ path: `${shots}/${name}-${width}-dark.png`, fullPage: true });
        const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
        assert.ok(wide <= width, `${path}: ${wide}`);
        await shown.context().close();
      };
      await look(client, "free", "/counter");
      await look(await staff(town, "uwase-claudine"), "seats", "/counter");
      await look(client, "register", "/counter/register");
      const pad = await client.post("/counter/pad").catch(() => client.get("/counter/pad"));
      await look(client, "pad-start", pad.path);
      await ticket(town);
      await client.get("/counter");
      await client.post("/counter/queue", { act: "next" });
      await look(client, "called", "/counter");
      const visit = await lookedUp(client, mother.card);
      await look(client, "shut", visit);
      await client.get(visit);
      await client.post(`${visit}/open`);
      await look(client, "open", `${visit}/open`);
      await client.get(`${visit}/open`);
      await client.post(`${visit}/open/code`, { code: await codeOf(town, mother.id) });
      await look(client, "visit", visit);
      const base = await filled(client, visit, width > 400 ? "Ineza Ange" : "Ineza Aline");
      await look(client, "question", `${base}/page/child`);
      await look(client, "check", `${base}/check`);
      await client.get("/counter/pad");
      const address = /\/counter\/pad\/[\w-]{22}/.exec(
        (await client.post("/counter/pad")).body,
      )?.[0];
      await client.get(`${base}/check`);
      await client.post(`${base}/ask`, { kind: "code" });
      await look(client, "confirm", `${base}/confirm`);
      await look(town.guest(), "pad", address ?? "");
      const receipt = await client.post(`${base}/confirm`, { code: await codeOf(town, mother.id) });
      await town.settle();
      await look(client, "receipt", receipt.path);
      await look(client, "roll", `${receipt.path}?paper=80`);
      await look(client, "applications", `${visit}/applications`);
      await look(client, "application", receipt.path.replace("/receipt", ""));
      await client.get(visit);
      await client.post(`${visit}/close`);
      await look(client, "closed", visit);
      await look(agent, "agent", "/counter");
      await look(town.guest(), "badge", badge ?? "");
      await look(town.guest(), "card", `${badge}/card`);
      await look(town.guest(), "report", `${badge}/report`);
      await look(inspector, "agents", "/counter/agents");
      await reviewsWait(visit);
      await look(await staff(town, "ingabire-solange"), "reviews", "/counter/reviews");
      await look(inspector, "control", `/counter${badge}`);
      await look(town.guest(), "corner", "/corner");
    });
  }

  it("works without JavaScript in all four languages", async () => {
    const client = await staff(town, "mugabo-jean");
    const visit = await opened(client, mother.card);
    const base = await filled(client, visit, "Keza");
    await client.post(`${base}/ask`, { kind: "code" });
    const shown = await screen(client, 1280, { javaScriptEnabled: false });
    const paths = ["/counter", "/counter/register", "/counter/pad", visit, `${base}/confirm`];
    for (const lang of ["rw", "fr", "az", "en"]) {
      for (const path of [...paths, `${base}/page/child`, "/corner"]) {
        await shown.goto(`${town.url}${path}?lang=${lang}`);
        const text = (await shown.textContent("body")) ?? "";
        assert.doesNotMatch(text, /\b(counter|refusals|problems)\.[a-z-]+/, `${path} ${lang}`);
        assert.doesNotMatch(text, /\{[a-z]+\}/, `${path} ${lang}`);
      }
    }
    await shown.context().close();
  });
});
