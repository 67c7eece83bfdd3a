import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, give, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
const ids = new Map<string, string>();
let town: Town;

async function desk(id: string, lang = "en"): Promise<Client> {
  const browser = await town.as(id);
  await browser.get(`/office?lang=${lang}`);
  return browser;
}

/** A file at its decision, which two directors may take. */
async function atDecision(): Promise<string> {
  const { caseId } = await sent(town, licence);
  await decide(await desk("officer-nkurunziza"), caseId, "complete");
  await decide(await desk("officer-uwera"), caseId, "support");
  await decide(await desk("officer-hakizimana"), caseId, "support");
  return caseId;
}

const task = async (caseId: string) => (await opened(town, caseId)).state.tasks.at(-1);

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(() => town?.close());

const idOf = (name: string): string => {
  const id = ids.get(name);
  if (!id) throw new Error(`no officer ${name}`);
  return id;
};

describe("A supervisor assigns a file", () => {
  it("from a taken-over file to a named colleague, who is told on their day and list", async () => {
    const caseId = await atDecision();
    const boss = await desk("officer-kayitesi");
    await give(await desk("officer-rugamba"), caseId, "claim");
    const taken = await give(boss, caseId, "take-over");
    assert.match(taken.body, /Assign to a colleague/);
    assert.match(taken.body, new RegExp(`value="${idOf("Ingabire Alice")}"`));
    assert.doesNotMatch(taken.body, new RegExp(`value="${idOf("Nkurunziza Alphonse")}"`));
    const none = await give(boss, caseId, "assign");
    assert.equal(none.status, 422);
    assert.match(none.body, /Choose a colleague/);
    const given = await give(boss, caseId, "assign", { to: idOf("Ingabire Alice") });
    assert.match(given.body, /is assigned to Ingabire Alice/);
    const colleague = await desk("officer-ingabire");
    const { reference } = (await opened(town, caseId)).state.submitted ?? {};
    const day = await colleague.get("/staff");
    assert.match(day.body, new RegExp(`${reference}</a>[^<]*Assigned by Kayitesi Grace`));
    assert.match((await colleague.get("/office?show=mine")).body, /Assigned by Kayitesi Grace/);
    const file = await colleague.get(page(caseId));
    assert.match(file.body, /Assigned by Kayitesi Grace/);
    assert.match(file.body, /Assigned: [^<]*<[\s\S]*To Ingabire Alice/);
    await give(colleague, caseId, "release");
    assert.equal((await task(caseId))?.assignedBy, undefined);
  });

  it("from the list, which says who may do only some, and why a file was not given", async () => {
    const decided = await atDecision();
    const { caseId } = await sent(town, licence);
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office");
    assert.match(body, /Ingabire Alice \(may do \d+ of \d+\)/);
    assert.doesNotMatch(body, /Claim the selected files|data-keys/);
    assert.match((await (await desk("officer-rugamba")).get("/office")).body, /Claim the selected/);
    const stack = [
      `${decided}~${(await task(decided))?.key}`,
      `${caseId}~${(await task(caseId))?.key}`,
    ];
    await boss.get("/office");
    const done = await boss.post("/office/assign-all", { stack, to: idOf("Ingabire Alice") });
    assert.match(done.body, /1 of 2 files are assigned/);
    assert.match(done.body, /may not do this step: it is not their role\./);
  });

  it("and not to a colleague of another office, which is said", async () => {
    const { caseId } = await sent(town, "birth-certificate");
    const boss = await desk("officer-murekatete");
    await boss.get(page(caseId));
    const refused = await assignTo(boss, caseId, idOf("Niyomugabo Eugenie"));
    assert.match(refused.body, /has the role for this step, but in another office/);
    assert.equal((await task(caseId))?.claimedBy, undefined);
  });

  it("chosen files are put back for all at once, and whose they were is told", async () => {
    const files = [await atDecision(), await atDecision()];
    for (const each of files) await give(await desk("officer-rugamba"), each, "claim");
    const boss = await desk("officer-kayitesi");
    const list = `show=in-hand&holder=${idOf("Rugamba Emmanuel")}`;
    const { body } = await boss.get(`/office?${list}`);
    assert.match(body, /<option value="all"[^>]*>\s*Nobody: put the files back for all/);
    const rows = await Promise.all(files.map(async (each) => `${each}~${(await task(each))?.key}`));
    const put = { list, to: "all" };
    const done = await boss.post("/office/assign-all", { ...put, stack: rows });
    assert.match(done.body, /2 of 2 files are put back for all/);
    for (const each of files) assert.equal((await task(each))?.claimedBy, undefined);
    await town.settle();
    const news = await town.app.parts.notifications.of(idOf("Rugamba Emmanuel"));
    for (const each of files)
      assert.ok(news.some(({ kind, caseId }) => kind === "released" && caseId === each));
    const free = await boss.get("/office?show=unclaimed");
    assert.doesNotMatch(free.body, /<option value="all"/, "where nothing is in anybody's hand");
    const [row = ""] = rows;
    await give(await desk("officer-rugamba"), files[0] ?? "", "claim");
    const other = await desk("officer-ingabire");
    await other.post("/office/assign-all", { ...put, stack: row });
    assert.equal((await task(files[0] ?? ""))?.claimedBy, idOf("Rugamba Emmanuel"));
  });

  it("chosen files are shared out to whoever has least in hand, and nobody else's", async () => {
    const files: string[] = [];
    for (let n = 0; n < 4; n++) files.push(await atDecision());
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office?show=unclaimed");
    assert.match(body, /<option value="evenly">\s*Share out: each to whoever has least in hand/);
    const rowOf = async (each: string) => `${each}~${(await task(each))?.key}`;
    const stack = await Promise.all(files.map(rowOf));
    const list = "show=unclaimed";
    const done = await boss.post("/office/assign-all", { list, to: "evenly", stack });
    assert.match(done.body, /Files shared out: 4 of 4\. Colleagues who got some: [12]\./);
    const both = [idOf("Ingabire Alice"), idOf("Rugamba Emmanuel")];
    for (const each of files) assert.ok(both.includes((await task(each))?.claimedBy ?? ""));
    const rows = await town.app.parts.cases.inHandOf({ authority: "rmb" }, both);
    const [one = 0, other = 0] = both.map(
      (id) => rows.find(({ officer }) => officer === id)?.inHand ?? 0,
    );
    assert.ok(Math.abs(one - other) <= 1, `${one} and ${other}`);
    const late = await atDecision();
    const row = await rowOf(late);
    const director = await desk("officer-rugamba");
    await director.get("/office");
    await director.post("/office/assign-all", { list, to: "evenly", stack: row });
    assert.equal((await task(late))?.claimedBy, undefined, "only a supervisor shares out");
    const { ownerSql } = town.database;
    await ownerSql`update auth.officer set active = false where id = any(${both}::uuid[])`;
    await boss.get("/office");
    const none = await boss.post("/office/assign-all", { list, to: "evenly", stack: row });
    assert.match(none.body, /Files shared out: 0 of 1[\s\S]*Nobody at work now can be given/);
    await ownerSql`update auth.officer set active = true where id = any(${both}::uuid[])`;
  });

  it("nobody but a supervisor is offered it, or may do it", async () => {
    const caseId = await atDecision();
    const director = await desk("officer-rugamba");
    const { body } = await director.get(page(caseId));
    assert.doesNotMatch(body, /value="assign"/);
    const key = (await task(caseId))?.key ?? "";
    const act = { act: "assign", task: key, to: idOf("Ingabire Alice") };
    const refused = await director.post(`${page(caseId)}/act`, act);
    assert.equal(refused.status, 403);
    assert.equal((await task(caseId))?.claimedBy, undefined);
  });

  it("a page that is old assigns to nobody who left, is on leave or may not", async () => {
    const caseId = await atDecision();
    const words = {
      en: [/no longer works here/, /is on leave/, /may not do this step/],
      fr: [/ne travaille plus ici/, /est en congé/, /ne peut pas traiter/],
      az: [/artıq burada işləmir/, /məzuniyyətdədir/, /icra edə bilməz/],
      rw: [/ntagikora hano/, /ari mu kiruhuko/, /ntiyemerewe/],
    };
    const sql = town.database.ownerSql;
    const alice = idOf("Ingabire Alice");
    for (const [lang, [left = /-/, away = /-/, other = /-/]] of Object.entries(words)) {
      const boss = await desk("officer-kayitesi", lang);
      await sql`update auth.officer set active = false where id = ${alice}`;
      await boss.get(page(caseId));
      const gone = await assignTo(boss, caseId, alice);
      assert.match(gone.body, left);
      await sql`update auth.officer set active = true where id = ${alice}`;
      await sql`insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by,
        asked_at, given_by, given_at)
        values (gen_random_uuid(), ${alice}, null, ${town.now()}::timestamptz - interval '1 day',
          ${town.now()}::timestamptz + interval '1 day', 'held', 'command', ${town.now()},
          'command', ${town.now()})`;
      const onLeave = await assignTo(boss, caseId, alice);
      assert.match(onLeave.body, away);
      assert.match(onLeave.body, new RegExp(`value="${alice}"[^>]*disabled`));
      await sql`delete from auth.absence where officer = ${alice}`;
      assert.match((await assignTo(boss, caseId, idOf("Nkurunziza Alphonse"))).body, other);
    }
    assert.equal((await task(caseId))?.claimedBy, undefined);
  });
});

async function assignTo(boss: Client, caseId: string, to: string) {
  const key = (await task(caseId))?.key ?? "";
  return boss.post(`${page(caseId)}/act`, { act: "assign", task: key, to });
}
