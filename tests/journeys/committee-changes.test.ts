/** Substitutes leave, and new members come, while a committee votes. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type AuthorityId, type CommandId, must, type OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { formOfAct, give, opened, page } from "./office-given.ts";

const vote = { outcome: "upheld", text: "Nothing new was sent." };
const why = "Nobody else knows the matter.";

const idIn = async (town: Town, name: string) => {
  const [row] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  return row?.id ?? assert.fail(name);
};

/** Two officers who can be named: they have the role for another service only. */
async function townOfSubstitutes(): Promise<Town> {
  const town = await startTown();
  for (const [name, services] of [
    ["Gakwaya Emile", "{birth-certificate}"],
    ["Uwingabire Grace", "{birth-certificate}"],
  ] as const) {
    const id = await idIn(town, name);
    await town.database.ownerSql`
      update auth.officer set authority = 'appeals-panel' where id = ${id}`;
    await town.database.ownerSql`
      update auth.held_role set role = 'panel-member', services = ${services}, offices = '{}'
      where officer = ${id}`;
  }
  return town;
}

const act = (caseId: string) => `${page(caseId)}/act`;

async function names(town: Town, caseId: string, name: string): Promise<void> {
  const boss = await deskOf(town, "officer-ndahiro");
  await boss.get(page(caseId));
  const form = { ...formOfAct(boss, "name-substitute"), text: why };
  const named = await boss.post(act(caseId), { ...form, to: await idIn(town, name) });
  says(named, "Substitute: ");
  await town.settle();
}

async function leaves(town: Town, name: string): Promise<void> {
  const admin = await deskOf(town, "mugisha-beatha");
  const path = `/admin/staff/${await idIn(town, name)}/left`;
  await admin.get(path);
  assert.equal((await admin.post(path)).status, 200);
  await town.settle();
}

/** Somebody is invited, given the role by two administrators, and signs in. */
async function joins(town: Town, name: string): Promise<string> {
  const { staff } = town.app.parts;
  const id = newId() as OfficerId;
  const role = { id: newId(), role: "panel-member", offices: [], services: [] };
  const fromAt = town.now().toISOString();
  const details = { name, email: "new@example.rw", nationalId: null, networks: [] };
  const by = (actor: string) => ({ actor, key: newId() as CommandId });
  must(
    await staff.give(
      id,
      {
        ...{ type: "invite", id, authority: "appeals-panel" as AuthorityId },
        ...{ details, roles: [{ ...role, fromAt, untilAt: null }] },
      },
      by(`officer:${await idIn(town, "Mugisha Beatha")}`),
    ),
  );
  const other = `officer:${await idIn(town, "Habarurema Jean")}`;
  must(await staff.give(id, { type: "confirm-role", id: role.id }, by(other)));
  await town.settle();
  const token = must(await staff.invitation(id, other));
  must(await staff.join(token, { iss: "urn:hamwe:demo-issuer", sub: "new", by: "issuer" }));
  await town.settle();
  return id;
}

describe("When the members of a committee change while it votes", () => {
  let town: Town;
  before(async () => {
    town = await townOfSubstitutes();
  });
  after(() => town?.close());

  it("counts whoever is invited and comes, and then says so on each page", async () => {
    const caseId = await appealIn(town);
    await hearAuthority(town, caseId);
    for (const id of ["officer-karangwa", "officer-sebahire", "officer-mukantwari"])
      await give(await deskOf(town, id), caseId, "recuse", { text: "My cousin." });
    for (const name of ["Gakwaya Emile", "Uwingabire Grace"]) await names(town, caseId, name);
    await give(await deskOf(town, "officer-gakwaya"), caseId, "complete", vote);
    for (const name of ["Gakwaya Emile", "Uwingabire Grace"]) await leaves(town, name);
    const boss = await deskOf(town, "officer-ndahiro");
    says(await boss.get("/staff"), "The quorum of 2 can no longer be reached.");
    says(await boss.get(page(caseId)), "too few members are left to vote");
    const load = textOf(await boss.get("/office/load"));
    assert.match(load, /Escalated 1\b|\b1 Escalated/, "as on the day of the supervisor");
    const person = await town.as("ishimwe-kevin");
    const own = await person.get(`/applications/${caseId}?lang=en`);
    says(own, "Too few of those who decide together are left, so a supervisor was told");
    assert.doesNotMatch(own.body, /This took too long/);
    const id = await joins(town, "Keza Ange");
    for (const path of [page(caseId), "/staff", "/office/load"])
      assert.doesNotMatch(
        (await boss.get(path)).body,
        /can no longer be reached|too few members are left|not done in time/,
      );
    says(await boss.get(page(caseId)), "1 of 2 members have voted");
    assert.match(textOf(await boss.get("/staff")), /Keza Ange/);
    const [task] = (await opened(town, caseId)).state.tasks.filter((each) => each.recused);
    assert.equal(task?.escalated, undefined, "what was escalated for want of members ends");
    const told = await town.app.sql`
      select from notifications.notification where officer = ${id} and kind = 'vote-opened'`;
    assert.ok(told.length > 0, "the new member is told");
  });
});

