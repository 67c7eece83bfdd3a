/** By the leave of a colleague nobody does two steps of a file that are two roles' work. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, opened, page, sent } from "./office-given.ts";

let town: Town;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/staff?lang=en");
  return client;
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(() => town?.close());

it("says beside the name who has another step of the same files", async () => {
  const boss = await desk("officer-murekatete");
  const at = `/office/load/${idOf("Mutesi Jeannette")}`;
  const form = await boss.get(at);
  says(form, "Nsengimana Patrick (has another step of the same files)");
  says(form, "Nobody does two steps of a file, one of them as a deputy");
  assert.doesNotMatch(form.body, /Niyomugabo Eugenie \(has another/);
  const admin = await desk("mugisha-beatha");
  const member = `/admin/staff/${idOf("Mutesi Jeannette")}`;
  says(await admin.get(member), "Nsengimana Patrick (has another step of the same files)");
  await fitsScreens(town.url, boss, at, "leave-two-steps");
});

it("leaves what somebody checked as a deputy to others: in list, file and stack", async () => {
  const [checked, other] = [
    await sent(town, "birth-certificate"),
    await sent(town, "birth-certificate"),
  ];
  await decide(await desk("officer-mutesi"), other.caseId, "found");
  await town.database.ownerSql`
    insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at)
    values (gen_random_uuid(), ${idOf("Mutesi Jeannette")}, ${idOf("Nsengimana Patrick")},
      ${town.now()}, '2026-11-26T22:00:00Z', 'held', 'command', ${town.now()})`;
  town.setClock(new Date(town.now().getTime() + 10_000).toISOString());
  const secretary = await desk("officer-nsengimana");
  await decide(secretary, checked.caseId, "found");
  const { body } = await secretary.get("/office");
  assert.match(body, new RegExp(other.reference), "what a colleague checked is theirs to sign");
  assert.doesNotMatch(body, new RegExp(checked.reference));
  const words = "You did another step of this application, one of the two as deputy";
  const file = await secretary.get(page(checked.caseId));
  says(file, words);
  assert.doesNotMatch(file.body, /value="claim"/);
  const signing = (await opened(town, checked.caseId)).state.tasks.at(-1)?.key ?? "";
  await secretary.get("/office");
  const stack = [checked, other].map(({ caseId }) => `${caseId}~${signing}`);
  const together = await secretary.post("/office/stack", { stack });
  says(together, "You did another step of it, one of the two as a deputy");
  await secretary.get("/office");
  says(await secretary.post("/office/claim-all", { stack: stack.slice(0, 1) }), "0 of 1");
  assert.equal((await opened(town, checked.caseId)).state.tasks.at(-1)?.claimedBy, undefined);
  await fitsScreens(town.url, secretary, page(checked.caseId), "two-steps-file");
});
