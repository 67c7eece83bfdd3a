import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clamdAddress } from "../../src/platform/scan/index.ts";
import { eicar, type StandIn, startClamd } from "../clamd-stand-in.ts";
import { formsOf } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { answersOf, nationalIdOf } from "./api-apply-given.ts";
import { program } from "./api-given.ts";
import { inEnglish, pdf, says } from "./apply-given.ts";
import { draftOf, opened, sent } from "./office-given.ts";

let scanner: StandIn;
let town: Town;
before(async () => {
  scanner = await startClamd();
  const clamd = clamdAddress(scanner.address);
  assert.ok(clamd);
  town = await startTown(undefined, undefined, undefined, [], { clamd });
});
after(async () => {
  await town?.close();
  await scanner?.close();
});

const service = "mineral-exploration-licence";

/** The page of papers of a new draft, and how a file is attached there. */
async function atPapers(who: string) {
  const draft = await draftOf(town, service, who);
  const person = await inEnglish(town, who);
  const page = await person.get(`/drafts/${draft}`);
  const [form] = formsOf(page.body, page.path).filter(({ action }) => /documents$/.test(action));
  const field = form?.inputs.find(({ type }) => type === "file")?.name;
  assert.ok(form && field, page.path);
  const attach = (name: string, text: string) => {
    const body = new FormData();
    for (const [key, value] of form.set) body.append(key, value);
    body.append(field, pdf(name, text));
    body.append("_action", "upload");
    return person.send(form.action, body);
  };
  return { person, draft, attach };
}

const filesOf = (draft: string) => town.app.sql<
  { id: string; held: boolean; infected: string | null; bytes: number }[]
>`select id, held_since is not null as held, infected, length(content) as bytes
  from cases.file where draft_id = ${draft}`;

const fileLink = (body: string) => /href="(\/files\/[0-9a-f-]+)"/.exec(body)?.[1] ?? "";

test("A clean file is attached; one with a virus is refused, and the page says so", async () => {
  const { person, draft, attach } = await atPapers("habimana-eric");
  const good = await attach("plan.pdf", "clean");
  says(good, "plan.pdf");
  assert.equal((await person.get(fileLink(good.body))).status, 200);
  const bad = await attach("plan-2.pdf", eicar);
  assert.equal(bad.status, 422);
  says(bad, "A virus was found in this file", "plan.pdf");
  assert.deepEqual(
    (await filesOf(draft)).map(({ held, infected }) => ({ held, infected })),
    [{ held: false, infected: null }],
  );
});

test("While the scanner is away uploads are held, and looked at once it is back", async () => {
  const { person, draft, attach } = await atPapers("ishimwe-kevin");
  const other = await atPapers("nyirahabimana-beatha");
  scanner.mood = "full";
  const page = await attach("plan.pdf", "clean");
  says(page, "plan.pdf", "Waits to be checked for viruses");
  await other.attach("plan.pdf", eicar);
  const link = fileLink(page.body);
  const held = await person.get(link);
  assert.equal(held.status, 503);
  says(held, "This document waits to be checked for viruses");
  town.setClock("2026-11-23T08:06:00Z");
  await assert.rejects(town.app.tasks["cases.scan-held"]({}), /scanner is away/);
  assert.equal((await filesOf(draft))[0]?.held, true);
  scanner.mood = "well";
  assert.ok((await town.settle()) > 0, "the job was there by itself");
  assert.equal((await filesOf(draft))[0]?.held, false);
  const again = await inEnglish(town, "ishimwe-kevin");
  assert.equal((await again.get(link)).status, 200);
  const [infected] = await filesOf(other.draft);
  assert.deepEqual(
    { ...infected, id: "" },
    { id: "", held: false, infected: "Eicar-Test-Signature", bytes: 0 },
  );
  const reader = await inEnglish(town, "nyirahabimana-beatha");
  says(await reader.get(`/files/${infected?.id}`), "A virus was found in this document");
  const [event] = await town.app.sql<{ about: string }[]>`
    select about from security.event where kind = 'upload-infected'`;
  assert.equal(event?.about, `file:${infected?.id}`);
});

test("No officer is given a paper that was not looked at", async () => {
  const { caseId } = await sent(town, service);
  const [file] = await town.app.sql<{ id: string }[]>`
    update cases.file set held_since = ${town.now()} where case_id = ${caseId} returning id`;
  assert.ok(file);
  const { state } = await opened(town, caseId);
  const [task] = state.tasks;
  const officer = town.officers.find(
    ({ authority, roles }) =>
      authority === task?.authority && roles.some((role) => role === task.role),
  );
  assert.ok(officer);
  const client = await inEnglish(town, officer.id);
  const path = `/office/cases/${caseId}/files/${file.id}`;
  const refused = await client.get(path);
  assert.equal(refused.status, 503);
  says(refused, "This document waits to be checked for viruses");
  await town.app.parts.cases.scanHeld();
  assert.equal((await client.get(path)).status, 200);
});

test("A program is told of a virus, and to send again while the scanner is away", async () => {
  const bank = await program(town);
  const person = { nationalId: await nationalIdOf(town, "habimana-eric") };
  const answers = answersOf(service);
  const begun = await bank.post("/api/v1/drafts", { service, person, answers, lang: "en" });
  assert.equal(begun.status, 201, JSON.stringify(begun.body));
  const [document] = town.app.catalogue.current(service)?.documents ?? [];
  const attach = (text: string) =>
    bank.post(`/api/v1/drafts/${begun.body.id}/documents`, {
      ...{ document: document?.id, name: "a.pdf" },
      content: Buffer.from(`%PDF-1.4\n%${text}\n%%EOF\n`).toString("base64"),
    });
  const bad = await attach(eicar);
  assert.deepEqual([bad.status, bad.body.errors?.[0]?.code], [422, "file-infected"]);
  scanner.mood = "full";
  const away = await attach("clean");
  assert.deepEqual([away.status, away.body.code], [503, "api.scanner-away"]);
  scanner.mood = "well";
  assert.equal((await attach("clean")).status, 201);
});

test("The app itself can change nothing that a paper holds", async () => {
  await assert.rejects(
    async () => town.app.sql`update cases.file set content = 'x'`,
    /permission denied/,
  );
});
