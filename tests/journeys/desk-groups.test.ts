import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
let keeper: Client;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
});
after(() => town.close());

async function post(path: string, action: string, fields: Readonly<Record<string, string>>) {
  await keeper.get(path);
  return keeper.post(`${path}${action}`, fields);
}

test("A group without a co-chair, or with a vacant one, is an alert", async () => {
  const page = await keeper.get("/desk/groups");
  says(page, "Working groups", "Agriculture", "Vacant");
  says(await keeper.get("/desk/monday?group=agriculture"), "Vacant posts 1");
});

test("A group is made, chaired, renamed and ended, and lives on after a restart", async () => {
  assert.equal((await post("/desk/groups/new", "", {})).status, 422);
  const made = await post("/desk/groups/new", "", {
    "title-en": "Tourism",
    "title-fr": "Tourisme",
  });
  assert.equal(made.path, "/desk/groups/tourism");
  says(await keeper.get("/desk/groups"), "Tourism", "No co-chair");
  says(await keeper.get("/desk/monday"), "Groups without a co-chair 1");
  says(await keeper.get("/desk/monday?group=tourism"), "Groups without a co-chair 2");
  const led = await keeper.get("/desk/monday?group=trade");
  assert.doesNotMatch(textOf(led), /Groups without a co-chair/);
  says(
    await post("/desk/groups/new", "", { "title-en": "Tourism" }),
    "a group of this name already",
  );

  says(await post("/desk/groups/tourism", "/chairs", { "chair-rw": "minict-digital" }), "Done");
  const chaired = await town.app.parts.partnership.posts.all();
  assert.equal(chaired.get("minict-digital")?.role, "co-chair");
  assert.equal(chaired.get("minict-digital")?.group, "tourism");
  await post("/desk/groups/tourism", "/chairs", { "chair-rw": "rdb-trade" });
  const moved = await town.app.parts.partnership.posts.all();
  assert.equal(moved.get("minict-digital")?.role, "owner");
  assert.equal(moved.get("rdb-trade")?.group, "tourism");

  const other = { "title-en": "Tourism and culture" };
  says(await post("/desk/groups/tourism", "/rename", other), "Tourism and culture");
  await town.app.parts.partnership.seedSubjects("jurisdictions/rw/demo");
  says(await keeper.get("/desk/groups/tourism"), "Tourism and culture");

  says(await post("/desk/groups/tourism", "/end", {}), "Enter the reason");
  const ended = await post("/desk/groups/tourism", "/end", { reason: "It joined trade." });
  says(ended, "Ended on 28 November 2026");
  const planning = await keeper.get("/desk/sessions/new");
  assert.doesNotMatch(textOf(planning), /Tourism and culture/);
});

test("A group that still follows open commitments does not end", async () => {
  const refused = await post("/desk/groups/trade", "/end", { reason: "No more." });
  assert.equal(refused.status, 409);
  says(refused, "Open commitments are left to this group");
  assert.match(refused.body, /No more\./, "what was typed stays");
});

test("Whoever leaves writes a note, and the next holder gets it as a mail", async () => {
  const path = "/desk/posts/minagri-crops";
  says(await post(path, "/hand-over", {}), "Write the note");
  const note = "Ask Baku for the lists of plants <first>.";
  says(await post(path, "/hand-over", { note }), "Hand-over note of 28 November 2026");
  assert.match((await keeper.get(path)).body, /lists of plants &lt;first&gt;/);
  const taken = {
    ...{ held: "held", name: "Uwase Marie", email: "marie@minagri.example", lang: "rw" },
    ...{ "since-day": "28", "since-month": "11", "since-year": "2026" },
  };
  await post(path, "", taken);
  await town.settle();
  const mails = (await town.app.parts.messages.latest(50)).filter(
    ({ template }) => template === "post-taken-over",
  );
  assert.deepEqual(
    mails.map(({ recipient, lang }) => [recipient, lang]),
    [["marie@minagri.example", "rw"]],
  );
  assert.ok(mails[0]?.body.includes(note));
  await post(path, "", taken);
  const [events] = await town.app.sql<{ text: string }[]>`
    select string_agg(data::text, ' ') as text from events.event
    where stream = 'post-minagri-crops'`;
  assert.doesNotMatch(events?.text ?? "", /Uwase|plants/, "no event names a person");
});
