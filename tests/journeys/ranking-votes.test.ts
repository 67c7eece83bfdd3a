/** What the members of a committee see of their votes on a call, and for how long they are open. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { give, page, type Sent, sent } from "./office-given.ts";

const service = "scholarship-azerbaijan";
const list = `/office/rankings/${service}/2026-11-01`;
let town: Town;
/** The best first; there are four places. */
let candidates: readonly Sent[];

before(async () => {
  const minute = { takeBackSeconds: 60 };
  town = await startTown("2026-11-23T08:00:00Z", undefined, undefined, [], minute);
  const made: Sent[] = [];
  for (const score of [95, 92, 90, 88, 80]) {
    const candidate = await sent(town, service, { person: "mukamana-vestine" });
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

/** What the row of a candidate says on the ranking. */
async function rowOf(client: Client, { reference }: Sent): Promise<string> {
  const shown = await client.get(list);
  const rows = shown.body.split("</tr>");
  const body = rows.find((row) => row.includes(reference)) ?? assert.fail("no row");
  return textOf({ ...shown, body });
}

const open = "Not final yet: it can be taken back until 10:01:00.";

test("A vote in its minute says that it is not final, and until when", async () => {
  const [first, second] = candidates;
  assert.ok(first && second);
  const [rukundo, gakwaya] = [await member("officer-rukundo"), await member("officer-gakwaya")];
  const refused = { outcome: "not-ranked", code: "not-ranked", text: "By the letter." };
  await give(rukundo, first.caseId, "complete", { outcome: "nominate" });
  await give(rukundo, second.caseId, "complete", refused);
  assert.match(await rowOf(rukundo, first), new RegExp(`Your vote: Nominate ${open}`));
  assert.match(
    await rowOf(rukundo, second),
    new RegExp(`Your vote: Do not nominate – Other candidates ranked higher[^.]*places ${open}`),
  );
  assert.doesNotMatch(await rowOf(gakwaya, first), /Your vote|Not final/);
  await fitsScreens(town.url, rukundo, list, "ranking-own-votes");
  for (const client of [rukundo, gakwaya]) {
    const shown = textOf(await client.get(page(first.caseId)));
    assert.match(shown, new RegExp(`Vote cast[^·]*· Rukundo Gaspard [^·]*${open}`));
  }
  await give(gakwaya, first.caseId, "complete", { outcome: "nominate" });
  town.setClock("2027-05-21T08:00:30Z");
  assert.doesNotMatch(textOf(await gakwaya.get(page(first.caseId))), /Decision signed/);
  town.setClock("2027-05-21T08:02:00Z");
  await town.settle();
  assert.doesNotMatch(textOf(await rukundo.get(page(first.caseId))), /Not final yet/);
  const final = await rowOf(rukundo, first);
  assert.match(final, /Selected Your vote: Nominate/);
  assert.doesNotMatch(final, /Not final/);
});

test("A vote on the whole list shows what went to whom, and why, also on the ranking", async () => {
  town.setClock("2027-05-21T09:00:00Z");
  const [, , third, fourth, fifth] = candidates;
  assert.ok(third && fourth && fifth);
  const uwingabire = await member("officer-uwingabire");
  await uwingabire.get(list);
  const done = textOf(await uwingabire.post(`${list}/decide`, { seen: "true" }));
  const why = "Other candidates ranked higher, and there were not enough places";
  const refused = `Do not nominate – ${why}`;
  const [nominated = "", below = ""] = done
    .slice(done.indexOf("Nominate: 3"))
    .split(`${refused}: 1`);
  for (const { reference } of [third, fourth])
    assert.match(nominated, new RegExp(`Rank [34] · ${reference} Mukamana Vestine`));
  assert.match(below, new RegExp(`Rank 5 · ${fifth.reference} Mukamana Vestine`));
  town.setClock("2027-05-21T09:02:00Z");
  await town.settle();
  assert.match(await rowOf(uwingabire, fourth), /Your vote: Nominate/);
  assert.match(await rowOf(uwingabire, fifth), new RegExp(`Your vote: ${refused}`));
  says(await uwingabire.get(list), `Your votes: Nominate: 3 and ${refused}: 1`);
  await fitsScreens(town.url, uwingabire, list, "ranking-went");
});
