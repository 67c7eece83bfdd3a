import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { formOfAct, opened, page, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown(undefined, undefined, undefined, [], { proofMinutes: 30 });
});
after(() => town?.close());

const minutesPass = (minutes: number) =>
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());

const who = "officer-nkurunziza";
const stageOf = async (caseId: string) => (await opened(town, caseId)).state.stage;

/** An officer with a claimed file, at work for so many minutes, never away from their desk. */
async function atWork(minutes: number): Promise<{ readonly officer: Client; readonly at: string }> {
  const officer = await town.as(who);
  await officer.get("/office?lang=en");
  const { caseId } = await sent(town, "mineral-exploration-licence");
  await officer.get(page(caseId));
  await officer.post(`${page(caseId)}/act`, formOfAct(officer, "claim"));
  for (let passed = 0; passed < minutes; passed += 10) {
    minutesPass(10);
    await officer.get(page(caseId));
  }
  return { officer, at: caseId };
}

const complete = (officer: Client, caseId: string) =>
  officer.post(`${page(caseId)}/act`, { ...formOfAct(officer, "complete"), outcome: "complete" });

test("Whoever signed in a while ago proves anew before they decide; nothing is lost", async () => {
  const { officer, at } = await atWork(40);
  const before = await stageOf(at);
  const asked = await complete(officer, at);
  assert.match(asked.path, /^\/staff\/proof/);
  assert.equal(await stageOf(at), before);
  const [, link = ""] = /href="(\/sign-in\?[^"]+)"/.exec(asked.body) ?? [];
  assert.match(link, /fresh=1/);
  const choice = await officer.get(link.replaceAll("&amp;", "&"));
  const proved = await officer.post(choice.path, { who });
  assert.equal(proved.path, "/sign-in/kept");
  says(proved, "You have proved that it is you", "Nothing that you typed is lost");
  await officer.post("/sign-in/kept", { act: "send" });
  assert.notEqual(await stageOf(at), before);
});

test("Reading, and deciding soon after signing in, ask for nothing", async () => {
  const { officer, at } = await atWork(40);
  assert.equal((await officer.get(page(at))).status, 200);
  const { officer: fresh, at: other } = await atWork(20);
  const before = await stageOf(other);
  await complete(fresh, other);
  assert.notEqual(await stageOf(other), before);
});

test("A proof counts for the browser in which it was given, and for its time", async () => {
  const { officer, at } = await atWork(40);
  const elsewhere = await town.as(who);
  await elsewhere.get("/office?lang=en");
  assert.match((await complete(officer, at)).path, /^\/staff\/proof/);
});
