/** Files of whoever is on leave: with the deputy from the first day to the last, then back. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, give, opened, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);
let [rugamba, alice, alphonse] = ["", "", ""];

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
  alice = idOf("Ingabire Alice");
  alphonse = idOf("Nkurunziza Alphonse");
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

async function enter(officer: string, form: Readonly<Record<string, string>>) {
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${officer}`);
  return boss.post(`/office/load/${officer}/leave`, form);
}

const leaveOf = async (officer: string) =>
  (await town.app.parts.staff.member(officer))?.absences.at(-1)?.id ?? assert.fail("no leave");

async function byAdmin(officer: string, act: string) {
  const admin = await desk("mugisha-beatha");
  await admin.get(`/admin/staff/${officer}`);
  await admin.post(`/admin/staff/${officer}/leave/${await leaveOf(officer)}/${act}`, {});
  await town.settle();
}

const holderOf = async (caseId: string) =>
  (await opened(town, caseId)).state.tasks.at(-1)?.claimedBy;

/** A file at its decision. */
async function atDecision(): Promise<string> {
  const { caseId } = await sent(town, licence);
  await decide(await desk("officer-nkurunziza"), caseId, "complete");
  await decide(await desk("officer-uwera"), caseId, "support");
  await decide(await desk("officer-hakizimana"), caseId, "support");
  return caseId;
}

const toldOf = async (officer: string, kind: string) =>
  (await town.app.parts.notifications.of(officer)).filter((each) => each.kind === kind);

