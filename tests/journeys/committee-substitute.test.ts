/** A supervisor names who votes in place of a member who has a conflict of interest. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { fitsScreens } from "../fits.ts";
import { setRoles } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { formOfAct, give, opened, page, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  // A panel member of other services: not of the committee that votes on scholarships.
  await town.database.ownerSql`
    update auth.officer set authority = 'appeals-panel' where name = 'Gakwaya Emile'`;
  await town.database.ownerSql`
    update auth.held_role set role = 'panel-member', services = '{birth-certificate}'
    where officer = (select id from auth.officer where name = 'Gakwaya Emile')`;
});
after(() => town?.close());

const idOf = async (name: string) => {
  const [row] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  return row?.id ?? assert.fail(name);
};

const vote = { outcome: "upheld", text: "Nothing new was sent." };

/** An appeal on which one member has voted and two have recused themselves. */
async function withoutQuorum(): Promise<string> {
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  await give(await deskOf(town, "officer-karangwa"), caseId, "complete", vote);
  for (const id of ["officer-sebahire", "officer-mukantwari"])
    await give(await deskOf(town, id), caseId, "recuse", { text: "The candidate is my cousin." });
  return caseId;
}

it("with a reason, who is told, and votes: the file is decided", async () => {
  const caseId = await withoutQuorum();
  const boss = await deskOf(town, "officer-ndahiro");
  says(await boss.get(page(caseId)), "Seats left empty by a conflict of interest: 2 of 3.");
  const form = formOfAct(boss, "name-substitute");
  const [, choice = ""] =
    /<select[^>]*name="to"[^>]*>([\s\S]*?)<\/select>/.exec(boss.last?.body ?? "") ?? [];
  assert.match(choice, /Gakwaya Emile/);
  assert.doesNotMatch(choice, /Karangwa|Sebahire|Mukantwari|Ndahiro/);
  await fitsScreens(town.url, boss, page(caseId), "substitute-form");
  const empty = await boss.post(`${page(caseId)}/act`, form);
  assert.equal(empty.status, 422);
  says(empty, "Choose a colleague", "Enter why you choose them");
  const why = "She sits on other panels, and knows none of them.";
  const to = await idOf("Gakwaya Emile");
  const unsaid = await boss.post(`${page(caseId)}/act`, { ...form, text: why });
  says(unsaid, "Choose a colleague", why);
  const named = await boss.post(`${page(caseId)}/act`, { ...form, to, text: why });
  says(named, "Gakwaya Emile votes as a substitute", "Substitute: Gakwaya Emile");
  says(named, "Seats left empty by a conflict of interest: 1 of 3.", "1 of 2 members have voted");
  says(named, "Substitute named", "To Gakwaya Emile", why);
  await town.settle();
  const substitute = await deskOf(town, "officer-gakwaya");
  const bell = await substitute.get("/staff/notifications");
  says(bell, "You vote on it in place of a member of the committee", "by Ndahiro Aimable");
  const { reference = "" } = (await opened(town, caseId)).state.submitted ?? {};
  says(await substitute.get("/office?show=to-vote"), reference);
  says(await substitute.get("/office"), reference);
  says(await substitute.get("/staff"), reference);
  for (const path of ["/staff", "/office/load"])
    assert.match(textOf(await boss.get(path)), new RegExp(`${reference}[\\s\\S]{0,200}Gakwaya`));
  await fitsScreens(town.url, substitute, page(caseId), "substitute-votes");
  const done = await give(substitute, caseId, "complete", vote);
  assert.equal(done.status, 200);
  assert.equal((await opened(town, caseId)).state.status, "refused");
});

it("nobody who has a part in the file, or votes anyway; by nobody but a supervisor", async () => {
  const caseId = await withoutQuorum();
  const boss = await deskOf(town, "officer-ndahiro");
  await boss.get(page(caseId));
  const form = { ...formOfAct(boss, "name-substitute"), text: "Nobody else is there." };
  const act = `${page(caseId)}/act`;
  const naming = async (name: string, more = {}) =>
    boss.post(act, { ...form, key: "", to: await idOf(name), ...more });
  says(await naming("Karangwa Vincent"), "signed or did another step", "Nobody else is there.");
  says(await naming("Sebahire Thierry"), "has a conflict of interest on this file");
  says(await naming("Ndahiro Aimable"), "it is not their role");
  says(await naming("Umutoni Clarisse"), "works for another authority");
  const member = await deskOf(town, "officer-karangwa");
  const theirs = { ...form, to: await idOf("Gakwaya Emile") };
  assert.equal((await member.post(act, theirs)).status, 403);
  await naming("Gakwaya Emile");
  says(await naming("Gakwaya Emile"), "votes on this file already");
  const [task] = (await opened(town, caseId)).state.tasks.filter((each) => each.recused);
  assert.equal(task?.substitutes?.length, 1);
});

it("says who gives the role where nobody can be named", async () => {
  const caseId = await withoutQuorum();
  await town.database.ownerSql`
    update auth.held_role set role = 'nobody'
    where officer = (select id from auth.officer where name = 'Gakwaya Emile')`;
  const boss = await deskOf(town, "officer-ndahiro");
  const shown = await boss.get(page(caseId));
  says(shown, "Nobody else at work can be named for this file. The role");
  assert.match(textOf(shown), /The role “Panel member” is given by: \p{L}/u);
});

it("the chair of the ranking committee, where whoever has that role is no member", async () => {
  const call = await startTown("2026-11-23T08:00:00Z");
  after(() => call.close());
  const { ownerSql } = call.database;
  await setRoles(ownerSql, "Nyiransabimana Claudine", ["committee-chair"]);
  const { caseId } = await sent(call, "scholarship-azerbaijan", { person: "ishimwe-kevin" });
  await completed(call, caseId, "intake", "complete");
  for (const task of ["first-assessment", "second-assessment"])
    await completed(call, caseId, task, "assessed", { findings: { score: 90 } });
  call.setClock("2027-05-21T08:00:00Z");
  await give(await deskOf(call, "officer-uwingabire"), caseId, "recuse", { text: "My niece." });
  const boss = await deskOf(call, "officer-mukandoli");
  await boss.get(page(caseId));
  assert.match(boss.last?.body ?? "", /<option[^>]*>\s*Nyiransabimana Claudine/);
  const [chair] = await ownerSql<{ id: string }[]>`
    select id from auth.officer where name = 'Nyiransabimana Claudine'`;
  const form = { ...formOfAct(boss, "name-substitute"), to: chair?.id ?? "" };
  const named = await boss.post(`${page(caseId)}/act`, { ...form, text: "She chairs it." });
  says(named, "Substitute: Nyiransabimana Claudine", "0 of 3 members have voted");
  const substitute = await deskOf(call, "officer-nyiransabimana");
  for (const desk of [substitute, await deskOf(call, "officer-gakwaya")])
    await give(desk, caseId, "complete", { outcome: "nominate" });
  await call.settle();
  assert.equal((await opened(call, caseId)).state.stage, "nomination");
});
