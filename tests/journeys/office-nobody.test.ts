/** Where a supervisor can give a file to nobody, the page says why and who changes that. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, page, type Sent, sent } from "./office-given.ts";

let town: Town;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);
let file: Sent;

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/staff?lang=en");
  return client;
}

/** On leave from now for days. */
async function away(name: string): Promise<void> {
  await town.database.ownerSql`
    insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at)
    values (gen_random_uuid(), ${idOf(name)}, null, ${town.now()}, '2026-11-26T22:00:00Z', 'held',
      'command', ${town.now()})`;
  // Who is on leave is remembered for a few seconds.
  town.setClock(new Date(town.now().getTime() + 10_000).toISOString());
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
  file = await sent(town, "mineral-exploration-licence");
  await decide(await desk("officer-nkurunziza"), file.caseId, "complete");
  await decide(await desk("officer-uwera"), file.caseId, "support");
  await decide(await desk("officer-hakizimana"), file.caseId, "support");
});
after(() => town?.close());

it("whoever is on leave stands in the choice, with until when, and cannot be chosen", async () => {
  await away("Rugamba Emmanuel");
  const boss = await desk("officer-kayitesi");
  for (const path of ["/office", "/office/load", page(file.caseId)]) {
    const { body } = await boss.get(path);
    const [option = ""] =
      new RegExp(`<option value="${idOf("Rugamba Emmanuel")}"[^>]*disabled>[^<]*`).exec(body) ?? [];
    assert.match(option, /Rugamba Emmanuel \(on leave until 26\sNovember 2026\)/, path);
    assert.match(body, new RegExp(`<option value="${idOf("Ingabire Alice")}">`), path);
  }
});

it("with all on leave it says so for the role, and leads to where the leave is ended", async () => {
  await away("Ingabire Alice");
  const boss = await desk("officer-kayitesi");
  for (const path of ["/office", "/office/load", page(file.caseId)]) {
    const answer = await boss.get(path);
    const reason = "Director: Ingabire Alice (on leave until 26 November 2026)";
    says(answer, reason, "ask Habarurema Jean (", "and Mugisha Beatha (");
    const link = new RegExp(`href="/office/load/${idOf("Ingabire Alice")}"[^>]*>\\s*Ingabire`);
    assert.match(answer.body, link, path);
    assert.doesNotMatch(answer.body, /formaction="\/office\/assign-all"/, path);
  }
  await fitsScreens(town.url, boss, "/office", "nobody-list");
  await fitsScreens(town.url, boss, page(file.caseId), "nobody-file");
});

it("says that nobody has the role, or only for elsewhere", async () => {
  const { ownerSql } = town.database;
  await ownerSql`update auth.officer set active = false
    where id in (${idOf("Ingabire Alice")}, ${idOf("Rugamba Emmanuel")})`;
  town.setClock(new Date(town.now().getTime() + 10_000).toISOString());
  const boss = await desk("officer-kayitesi");
  says(await boss.get("/office"), "Director: nobody else of your authority has this role.");
  const { caseId } = await sent(town, "birth-certificate");
  await ownerSql`update auth.officer set active = false where id = ${idOf("Mutesi Jeannette")}`;
  const registry = await desk("officer-murekatete");
  const words = "held only for another office or service, by Niyomugabo Eugenie.";
  says(await registry.get(page(caseId)), words);
  assert.doesNotMatch(textOf(await registry.get("/office?show=mine")), /nobody else of your/);
});