describe("A substitute who has not voted", () => {
  let town: Town;
  before(async () => {
    town = await townOfSubstitutes();
  });
  after(() => town?.close());

  /** An appeal on which one member voted, two recused themselves and one substitute is named. */
  async function withSubstitute(name = "Gakwaya Emile"): Promise<string> {
    const caseId = await appealIn(town);
    await hearAuthority(town, caseId);
    await give(await deskOf(town, "officer-karangwa"), caseId, "complete", vote);
    for (const id of ["officer-sebahire", "officer-mukantwari"])
      await give(await deskOf(town, id), caseId, "recuse", { text: "My cousin." });
    await names(town, caseId, name);
    return caseId;
  }

  it("on leave is marked, and is withdrawn by the supervisor, with a reason", async () => {
    const caseId = await withSubstitute();
    const to = await idIn(town, "Gakwaya Emile");
    await town.database.ownerSql`
      insert into auth.absence (id, officer, from_at, until_at, status, asked_by, asked_at)
      values (${newId()}, ${to}, ${town.now()}, ${new Date(town.now().getTime() + 9 * 86_400_000)},
        'held', 'command', ${town.now()})`;
    const boss = await deskOf(town, "officer-ndahiro");
    says(await boss.get("/staff"), "Gakwaya Emile (on leave until");
    says(await boss.get(page(caseId)), "Substitute: Gakwaya Emile (on leave until");
    const form = { ...formOfAct(boss, "withdraw-substitute"), to };
    says(await boss.post(act(caseId), form), "Enter why they no longer vote");
    const withdrawn = await boss.post(act(caseId), { ...form, text: "She is on leave." });
    says(withdrawn, "Gakwaya Emile no longer votes as a substitute");
    says(withdrawn, "Seats left empty by a conflict of interest: 2 of 3.", "She is on leave.");
    says(withdrawn, "Substitute withdrawn");
    const again = await boss.post(act(caseId), { ...form, key: "", text: "Once more." });
    says(again, "They have voted already, or are no substitute on this file.");
    await town.settle();
    const told = await town.app.sql`
      select from notifications.notification
      where officer = ${to} and kind = 'substitute-withdrawn' and case_id = ${caseId}`;
    assert.equal(told.length, 1);
    const gakwaya = await deskOf(town, "officer-gakwaya");
    assert.equal((await gakwaya.get(page(caseId))).status, 403);
    await names(town, caseId, "Uwingabire Grace");
    await fitsScreens(town.url, boss, page(caseId), "substitute-withdraw");
  });

  it("who leaves sits there no longer: the supervisor is told, and names another", async () => {
    await town.database.ownerSql`update auth.absence set status = 'ended'`;
    const caseId = await withSubstitute();
    await leaves(town, "Gakwaya Emile");
    const boss = await deskOf(town, "officer-ndahiro");
    says(await boss.get(page(caseId)), "Seats left empty by a conflict of interest: 2 of 3.");
    says(boss.last ?? assert.fail(), "Gakwaya Emile (has left)", "too few members");
    const told = await town.app.sql`
      select from notifications.notification
      where kind = 'committee-short' and case_id = ${caseId}`;
    assert.ok(told.length > 1, "again, as with the recusals");
    await names(town, caseId, "Uwingabire Grace");
    await give(await deskOf(town, "officer-uwingabire"), caseId, "complete", vote);
    assert.equal((await opened(town, caseId)).state.status, "refused");
  });

  it("who has left is withdrawn by the supervisor before the seats are counted", async () => {
    const to = await idIn(town, "Uwingabire Grace");
    const caseId = await withSubstitute("Uwingabire Grace");
    await town.database.ownerSql`update auth.officer set active = false where id = ${to}`;
    const boss = await deskOf(town, "officer-ndahiro");
    const { body } = await boss.get(page(caseId));
    assert.match(body, new RegExp(`value="${to}"[^>]*>\\s*Uwingabire Grace \\(has left\\)`));
    const form = { ...formOfAct(boss, "withdraw-substitute"), to, text: "She has left." };
    says(await boss.post(act(caseId), form), "Uwingabire Grace no longer votes as a substitute");
  });
});

