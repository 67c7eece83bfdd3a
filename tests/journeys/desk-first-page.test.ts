import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
});
after(() => town.close());

test("The desk leads those who only sign to what is theirs to sign", async () => {
  const gate = await (await town.as("officer-nshuti")).get("/desk?lang=en");
  assert.deepEqual([gate.status, gate.path], [200, "/desk/pilots"]);
  const head = await (await town.as("officer-kabatesi")).get("/desk?lang=en");
  assert.deepEqual([head.status, head.path], [200, "/desk/sessions"]);
  const other = await (await town.as("officer-uwera")).get("/desk?lang=en");
  assert.equal(other.status, 403);
});

test("Whoever only works at the desk comes there from the office and the public site", async () => {
  for (const [who, page] of [
    ["officer-gahigi", "/desk"],
    ["officer-nshuti", "/desk/pilots"],
    ["officer-kabatesi", "/desk/sessions"],
  ] as const) {
    const client = await town.as(who);
    assert.equal((await client.get("/office?lang=en")).path, page, who);
    assert.match((await client.get("/partnership")).body, /<a [^>]*href="\/staff\/start">/, who);
    assert.equal((await client.get("/staff/start")).path, page, who);
  }
  const other = await town.as("officer-uwera");
  assert.match((await other.get("/office?lang=en")).path, /^\/office/);
  assert.match((await other.get("/partnership")).body, /<a [^>]*href="\/staff\/start">/);
  assert.equal((await other.get("/staff/start")).path, "/staff");
});

test("A pilot and a risk are asked for in parts, each under its heading", async () => {
  const client = await town.as("officer-gahigi");
  const legends = ({ body }: { readonly body: string }) =>
    [...body.matchAll(/<h2 class="govuk-fieldset__heading">([^<]*)/g)].map(([, text]) => text);
  assert.deepEqual(legends(await client.get("/desk/risks/new?lang=en")), [
    ...["What could happen", "How grave it is", "What is done about it", "Who watches it"],
  ]);
  const pilot = legends(
    await (await town.as("officer-habiyambere")).get("/desk/pilots/new?lang=en"),
  );
  assert.deepEqual(pilot, [
    ...["The pilot", "Measure 1", "Measure 2", "Measure 3"],
    "What it is worth to be able to stop",
  ]);
});

test("A session of the past lists what stood open on its day", async () => {
  const client = await town.as("officer-gahigi");
  const room = await client.get("/desk/sessions/mid-term-2026-10-08?lang=en");
  assert.match(room.body, /10 open, \d+ of them past their deadline/);
  const first = await client.get("/desk/sessions/commission-2025-12-04");
  assert.match(first.body, /Bring three exporters of coffee and tea/);
  assert.doesNotMatch(first.body, /weekly cargo flight/, "it was agreed later");
});
