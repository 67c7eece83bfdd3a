import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, formOfAct, give, opened, page, type Sent, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
const licence = "mineral-exploration-licence";
const ids = new Map<string, string>();

async function desk(id: string, lang = "en"): Promise<Client> {
  const client = await town.as(id);
  await client.get(`/office?lang=${lang}`);
  return client;
}

async function screen(officer: string): Promise<Page> {
  const client = await desk(officer);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

/** A file at its decision, which two directors may take. */
async function atDecision(): Promise<Sent> {
  const file = await sent(town, licence);
  await decide(await desk("officer-nkurunziza"), file.caseId, "complete");
  await decide(await desk("officer-uwera"), file.caseId, "support");
  await decide(await desk("officer-hakizimana"), file.caseId, "support");
  return file;
}

const holder = async ({ caseId }: Sent) => (await opened(town, caseId)).state.tasks.at(-1);
const has = (list: { readonly body: string }, { reference }: Sent) =>
  textOf(list as never).includes(reference);

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

describe("The officer's list, narrowed", () => {
  it("by the days on which citizens sent, in local time, and by a colleague", async () => {
    town.setClock("2026-11-24T21:30:00Z");
    const before = await sent(town, licence);
    town.setClock("2026-11-24T22:30:00Z");
    const after = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    const until = await officer.get("/office?to=2026-11-24");
    assert.ok(has(until, before) && !has(until, after), "it is the 25th in Kigali");
    const from = await officer.get("/office?from=2026-11-25");
    assert.ok(!has(from, before) && has(from, after));
    says(from, "All (1)");
    assert.match(
      from.body,
      /type="date"[^>]*value="2026-11-25"|value="2026-11-25"[^>]*type="date"/,
    );
    assert.equal((await officer.get("/office?from=2026-99-99&to=x")).status, 200);
    const reversed = await officer.get("/office?from=2026-12-05&to=2026-11-01");
    says(reversed, "The last day must not be before the first day.");
    await give(officer, before.caseId, "claim");
    const own = ids.get("Nkurunziza Alphonse") ?? "";
    const list = await officer.get(`/office?holder=${own}`);
    assert.match(list.body, new RegExp(`<option value="${own}" selected>`));
    assert.match(list.body, /Uwera/);
    assert.ok(has(list, before) && !has(list, after));
  });

  it("leaves out what waits for the applicant, which has a list of its own", async () => {
    const file = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, file.caseId, "claim");
    await officer.get(page(file.caseId));
    const ask = { ...formOfAct(officer, "ask"), fields: ["staff"], text: "How many?" };
    await officer.post(`${page(file.caseId)}/act`, ask);
    assert.ok(!has(await officer.get("/office"), file));
    assert.ok(!has(await officer.get("/office?show=mine"), file));
    assert.ok(has(await officer.get("/office?show=waiting"), file));
    assert.ok(has(await officer.get(`/office?q=${file.reference}`), file));
  });
});

describe("Saved views", () => {
  it("are the officer's own, found again after an act, and deleted; by the keyboard", async () => {
    const file = await sent(town, licence);
    const shown = await screen("officer-nkurunziza");
    await shown.goto(`${town.url}/office?show=unclaimed&from=2026-11-20`);
    await shown.focus("#view-name");
    await shown.keyboard.type("This  week");
    await Promise.all([shown.waitForNavigation(), shown.keyboard.press("Enter")]);
    assert.match((await shown.textContent("[role=alert]")) ?? "", /“This week” is saved/);
    await shown.goto(`${town.url}/office`);
    await shown.focus(".of-views a");
    await Promise.all([shown.waitForNavigation(), shown.keyboard.press("Enter")]);
    assert.equal(new URL(shown.url()).search, "?show=unclaimed&from=2026-11-20");
    assert.equal(await shown.getAttribute(".of-views a", "aria-current"), "page");
    await Promise.all([
      shown.waitForURL("**/office/cases/**"),
      shown.click(`tr:has-text("${file.reference}") button[name=row]`),
    ]);
    await Promise.all([
      shown.waitForURL("**/office?**"),
      shown.click("form:has([value=release]) button"),
    ]);
    assert.equal(await shown.getAttribute(".of-views a", "aria-current"), "page");
    const other = await desk("officer-uwera");
    assert.doesNotMatch((await other.get("/office")).body, /This week/);
    await Promise.all([
      shown.waitForNavigation(),
      shown.click("[action='/office/views/delete'] button"),
    ]);
    assert.equal(await shown.locator(".of-views").count(), 0);
    await shown.context().close();
  });

  it("want a name, and are at most twenty, in all four languages", async () => {
    const words = { en: /Name the view/, fr: /Donnez un nom/, az: /ad verin/, rw: /Ha izina/ };
    for (const [lang, said] of Object.entries(words)) {
      const officer = await desk("officer-uwera", lang);
      assert.match((await officer.post("/office/views", { name: " ", list: "" })).body, said);
    }
    const officer = await desk("officer-uwera");
    for (let n = 1; n <= 20; n++)
      await officer.post("/office/views", { name: `View ${n}`, list: "show=mine" });
    says(await officer.post("/office/views", { name: "One more", list: "" }), "You have 20 views");
    says(await officer.post("/office/views", { name: "View 1", list: "" }), "1” is saved");
    const long = await officer.post("/office/views", { name: "x".repeat(61), list: "" });
    says(long, "at most 60 characters");
    await officer.post("/office/views", { name: "View 2", list: "show=mine&x=<script>&after=1" });
    const views = await town.database.ownerSql<{ name: string; list: string }[]>`
      select name, list from cases.work_view where name like 'View %'`;
    assert.equal(views.length, 20);
    assert.equal(views.find(({ name }) => name === "View 2")?.list, "show=mine");
  });
});