it("lets who recused themselves read the file, and do nothing on it", async () => {
  const town = await townOfSubstitutes();
  after(() => town.close());
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  // They supervise the panel as well.
  await town.database.ownerSql`
    insert into auth.held_role (id, officer, role, offices, services, from_at, status, asked_by,
      asked_at, given_by)
    select ${newId()}, officer, 'supervisor', offices, services, from_at, status, asked_by,
      asked_at, given_by
    from auth.held_role where officer = ${await idIn(town, "Sebahire Thierry")}`;
  const member = await deskOf(town, "officer-sebahire");
  const before = await member.get(page(caseId));
  const beside = (what: string) => {
    const [form = ""] = before.body.match(new RegExp(`<form[^>]*/${what}"[\\s\\S]*?</form>`)) ?? [];
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
  };
  const boxes = { _csrf: beside("checks")._csrf ?? "" };
  const filled = { ...formOfAct(member, "complete"), outcome: "upheld", text: "Nothing is new." };
  await give(member, caseId, "recuse", { text: "The candidate is my cousin." });
  // One seat is empty, and one has a substitute: the other supervisor has a form for each.
  const cousin = { text: "She is my cousin." };
  await give(await deskOf(town, "officer-mukantwari"), caseId, "recuse", cousin);
  await names(town, caseId, "Gakwaya Emile");
  const boss = await deskOf(town, "officer-ndahiro");
  await boss.get(page(caseId));
  for (const name of ["name-substitute", "withdraw-substitute"]) formOfAct(boss, name);
  const reason = "you can read it, and do nothing on it while this step is open";
  const read = await member.get(page(caseId));
  says(read, "Recused: Sebahire Thierry", reason);
  assert.doesNotMatch(read.body, /once you have voted/);
  assert.doesNotMatch(read.body, /action="[^"]*\/(notes|messages)"|name="act"|name="check"/);
  await fitsScreens(town.url, member, page(caseId), "recused-reads");
  for (const box of ["notes", "messages"]) {
    const refused = await member.post(`${page(caseId)}/${box}`, { ...boxes, text: "Help him." });
    assert.equal(refused.status, 403);
    says(refused, reason, "Help him.");
  }
  // What is done beside a decision that another window still shows as it was filled in.
  for (const name of ["note", "message", "related", "preview"]) {
    const written = { _action: name, note: "Ask him.", message: "Send it again." };
    const refused = await member.post(act(caseId), { ...filled, ...written });
    assert.equal(refused.status, 403, name);
    says(refused, reason, "Nothing is new.", "Ask him.", "Send it again.");
  }
  const to = await idIn(town, "Karangwa Vincent");
  for (const name of ["complete", "name-substitute", "ask", "take-over", "recuse"]) {
    const [task] = (await opened(town, caseId)).state.tasks.filter((each) => each.recused);
    const form = { act: name, task: task?.key ?? "", to, text: "Nothing.", outcome: "upheld" };
    const refused = await member.post(act(caseId), { ...boxes, ...form });
    assert.equal(refused.status, 403, name);
    says(refused, reason, "Nothing.");
  }
  const { state } = await opened(town, caseId);
  assert.equal((await town.app.parts.cases.notesOf(caseId)).length, 0);
  assert.equal(state.tasks.flatMap(({ votes = [] }) => votes).length, 0);
});

it("owes no vote to whoever may not give it, and says how many voted of how many", async () => {
  const town = await townOfSubstitutes();
  after(() => town.close());
  const { nationalId } = await town.person("ishimwe-kevin");
  const member = await deskOf(town, "officer-sebahire");
  await town.database.ownerSql`
    update auth.officer set national_id = ${nationalId} where name = 'Sebahire Thierry'`;
  await town.database.ownerSql`
    update auth.held_role set services = '{}' where services = '{birth-certificate}'`;
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  await town.settle();
  const { reference = "" } = (await opened(town, caseId)).state.submitted ?? {};
  for (const path of ["/office?show=to-vote", "/office", "/staff"])
    assert.doesNotMatch((await member.get(path)).body, new RegExp(reference), path);
  const own = await member.get(page(caseId));
  assert.equal(own.status, 403);
  says(own, "You cannot work on your own application.");
  const told = await town.app.sql`
    select from notifications.notification
    where case_id = ${caseId} and officer = ${await idIn(town, "Sebahire Thierry")}`;
  assert.equal(told.length, 0);
  await give(await deskOf(town, "officer-karangwa"), caseId, "complete", vote);
  const boss = await deskOf(town, "officer-ndahiro");
  for (const path of ["/staff", "/office/load"]) {
    const shown = textOf(await boss.get(path));
    assert.match(shown, /1 of 3 votes; may vote: Gakwaya Emile, Mukantwari Immaculée and Uwing/);
  }
});

it("cuts nothing that is typed: too long a text is refused with the limit, and stays", async () => {
  const town = await startTown();
  after(() => town.close());
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  const member = await deskOf(town, "officer-karangwa");
  const shown = await member.get(page(caseId));
  assert.doesNotMatch(shown.body, /<textarea[^>]*maxlength/);
  const long = `${"Word ".repeat(1000)}end of it`;
  const refused = await give(member, caseId, "complete", { outcome: "upheld", text: long });
  assert.equal(refused.status, 422);
  says(refused, "4,000", "end of it");
});