it("asks who the deputy is, and refuses one who is away, at the field", async () => {
  const form = { ...days("2026-11-24", "2026-11-27"), files: "deputy" };
  const none = await enter(rugamba, form);
  assert.equal(none.status, 422);
  assert.match(none.body, /id="leave-deputy-error"/);
  says(none, "Choose the deputy who gets the files");
  await enter(alice, { ...days("2026-11-26", "2026-11-30"), files: "keep" });
  const away = await enter(rugamba, { ...form, deputy: alice });
  assert.equal(away.status, 422);
  assert.match(away.body, /id="leave-deputy-error"/);
  says(away, "The deputy is on leave on one of these days");
  const elsewhere = await enter(rugamba, { ...form, deputy: idOf("Mutesi Jeannette") });
  assert.match(elsewhere.body, /id="leave-deputy-error"/);
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${alice}`);
  await boss.post(`/office/load/${alice}/leave-end`, { absence: await leaveOf(alice) });
});

it("hands over when leave begins, says what stays and why, and is undone by a press", async () => {
  const [file, second] = [await atDecision(), await atDecision()];
  await decide(await desk("officer-ingabire"), second, "grant");
  for (const each of [file, second]) await give(await desk("officer-rugamba"), each, "claim");
  const form = { ...days("2026-11-24", "2026-11-27"), deputy: alice, files: "deputy" };
  const entered = await enter(rugamba, form);
  says(entered, "When the leave begins, 1 file goes to Ingabire Alice");
  says(entered, "waits for an administrator");
  assert.match(textOf(entered), /Goes to the deputy/);
  assert.match(textOf(entered), /Not handed over \S/, "with its reason");
  await byAdmin(rugamba, "confirm");
  assert.equal(await holderOf(file), rugamba, "not before the leave begins");
  town.setClock("2026-11-24T06:00:00Z");
  await town.settle();
  assert.deepEqual([await holderOf(file), await holderOf(second)], [alice, rugamba]);
  const [news] = await toldOf(rugamba, "leave-files");
  assert.deepEqual(news?.leave?.files, { moved: 1, stayed: 1 });
  const list = await (await desk("officer-rugamba")).get("/staff/notifications");
  says(list, "Handed to the deputy: 1");
  const boss = await desk("officer-kayitesi");
  const page = `/office/load/${rugamba}`;
  const shown = await boss.get(page);
  says(shown, "The files in hand are with Ingabire Alice while this leave lasts: 1 now.");
  await fitsScreens(town.url, boss, page, "leave-deputy");
  const stack = /name="stack" value="([^"]+)"/.exec(shown.body)?.[1] ?? assert.fail();
  says(await boss.post(`${page}/hand-back`, { stack, to: alice }), "1 file is with Rugamba");
  assert.equal(await holderOf(file), rugamba);
  await byAdmin(rugamba, "end");
  assert.deepEqual([await holderOf(file), await holderOf(second)], [rugamba, rugamba]);
});

it("gives back at the end what the deputy has not done, and says what happened", async () => {
  const { caseId: doneOne } = await sent(town, licence);
  const { caseId: left } = await sent(town, licence);
  for (const each of [doneOne, left]) await give(await desk("officer-nkurunziza"), each, "claim");
  const form = { ...days("2026-11-24", "2026-11-27"), deputy: rugamba, files: "deputy" };
  says(await enter(alphonse, form), "When the leave begins, 2 files go to Rugamba Emmanuel");
  await byAdmin(alphonse, "confirm");
  assert.deepEqual([await holderOf(doneOne), await holderOf(left)], [rugamba, rugamba]);
  await give(await desk("officer-rugamba"), doneOne, "complete", { outcome: "complete" });
  town.setClock("2026-11-28T06:00:00Z");
  await town.settle();
  assert.equal(await holderOf(left), alphonse);
  assert.notEqual(await holderOf(doneOne), alphonse);
  for (const each of [alphonse, rugamba, idOf("Kayitesi Grace")]) {
    const news = (await toldOf(each, "leave-files-back")).at(0);
    assert.deepEqual(news?.leave?.files, { moved: 1, stayed: 0, done: 1 }, each);
  }
  const back = await (await desk("officer-nkurunziza")).get("/staff/notifications");
  says(back, "Back: 1. Done by the deputy: 1. Stayed with the deputy: 0.");
});

it("an administrator’s form hands files to the deputy too: the system moves them", async () => {
  const file = await atDecision();
  await give(await desk("officer-rugamba"), file, "claim");
  const admin = await desk("mugisha-beatha");
  const page = `/admin/staff/${rugamba}`;
  await admin.get(page);
  const form = { ...days("2026-11-30", "2026-12-02"), files: "deputy" };
  const none = await admin.post(`${page}/leave`, form);
  assert.equal(none.status, 422);
  says(none, "Choose the deputy who gets the files");
  await admin.get(page);
  const entered = await admin.post(`${page}/leave`, { ...form, deputy: alice });
  says(entered, "waits for a second administrator. When it begins, files that go to Ingabire");
  says(entered, "Ingabire Alice: 2. Files that stay, as the deputy may not do them: 1.");
  await fitsScreens(town.url, admin, page, "admin-leave-files");
  const second = await desk("habarurema-jean");
  await second.get(page);
  await second.post(`${page}/leave/${await leaveOf(rugamba)}/confirm`, {});
  town.setClock("2026-11-30T06:00:00Z");
  await town.settle();
  assert.equal(await holderOf(file), alice);
  const { history } = await opened(town, file);
  assert.deepEqual(history.findLast(({ type }) => type === "TaskAssigned")?.actor, {
    kind: "system",
  });
  const colleague = await desk("officer-ingabire");
  assert.doesNotMatch((await colleague.get("/office?show=mine")).body, /Assigned by/);
  says(await colleague.get(`/office/cases/${file}`), "Assigned: ", "To Ingabire Alice");
  for (const each of [rugamba, alice, idOf("Kayitesi Grace")])
    assert.deepEqual((await toldOf(each, "leave-files")).at(0)?.leave?.files, {
      ...{ moved: 2, stayed: 1 },
    });
  const boss = await desk("officer-kayitesi");
  says(await boss.get("/staff/notifications"), "with the deputy", "Officer: Rugamba Emmanuel");
});

it("comes back where whoever asked supervises no more, and those who do now are told", async () => {
  const { caseId } = await sent(town, licence);
  await give(await desk("officer-nkurunziza"), caseId, "claim");
  const asked = { ...days("2026-12-01", "2026-12-02"), deputy: rugamba, files: "deputy" };
  await byAdmin(rugamba, "end");
  says(await enter(alphonse, asked), "When the leave begins");
  await byAdmin(alphonse, "confirm");
  town.setClock("2026-12-01T06:00:00Z");
  await town.settle();
  assert.equal(await holderOf(caseId), rugamba);
  const [boss, next] = [idOf("Kayitesi Grace"), idOf("Bizimana Theogene")];
  await town.database.ownerSql`
    update auth.held_role set officer = ${next} where officer = ${boss} and role = 'supervisor'`;
  const before = (await toldOf(boss, "leave-files-back")).length;
  town.setClock("2026-12-03T06:00:00Z");
  await town.settle();
  assert.equal(await holderOf(caseId), alphonse);
  const [news] = await toldOf(next, "leave-files-back");
  assert.equal(news?.leave?.officer, alphonse);
  assert.ok((news?.leave?.files?.moved ?? 0) > 0);
  assert.equal((await toldOf(boss, "leave-files-back")).length, before);
});
