import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { decide, give, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
const ids = new Map<string, string>();
let town: Town;

async function desk(id: string, lang = "en"): Promise<Client> {
  const browser = await town.as(id);
  await browser.get(`/office/load?lang=${lang}`);
  return browser;
}

const idOf = (name: string): string => {
  const id = ids.get(name);
  assert.ok(id, name);
  return id;
};

/** Files at their decision, in the hand of the first director. */
async function inHand(count: number): Promise<readonly string[]> {
  const files: string[] = [];
  const [intake, geologist, reviewer, director] = await Promise.all(
    ["officer-nkurunziza", "officer-uwera", "officer-hakizimana", "officer-rugamba"].map((id) =>
      desk(id),
    ),
  );
  assert.ok(intake && geologist && reviewer && director);
  for (let n = 0; n < count; n++) {
    const { caseId } = await sent(town, licence);
    await decide(intake, caseId, "complete");
    await decide(geologist, caseId, "support");
    await decide(reviewer, caseId, "support");
    await give(director, caseId, "claim");
    files.push(caseId);
  }
  return files;
}

const holderOf = async (caseId: string) =>
  (await opened(town, caseId)).state.tasks.at(-1)?.claimedBy;

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(() => town?.close());

describe("How the work lies", () => {
  it("lists people without files too, and each number opens its list", async () => {
    await inHand(1);
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office/load");
    assert.match(body, /Rugamba Emmanuel/);
    assert.match(body, /Ingabire Alice/);
    const rugamba = idOf("Rugamba Emmanuel");
    for (const href of [`/office?show=in-hand&holder=${rugamba}`, `/office/load/${rugamba}`]) {
      assert.ok(body.replaceAll(/&(?:#38|amp);/g, "&").includes(`href="${href}`), href);
      assert.equal((await boss.get(href)).status, 200, href);
    }
    const narrow = await boss.get(`/office/load?service=${licence}&days=7&office=nowhere`);
    assert.match(narrow.body, /Done in 7 days/);
    const list = `/office?show=in-hand&service=${licence}&holder=${rugamba}`;
    assert.ok(narrow.body.replaceAll(/&(?:#38|amp);/g, "&").includes(list));
  });

  it("counts what its lists have: all, not assigned, in hand, late", async () => {
    await inHand(2);
    await sent(town, licence);
    const boss = await desk("officer-kayitesi");
    const [figures = ""] = /class="hw-figures"[\s\S]*?<table/.exec(boss.last?.body ?? "") ?? [];
    const links = [...figures.matchAll(/href="(\/office[^"]*)"[^>]*>\s*(\d+)\s*</g)];
    assert.deepEqual(
      links.map(([, href]) => href),
      [
        ...["?show=overdue", "?show=step-overdue", "?show=escalated"],
        ...["/load?who=here", "/load?who=away"],
        ...["", "?show=unclaimed", "?show=in-hand", "?show=waiting", "/load/done"],
      ].map((rest) => `/office${rest}`),
    );
    // What was done is counted once in a while.
    const ofNow = links.slice(0, -1).filter(([, href]) => !href?.includes("who="));
    const counts = ofNow.map(([, , count]) => Number(count));
    const lists = [];
    for (const [, href = ""] of ofNow)
      lists.push((await boss.get(href)).body.match(/<th scope="row"/g)?.length ?? 0);
    assert.deepEqual(lists, counts);
    const [all = 0, free = 0, inHands = 0] = counts.slice(3);
    assert.ok(free > 0 && inHands > 1 && all === free + inHands, counts.join());
    const director = await desk("officer-rugamba");
    assert.doesNotMatch(director.last?.body ?? "", /href="\/office\?show=unclaimed"/);
  });

  it("counts who is at work and on leave, and shows those alone", async () => {
    const rugamba = idOf("Rugamba Emmanuel");
    const absence = newId();
    await town.database.ownerSql`
      insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
        given_by, given_at)
      values (${absence}, ${rugamba}, null, '2026-11-22T22:00:00Z', '2026-11-24T22:00:00Z',
        'held', 'command', ${town.now()}, 'command', ${town.now()})`;
    const boss = await desk("officer-kayitesi");
    assert.match(boss.last?.body ?? "", /who=away"[^>]*>\s*1\s*</);
    const away = textOf(await boss.get("/office/load?who=away"));
    assert.match(away, /Rugamba Emmanuel On leave/);
    assert.doesNotMatch(away, /Uwera Josiane 0|Ingabire Alice 0/);
    const here = await boss.get("/office/load?who=here");
    assert.doesNotMatch(here.body, /Rugamba Emmanuel/);
    assert.match(here.body, /Ingabire Alice/);
    await town.database.ownerSql`delete from auth.absence where id = ${absence}`;
  });

  it("gives the most urgent that nobody has to a colleague, from the load itself", async () => {
    const { caseId, reference } = await sent(town, licence);
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office/load");
    const [form = ""] = /<form[^>]*action="\/office\/assign-all"[\s\S]*?<\/form>/.exec(body) ?? [];
    assert.match(form, new RegExp(`${reference} · Habimana Eric · Mineral exploration licence`));
    assert.match(form, /This step: [^<]+ · Lies here since 2\d\s+November 2026/);
    assert.match(form, /Nkurunziza Alphonse – has \d+ in hand, may do \d+ of \d+/);
    const stack = new RegExp(`value="(${caseId}~[^"]+)"`).exec(form)?.[1] ?? assert.fail(form);
    const to = idOf("Nkurunziza Alphonse");
    const done = await boss.post("/office/assign-all", { list: "show=unclaimed", stack, to });
    assert.match(textOf(done), /Nkurunziza Alphonse/);
    assert.equal(await holderOf(caseId), to);
    assert.doesNotMatch((await boss.get("/office/load")).body, new RegExp(`${reference} ·`));
    const officer = await desk("officer-nkurunziza");
    assert.doesNotMatch(officer.last?.body ?? "", /action="\/office\/assign-all"/);
    await sent(town, licence);
    await fitsScreens(town.url, boss, "/office/load", "load");
  });

  it("tells a supervisor of the leave that somebody has planned", async () => {
    const rugamba = idOf("Rugamba Emmanuel");
    const boss = await desk("officer-kayitesi");
    const before = await boss.get(`/office/load/${rugamba}`);
    assert.doesNotMatch(before.body, /Leave:/);
    await town.database.ownerSql`
      insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
        given_by, given_at)
      values (gen_random_uuid(), ${rugamba}, null, '2026-12-20T22:00:00Z', '2026-12-24T22:00:00Z',
        'held', 'command', ${town.now()}, 'command', ${town.now()})`;
    const page = await boss.get(`/office/load/${rugamba}`);
    assert.match(page.body, /Leave:\s+21\s+December 2026 – 24\s+December 2026/);
    await town.database.ownerSql`delete from auth.absence where officer = ${rugamba}`;
  });

  it("counts what is past the promise and what is past the step, each on its own", async () => {
    const [caseId = ""] = await inHand(1);
    const { ownerSql } = town.database;
    await ownerSql`
      update cases.task set due_at = '2020-01-01' where case_id = ${caseId} and closed_at is null`;
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office/load");
    const [figures = ""] = /<dl[\s\S]*?<\/dl>/.exec(body) ?? [];
    const text = figures.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    assert.match(text, /0 Past the promised day|Past the promised day 0/);
    assert.match(text, /1 Overdue at this step|Overdue at this step 1/);
    const own = `holder=${idOf("Rugamba Emmanuel")}`;
    const links = [...body.matchAll(/href="(\/office\?[^"]*)"/g)].map(([, href = ""]) => href);
    assert.ok(links.some((href) => href.includes(own) && href.includes("show=step-overdue")));
  });

  it("whoever has late work stands first, with the late numbers before all others", async () => {
    const boss = await desk("officer-kayitesi");
    const { body } = await boss.get("/office/load");
    const [table = ""] = body.match(/<table[\s\S]*?<\/table>/g)?.slice(-2) ?? [];
    const heads = [...table.matchAll(/<th scope="col"[^>]*>\s*([^<]*?)\s*</g)].map(
      ([, text]) => text,
    );
    const late = ["Past the promised day", "Overdue at this step", "Escalated"];
    assert.deepEqual(heads.slice(0, 5), ["Officer", ...late, "In progress"]);
    assert.equal(heads.at(-1), "Median time of a step");
    const [first = ""] = /<tbody[\s\S]*?<\/tr>/.exec(table) ?? [];
    assert.match(first, /Rugamba Emmanuel[\s\S]*show=step-overdue[^>]*><strong[^>]*>\s*1\s*</);
    assert.match(body, /half of the steps done in this period took less/);
  });

  it("compares the last seven days with the weeks before, and opens what was late", async () => {
    const { ownerSql } = town.database;
    const [one] = await ownerSql<{ by: string; reference: string }[]>`
      select closed_by as by, reference from cases.task
      where authority = 'rmb' and closed_by <> 'system' limit 1`;
    const by = one?.by ?? assert.fail();
    // Ten done in the second week before, two of them late; and one late in the last days.
    await ownerSql`
      insert into cases.task
      select (jsonb_populate_record(null::cases.task, to_jsonb(t) || jsonb_build_object(
        'key', 'week.' || n, 'opened_at', ${town.now()}::timestamptz - interval '16 days',
        'closed_at', ${town.now()}::timestamptz
          - make_interval(days => case n when 11 then 1 else 15 end),
        'due_at', case when n > 8 then '2026-01-01' else '2027-01-01' end))).*
      from (select * from cases.task where closed_by = ${by} limit 1) t,
        generate_series(1, 11) n`;
    // What was counted is remembered for ten minutes.
    town.setClock(new Date(town.now().getTime() + 11 * 60_000).toISOString());
    const boss = await desk("officer-kayitesi");
    const page = await boss.get("/office/load");
    const text = textOf(page);
    assert.match(text, /Received \d+ \d+ 0 · 0 · 11 · 0 · \d+/);
    assert.match(text, /Done after the term of the step 1 1 0 · 0 · 2 · 0 · 1/);
    const list = await boss.get("/office/load/done?days=7&late=yes");
    assert.match(page.body, /href="\/office\/load\/done\?days=7&(?:#38;|amp;)?late=yes"/);
    assert.match(textOf(list), /Done late in 7 days/);
    assert.equal(list.body.match(/hw-reference" href="\/office\/cases\//g)?.length, 1);
    await ownerSql`delete from cases.task where key like 'week.%'`;
  });

  it("what was done has pages, each step on one of them", async () => {
    const boss = await desk("officer-kayitesi");
    const { ownerSql } = town.database;
    const [one] = await ownerSql<{ by: string }[]>`
      select closed_by as by from cases.task
      where authority = 'rmb' and closed_by <> 'system' limit 1`;
    const by = one?.by ?? assert.fail();
    const copies = await ownerSql`
      insert into cases.task
      select (jsonb_populate_record(null::cases.task,
        to_jsonb(t) || jsonb_build_object('key', 'again.' || n))).*
      from (select * from cases.task where closed_by = ${by} limit 1) t,
        generate_series(1, 60) n
      returning key`;
    assert.equal(copies.length, 60);
    for (const path of ["/office/load/done?days=7", `/office/load/${by}`]) {
      let href: string | undefined = path;
      const rows: number[] = [];
      while (href && rows.length < 9) {
        const { body } = await boss.get(href);
        rows.push(body.match(/hw-reference" href="\/office\/cases\//g)?.length ?? 0);
        href = /href="([^"]+after=[^"]+)#done"/.exec(body)?.[1]?.replaceAll(/&#38;|&amp;/g, "&");
      }
      const [{ count = 0 } = {}] = await ownerSql<{ count: number }[]>`
        select count(*)::int as count from cases.task
        where authority = 'rmb' and closed_by <> 'system'
          and (${!path.includes(by)} or closed_by = ${by})`;
      assert.ok(count > 50 && rows[0] === 50, rows.join());
      assert.equal(
        rows.reduce((sum, each) => sum + each),
        count,
      );
    }
    await ownerSql`delete from cases.task where key like 'again.%'`;
  });

  it("an officer sees their own figures, not those of colleagues", async () => {
    const alice = await desk("officer-ingabire");
    const { body } = await alice.get("/office/load");
    assert.match(body, /a supervisor sees those of everybody/);
    assert.doesNotMatch(body, /Rugamba/);
    assert.equal((await alice.get(`/office/load/${idOf("Ingabire Alice")}`)).status, 200);
    assert.equal((await alice.get(`/office/load/${idOf("Rugamba Emmanuel")}`)).status, 403);
    const post = `/office/load/${idOf("Rugamba Emmanuel")}/hand-over`;
    assert.equal((await alice.post(post, { to: "all" })).status, 403);
  });
});

describe("A supervisor hands over all that somebody has in hand", () => {
  it("gives each file to the colleague, and tells both", async () => {
    const files = await inHand(3);
    const boss = await desk("officer-kayitesi");
    const path = `/office/load/${idOf("Rugamba Emmanuel")}`;
    assert.match((await boss.get(path)).body, /Hand over \d+ files/);
    const none = await boss.post(`${path}/hand-over`, {});
    assert.equal(none.status, 422);
    const done = await boss.post(`${path}/hand-over`, { to: idOf("Ingabire Alice") });
    assert.match(done.body, /files are handed over to Ingabire Alice/);
    for (const caseId of files) assert.equal(await holderOf(caseId), idOf("Ingabire Alice"));
    await town.settle();
    const { notifications } = town.app.parts;
    const kinds = async (name: string) =>
      (await notifications.of(idOf(name)))
        .filter(({ caseId }) => files.includes(caseId ?? ""))
        .map(({ kind }) => kind);
    assert.deepEqual(await kinds("Ingabire Alice"), ["assigned", "assigned", "assigned"]);
    assert.deepEqual(await kinds("Rugamba Emmanuel"), Array(3).fill("taken-away"));
  });

  it("is undone from its result, also for whoever is on leave, if nothing changed", async () => {
    const [first = "", moved = ""] = await inHand(2);
    const [rugamba, alice] = [idOf("Rugamba Emmanuel"), idOf("Ingabire Alice")];
    const boss = await desk("officer-kayitesi");
    const path = `/office/load/${rugamba}`;
    await boss.get(path);
    const done = await boss.post(`${path}/hand-over`, { to: alice });
    const hidden = (name: string) =>
      [...done.body.matchAll(new RegExp(`name="${name}"\\s+value="([^"]+)"`, "g"))].map(
        ([, value = ""]) => value,
      );
    const rows = hidden("stack").filter((row) => row.includes(first) || row.includes(moved));
    assert.equal(rows.length, 2);
    const [to = ""] = hidden("to");
    assert.equal(to, alice);
    await give(await desk("officer-ingabire"), moved, "release");
    const away = `${path}/hand-back`;
    const { ownerSql } = town.database;
    await ownerSql`
      insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
        given_by, given_at)
      values (gen_random_uuid(), ${rugamba}, null, ${town.now()}, '2026-12-24T22:00:00Z',
        'held', 'command', ${town.now()}, 'command', ${town.now()})`;
    const colleague = await desk("officer-ingabire");
    assert.equal((await colleague.post(away, { to, stack: rows })).status, 403);
    await boss.get(path);
    const back = await boss.post(away, { to, stack: rows });
    assert.match(back.body, /1 file is with Rugamba Emmanuel again/);
    assert.match(back.body, /Not given back/);
    assert.deepEqual([await holderOf(first), await holderOf(moved)], [rugamba, undefined]);
    await ownerSql`delete from auth.absence where officer = ${rugamba}`;
  });

  it("what the colleague may not do stays, each with its reason", async () => {
    const [mine = "", other = ""] = await inHand(2);
    const boss = await desk("officer-kayitesi");
    const path = `/office/load/${idOf("Rugamba Emmanuel")}`;
    const { body } = await boss.get(path);
    const [choice = ""] = /<select[^>]*name="to"[\s\S]*?<\/select>/.exec(body) ?? [];
    const offered = [...choice.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id);
    assert.ok(offered.includes(idOf("Ingabire Alice")));
    assert.ok(
      !offered.includes(idOf("Nkurunziza Alphonse")),
      "who has no such role is not offered",
    );
    const refused = await boss.post(`${path}/hand-over`, { to: idOf("Nkurunziza Alphonse") });
    assert.match(refused.body, /<h1[^>]*>No file was handed over<\/h1>/);
    assert.match(refused.body, /<\/a>\s+<strong[^>]*>\s*Not handed over/);
    assert.doesNotMatch(refused.body, /Not done/);
    assert.match(refused.body, /may not do this step/);
    await give(await desk("officer-rugamba"), other, "complete", { outcome: "grant" });
    await boss.get(path);
    await boss.post(`${path}/hand-over`, { to: "all" });
    assert.deepEqual([await holderOf(mine), await holderOf(other)], [undefined, undefined]);
    await town.settle();
    const rows = await town.app.parts.notifications.of(idOf("Rugamba Emmanuel"));
    assert.ok(rows.some(({ kind, caseId }) => kind === "released" && caseId === mine));
  });

  it("says why, where nobody else may do what is in hand", async () => {
    const { caseId } = await sent(town, licence);
    await give(await desk("officer-nkurunziza"), caseId, "claim");
    const boss = await desk("officer-kayitesi");
    const alone = await boss.get(`/office/load/${idOf("Nkurunziza Alphonse")}`);
    assert.match(
      alone.body,
      /Intake officer:[\s\S]{0,40}nobody else of your authority has this role/,
    );
  });

  it("a colleague who left or is on leave gets nothing", async () => {
    const [caseId = ""] = await inHand(1);
    const boss = await desk("officer-kayitesi");
    const path = `/office/load/${idOf("Rugamba Emmanuel")}`;
    const sql = town.database.ownerSql;
    const alice = idOf("Ingabire Alice");
    await boss.get(path);
    await sql`update auth.officer set active = false where id = ${alice}`;
    const gone = await boss.post(`${path}/hand-over`, { to: alice });
    assert.match(gone.body, /no longer works here/);
    await sql`update auth.officer set active = true where id = ${alice}`;
    assert.equal(await holderOf(caseId), idOf("Rugamba Emmanuel"));
    assert.equal((await boss.get(page(caseId))).status, 200);
  });
});
