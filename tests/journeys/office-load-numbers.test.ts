/** Whatever number stands on the pages of the load is the number of rows of the list it opens. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { textOf } from "./apply-given.ts";
import { sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;
let boss: Client;
let [rugamba, alice] = ["", ""];

/** A row of the work as it is to lie. */
async function lies(as: Readonly<Record<string, string | boolean>>): Promise<void> {
  const { caseId } = await sent(town, licence);
  const sql = town.database.ownerSql;
  if (Object.keys(as).length > 0)
    await sql`update cases.task set ${sql(as)} where case_id = ${caseId} and closed_at is null`;
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  const idOf = (name: string) => rows.find((each) => each.name === name)?.id ?? assert.fail(name);
  [rugamba, alice] = [idOf("Rugamba Emmanuel"), idOf("Ingabire Alice")];
  const late = { promised_at: "2020-01-01", due_at: "2020-01-01" };
  await lies({ claimed_by: rugamba });
  await lies({ claimed_by: rugamba, escalated: true });
  await lies({ claimed_by: rugamba, waiting: true });
  await lies({ claimed_by: rugamba, waiting: true, ...late });
  await lies({ claimed_by: rugamba, signed: true, ...late });
  await lies({ claimed_by: alice, ...late });
  await lies({ claimed_by: alice, waiting: true });
  await lies({ waiting: true });
  await lies({});
  boss = await town.as("officer-kayitesi");
  await boss.get("/office/load?lang=en");
});
after(() => town?.close());

/** The links of a page to a list, each with the number that it begins with. */
const numbersOf = (body: string): readonly (readonly [string, number])[] =>
  [...body.matchAll(/<a[^>]*href="(\/office(?:\?[^"#]*)?)"[^>]*>([\s\S]*?)<\/a>/g)].flatMap(
    ([, href = "", inner = ""]) => {
      const count = /^\s*(\d+)/.exec(inner.replaceAll(/<[^>]+>/g, ""))?.[1];
      return count ? [[href.replaceAll("&#38;", "&").replaceAll("&amp;", "&"), Number(count)]] : [];
    },
  );

const rowsOf = async (href: string): Promise<number> =>
  (await boss.get(href)).body.match(/<th scope="row"/g)?.length ?? 0;

it("each number of all, and of several people, opens a list of so many", async () => {
  for (const path of ["", `/${rugamba}`, `/${alice}`]) {
    const numbers = numbersOf((await boss.get(`/office/load${path}`)).body);
    assert.ok(numbers.length > 1, `${path}: ${JSON.stringify(numbers)}`);
    for (const [href, count] of numbers)
      assert.equal(await rowsOf(href), count, `${path}: ${href}`);
  }
});

it("tells what waits for the applicant apart from what is in hand", async () => {
  const own = textOf(await boss.get(`/office/load/${rugamba}`));
  assert.match(own, /2 files in hand/);
  assert.match(own, /2 files wait for the applicant/);
  const all = numbersOf((await boss.get("/office/load")).body);
  const waiting = all.filter(([href]) => href.includes("show=waiting"));
  assert.deepEqual(
    waiting.map(([href, count]) => [new URLSearchParams(href.slice(8)).get("holder"), count]),
    [
      [null, 4],
      [alice, 1],
      [rugamba, 2],
    ],
  );
  await fitsScreens(town.url, boss, "/office/load", "load-numbers");
});

it("says since when the first file in somebody's hand lies there", async () => {
  const { ownerSql } = town.database;
  const lain = { opened_at: "2026-10-05T08:00:00Z" };
  await ownerSql`
    update cases.task set ${ownerSql(lain)} where claimed_by = ${rugamba} and escalated`;
  await ownerSql`
    update cases.task set opened_at = '2026-09-01' where claimed_by = ${rugamba} and waiting`;
  const all = textOf(await boss.get("/office/load"));
  assert.match(
    all,
    /Rugamba Emmanuel Oldest in hand since 5 October 2026 \d+ \d+ \d+ In progress 2/,
  );
  assert.match(all, /Uwera Josiane 0 0 0 In progress 0/);
  await fitsScreens(town.url, boss, "/office/load", "load-oldest");
});

it("keeps who is shown when the service or the period is chosen", async () => {
  const { body } = await boss.get("/office/load?who=here");
  const [form = ""] = /<form[^>]*of-filter[\s\S]*?<\/form>/.exec(body) ?? [];
  assert.match(form, /name="who" value="here"/);
});

it("finds the work that nobody has behind much that cannot be assigned", async () => {
  const { ownerSql } = town.database;
  const votes = { stage: "appeal", task: "appeal", promised_at: "2020-01-01" };
  const copies = await ownerSql`
    insert into cases.task
    select (jsonb_populate_record(null::cases.task, to_jsonb(t)
      || ${ownerSql.json(votes)} || jsonb_build_object('key', 'vote.' || n))).*
    from (select * from cases.task where authority = 'rmb' and closed_at is null
      and claimed_by is null and not waiting limit 1) t, generate_series(1, 60) n
    returning key`;
  assert.equal(copies.length, 60);
  assert.match((await boss.get("/office/load")).body, /action="\/office\/assign-all"/);
  await ownerSql`delete from cases.task where key like 'vote.%'`;
});
