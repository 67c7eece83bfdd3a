/** What whoever runs the floor is asked, and told at the field where something is missing. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { act, lookedUp, mother, seated, staff, ticket } from "./counter-given.ts";
import { civil, manager, textOf } from "./hall-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
let client: Client;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** The page that was answered, as a picture. */
async function look(name: string): Promise<void> {
  if (!shots || !client.last) return;
  for (const width of [1280, 360]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${town.url}/about?lang=en`);
    await page.setContent(client.last.body.replace("<head>", `<head><base href="${town.url}/">`));
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
    await context.close();
  }
}

const nobodyWaits = () => town.database.ownerSql`
  update centres.ticket set status = 'left', ended_at = waiting_since where status = 'waiting'`;

const field = (body: string, id: string): string =>
  new RegExp(`id="${id}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? "";

test("A ticket by hand for nothing is asked about at its field, which keeps the rest", async () => {
  await client.get("/hall/kigali/queue");
  const wrong = await client.post("/hall/kigali/queue", { topic: "", party: "3" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /<a href="#topic"[^>]*>Select what the person needs\./);
  assert.match(field(wrong.body, "topic"), /aria-invalid="true"/);
  assert.match(wrong.body, /id="party"[^>]*value="3"/);
  await look("by-hand");
  const many = await client.post("/hall/kigali/queue", { topic: civil, party: "99" });
  assert.equal(many.status, 422);
  assert.match(many.body, /<a href="#party"/);
  assert.match(field(many.body, "topic"), new RegExp(`value="${civil}" selected`));
});

test("Each act on a ticket offers reasons that fit it, and asks for one at its field", async () => {
  await client.get("/hall/kigali/queue");
  const { path, body } = await client.post("/hall/kigali/queue", { topic: civil, party: "1" });
  const reasons = (act: string) => textOf(field(body, `${act}-reason`));
  assert.match(reasons("move"), /Came for another matter/);
  assert.match(reasons("prioritise"), /Health or age/);
  assert.match(reasons("cancel"), /The person has left Has two tickets/);
  assert.doesNotMatch(reasons("cancel"), /Health/);
  assert.doesNotMatch(reasons("prioritise"), /has left|two tickets/);
  const none = await client.post(path, { do: "cancel", reason: "" });
  assert.equal(none.status, 422);
  assert.match(none.body, /<a href="#cancel-reason"[^>]*>Select a reason\./);
  assert.doesNotMatch(field(none.body, "move-reason"), /aria-invalid/);
  await look("reason-missing");
  const unfit = await client.post(path, { do: "cancel", reason: "health" });
  assert.equal(unfit.status, 422, "not a reason to cancel");
  const moved = { do: "move", topic: "education", counter: "", reason: "matter" };
  assert.match(textOf((await client.post(path, moved)).body), /has been moved/);
  await client.get(path);
  const first = await client.post(path, { do: "prioritise", reason: "sent-back" });
  assert.equal(first.status, 200, textOf(first.body));
  const acts = await town.app.sql<{ what: string; reason: string }[]>`
    select what, reason from centres.moment where reason is not null order by at, what`;
  assert.deepEqual(
    acts.map(({ what, reason }) => `${what}: ${reason}`),
    ["moved: matter", "prioritised: sent-back"],
  );
});

test("Nobody is chosen for a counter by mistake: who sits there is asked", async () => {
  const { body } = await client.get("/hall/kigali");
  const who = field(body, "counter-4-who");
  assert.doesNotMatch(who, / selected/);
  assert.match(textOf(who), /Choose one/);
  const asked = await client.post("/hall/kigali/counters/4", { do: "open", officer: "" });
  assert.equal(asked.status, 422);
  assert.match(asked.body, /role="alert">Select who sits at counter 4\./);
});

test("A counter with a client is set when they are done, and its operator is told", async () => {
  const operator = await seated(town, "uwase-claudine", "9");
  await ticket(town, "education");
  await operator.get("/counter");
  await act(operator, "next");
  await client.get("/hall/kigali/what-if");
  const plan = { open: "1 2 3 4 5", close: "9" };
  const set = textOf((await client.post("/hall/kigali/what-if", plan)).body);
  assert.match(
    set,
    /Opened: 1 \([^)]+\), 2 .*, 4 \([^)]+\)\. When the clients there are done: 9 → 5\./,
  );
  assert.match(set, /Goes to counter 5 when this client is done Keep it open/);
  await act(operator, "start");
  assert.match(textOf(operator.last?.body ?? ""), /When this client is done, you go to counter 5/);
  const moved = textOf((await act(operator, "finish")).body);
  assert.match(moved, /Counter 5 is yours now, as the floor manager wanted/);
  assert.match(moved, /Kigali service hall · Counter 5/);

  await ticket(town, "companies-and-investment");
  await act(operator, "next");
  await client.get("/hall/kigali");
  const press = async (what: string) =>
    textOf((await client.post("/hall/kigali/counters/5", { do: what })).body);
  assert.match(await press("after"), /Closes when this client is done Keep it open/);
  assert.match(await press("stay"), /Close after this client – counter 5/);
  await press("after");
  await operator.get("/counter");
  await act(operator, "start");
  const closed = textOf((await act(operator, "finish")).body);
  assert.match(closed, /Counter 5 is closed, as the floor manager wanted/);
  const none = await client.post("/hall/kigali/counters/5", { do: "after" });
  assert.equal(none.status, 409);
  const others = ["mugabo-jean", "mukeshimana-aline", "uwera-josiane", "uwimana-thierry"];
  for (const id of others) {
    const other = await staff(town, id);
    await other.get("/counter");
    await act(other, "leave");
  }
});

test("What if proposes nothing worse, and begins with letters that nobody serves", async () => {
  await nobodyWaits();
  const operator = await seated(town, "uwase-claudine", "5");
  await ticket(town, "companies-and-investment");
  for (let count = 0; count < 3; count++) await ticket(town, "education");
  const asked = "A=0&B=6&C=0&D=4&E=0&F=0&G=0";
  const { body } = await client.get(`/hall/kigali/what-if?${asked}`);
  const text = textOf(body);
  const alert = text.indexOf("3 tickets wait, and no counter is open for: D · Education");
  assert.ok(alert > 0 && alert < text.indexOf("With these counters open"), text);
  const rows = (body.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map(textOf);
  const [now, ...others] = rows.filter((row) => / min /.test(row));
  assert.match(now ?? "", /1 \(as now\) 5 \d+ people are not called \(D\)/);
  assert.ok(others.length > 0);
  for (const row of others) {
    assert.match(row, /D: nobody serves it now, then \d+ min/, row);
    assert.doesNotMatch(row, /not called|nobody serves [A-Z]\b/, row);
    assert.doesNotMatch(row, /^ ?\d+ \(?[^)]* close 5 /, "B is served now");
  }
  await look("what-if");
  const all = { open: "4", close: "" };
  const done = textOf((await client.post("/hall/kigali/what-if", all)).body);
  assert.match(done, /set\. Opened: 4 \([^)]+\)\. /);
  await client.get("/hall/kigali/what-if");
  const again = textOf((await client.post("/hall/kigali/what-if", all)).body);
  assert.match(again, /set\. Was open already: 4\. /);
  await client.get("/hall/kigali/what-if");
  const none = textOf((await client.post("/hall/kigali/what-if", { open: "", close: "" })).body);
  assert.match(none, /Nothing had to be changed/);
  await client.get("/hall/kigali");
  await client.post("/hall/kigali/counters/4", { do: "close" });
  await operator.get("/counter");
  await act(operator, "leave");
});

test("The press in the red alert asks who sits down where the roster does not say", async () => {
  const alertOf = (body: string) =>
    /<form class="f-serve"[\s\S]*?<\/form>/.exec(body)?.[0] ?? assert.fail(textOf(body));
  const asked = alertOf((await client.get("/hall/kigali")).body);
  const path = /action="([^"]+)"/.exec(asked)?.[1] ?? "";
  const counter = path.split("/").at(-1) ?? "";
  assert.match(textOf(asked), new RegExp(`Choose one .*Open counter ${counter} for it`));
  assert.doesNotMatch(asked, /type="hidden" name="officer"/);
  await look("alert-asks");
  const nobody = await client.post(path, { do: "open", officer: "" });
  assert.equal(nobody.status, 422);
  assert.match(textOf(nobody.body), new RegExp(`Select who sits at counter ${counter}`));
  const officer = /<option value="([0-9a-f-]{36})">Mugabo Jean/.exec(asked)?.[1] ?? "";
  const [manages] = await town.app.sql<{ id: string }[]>`
    select officer as id from auth.held_role where role = 'floor-manager' limit 1`;
  await town.database.ownerSql`
    insert into centres.shift (centre, day, counter, from_minute, until_minute, officer, set_by,
      set_at)
    values ('kigali', '2026-11-23', '9', 480, 1080, ${officer}, ${manages?.id ?? ""}, now())`;
  const { body } = await client.get("/hall/kigali");
  const planned = alertOf(body.slice(body.indexOf("<li>D · Education")));
  assert.match(textOf(planned), /Open counter 9 for it \(Mugabo Jean\)/);
  assert.match(planned, new RegExp(`name="officer" value="${officer}"`));
  assert.match(planned, /name="for" value="education"/);
  const opened = await client.post("/hall/kigali/counters/9", {
    ...{ do: "open", officer, for: "education" },
  });
  assert.match(textOf(opened.body), /Calls D first, until others wait longer Call as usual/);
  await look("opened-for");
  const usual = await client.post("/hall/kigali/counters/9", { do: "weigh" });
  assert.doesNotMatch(textOf(usual.body), /Calls D first/);
  await client.post("/hall/kigali/counters/9", { do: "close" });
});

