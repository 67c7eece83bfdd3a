/** Whoever supervises sees all of their authority: by page, bell and mail, each number its list. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./hall-given.ts";
import { give, opened, type Sent, sent } from "./office-given.ts";

const address = "boss@local.example";
let town: Town;
let boss: Client;
let [late, taken]: Sent[] = [];
let office = "";
const ids = new Map<string, string>();

const idOf = (sub: string): string => {
  const id = ids.get(sub);
  assert.ok(id, sub);
  return id;
};

/** Anew: nobody stays signed in for as long as the clock jumps. */
async function bossSignedIn(): Promise<Client> {
  const browser = await town.as("officer-murekatete");
  await browser.get("/staff?lang=en");
  return browser;
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; sub: string }[]>`
    select id, sub from auth.officer`;
  for (const { id, sub } of rows) ids.set(sub, id);
  late = await sent(town, "birth-certificate");
  taken = await sent(town, "birth-certificate");
  const registrar = await town.as("officer-mutesi");
  await registrar.get("/staff?lang=en");
  for (const { caseId } of [late, taken]) await give(registrar, caseId, "claim");
  boss = await bossSignedIn();
  await boss.get("/staff/notifications");
  await town.database.ownerSql`
    update auth.officer set email = ${address} where id = ${idOf("officer-murekatete")}`;
  await boss.get("/staff/notifications");
  await boss.post("/staff/notifications/email", { email: "yes" });
  office = (await opened(town, late.caseId)).state.tasks.at(-1)?.office ?? "";
  // A Monday, long after the promise; at its dawn a file is taken over.
  town.setClock("2027-02-22T03:00:00Z");
  await town.settle();
  boss = await bossSignedIn();
  await give(boss, taken.caseId, "take-over");
  await town.settle();
  await town.database.ownerSql`
    insert into auth.absence (id, officer, from_at, until_at, status, asked_by, asked_at)
    values (gen_random_uuid(), ${idOf("officer-mutesi")}, '2027-02-22', '2027-03-01', 'held',
      'command', '2027-02-20')`;
});
after(() => town?.close());

/** The addresses and texts of the links in a table of the page, by its caption. */
function linksIn(body: string, caption: string): readonly (readonly [string, string])[] {
  const part = body.match(/<table[\s\S]*?<\/table>/g)?.find((each) => each.includes(caption));
  assert.ok(part, caption);
  return [...part.matchAll(/href="([^"]+)"[^>]*>([^<]*)</g)].map(([, href = "", text = ""]) => [
    href.replaceAll("&amp;", "&"),
    text.trim(),
  ]);
}

test("My day has each office's late files, and each number opens its list", async () => {
  assert.ok(late && taken && office);
  const { body } = await boss.get("/staff");
  const numbers = linksIn(body, "Late by office");
  const ofOffice = numbers.filter(([href]) => href.includes(`office=${office}`));
  for (const show of ["overdue", "step-overdue", "escalated"]) {
    for (const narrowed of [`show=${show}`, `show=${show}&office=${office}`]) {
      const [href, count] = numbers.find(([each]) => each === `/office?${narrowed}`) ?? [];
      assert.equal(count, "2", `${narrowed}: ${JSON.stringify(numbers)}`);
      const list = await boss.get(href ?? "");
      for (const { reference } of [late, taken]) assert.match(list.body, new RegExp(reference));
    }
    const elsewhere = await boss.get(`/office?show=${show}&office=elsewhere`);
    assert.doesNotMatch(elsewhere.body, new RegExp(late.reference));
  }
  assert.equal(ofOffice.length, 3);
});

test("Files of whoever is on leave, and what was taken over", async () => {
  assert.ok(late && taken);
  const { body } = await boss.get("/staff");
  const [, files] = linksIn(body, "On leave with files in hand");
  assert.deepEqual(files, [`/office?show=in-hand&holder=${idOf("officer-mutesi")}`, "1"]);
  const list = await boss.get(files?.[0] ?? "");
  assert.match(list.body, new RegExp(late.reference));
  assert.doesNotMatch(list.body, new RegExp(taken.reference));
  const rows = linksIn(body, "Taken from colleagues");
  assert.deepEqual(rows, [[`/office/cases/${taken.caseId}`, taken.reference]]);
  const other = await town.as("officer-niyomugabo");
  assert.doesNotMatch((await other.get("/staff?lang=en")).body, /Late by office/);
});

test("Nothing of another authority is in the numbers", async () => {
  const elsewhere = await town.as("officer-kayitesi");
  const { body } = await elsewhere.get("/staff?lang=en");
  assert.deepEqual(linksIn(body, "Late by office"), [], "files of another authority");
});

test("Bell and mail say the same in the morning, without anybody's name", async () => {
  await town.app.tasks["officers.plan-morning"]({});
  town.setClock("2027-02-22T06:30:00Z");
  await town.settle();
  boss = await bossSignedIn();
  const told = textOf((await boss.get("/staff/notifications")).body);
  const lates = "Past the promised day: 2 · Overdue at this step: 2 · Escalated: 2";
  const leave = "On leave: 1, files in their hand: 1";
  const whole = new RegExp(`Your whole authority: ${lates} · Taken over: 1 · ${leave}`);
  assert.match(told, whole);
  town.setClock("2027-02-22T06:40:00Z");
  await town.settle();
  const mails = (await town.app.parts.messages.latest(200)).filter(
    ({ recipient, body }) => recipient === address && body.includes("Your work this morning"),
  );
  assert.equal(mails.length, 1);
  assert.match(mails[0]?.body ?? "", whole);
  assert.match(mails[0]?.body ?? "", new RegExp(`: ${lates}$`, "m"));
  assert.doesNotMatch(mails[0]?.body ?? "", /Mutesi|Murekatete|Habimana/);
  const registrar = await town.app.parts.notifications.of(idOf("officer-mutesi"));
  assert.ok(registrar.every(({ counts }) => counts?.team === undefined));
});
