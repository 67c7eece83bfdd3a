/** Where the roles of the last officer of an office end, whoever supervises is told. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { fitsScreens } from "../fits.ts";
import { setRoles } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, give, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

it("by the bell, on the load and on their day: how many files of which role", async () => {
  const [boss, admin] = [await town.as("officer-murekatete"), await town.as("mugisha-beatha")];
  for (const each of [boss, admin]) await each.get("/staff?lang=en");
  const application = await sent(town, "birth-certificate");
  const registrarDesk = await town.as("officer-mutesi");
  await registrarDesk.get("/staff?lang=en");
  await give(registrarDesk, application.caseId, "claim");
  const day = await registrarDesk.get("/staff");
  says(day, application.reference);
  assert.doesNotMatch(textOf(day), /, 00:00/, "the last day of a term, as the list says it");
  const words = "Files wait that nobody at work now can do";
  assert.doesNotMatch((await boss.get("/office/load")).body, new RegExp(words));
  const [registrar] = await town.database.ownerSql<{ id: string; role: string }[]>`
    select o.id, r.id as role from auth.officer o join auth.held_role r on r.officer = o.id
    where o.name = 'Mutesi Jeannette' and r.role = 'civil-registrar' and r.status = 'held'`;
  const member = `/admin/staff/${registrar?.id}`;
  const then = "Nobody at work can do this then: 1 file: Civil registrar · Gasabo";
  says(await admin.get(`${member}/left`), "1 file in hand: it is put back for all.", then);
  says(await admin.get(`${member}/roles/${registrar?.role}/end`), then);
  const [lone] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = 'Uwera Josiane'`;
  says(await admin.get(`/admin/staff/${lone?.id}/left`), "Nobody else has this role: Geologist.");
  await fitsScreens(town.url, admin, `${member}/left`, "no-role-left");
  await admin.post(`${member}/roles/${registrar?.role}/end`, {});
  await town.settle();
  town.setClock(new Date(town.now().getTime() + 10_000).toISOString());
  for (const page of ["/office/load", "/staff"])
    says(await boss.get(page), words, "1 file: Civil registrar · Gasabo");
  const bell = async (client: typeof boss) => {
    const list = await client.get("/staff/notifications");
    says(list, words, "1 file: Civil registrar · Gasabo");
    const [, entry] = /href="(\/staff\/notifications\/work-of-nobody[^"]*)"/.exec(list.body) ?? [];
    return client.get(entry ?? "");
  };
  const load = await bell(boss);
  assert.equal(load.path, "/office/load");
  const [, list] = /href="([^"]*)">1 file: Civil/.exec(load.body) ?? [];
  const narrowed = "service=birth-certificate&amp;office=gasabo&amp;stage=register-check";
  assert.equal(list, `/office?${narrowed}`);
  says(await boss.get(`/office?${narrowed.replaceAll("&amp;", "&")}`), application.reference);
  const staff = await bell(admin);
  assert.match(staff.path, /^\/admin\/staff\?authority=/, "who alone can give the role");
  await fitsScreens(town.url, boss, "/office/load", "no-role-load");
  await fitsScreens(town.url, boss, "/staff", "no-role-day");
});

it("of a role of one service, what of it alone nobody can do without it", async () => {
  const admin = await town.as("mugisha-beatha");
  await admin.get("/staff?lang=en");
  const { ownerSql } = town.database;
  const name = "Mukarugwiza Denise";
  await setRoles(ownerSql, name, ["intake-officer", "intake-officer"]);
  /** Sends a file of a service, and narrows a role to it. */
  const narrowed = async (service: string) => {
    await sent(town, service);
    const [role] = await ownerSql<{ id: string; officer: string }[]>`
      update auth.held_role set services = ${[service]} where id = (
        select r.id from auth.held_role r join auth.officer o on o.id = r.officer
        where o.name = ${name} and r.status = 'held' and r.services = '{}' limit 1)
      returning id, officer`;
    return role ?? assert.fail(service);
  };
  const imports = await narrowed("fertiliser-import-permit");
  const plants = await narrowed("phytosanitary-certificate");
  const member = `/admin/staff/${plants.officer}`;
  const then = "Nobody at work can do this then:";
  says(await admin.get(`${member}/left`), `${then} 2 files: Intake officer`);
  const ends = `${member}/roles/${plants.id}/end`;
  says(await admin.get(ends), `${then} 1 file: Intake officer`);
  // The other of the two is nobody's already.
  await ownerSql`update auth.held_role set status = 'ended' where id = ${imports.id}`;
  says(await admin.get(ends), `${then} 1 file: Intake officer`);
});

it("of a role that a deputy has as well: theirs ends with whose it is", async () => {
  const deputies = await startTown();
  after(() => deputies.close());
  const { ownerSql } = deputies.database;
  const clerk = await deputies.as("officer-nkurunziza");
  await clerk.get("/staff?lang=en");
  const { caseId } = await sent(deputies, "mineral-exploration-licence");
  await decide(clerk, caseId, "complete");
  const roleOf = async (name: string) => {
    const [role] = await ownerSql<{ id: string; officer: string }[]>`
      select r.id, r.officer from auth.held_role r join auth.officer o on o.id = r.officer
      where o.name = ${name} and r.role = 'geologist' and r.status = 'held'`;
    return role ?? assert.fail(name);
  };
  const lone = await roleOf("Uwera Josiane");
  await ownerSql`
    insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at)
    select gen_random_uuid(), ${lone.officer}, id, ${deputies.now()}, '2026-11-26T22:00:00Z',
      'held', 'command', ${deputies.now()}
    from auth.officer where name = 'Bizimana Theogene'`;
  deputies.setClock(new Date(deputies.now().getTime() + 10_000).toISOString());
  const admin = await deputies.as("mugisha-beatha");
  await admin.get("/staff?lang=en");
  const ends = ({ id, officer }: typeof lone) =>
    admin.get(`/admin/staff/${officer}/roles/${id}/end`);
  const then = "Nobody at work can do this then: 1 file: Geologist";
  says(await ends(lone), then);
  says(await admin.get(`/admin/staff/${lone.officer}/left`), then);
  await setRoles(ownerSql, "Bizimana Theogene", ["geologist"]);
  const own = await roleOf("Bizimana Theogene");
  assert.doesNotMatch(textOf(await ends(own)), /Nobody at work can do this then/);
  assert.doesNotMatch(textOf(await ends(lone)), /Nobody at work can do this then/);
});
