/** What a person keeps on their phone is there without network, and gone once they sign out. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { barriersOn } from "../axe.ts";
import { holds, launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { completed } from "./apply-given.ts";
import { civil, kioskOf, takenAt } from "./hall-given.ts";
import { sent } from "./office-given.ts";

const mother = "mukamana-vestine";
let town: Town;
let browser: Browser;
let path = "";
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  const { caseId } = await sent(town, "birth-certificate", {
    ...{ person: mother, answers: { child_name: "Keza Uwase" } },
  });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const { id } = await town.person(mother);
  const [paper] = await town.app.parts.credentials.forPerson(id);
  path = `/documents/${paper?.id}`;
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A phone on which the mother is signed in, at the page of her paper. */
async function phoneAt(query = ""): Promise<readonly [BrowserContext, Page]> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${town.url}/sign-in?next=/help${query}`);
  await page.click(`button[value="${mother}"]`);
  await page.goto(`${town.url}/help?lang=en`);
  await page.goto(town.url + path);
  return [context, page];
}

const keep = async (page: Page) => {
  await page.click("text=Keep on this phone");
  await page.locator("[data-state=done]").waitFor({ state: "visible" });
  await holds(page, "navigator.serviceWorker.controller !== null");
};

test("A paper is kept, opened without network, and cleared by signing out", async () => {
  const [context, page] = await phoneAt();
  assert.equal(await page.evaluate("navigator.serviceWorker.controller"), null);
  assert.equal(await page.evaluate("caches.has('on-phone')"), false, "nothing before it is asked");
  await keep(page);
  assert.deepEqual(await barriersOn(page), []);

  await context.setOffline(true);
  for (const start of ["/me", "/"]) {
    await page.goto(town.url + start);
    assert.equal(await page.textContent("h1"), "On this phone");
    await page.click("summary");
    assert.match(await page.innerText("details"), /Keza Uwase[\s\S]*Valid/);
  }
  assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
  assert.match(String(await page.evaluate("getComputedStyle(document.body).fontFamily")), /,/);
  assert.deepEqual(await barriersOn(page), []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/offline.png` });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click("text=Download the PDF"),
  ]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  await assert.rejects(page.goto(`${town.url}/v`), "the verifier has its own worker");
  await assert.rejects(page.goto(`${town.url}/counter`), "so has the counter");

  await context.setOffline(false);
  await page.goto(`${town.url}/me`);
  await page.click("header .hw-sign-out button");
  await page.waitForURL(`${town.url}/`);
  assert.equal(await page.evaluate("caches.has('on-phone')"), false);
  await holds(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)");
  await context.setOffline(true);
  await assert.rejects(page.goto(`${town.url}/me`));
  await context.close();
});

test("What was kept can be removed, and there is room for ten", async () => {
  const [context, page] = await phoneAt();
  await page.evaluate(`caches.open("on-phone").then((cache) => Promise.all(
    Array.from({ length: 10 }, (_, index) => cache.put(
      "/offline/items?of=" + index,
      Response.json({ title: "Paper " + index, path: String(index), html: "", pdf: "/x" }),
    )),
  ))`);
  await page.click("text=Keep on this phone");
  await page.locator("[data-state=full]").waitFor({ state: "visible" });
  await page.goto(`${town.url}/offline`);
  await page.locator("summary").nth(9).waitFor();
  await page.click("summary >> nth=0");
  await page.click("[data-remove]:visible");
  await page.locator("summary").nth(9).waitFor({ state: "detached" });
  assert.equal(await page.locator("summary").count(), 9);
  await page.goto(town.url + path);
  await keep(page);
  await context.close();
});

test("On a shared computer nothing is offered to be kept", async () => {
  const [context, page] = await phoneAt("&shared=1");
  assert.equal(await page.locator("[data-on-phone]").count(), 0);
  await context.close();
});

test("A ticket and an appointment can be kept, but not at the kiosk of a hall", async () => {
  const kiosk = await kioskOf(town);
  await takenAt(kiosk);
  const [row] = await town.app.sql<{ token: string }[]>`select token from centres.ticket limit 1`;
  const ticket = `/t/${row?.token}`;
  const offered = /data-on-phone data-title="[^"]+"\s+data-path="([^"]+)"/;
  assert.equal(offered.exec((await town.guest().get(ticket)).body)?.[1], ticket);
  assert.doesNotMatch((await kiosk.get(ticket)).body, /data-on-phone/);

  const { id: person } = await town.person(mother);
  const startsAt = new Date("2026-12-03T08:00:00Z");
  const wish = { centre: "kigali", topic: civil, startsAt, person, lang: "en", party: 1 } as const;
  const appointment = must(await town.app.parts.appointments.book(wish));
  const path = `/appointments/${appointment.id}`;
  assert.equal(offered.exec((await (await town.as(mother)).get(path)).body)?.[1], path);
});

test("Signing out clears the storage of a browser only where something may be kept", async () => {
  for (const visits of [true, false]) {
    const client = await town.as(mother);
    if (visits) await client.get("/offline");
    const _csrf = /name="_csrf" value="([^"]+)"/.exec((await client.get("/me")).body)?.[1] ?? "";
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const out = await fetch(`${town.url}/sign-out`, {
      ...{ method: "POST", redirect: "manual", headers: { cookie, origin: town.url } },
      body: new URLSearchParams({ _csrf }),
    });
    assert.equal(out.status, 303);
    assert.equal(/storage/.test(out.headers.get("clear-site-data") ?? ""), visits);
  }
});