describe("Assigning the chosen files", () => {
  it("gives them to one colleague by mouse; what is refused says why", async () => {
    const [one, two, three] = [await atDecision(), await atDecision(), await atDecision()];
    const shown = await screen("officer-kayitesi");
    const alice = ids.get("Ingabire Alice") ?? "";
    await shown.setViewportSize({ width: 1280, height: 600 });
    await shown.goto(`${town.url}/office`);
    await shown.evaluate("scrollTo(0, 200)");
    for (const place of ["#assign-to", "[data-ticks]"]) {
      const box = await shown.locator(place).boundingBox();
      assert.ok(box && box.y > 400 && box.y + box.height <= 600, `${place} in sight: ${box?.y}`);
    }
    const { SHOTS: shots } = process.env;
    if (shots) await shown.screenshot({ path: `${shots}/assign-bar.png` });
    for (const { reference } of [one, two])
      await shown.check(`tr:has-text("${reference}") input[name=stack]`);
    await shown.selectOption("#assign-to", alice);
    await Promise.all([
      shown.waitForNavigation(),
      shown.click("[formaction='/office/assign-all']"),
    ]);
    assert.match(
      (await shown.textContent("[role=alert]")) ?? "",
      /2 of 2 files are assigned to Ing/,
    );
    for (const file of [one, two]) assert.equal((await holder(file))?.claimedBy, alice);
    await shown.context().close();
    const boss = await desk("officer-kayitesi");
    const intake = await sent(town, licence);
    const [first, third] = [(await holder(intake))?.key, (await holder(three))?.key];
    const mixed = await boss.post("/office/assign-all", {
      stack: [`${intake.caseId}~${first}`, `${three.caseId}~${third}`],
      ...{ to: alice, list: "show=all" },
    });
    says(mixed, "1 of 2 files are assigned", intake.reference, "may not do this step");
    assert.equal((await holder(three))?.claimedBy, alice);
    assert.equal((await holder(intake))?.claimedBy, undefined);
  });

  it("offers those who may do it: of its role, at work, and not the applicant", async () => {
    const { caseId } = await atDecision();
    const sql = town.database.ownerSql;
    const boss = await desk("officer-kayitesi");
    const offered = async () => {
      // What is remembered of colleagues is five seconds old.
      town.setClock(new Date(town.now().getTime() + 6_000).toISOString());
      const lists = [
        await boss.get("/office?service=mineral-exploration-licence&stage=decision"),
        await boss.get(page(caseId)),
      ];
      return lists.map(({ body }) => {
        const [select = ""] = /<select[^>]*name="to"[\s\S]*?<\/select>/.exec(body) ?? [];
        return [...select.matchAll(/<option value="[0-9a-f-]{36}">\s*([^<]*?)\s*<\/option>/g)]
          .map(([, name]) => name)
          .join();
      });
    };
    const directors = "Ingabire Alice,Rugamba Emmanuel";
    assert.deepEqual(await offered(), [directors, directors]);
    const rugamba = ids.get("Rugamba Emmanuel") ?? "";
    const applicant = await town.person("habimana-eric");
    await sql`update auth.officer set national_id = ${applicant.nationalId} where id = ${rugamba}`;
    assert.deepEqual(await offered(), ["Ingabire Alice", "Ingabire Alice"]);
    await sql`update auth.officer set national_id = null where id = ${rugamba}`;
    await sql`insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by,
      asked_at, given_by, given_at)
      values (gen_random_uuid(), ${rugamba}, null, ${town.now()}::timestamptz - interval '1 day',
        ${town.now()}::timestamptz + interval '1 day', 'held', 'command', ${town.now()},
        'command', ${town.now()})`;
    assert.deepEqual(await offered(), ["Ingabire Alice", "Ingabire Alice"]);
    await sql`delete from auth.absence where officer = ${rugamba}`;
  });

  it("is a supervisor's alone, and asks for files and a colleague", async () => {
    const file = await atDecision();
    const director = await desk("officer-rugamba");
    assert.doesNotMatch((await director.get("/office")).body, /assign-all/);
    const row = `${file.caseId}~${(await holder(file))?.key}`;
    const to = ids.get("Ingabire Alice") ?? "";
    const refused = await director.post("/office/assign-all", { stack: row, to });
    says(refused, "0 of 1 files are assigned");
    assert.equal((await holder(file))?.claimedBy, undefined);
    const boss = await desk("officer-kayitesi");
    says(await boss.post("/office/assign-all", { to }), "Select at least one file to assign");
    says(await boss.post("/office/assign-all", { stack: row }), "Choose a colleague");
  });
});
