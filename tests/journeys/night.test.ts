import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { prepared } from "./api-apply-given.ts";
import { program } from "./api-given.ts";
import { act, seated, ticket } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const tables = [
  "auth.session",
  "auth.confirmation",
  "centres.act",
  "centres.ticket",
  "programs.token",
  "programs.draft",
  "programs.request",
  "programs.confirmation",
  "programs.delivery",
] as const;

async function counted(): Promise<Record<string, number>> {
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await town.app.sql<{ count: number }[]>`
        select count(*)::int as count from ${town.app.sql(table)}`;
      return [table, row?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** Somebody is called and served, a program prepares an application. */
async function day(): Promise<void> {
  const { sql } = town.app;
  const operator = await seated(town, "uwase-claudine", "1");
  await ticket(town);
  await act(operator, "next");
  await act(operator, "finish");
  const now = town.now();
  const bank = await program(town);
  await prepared(town, bank);
  const made = await bank.post("/api/v1/webhooks", { url: "http://localhost:9/" });
  await sql`
    insert into programs.delivery (id, webhook, subject, message, type, body, state, created_at,
      ended_at)
    values (${newId()}, ${made.body.id}, ${newId()}, ${newId()}, 'application.submitted', '{}',
      'delivered',
      ${now}, ${now})`;
}

async function night(): Promise<void> {
  for (const sweep of ["auth.sweep", "centres.sweep", "api.sweep", "messages.sweep"] as const)
    await town.app.tasks[sweep]({});
}

test("What a night finds that is still needed it leaves, and what ran out it takes away", async () => {
  await day();
  const before = await counted();
  for (const table of tables) assert.ok((before[table] ?? 0) > 0, table);
  await night();
  assert.deepEqual(await counted(), before, "an hour later all of it is needed still");
  town.setClock("2027-03-01T01:00:00Z");
  await night();
  const { "centres.ticket": tickets, ...rest } = await counted();
  assert.equal(tickets, before["centres.ticket"], "what was measured stays");
  assert.deepEqual(new Set(Object.values(rest)), new Set([0]));
});

test("What was sent takes no place among what a program prepares in a day", async () => {
  const bank = await program(town);
  const asked = await prepared(town, bank);
  const { sql } = town.app;
  const fill = (count: number) => sql`
    insert into programs.draft (id, client, service, definition, national_id, answers, lang,
      begun_at,
      expires_at)
    select gen_random_uuid(), client, service, definition, national_id, answers, lang, begun_at,
      expires_at from programs.draft cross join generate_series(1, ${count})
        where id = ${asked.draft}`;
  await fill(199);
  const person = { nationalId: "0199470012345011" };
  const next = { service: "birth-certificate", person, answers: {}, lang: "en" };
  assert.equal((await bank.post("/api/v1/drafts", next)).status, 503);
  assert.equal((await bank.post("/api/v1/applications", asked)).status, 201);
  assert.equal((await bank.post("/api/v1/drafts", next)).status, 201);
});

test("A code stands in no message any more once nobody can type it", async () => {
  const { sql } = town.app;
  const codes = () => sql<{ body: string }[]>`
    select body from messages.outbox where template = 'confirm-code'`;
  town.setClock("2027-03-02T09:00:00Z");
  await town.settle();
  await night();
  await prepared(town, await program(town));
  await town.settle();
  const written = async () => (await codes()).filter(({ body }) => /\d{6}/.test(body)).length;
  assert.equal(await written(), 1, "those of other days are gone");
  await night();
  assert.equal(await written(), 1, "this one can be typed still");
  town.setClock("2027-03-03T01:00:00Z");
  await night();
  assert.equal(await written(), 0);
  assert.ok((await codes()).length > 1, "that one was sent stays");
});
