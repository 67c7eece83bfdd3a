import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { decide, give, opened, page, sent } from "./office-given.ts";

const service = "scholarship-azerbaijan";
let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town?.close());

async function inOffice(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

/** A candidate whose papers are complete. */
async function candidate(person: string, average: number) {
  const made = await sent(town, service, { person, answers: { average } });
  await completed(town, made.caseId, "intake", "complete");
  return made;
}

test("Two assessors are two persons, and neither sees the other's score before both have given theirs", async () => {
  const { caseId } = await candidate("ishimwe-kevin", 80);
  const first = await inOffice("officer-nzeyimana");
  const second = await inOffice("officer-kanyange");
  await decide(first, caseId, "assessed", { "find.score": "91" });
  says(await first.get(page(caseId)), "Score: 91 points");
  const again = await give(first, caseId, "claim");
  says(again, "You did another step of this application");
  for (const look of [() => second.get(page(caseId)), () => give(second, caseId, "claim")]) {
    const shown = textOf(await look());
    assert.ok(!/\b91\b/.test(shown), shown);
  }
  says(await second.get(page(caseId)), "Shown when the parallel step is done");
  await isKept(second, caseId);
  await give(second, caseId, "complete", { outcome: "assessed", "find.score": "69" });
  // They are more than 20 points apart: who assesses a third time sees neither, nor does anybody.
  const third = await inOffice("officer-hagenimana");
  for (const [officer, other] of [
    [first, /\b69\b/],
    [second, /\b91\b/],
    [third, /\b(69|91)\b/],
  ] as const) {
    const shown = textOf(await officer.get(page(caseId)));
    assert.ok(!other.test(shown), shown);
  }
  says(await second.get(page(caseId)), "Score: 69 points", "Third assessment");
  await decide(third, caseId, "assessed", { "find.score": "85" });
  says(await third.get(page(caseId)), "Score: 91 points", "Score: 69 points", "Score: 85 points");
});

test("With two assessments both see both scores, and members no medical paper", async () => {
  const { caseId } = await candidate("uwimana-sandrine", 80);
  const first = await inOffice("officer-nzeyimana");
  const second = await inOffice("officer-kanyange");
  await decide(first, caseId, "assessed", { "find.score": "80" });
  await decide(second, caseId, "assessed", { "find.score": "75" });
  const shown = await second.get(page(caseId));
  says(shown, "Score: 80 points", "Score: 75 points", "Step not needed: Third assessment");
  const own = await (await town.as("uwimana-sandrine")).get(`/applications/${caseId}?lang=en`);
  assert.ok(!textOf(own).includes("Third assessment"), textOf(own));
  const { documents } = await opened(town, caseId);
  const pathOf = (document: string) =>
    `${page(caseId)}/files/${documents[document]?.[0]?.id ?? assert.fail(document)}`;
  const member = await inOffice("officer-gakwaya");
  const file = await member.get(page(caseId));
  says(file, "Not shown to members of the committee", "say by what, and name nobody else");
  assert.ok(!file.body.includes(pathOf("medical")));
  assert.ok(file.body.includes(pathOf("cv")));
  assert.equal((await member.download(pathOf("medical"))).status, 404);
  assert.equal((await member.download(pathOf("cv"))).status, 200);
  assert.equal((await first.download(pathOf("medical"))).status, 200, "an assessor needs it");
});

/** What an officer typed stays through a search and through what is wrong, and decides nothing. */
async function isKept(officer: Client, caseId: string) {
  const typed = { outcome: "assessed", "find.score": "a lot", text: "Seen the diploma." };
  const search = { ...typed, _action: "search:find.score" };
  const looked = await give(officer, caseId, "complete", search);
  assert.equal(looked.status, 200);
  assert.match(looked.body, /name="find\.score"[^>]*value="a lot"/);
  assert.match(looked.body, />\s*Seen the diploma\.<\/textarea>/);
  assert.ok(!looked.body.includes("govuk-error-summary"));
  const refused = await give(officer, caseId, "complete", typed);
  assert.equal(refused.status, 422);
  assert.match(refused.body, /name="find\.score"[^>]*value="a lot"/);
  const [, id] = /href="#([^"]*find\.score)"/.exec(refused.body) ?? [];
  assert.ok(id && refused.body.includes(`id="${id}"`), refused.body);
}

test("Three candidates with two equal in everything share a rank, and the page says why", async () => {
  const made = [
    await candidate("ishimwe-kevin", 80),
    await candidate("mukamana-vestine", 80),
    await candidate("uwimana-sandrine", 75),
  ];
  await candidate("mukamana-vestine", 70);
  for (const { caseId } of made)
    for (const task of ["first-assessment", "second-assessment"])
      await completed(town, caseId, task, "assessed", { findings: { score: 82 } });
  const chair = await inOffice("officer-rukundo");
  const list = await chair.get(`/office/rankings/${service}/2026-11-01`);
  says(
    list,
    `1 ${made[0]?.reference} Ishimwe Kevin 82 80 Tied on every criterion (2).`,
    `1 ${made[1]?.reference} Mukamana Vestine 82 80 Tied on every criterion (2).`,
    `3 ${made[2]?.reference} Uwimana Sandrine 82 75 Tied up to here; ` +
      "lower on: Average of the last diploma",
    "Not ready yet: 1",
  );
});
