import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { formOfAct, give, opened, page, type Sent, sent } from "./office-given.ts";
import { checked, chosen, deskOf, seenOn } from "./stack-given.ts";

const birth = "birth-certificate";
const huye = { answers: { district: "huye", sector: "huye.ngoma" } };
let town: Town;
const ids = new Map<string, string>();

const desk = (id: string) => deskOf(town, id);
const idOf = (name: string) => ids.get(name) ?? assert.fail(name);

async function withdraw({ caseId }: Sent) {
  const { id } = await town.person("habimana-eric");
  const actor = { kind: "person", id } as const;
  must(await town.app.parts.cases.give({ caseId, command: { type: "withdraw" }, actor }));
}

/** What officers sent or were led to says nobody's name. */
function namesNobody({ path }: { readonly path: string }) {
  assert.doesNotMatch(decodeURIComponent(path), /Niyomugabo|Mutesi|Murekatete|Habimana|Eric/);
}

/** A file in Huye that one of two registrars has in hand, who has filled in what they found. */
async function filledIn(client: Client): Promise<Sent & { form: Record<string, string> }> {
  const file = await sent(town, birth, huye);
  await give(client, file.caseId, "claim");
  const typed = { outcome: "found", ...registerEntryTyped, "find.father": "Gasana Paul" };
  return { ...file, form: { ...formOfAct(client, "complete"), ...typed } };
}

const assignTo = async (supervisor: Client, { caseId }: Sent, name: string) =>
  give(supervisor, caseId, "assign", { to: idOf(name) });

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(() => town?.close());

describe("A file that moved under an officer says who moved it, by what and when", () => {
  it("claimed by a colleague: on its page, on its row, and among chosen rows", async () => {
    const [file, free] = [await sent(town, birth, huye), await sent(town, birth, huye)];
    const second = await desk("officer-niyomugabo");
    await second.get(page(file.caseId));
    const late = formOfAct(second, "claim");
    await give(await desk("officer-mutesi"), file.caseId, "claim");
    const what = /What happened: “Claimed: [^”]+” by Mutesi Jeannette, 23\s+November 2026, 10:00\./;
    const refused = await second.post(`${page(file.caseId)}/act`, late);
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), what);
    const row = await second.post("/office/claim", { row: `${file.caseId}~1.register-check` });
    says(row, `${file.reference} · Habimana Eric · Birth certificate: Another officer is working`);
    assert.match(textOf(row), what);
    namesNobody(row);
    const stack = await chosen(town, [file, free]);
    const both = await second.post("/office/claim-all", { stack });
    says(both, "1 of 2 files are assigned to you", file.reference, "Not done");
    assert.match(textOf(both), what);
  });

  it("given to a colleague while it was filled in: all that was typed is there", async () => {
    const registrar = await desk("officer-mutesi");
    const { form, ...file } = await filledIn(registrar);
    await assignTo(await desk("officer-murekatete"), file, "Niyomugabo Eugenie");
    const typed = { ...form, differs: "yes", despite: "Twins.", note: "Ask the <mother>." };
    const refused = await registrar.post(`${page(file.caseId)}/act`, typed);
    assert.equal(refused.status, 409);
    const to = /“Assigned: [^”]+ – To Niyomugabo Eugenie” by Murekatete Solange, 23/;
    assert.match(textOf(refused), to);
    says(refused, "What you wrote, not sent", "Father: Gasana Paul", "Twins.");
    assert.match(refused.body, /Ask the &lt;mother&gt;\./);
    namesNobody(refused);
  });

  it("withdrawn by the applicant, who is not named", async () => {
    const registrar = await desk("officer-mutesi");
    const { form, ...file } = await filledIn(registrar);
    await withdraw(file);
    const refused = await registrar.post(`${page(file.caseId)}/act`, {
      ...form,
      ...{ despite: "Twins.", differs: "yes" },
    });
    assert.equal(refused.status, 409);
    says(refused, "This step is closed", "“Withdrawn” by the applicant, 23", "Father: Gasana Paul");
    const ask = { ...form, act: "ask", fields: "child_name", text: "Which name?" };
    says(await registrar.post(`${page(file.caseId)}/act`, ask), "Which name?", "by the applicant");
  });

  it("done by a colleague who was given it: out of reach, and nothing typed is lost", async () => {
    const registrar = await desk("officer-niyomugabo");
    const { form, ...file } = await filledIn(registrar);
    await assignTo(await desk("officer-murekatete"), file, "Mutesi Jeannette");
    const not = { outcome: "not-found", code: "not-registered", text: "No entry.", despite: "" };
    await give(await desk("officer-mutesi"), file.caseId, "complete", not);
    const late = { ...form, text: "Seen in the book.", differs: "yes" };
    const refused = await registrar.post(`${page(file.caseId)}/act`, late);
    says(refused, "by Mutesi Jeannette, 23", "Father: Gasana Paul", "Seen in the book.");
    assert.equal(refused.status, 409);
    // Whoever never saw the file learns nothing of it.
    const stranger = await desk("officer-rugamba");
    const other = await stranger.post(`${page(file.caseId)}/act`, form);
    assert.equal(other.status, 403);
    assert.doesNotMatch(textOf(other), /Mutesi|What happened/);
  });

  it("in a stack: by whom, and what is free is looked at and signed again", async () => {
    const [own, gone, plain] = await checked(town, 3);
    assert.ok(own && gone && plain);
    const secretary = await desk("officer-nsengimana");
    const stack = await chosen(town, [own, gone, plain]);
    await secretary.post("/office/stack", { stack });
    const form = { stack, outcome: "sign", seen: seenOn(secretary) };
    await give(await desk("officer-nsengimana"), own.caseId, "claim");
    await withdraw(gone);
    const done = await secretary.post("/office/stack/sign", form);
    says(done, "1 file signed", "The file has changed since you looked at it");
    assert.match(textOf(done), /“Claimed: Signature” by you, 23/);
    assert.match(textOf(done), /“Withdrawn” by the applicant, 23/);
    says(done, "Look at these files again");
    assert.match(done.body, /value="sign"\s+checked/);
    const seen = seenOn(secretary);
    assert.deepEqual(
      seen.map((each) => each.split("~")[0]),
      [own.caseId],
    );
    const again = { stack: await chosen(town, [own]), outcome: "sign", seen };
    says(await secretary.post("/office/stack/sign", again), "1 file signed");
    assert.equal((await opened(town, own.caseId)).state.status, "granted");
  });

  it("assigned among several after it was withdrawn", async () => {
    const [gone, free] = [await sent(town, birth, huye), await sent(town, birth, huye)];
    const boss = await desk("officer-murekatete");
    const stack = await chosen(town, [gone, free]);
    await withdraw(gone);
    const form = { stack, to: idOf("Niyomugabo Eugenie"), list: "show=unclaimed" };
    const done = await boss.post("/office/assign-all", form);
    says(done, gone.reference, "This step is closed", "“Withdrawn” by the applicant, 23");
  });
});
