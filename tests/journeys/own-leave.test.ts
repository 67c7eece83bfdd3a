/** Whoever is on leave is told who entered it, sees it on every page, and ends it themselves. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { endAbsence } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { formOfAct, give, opened, page, sent } from "./office-given.ts";

const address = "rugamba@local.example";
let town: Town;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);
let rugamba = "";

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/staff?lang=en");
  return client;
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
  rugamba = idOf("Rugamba Emmanuel");
  await town.database.ownerSql`update auth.officer set email = ${address} where id = ${rugamba}`;
  const officer = await desk("officer-rugamba");
  await officer.get("/staff/notifications");
  await officer.post("/staff/notifications/email", { email: "yes" });
});
after(() => town?.close());

const days = (from: string, until: string) =>
  Object.fromEntries(
    Object.entries({ from, until }).flatMap(([name, date]) => {
      const [year = "", month = "", day = ""] = date.split("-");
      return Object.entries({ day, month, year }).map(([part, value]) => [
        `${name}-${part}`,
        String(Number(value)),
      ]);
    }),
  );

async function enter(from: string, until: string, more: Readonly<Record<string, string>> = {}) {
  const supervisor = await desk("officer-kayitesi");
  await supervisor.get(`/office/load/${rugamba}`);
  const form = { ...days(from, until), files: "keep", ...more };
  says(await supervisor.post(`/office/load/${rugamba}/leave`, form), "The leave is entered");
  await town.settle();
}

const leaveOf = async (officer: string) =>
  (await town.app.parts.staff.member(officer))?.absences ?? [];

/** What an officer has not read yet of their leave; it is read with that. */
async function freshOf(officer: string): Promise<readonly string[]> {
  const { notifications } = town.app.parts;
  const fresh = (await notifications.of(officer)).filter(({ leave, readAt }) => leave && !readAt);
  await notifications.read(officer);
  return fresh.map(({ kind }) => kind);
}

it("tells them by bell and mail what was done about their leave, and who did it", async () => {
  await enter("2026-11-21", "2026-11-27");
  const officer = await desk("officer-rugamba");
  const list = await officer.get("/staff/notifications");
  says(list, "Leave is entered for you", "by Kayitesi Grace", "21 November 2026 – 27 November");
  assert.match(list.body, /Notifications, 1 unread/);
  town.setClock(new Date(town.now().getTime() + 6 * 60_000).toISOString());
  await town.settle();
  const mails = (await town.app.parts.messages.latest(200)).filter(
    ({ recipient }) => recipient === address,
  );
  assert.equal(mails.length, 1);
  assert.match(mails[0]?.body ?? "", /Leave is entered for you\s+21\s+November 2026 – 27/);
  assert.doesNotMatch(mails[0]?.body ?? "", /Kayitesi|Rugamba/);
});

it("says on every page of the desk that they are on leave, and gives them no work", async () => {
  const officer = await desk("officer-rugamba");
  for (const path of ["/staff", "/office", "/office/load"])
    says(await officer.get(path), "You are on leave until 27 November 2026", "End my leave now");
  assert.doesNotMatch(
    textOf(await (await desk("officer-ingabire")).get("/staff")),
    /on leave until/,
  );
  const { caseId } = await sent(town, "mineral-exploration-licence");
  const supervisor = await desk("officer-kayitesi");
  await give(supervisor, caseId, "assign", { to: rugamba });
  const { state } = await opened(town, caseId);
  assert.ok(state.tasks.every(({ claimedBy }) => claimedBy !== rugamba));
});

it("lets them take nothing in hand, and says what to do where they are back", async () => {
  const { caseId, reference } = await sent(town, "mineral-exploration-licence");
  const intake = idOf("Nkurunziza Alphonse");
  const before = await desk("officer-nkurunziza");
  assert.match((await before.get(page(caseId))).body, /name="act" value="claim"/);
  const form = formOfAct(before, "claim");
  await town.database.ownerSql`
    insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at)
    values (gen_random_uuid(), ${intake}, null, ${town.now()}, '2026-11-29T22:00:00Z', 'held',
      'command', ${town.now()})`;
  const officer = await desk("officer-nkurunziza");
  const why = "You are on leave, so you take no file in hand. If you are back, end your leave";
  const list = await officer.get("/office");
  says(list, why, reference);
  assert.doesNotMatch(list.body, /name="row"|formaction="\/office\/claim-all"/);
  const file = await officer.get(page(caseId));
  says(file, why, "End my leave now");
  assert.doesNotMatch(file.body, /name="act" value="claim"/);
  const task = String(form.task);
  says(await officer.post(`${page(caseId)}/act`, { act: "claim", task }), why);
  says(await officer.post("/office/claim", { row: `${caseId}~${task}` }), why);
  says(await officer.post("/office/claim-all", { stack: `${caseId}~${task}` }), why);
  assert.equal((await opened(town, caseId)).state.tasks.at(-1)?.claimedBy, undefined);
  await officer.get("/office");
  says(await officer.post("/staff/leave-end", { key: newId() }), "Your leave is ended");
  assert.match((await officer.get(page(caseId))).body, /name="act" value="claim"/);
});

