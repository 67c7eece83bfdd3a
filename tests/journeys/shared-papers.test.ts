/** A paper shown to somebody else by a link that ends, each opening told to its owner. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
let path = "";
before(async () => {
  town = await startTown();
  const { caseId } = await sent(town, "birth-certificate", { person: "mukamana-vestine" });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const { id } = await town.person("mukamana-vestine");
  const [paper] = await town.app.parts.credentials.forPerson(id);
  path = `/documents/${paper?.id}`;
});
after(() => town?.close());

/** Makes a link on the page of the paper. @returns its path */
async function madeBy(owner: Client, days: string): Promise<string> {
  await owner.get(path);
  const page = await owner.post(`${path}/share`, { days });
  const [, link = ""] = /value="http[^"]*(\/shared\/[\w-]{43})"/.exec(page.body) ?? [];
  assert.ok(link, textOf(page));
  return link;
}

const guest = async (): Promise<Client> => {
  const client = town.guest();
  client.userAgent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
  await client.get("/services?lang=en");
  return client;
};

test("A link shows the paper to whoever has it, and its owner sees each opening", async () => {
  const owner = await inEnglish(town, "mukamana-vestine");
  const link = await madeBy(owner, "7");
  says(await owner.get(path), "ends on 30 November 2026, 10:00", "Nobody has opened it yet.");
  const school = await guest();
  const first = await school.get(link);
  says(first, "Somebody shares a document with you");
  assert.doesNotMatch(first.body, /Uwase Ineza/, "a messenger that follows links learns nothing");
  assert.match(first.headers.get("x-robots-tag") ?? "", /noindex/);
  assert.equal(first.headers.get("referrer-policy"), "no-referrer");
  says(await owner.get(path), "Nobody has opened it yet.");
  const shown = await school.post(link);
  says(shown, "Birth certificate Valid", "Uwase Ineza", "Ministry of Local Government");
  const file = await school.download(`${link}/en`);
  assert.equal(Buffer.from(file.bytes).subarray(0, 5).toString(), "%PDF-");
  const told = await owner.get(path);
  says(told, "Opened 2 times", "Shown on the page · Firefox, Windows", "Downloaded as PDF");
});

test("A link ends by its day or by its owner, and then says so to everybody alike", async () => {
  const owner = await inEnglish(town, "mukamana-vestine");
  const [day, week] = [await madeBy(owner, "1"), await madeBy(owner, "7")];
  const school = await guest();
  await owner.get(path);
  const [, id] = /value="([0-9a-f-]{36})"[^>]*>\s*End this link/.exec(owner.last?.body ?? "") ?? [];
  assert.ok(id, "the newest link stands first");
  says(await owner.post(`${path}/share/end`, { share: id }), "The link is ended.");
  assert.equal((await school.get(week)).status, 404);
  assert.equal((await school.get(day)).status, 200);
  town.setClock("2026-11-24T08:00:00Z");
  const over = await school.get(day);
  assert.equal(over.status, 404);
  says(over, "This link has ended, or it never existed.");
  assert.equal(textOf(await school.get(`/shared/${"A".repeat(43)}`)), textOf(over));
  assert.equal((await school.get(`${day}/en`)).status, 404);
  town.setClock("2026-11-23T08:00:00Z");
});

test("The database has no token, and nobody ends or sees another person's links", async () => {
  const owner = await inEnglish(town, "mukamana-vestine");
  const link = await madeBy(owner, "30");
  const rows = await town.app.sql`select s::text as row from credentials.share s`;
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(link.slice(-43)));
  const other = await town.as("habimana-eric");
  await other.get("/me");
  assert.equal((await other.post(`${path}/share`, { days: "7" })).status, 404);
  const { shares } = town.app.parts;
  const { id: stranger } = await town.person("habimana-eric");
  assert.equal((await shares.sharesOf(path.slice(11), stranger)).length, 0);
  const wish = { id: newId(), credential: path.slice(11), person: stranger, days: 1 as const };
  assert.deepEqual(await shares.share(wish), {
    ok: false,
    refusal: { kind: "not-found", code: "credentials.not-found" },
  });
});

test("The same form twice is one link, twenty are open at most, old ones are erased", async () => {
  const { shares } = town.app.parts;
  const { id: person } = await town.person("mukamana-vestine");
  const credential = path.slice(11);
  const open = async () => {
    const all = await shares.sharesOf(credential, person);
    return all.filter(({ token }) => token).length;
  };
  const before = await open();
  const wish = { id: newId(), credential, person, days: 1 as const };
  await Promise.all([shares.share(wish), shares.share(wish)]);
  assert.equal(await open(), before + 1);
  for (let more = before + 1; more < 20; more++) await shares.share({ ...wish, id: newId() });
  const refused = await shares.share({ ...wish, id: newId() });
  assert.ok(!refused.ok && refused.refusal.code === "credentials.too-many-shares");
  town.setClock("2027-06-01T08:00:00Z");
  await shares.sweep();
  const [left] = await town.app.sql<{ links: number; openings: number }[]>`
    select (select count(*)::int from credentials.share) as links,
      (select count(*)::int from credentials.share_opening) as openings`;
  assert.deepEqual(left, { links: 0, openings: 0 });
});
