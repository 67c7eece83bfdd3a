/** A late step goes to the supervisor, then to the role above: all whom it concerns hear of it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { textOf } from "./hall-given.ts";
import { give, opened, type Sent, sent } from "./office-given.ts";

const [holder, colleague, boss, director, elsewhere] = [
  "officer-mukarugwiza",
  "officer-sibomana",
  "officer-ndayambaje",
  "officer-mukasine",
  "officer-kayitesi",
] as const;
const mailed = [holder, boss, director] as const;
const address = (sub: string): string => `${sub}@local.example`;

let town: Town;
let late: Sent;
const ids = new Map<string, string>();
const idOf = (sub: string): string => ids.get(sub) ?? assert.fail(sub);

async function desk(sub: string): Promise<Client> {
  const client = await town.as(sub);
  await client.get("/staff?lang=en");
  return client;
}

/** What the bell of an officer has told of the file's escalation, the latest first. */
const toldOf = async (sub: string): Promise<string> =>
  (await town.app.parts.notifications.of(idOf(sub)))
    .filter(({ kind, caseId }) => kind.startsWith("escalated") && caseId === late.caseId)
    .map(({ kind }) => kind)
    .join();

const step = async () =>
  (await opened(town, late.caseId)).state.tasks.at(-1) ?? assert.fail("no step");

/** The clock stands behind an instant, and all that fell due by then has happened. */
async function pass(instant: string | undefined): Promise<void> {
  town.setClock(new Date(Date.parse(instant ?? "") + 1000).toISOString());
  await town.settle();
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; sub: string }[]>`
    select id, sub from auth.officer`;
  for (const { id, sub } of rows) ids.set(sub, id);
  for (const sub of mailed) {
    await town.database.ownerSql`
      update auth.officer set email = ${address(sub)} where id = ${idOf(sub)}`;
    const client = await desk(sub);
    await client.get("/staff/notifications");
    await client.post("/staff/notifications/email", { email: "yes" });
  }
  late = await sent(town, "phytosanitary-certificate");
  await give(await desk(holder), late.caseId, "claim");
});
after(() => town?.close());

test("First the supervisor and whoever has it in hand are told, and nobody above", async () => {
  await pass((await step()).dueAt);
  const told = await Promise.all([holder, boss, director, colleague, elsewhere].map(toldOf));
  assert.deepEqual(told, ["escalated", "escalated", "", "", ""]);
  const closed = await (await desk(director)).get(`/office/cases/${late.caseId}`);
  assert.equal(closed.status, 403);
});

test("Then the role above is told, and the others that it went there", async () => {
  await pass((await step()).escalatesAt);
  assert.equal((await step()).escalatedTo, "director");
  const told = await Promise.all([holder, boss, director, colleague, elsewhere].map(toldOf));
  const twice = "escalated-further,escalated";
  assert.deepEqual(told, [twice, twice, "escalated-further", "", ""]);
  const above = await desk(director);
  const bell = textOf((await above.get("/staff/notifications")).body);
  assert.match(
    bell,
    new RegExp(`above the supervisor: the step is still late · ${late.reference}`),
  );
});

test("It is in a list of theirs, says since when and why, and is assigned from there", async () => {
  const above = await desk(director);
  const list = await above.get("/office?show=escalated-to-me");
  says(list, "Escalated to you (1)", late.reference);
  const file = await above.get(`/office/cases/${late.caseId}`);
  says(file, "the step was not done in time", "Escalated to Director on", "still not done");
  says(file, "Escalated above the supervisor: Check that the file is complete");
  assert.match((await above.get("/staff")).body, /show=escalated-to-me">1</);
  for (const sub of [colleague, boss, elsewhere])
    assert.doesNotMatch((await (await desk(sub)).get("/office")).body, /Escalated to you/, sub);
  const stack = /name="stack"\s+value="([^"]+)"/.exec(list.body)?.[1] ?? assert.fail("no tick box");
  await give(await desk(holder), late.caseId, "release");
  await above.get("/office?show=escalated-to-me");
  const to = idOf(holder);
  await above.post("/office/assign-all", { list: "show=escalated-to-me", stack, to });
  assert.equal((await step()).claimedBy, to);
  const given = await above.get("/office?show=escalated-to-me");
  says(given, "Escalated to you (1)", late.reference);
  const csv = await above.get("/office/worklist.csv?show=escalated-to-me");
  assert.match(csv.body, new RegExp(late.reference));
  await fitsScreens(town.url, above, "/office?show=escalated-to-me", "escalated-to-me");
  await fitsScreens(town.url, above, `/office/cases/${late.caseId}`, "escalated-file");
});

test("In the morning each of them reads it, by bell and mail, and opens the file", async () => {
  const morning = new Date(town.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  town.setClock(`${morning}T04:00:00Z`);
  await town.settle();
  await town.app.tasks["officers.plan-morning"]({});
  town.setClock(`${morning}T08:00:00Z`);
  await town.settle();
  town.setClock(`${morning}T08:10:00Z`);
  await town.settle();
  const mails = await town.app.parts.messages.latest(200);
  for (const [sub, own] of [
    [holder, "Late: 1 · Escalated: 1"],
    [boss, "Escalated: 1"],
    [director, "Escalated: 1"],
  ] as const) {
    const list = textOf((await (await desk(sub)).get("/staff/notifications")).body);
    assert.match(list, new RegExp(`Your work this morning.*${own}`), sub);
    const mail = mails.find(
      ({ recipient, body }) => recipient === address(sub) && body.includes("this morning"),
    );
    assert.match(mail?.body ?? "", new RegExp(`${own}$`, "m"), sub);
    assert.doesNotMatch(mail?.body ?? "", /Mukarugwiza|Ndayambaje|Mukasine|Habimana/);
  }
  const above = await desk(director);
  const news = await town.app.parts.notifications.of(idOf(director));
  const { id = "" } = news.find(({ kind }) => kind === "escalated-further") ?? {};
  const file = await above.get(`/staff/notifications/${encodeURIComponent(id)}`);
  assert.match(file.body, new RegExp(late.reference));
  assert.equal((await above.get(`/office/cases/${late.caseId}`)).status, 200);
});

test("Whoever it went to takes it over, and whose it was hears of it", async () => {
  const above = await desk(director);
  await give(above, late.caseId, "take-over");
  await town.settle();
  assert.equal((await step()).claimedBy, idOf(director));
  const news = await town.app.parts.notifications.of(idOf(holder));
  assert.ok(news.some(({ kind, caseId }) => kind === "taken-over" && caseId === late.caseId));
});

test("They may end it themselves, and then it leaves their list", async () => {
  const above = await desk(director);
  await give(above, late.caseId, "complete", { outcome: "complete" });
  says(await above.get("/office?show=escalated-to-me"), "Escalated to you (0)");
});
