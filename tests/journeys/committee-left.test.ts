/** A member of a committee leaves while it votes. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { give, opened, page } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const text = "The transcript is in the file.";
const idOf = async (name: string) => {
  const [row] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  return row?.id ?? assert.fail(name);
};
async function marksLeft(id: string) {
  const admin = await deskOf(town, "mugisha-beatha");
  await admin.get(`/admin/staff/${id}/left`);
  const left = await admin.post(`/admin/staff/${id}/left`);
  assert.equal(left.status, 200, left.body.slice(0, 2000));
  assert.match(left.path, /admin/);
  await town.settle();
  return admin;
}

const noticesOf = (caseId: string, kind: string) => town.app.sql<{ name: string }[]>`
  select o.name from notifications.notification n join auth.officer o on o.id = n.officer
  where n.case_id = ${caseId} and n.kind = ${kind} order by o.name`;

it("is not counted any more: the file says what is missing, and who appoints", async () => {
  const [tied, open] = [await appealIn(town), await appealIn(town)];
  for (const caseId of [tied, open]) await hearAuthority(town, caseId);
  const [karangwa, sebahire] = [
    await deskOf(town, "officer-karangwa"),
    await deskOf(town, "officer-sebahire"),
  ];
  await give(karangwa, tied, "complete", { outcome: "remitted", text });
  await give(sebahire, tied, "complete", { outcome: "upheld", text });
  says(await karangwa.get(page(tied)), "2 of 3 members have voted");
  const gone = await idOf("Mukantwari Immaculée");
  const admin = await marksLeft(gone);
  const file = await karangwa.get(page(tied));
  says(
    file,
    ...["2 of 2 members have voted", "Seats that nobody can fill, since members have left: 1 of 3"],
    "Those who are left may vote equally on both sides",
    "The role “Panel member” is given by: ",
  );
  await fitsScreens(town.url, karangwa, page(tied), "committee-short");
  const told = await noticesOf(tied, "members-missing");
  assert.ok(told.some(({ name }) => /Mugisha/.test(name)));
  assert.deepEqual(await noticesOf(tied, "committee-short"), [{ name: "Ndahiro Aimable" }]);
  assert.equal((await opened(town, tied)).state.status, "in-appeal", "a tie waits for a member");
  const bell = await admin.get("/staff/notifications");
  says(bell, "A committee lacks a member", "Panel member · Administrative Appeals Panel");
  await fitsScreens(town.url, admin, "/staff/notifications", "members-missing");
  // With two of two for the same, nobody else is needed.
  await give(karangwa, open, "complete", { outcome: "remitted", text });
  await give(sebahire, open, "complete", { outcome: "remitted", text });
  assert.equal((await opened(town, open)).state.stage, "intake");
});

it("counts again whoever is appointed, and tells them that it votes", async () => {
  const caseId = (await town.app.parts.cases.openVotes())[0]?.caseId ?? "";
  const id = await idOf("Gakwaya Emile");
  assert.ok(caseId && id);
  const [panel] = await town.database.ownerSql<{ id: string }[]>`
    update auth.officer set authority = 'appeals-panel' where id = ${id} returning id`;
  assert.ok(panel);
  await town.database.ownerSql`
    update auth.held_role set role = 'panel-member' where officer = ${id}`;
  await town.app.tasks["cases.sweep"]({});
  await town.settle();
  const member = await deskOf(town, "officer-gakwaya");
  const file = await member.get(page(caseId));
  says(file, "2 of 3 members have voted");
  assert.doesNotMatch(file.body, /Seats that nobody can fill/);
  const members = await noticesOf(caseId, "vote-opened");
  assert.ok(members.some(({ name }) => name === "Gakwaya Emile"));
  await give(member, caseId, "complete", { outcome: "remitted", text });
  assert.equal((await opened(town, caseId)).state.stage, "intake");
});

it("says so where so few are left that there is no quorum", async () => {
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  const [first, second] = [await idOf("Sebahire Thierry"), await idOf("Gakwaya Emile")];
  const karangwa = await deskOf(town, "officer-karangwa");
  await give(karangwa, caseId, "complete", { outcome: "upheld", text });
  for (const id of [first, second]) await marksLeft(id);
  says(await karangwa.get(page(caseId)), "The quorum of 2 can no longer be reached.");
});

it("tells of a quorum that recusals break as of one that leaving breaks", async () => {
  const recused = await startTown();
  after(() => recused.close());
  const caseId = await appealIn(recused);
  await hearAuthority(recused, caseId);
  const voter = await deskOf(recused, "officer-karangwa");
  await give(voter, caseId, "complete", { outcome: "upheld", text });
  for (const id of ["officer-sebahire", "officer-mukantwari"])
    await give(await deskOf(recused, id), caseId, "recuse", {
      text: "The candidate is my cousin.",
    });
  await recused.settle();
  const rows = await recused.app.sql<{ name: string; kind: string }[]>`
    select o.name, n.kind from notifications.notification n
    join auth.officer o on o.id = n.officer where n.case_id = ${caseId}`;
  const toldOf = (name: string) =>
    rows.flatMap((row) => (row.name.startsWith(name) ? [row.kind] : []));
  assert.ok(toldOf("Ndahiro").includes("committee-short"));
  assert.ok(toldOf("Mugisha").includes("members-missing"));
  assert.ok(!rows.some(({ kind }) => kind === "escalated"), "it is not late");
  const boss = await deskOf(recused, "officer-ndahiro");
  for (const path of ["/staff", "/office/load"]) {
    const shown = await boss.get(path);
    says(shown, "The quorum of 2 can no longer be reached.");
    assert.doesNotMatch(shown.body, /Everybody has voted|Nothing waits for you/);
    await fitsScreens(recused.url, boss, path, `no-quorum-${path.slice(1).replace("/", "-")}`);
  }
});
