import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { formOfAct, give, opened, page, type Sent, sent } from "./office-given.ts";

const service = "scholarship-azerbaijan";
const list = `/office/rankings/${service}/2026-11-01`;
const members = ["officer-rukundo", "officer-gakwaya", "officer-uwingabire"] as const;
let town: Town;
/** The best first; the last two are equal. */
let candidates: readonly Sent[];

before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
  const made: Sent[] = [];
  for (const score of [95, 92, 90, 82, 82]) {
    const candidate = await sent(town, service, { person: "ishimwe-kevin" });
    await completed(town, candidate.caseId, "intake", "complete");
    for (const task of ["first-assessment", "second-assessment"])
      await completed(town, candidate.caseId, task, "assessed", { findings: { score } });
    made.push(candidate);
  }
  candidates = made;
  town.setClock("2027-05-21T08:00:00Z");
});
after(() => town?.close());

async function member(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

/** What candidates were told of being selected, by the files that it is about. */
async function toldSelected(of: Town) {
  await of.settle();
  const messages = await of.app.parts.messages.latest(500);
  const selected = messages.filter(({ template }) => template === "selected");
  return Map.groupBy(selected, ({ caseId }) => String(caseId));
}

const nominated = async () => {
  const files = await Promise.all(candidates.map(({ caseId }) => opened(town, caseId)));
  return files.filter(({ state }) => state.stage === "nomination").length;
};

test("Of five candidates for four places four are nominated, not the fifth", async () => {
  const [rukundo, gakwaya, uwingabire] = [
    await member(members[0]),
    await member(members[1]),
    await member(members[2]),
  ];
  const before = await rukundo.get(list);
  says(before, "Places: 4 · Taken: 0");
  says(before, "2 applications share rank 4, and places left for them: 1 of 4");
  for (const voter of [rukundo, gakwaya]) {
    await voter.post(`${list}/decide`, { seen: "true" });
  }
  await town.settle();
  assert.equal(await nominated(), 3);
  const [fourth, fifth] = candidates.slice(3);
  assert.ok(fourth && fifth);
  const vote = { outcome: "nominate", text: "By the letter of motivation." };
  says(await rukundo.get(page(fifth.caseId)), "share rank 4, and places left for them: 1 of 4");
  await fitsScreens(town.url, rukundo, page(fifth.caseId), "tie-last-place");
  await give(rukundo, fourth.caseId, "complete", vote);
  await give(rukundo, fifth.caseId, "complete", vote);
  await gakwaya.get(page(fifth.caseId));
  await give(gakwaya, fourth.caseId, "complete", vote);
  await town.settle();
  assert.equal(await nominated(), 4);
  const late = await give(gakwaya, fifth.caseId, "complete", vote);
  assert.equal(late.status, 409);
  says(late, "4 of 4 places are taken", fourth.reference);
  const file = await uwingabire.get(page(fifth.caseId));
  says(file, "4 of 4 places are taken", fourth.reference);
  says(file, "All places are taken");
  const [choice] = file.body.match(/<input[^>]*value="nominate"[^>]*>/) ?? [];
  assert.match(choice ?? "", / disabled/);
  await fitsScreens(town.url, uwingabire, page(fifth.caseId), "places-taken");
  says(await uwingabire.get(list), "Places: 4 · Taken: 4");
  await fitsScreens(town.url, uwingabire, list, "ranking-places");
  assert.equal(await nominated(), 4);
  const notices = await toldSelected(town);
  assert.deepEqual(
    candidates.map(({ caseId }) =>
      (notices.get(caseId) ?? []).map(({ channel }) => channel).sort(),
    ),
    [...Array(4).fill(["email", "sms"]), []],
  );
  for (const { body, caseId } of [...notices.values()].flat()) {
    assert.match(body, /was selected and goes on to the next step\. It is not approved yet/);
    const others = candidates.filter((each) => each.caseId !== caseId);
    assert.ok(others.every(({ reference }) => !body.includes(reference)));
  }
});

test("Who withdraws gives the place back to who is next", async () => {
  const [first, fifth] = [candidates[0], candidates[4]];
  assert.ok(first && fifth);
  const { id } = await town.person("ishimwe-kevin");
  const actor = { kind: "person", id } as const;
  const { cases } = town.app.parts;
  must(await cases.give({ caseId: first.caseId, command: { type: "withdraw" }, actor }));
  const gakwaya = await member(members[1]);
  const done = await give(gakwaya, fifth.caseId, "complete", {
    ...{ outcome: "nominate", text: "In the place of who withdrew." },
  });
  assert.equal(done.status, 200, textOf(done));
  await town.settle();
  const { state } = await opened(town, fifth.caseId);
  assert.equal(state.stage, "nomination");
});

test("Every vote has its minute: one that nominates, and all of a list at once", async () => {
  const minute = await startTown("2026-11-23T08:00:00Z", undefined, undefined, [], {
    takeBackSeconds: 60,
  });
  after(() => minute.close());
  const vestine = await minute.person("mukamana-vestine");
  const files: Sent[] = [];
  await minute.database.ownerSql`
    update auth.person set told_in = 'rw' where phone = ${vestine.phone}`;
  for (const score of [95, 92, 90]) {
    const candidate = await sent(minute, service, { person: "mukamana-vestine" });
    await completed(minute, candidate.caseId, "intake", "complete");
    for (const task of ["first-assessment", "second-assessment"])
      await completed(minute, candidate.caseId, task, "assessed", { findings: { score } });
    files.push(candidate);
  }
  const [first, second, third] = files;
  assert.ok(first && second && third);
  const stageOf = async ({ caseId }: Sent) => (await opened(minute, caseId)).state.stage;
  minute.setClock("2027-05-21T08:00:00Z");
  const [rukundo, gakwaya, uwingabire] = await Promise.all(
    members.map(async (id) => {
      const client = await minute.as(id);
      await client.get("/office?lang=en");
      return client;
    }),
  );
  assert.ok(rukundo && gakwaya && uwingabire);
  await give(rukundo, first.caseId, "complete", { outcome: "nominate" });
  const decides = await give(gakwaya, first.caseId, "complete", { outcome: "nominate" });
  says(decides, "You can take it back until", "Take back");
  assert.equal(await stageOf(first), "ranking");
  says(await uwingabire.get(list), "Taken: 0");
  assert.equal((await toldSelected(minute)).size, 0, "while it can be taken back");
  await gakwaya.get(page(first.caseId));
  const back = await gakwaya.post(`${page(first.caseId)}/act`, formOfAct(gakwaya, "take-back"));
  says(back, "your vote is taken back");
  minute.setClock("2027-05-21T08:02:00Z");
  await minute.settle();
  assert.equal(await stageOf(first), "ranking");
  await give(gakwaya, first.caseId, "complete", { outcome: "nominate" });
  minute.setClock("2027-05-21T08:04:00Z");
  await minute.settle();
  assert.equal(await stageOf(first), "nomination");
  const [word] = (await toldSelected(minute)).get(first.caseId) ?? [];
  assert.match(word?.body ?? "", /bwatoranyijwe/, "in the language of the candidate");
  const history = textOf(await uwingabire.get(page(first.caseId)));
  assert.match(history, /Decision signed: [^:]*Nominate \d+ May 2027, [\d:]+ · Committee, Minis/);
  assert.match(history, /Vote cast: [^:]*Nominate \d+ May 2027, [\d:]+ · Gakwaya Emile/);

  await rukundo.get(list);
  const all = await rukundo.post(`${list}/decide`, { seen: "true" });
  says(all, "2 applications are decided or voted on", "Take all back");
  await fitsScreens(minute.url, rukundo, list, "ranking-voted");
  const rows = [second, third].map(({ caseId }) => `${caseId}~`);
  const held = [...all.body.matchAll(/name="stack"\s+value="([^"]*)"/g)].map(([, value]) => value);
  assert.ok(rows.every((row) => held.some((value) => value?.startsWith(row))));
  const undone = await rukundo.post(`${list}/take-back`, { stack: held as string[] });
  says(undone, "2 of 2 decisions are taken back");
  for (const voter of [rukundo, gakwaya]) {
    await voter.get(list);
    await voter.post(`${list}/decide`, { seen: "true" });
  }
  says(await uwingabire.get(list), "2 above the line, 0 below it");
  minute.setClock("2027-05-21T08:06:00Z");
  await minute.settle();
  const tooLate = await rukundo.post(`${list}/take-back`, { stack: held as string[] });
  says(tooLate, "0 of 2 decisions are taken back", `${second.reference} Not done It can no longer`);
  const late = await uwingabire.post(`${list}/decide`, { seen: "true" });
  says(late, "3 were decided by the others before you voted:", `${second.reference} : Nominate`);
  const after4 = await uwingabire.get(list);
  says(after4, "Places: 4 · Taken: 3", "Selected", "Mukamana Vestine");
  await fitsScreens(minute.url, uwingabire, list, "ranking-after");
});
