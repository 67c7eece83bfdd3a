/** Where the roles of the last officer of an office end, whoever supervises is told. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

it("by the bell, on the load and on their day: how many files of which role", async () => {
  const [boss, admin] = [await town.as("officer-murekatete"), await town.as("mugisha-beatha")];
  for (const each of [boss, admin]) await each.get("/staff?lang=en");
  await sent(town, "birth-certificate");
  const words = "Files wait that nobody at work now can do";
  assert.doesNotMatch((await boss.get("/office/load")).body, new RegExp(words));
  const [registrar] = await town.database.ownerSql<{ id: string; role: string }[]>`
    select o.id, r.id as role from auth.officer o join auth.held_role r on r.officer = o.id
    where o.name = 'Mutesi Jeannette' and r.role = 'civil-registrar' and r.status = 'held'`;
  const member = `/admin/staff/${registrar?.id}`;
  await admin.get(member);
  await admin.post(`${member}/roles/${registrar?.role}/end`, {});
  await town.settle();
  town.setClock(new Date(town.now().getTime() + 10_000).toISOString());
  for (const page of ["/office/load", "/staff"])
    says(await boss.get(page), words, "1 file: Civil registrar · Gasabo");
  says(await boss.get("/staff/notifications"), words);
  await fitsScreens(town.url, boss, "/office/load", "no-role-load");
  await fitsScreens(town.url, boss, "/staff", "no-role-day");
});