test("A break at the only counter of a letter is an alert while it lasts", async () => {
  const operator = await seated(town, "mugabo-jean", "9");
  await act(operator, "break", { minutes: "30" });
  const during = textOf((await client.get("/hall/kigali")).body);
  const alert = /While this break lasts, no counter calls: (.*?) Waiting now/.exec(during)?.[1];
  assert.match(alert ?? "", /D · Education: counter 9 has a break until [\d:]+; 3 tickets wait/);
  assert.match(alert ?? "", /F · Visas .*; 0 tickets wait/);
  assert.match(alert ?? "", /Open counter \d+ for it/);
  await look("alert-break");
  await act(operator, "back");
  assert.doesNotMatch(textOf((await client.get("/hall/kigali")).body), /While this break lasts/);
  await act(operator, "leave");
  await nobodyWaits();
});

test("On a telephone the floor folds what is not urgent", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${town.url}/hall/kigali`);
  if (shots) await page.screenshot({ path: `${shots}/floor-360.png`, fullPage: true });
  const size = (what: string) => page.evaluate(`document.documentElement.scroll${what}`);
  const wide = Number(await size("Width"));
  assert.ok(wide <= 360, `${wide} pixels wide`);
  const height = Number(await size("Height"));
  assert.ok(height <= 3700, `${height} pixels, all ten counters closed`);
  assert.equal(await page.isVisible("#pairing-code"), false);
  await page.click("summary:has-text('Screens of this hall')");
  await page.fill("#pairing-code", "000 000");
  await page.selectOption("#pairing-kind", "board");
  await page.click("button:has-text('Set up a screen by its code')");
  const said = page.locator("[role=alert] a");
  assert.match(await said.innerText(), /No screen of this hall shows this code/);
  await said.click();
  const code = page.locator("#pairing-code");
  assert.equal(await code.isVisible(), true, "where it was refused it is open");
  assert.equal(await page.evaluate("document.activeElement.id"), "pairing-code");
  assert.equal(await code.getAttribute("aria-invalid"), "true");
  assert.equal(await code.inputValue(), "000 000");
  assert.equal(await page.inputValue("#pairing-kind"), "board", "what was chosen is kept");
  if (shots) await page.screenshot({ path: `${shots}/code-wrong-360.png` });
  await context.close();
});

test("The code of a screen is read across the hall", async () => {
  for (const viewport of [
    { width: 1920, height: 1080 },
    { width: 1080, height: 1920 },
    { width: 360, height: 640 },
  ]) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(`${town.url}/hall/kigali/screen?lang=en`);
    const show = page.locator("button:has-text('Show a code')");
    const button = await show.boundingBox();
    const languages = await page.locator(".k-buttons").boundingBox();
    const between = (languages?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0);
    assert.ok(between >= 16, `${between} px between the button and the languages`);
    if (shots) await page.screenshot({ path: `${shots}/code-before-${viewport.width}.png` });
    await show.click();
    const digits = await page.waitForSelector(".k-code strong");
    const { width = 0, height = 0 } = (await digits.boundingBox()) ?? {};
    assert.ok(
      height >= (viewport.width < 400 ? 60 : 150) && width <= viewport.width,
      `${width} × ${height}`,
    );
    if (shots) await page.screenshot({ path: `${shots}/code-${viewport.width}.png` });
    await context.close();
  }
});

test("A ticket by hand is in the client's language, whatever the officer's own is", async () => {
  await nobodyWaits();
  const { body } = await client.get("/hall/kigali/queue");
  assert.match(
    field(body, "lang"),
    /<option value="rw"[^>]* selected>/,
    "the usual one of the hall",
  );
  const sent = { topic: "education", party: "99", lang: "fr" };
  const wrong = await client.post("/hall/kigali/queue", sent);
  assert.match(field(wrong.body, "lang"), /<option value="fr"[^>]* selected>/, "kept");
  const given = await client.post("/hall/kigali/queue", { ...sent, party: "1" });
  assert.match(given.body, /href="\/t\/[^/]+\/slip\/fr"/);
  await look("by-hand-language");
  await client.get("/hall/kigali/queue");
  await client.post("/hall/kigali/queue", { topic: "education", party: "1" });
  const tickets = await town.app.sql<{ lang: string }[]>`
    select lang from centres.ticket where topic = 'education' and status = 'waiting'
    order by number`;
  assert.deepEqual(
    tickets.map(({ lang }) => lang),
    ["fr", "rw"],
    "not English, which the officer reads",
  );
  const operator = await seated(town, "uwase-claudine", "9");
  await operator.get("/counter");
  await act(operator, "next");
  const board = await town.app.parts.centres.board("kigali");
  assert.equal(board?.calls[0]?.lang, "fr", "the call");
  await town.as(mother.id);
  const visit = await lookedUp(operator, mother.card);
  const asked = await operator.get(visit);
  assert.match(asked.body, /<strong class="ct-lang" lang="fr">/, "what is read aloud");
  await operator.post(`${visit}/close`);
  await act(operator, "leave");
});