it("lets them end it themselves, and tells who supervises", async () => {
  const officer = await desk("officer-rugamba");
  const cookies = [...officer.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  const browser = await launchBrowser();
  try {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      await context.addCookies(cookies);
      const shown = await context.newPage();
      await shown.goto(`${town.url}/staff`);
      assert.deepEqual(await barriersOn(shown), []);
      const wide = await shown.evaluate("document.documentElement.scrollWidth");
      assert.ok(Number(wide) <= width, `${wide} wide`);
      if (width === 1280) continue;
      const button = shown.getByRole("button", { name: "End my leave now" });
      await Promise.all([shown.waitForEvent("load"), button.click()]);
      assert.match(await shown.innerText("main"), /Your leave is ended/);
      assert.doesNotMatch(await shown.innerText("main"), /You are on leave/);
    }
  } finally {
    await browser.close();
  }
  assert.deepEqual(await leaveOf(rugamba), []);
  const last = (await town.app.parts.staff.history(rugamba)).at(-1);
  assert.deepEqual([last?.type, last?.actor], ["LeaveEnded", `officer:${rugamba}`]);
  await town.settle();
  const supervisor = await desk("officer-kayitesi");
  const list = await supervisor.get("/staff/notifications");
  says(list, "A colleague has ended their own leave", "by Rugamba Emmanuel");
  assert.deepEqual(await freshOf(rugamba), ["leave-entered"], "who ended it is not told");
  const again = await (await desk("officer-rugamba")).post("/staff/leave-end", { key: newId() });
  says(again, "There is no such leave");
});

it("tells who the deputy is, and leaves leave with a deputy to administrators", async () => {
  const alice = idOf("Ingabire Alice");
  await enter("2026-11-21", "2026-11-27", { deputy: alice });
  assert.deepEqual(await freshOf(rugamba), ["leave-asked"]);
  const absence = (await leaveOf(rugamba)).at(-1)?.id ?? assert.fail("no leave");
  const admin = await desk("mugisha-beatha");
  await admin.get(`/admin/staff/${rugamba}`);
  await admin.post(`/admin/staff/${rugamba}/leave/${absence}/confirm`, {});
  await town.settle();
  assert.deepEqual(await freshOf(rugamba), ["leave-entered"]);
  assert.deepEqual(await freshOf(alice), ["leave-deputy"]);
  const officer = await desk("officer-rugamba");
  const shown = await officer.get("/staff");
  says(shown, "Your deputy does your work meanwhile");
  assert.doesNotMatch(shown.body, /End my leave now/);
  says(await officer.get("/staff/notifications"), "Deputy: Ingabire Alice");
  const refused = await officer.post("/staff/leave-end", { key: newId() });
  says(refused, "An administrator ends leave with a deputy");
  assert.equal((await leaveOf(rugamba)).length, 1);
  const by = `officer:${rugamba}`;
  const end = (at: Date) => endAbsence(town.app.sql, by, at, { officer: rugamba, absence });
  await assert.rejects(end(town.now()), { code: "42501" });
  await admin.get(`/admin/staff/${rugamba}/leave/${absence}/end`);
  await admin.post(`/admin/staff/${rugamba}/leave/${absence}/end`, {});
  await town.settle();
  assert.deepEqual(await freshOf(rugamba), ["leave-ended"]);
});

it("the database lets them end their own leave while it is on, and nobody else's", async () => {
  const sql = town.database.ownerSql;
  const at = town.now();
  const absence = newId();
  await sql`
    insert into auth.absence (id, officer, from_at, until_at, status, asked_by, asked_at)
    values (${absence}, ${rugamba}, ${at}::timestamptz + interval '1 day',
      ${at}::timestamptz + interval '2 days', 'held', 'command', ${at})`;
  const end = (by: string, instant: Date) =>
    endAbsence(town.app.sql, `officer:${by}`, instant, { officer: rugamba, absence });
  const refused = { code: "42501" };
  await assert.rejects(end(rugamba, at), refused, "planned leave is not theirs to cancel");
  const during = new Date(at.getTime() + 36 * 3_600_000);
  await assert.rejects(end(idOf("Ingabire Alice"), during), refused);
  await end(rugamba, during);
  assert.deepEqual(await leaveOf(rugamba), []);
});
