/** Leave with a deputy says for whom it waits, tells them, and tells the others what came of it. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";

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
});
after(() => town?.close());

async function ask(day: string): Promise<void> {
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${rugamba}`);
  const typed = { day, month: "12", year: "2026" };
  const both = ["from", "until"].flatMap((name) =>
    Object.entries(typed).map(([part, value]) => [`${name}-${part}`, value]),
  );
  const form = { ...Object.fromEntries(both), deputy: idOf("Ingabire Alice"), files: "keep" };
  says(await boss.post(`/office/load/${rugamba}/leave`, form), "waits for an administrator");
  await town.settle();
}

async function answer(act: "confirm" | "decline"): Promise<void> {
  const admin = await desk("mugisha-beatha");
  const absence = (await town.app.parts.staff.member(rugamba))?.absences.at(-1)?.id;
  await admin.get(`/admin/staff/${rugamba}`);
  await admin.post(`/admin/staff/${rugamba}/leave/${absence}/${act}`, {});
  await town.settle();
}

const toldOf = async (name: string, kind: string) =>
  (await town.app.parts.notifications.of(idOf(name))).filter((each) => each.kind === kind);

it("names the administrators for whom it waits, wherever it is shown", async () => {
  await ask("7");
  const waits = "to confirm the deputy: Habarurema Jean (";
  const [boss, officer] = [await desk("officer-kayitesi"), await desk("officer-rugamba")];
  for (const path of ["/office/load", `/office/load/${rugamba}`])
    says(await boss.get(path), waits, "Mugisha Beatha (");
  for (const path of ["/staff", `/office/load/${rugamba}`])
    says(await officer.get(path), waits, "Deputy: Ingabire Alice");
  await fitsScreens(town.url, officer, "/staff", "own-leave-waits");
  await fitsScreens(town.url, boss, "/office/load", "leave-waits");
});

it("the bell of each leads to where it is confirmed, and the morning counts it", async () => {
  const admin = await desk("mugisha-beatha");
  const list = await admin.get("/staff/notifications");
  says(list, "Leave with a deputy waits for you to confirm it", "by Kayitesi Grace");
  says(list, "Officer: Rugamba Emmanuel", "Deputy: Ingabire Alice");
  const [news] = await toldOf("Mugisha Beatha", "leave-to-confirm");
  const shown = await admin.get(`/staff/notifications/${encodeURIComponent(news?.id ?? "")}`);
  assert.equal(shown.path, `/admin/staff/${rugamba}`);
  assert.match(shown.body, /leave\/[0-9a-f-]{36}\/confirm"/);
  await town.app.tasks["officers.morning"]({ day: "2026-11-23" });
  const [morning] = await toldOf("Habarurema Jean", "morning");
  assert.equal(morning?.counts?.toConfirm, 1);
  says(await admin.get("/staff/notifications"), "Confirm in the administration: 1");
  assert.deepEqual(await toldOf("Kayitesi Grace", "leave-to-confirm"), []);
});

it("whoever asked is told that it is confirmed, and nobody is asked any more", async () => {
  await answer("confirm");
  const boss = await desk("officer-kayitesi");
  const list = await boss.get("/staff/notifications");
  says(list, "The leave that you asked for a colleague is confirmed", "by Mugisha Beatha");
  says(list, "Officer: Rugamba Emmanuel", "7 December 2026");
  const [news] = await toldOf("Kayitesi Grace", "colleague-leave-confirmed");
  const shown = await boss.get(`/staff/notifications/${encodeURIComponent(news?.id ?? "")}`);
  assert.equal(shown.path, `/office/load/${rugamba}`);
  assert.equal((await toldOf("Rugamba Emmanuel", "leave-entered")).length, 1);
  const [other] = await toldOf("Habarurema Jean", "leave-to-confirm");
  assert.ok(other?.readAt, "what is confirmed asks nobody");
  assert.doesNotMatch(textOf(await boss.get("/office/load")), /to confirm the deputy/);
});

it("and that it is not confirmed", async () => {
  await ask("14");
  await answer("decline");
  const boss = await desk("officer-kayitesi");
  says(
    await boss.get("/staff/notifications"),
    "The leave that you asked for a colleague is not confirmed",
  );
  assert.equal((await toldOf("Rugamba Emmanuel", "leave-declined")).length, 1);
  const open = (await toldOf("Habarurema Jean", "leave-to-confirm")).filter((one) => !one.readAt);
  assert.deepEqual(open, []);
});
