import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { give, opened, page, type Sent, sent } from "./office-given.ts";

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
  for (const voter of [rukundo, gakwaya]) await voter.post(`${list}/decide`, { seen: "true" });
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
