import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import type { PersonId } from "../kernel/index.ts";
import { connect, newId, type Pool } from "../platform/db/index.ts";
import { draftDocuments, draftsOf } from "./drafts.ts";
import { attachFile } from "./files.ts";
import {
  agreeJourney,
  discardJourney,
  saveStep,
  startJourney,
  stopJourney,
} from "./journey-acts.ts";
import { fillDraft, findJourney, journeysOf } from "./journeys.ts";

let database: FreshDatabase;
let sql: Pool;
before(async () => {
  database = await freshDatabase();
  sql = connect(database.appUrl, 4);
});
after(async () => {
  await sql?.end();
  await database?.drop();
});

const at = new Date("2026-11-23T08:00:00Z");
const person = newId() as PersonId;

async function begun() {
  const steps = ["first", "second"].map((service) => ({ service, definition: 1, answers: {} }));
  const id = await startJourney(sql, at, { person, journey: "two", lang: "en", steps });
  const journey = await findJourney(sql, id, person);
  const [first, second] = journey?.drafts ?? [];
  assert.ok(journey && first && second);
  return { id, journey, first, second };
}

test("A journey has a draft for each step, which nobody else sees", async () => {
  const { id, journey } = await begun();
  assert.deepEqual(
    journey.drafts.map(({ service, journey }) => [service, journey]),
    [
      ["first", id],
      ["second", id],
    ],
  );
  assert.equal(await findJourney(sql, id, newId() as PersonId), undefined);
  assert.equal((await draftsOf(sql, person)).length, 0);
  assert.ok((await journeysOf(sql, person)).some((one) => one.id === id));
});

test("An answer of one step is written to the other at once, and withdrawn there too", async () => {
  const { id, first, second } = await begun();
  const page = { id: first.id, person, answers: { name: "A", own: 1 }, visited: ["page"] };
  assert.equal(
    await saveStep(sql, at, page, [{ service: "second", set: { name: "A" }, unset: [] }]),
    true,
  );
  await fillDraft(sql, at, second.id, { number: "7" });
  const drafts = (await findJourney(sql, id, person))?.drafts;
  assert.deepEqual(
    drafts?.map(({ answers }) => answers),
    [
      { name: "A", own: 1 },
      { name: "A", number: "7" },
    ],
  );
  await saveStep(sql, at, { ...page, answers: {} }, [
    { service: "second", set: {}, unset: ["name"] },
  ]);
  assert.deepEqual((await findJourney(sql, id, person))?.drafts[1]?.answers, { number: "7" });
  const stranger = { ...page, person: newId() as PersonId };
  assert.equal(await saveStep(sql, at, stranger, []), false);
});

test("Nobody agrees to what they have not seen; a shared upload is in both steps", async () => {
  const { id, journey, first, second } = await begun();
  const file = {
    document: "invoice",
    name: "a.pdf",
    mediaType: "application/pdf",
    sha256: "a".repeat(64),
  };
  await attachFile(sql, at, person, { draftId: first.id }, { ...file, content: Buffer.from("x") });
  const agreement = {
    journey,
    lang: "fr",
    plan: [],
    visited: [{ draft: second.id, pages: ["page", "documents"] }],
    copies: [
      {
        from: { draft: first.id, document: "invoice" },
        to: { draft: second.id, document: "bill" },
      },
    ],
  };
  await saveStep(sql, at, { id: first.id, person, answers: {}, visited: [] }, []);
  assert.equal(await agreeJourney(sql, at, agreement), false);
  const now = await findJourney(sql, id, person);
  assert.ok(now);
  assert.equal(await agreeJourney(sql, at, { ...agreement, journey: now }), true);
  const [upload] = (await draftDocuments(sql, second.id)).bill ?? [];
  assert.equal(upload?.sha256, file.sha256);
  const agreed = await findJourney(sql, id, person);
  assert.deepEqual([agreed?.lang, agreed?.drafts[1]?.visited], ["fr", ["page", "documents"]]);
  const [{ count = 0 } = {}] = await sql<{ count: number }[]>`
    select count(*)::int from jobs.job where task = 'go-on-journey'`;
  assert.equal(count, 1);
});

test("A journey agreed to can be stopped, not deleted; another can only be deleted", async () => {
  const { id, journey } = await begun();
  assert.equal(await stopJourney(sql, at, id, person), false);
  await agreeJourney(sql, at, { journey, lang: "en", plan: [], visited: [], copies: [] });
  assert.equal(await discardJourney(sql, id, person), false);
  assert.equal(await stopJourney(sql, at, id, person), true);
  assert.equal(await stopJourney(sql, at, id, person), false);
  const other = await begun();
  assert.equal(await discardJourney(sql, other.id, person), true);
  assert.equal(await findJourney(sql, other.id, person), undefined);
});
