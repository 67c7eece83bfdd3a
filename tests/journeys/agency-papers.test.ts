import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { clamdAddress } from "../../src/platform/scan/index.ts";
import { eicar, type StandIn, startClamd } from "../clamd-stand-in.ts";
import { registerEntry } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { agency, registered } from "./agency-given.ts";
import type { Program } from "./api-given.ts";
import { inEnglish, says } from "./apply-given.ts";
import { opened, type Sent, sent } from "./office-given.ts";

const birth = "birth-certificate";
const document = "register-extract";
let scanner: StandIn;
let town: Town;
let system: Program;
before(async () => {
  scanner = await startClamd();
  town = await startTown(undefined, undefined, undefined, [], {
    clamd: clamdAddress(scanner.address) ?? assert.fail("no scanner"),
  });
  system = await agency(
    town,
    await registered(town, {
      ...{ id: "civil-register", name: "Civil register system", authority: "minaloc" },
      stages: [`${birth}/register-check`],
    }),
  );
});
after(async () => {
  await town?.close();
  await scanner?.close();
});

const at = ({ caseId }: Sent) => `/api/v1/tasks/${caseId}/1.register-check`;
const pdf = (text: string) => Buffer.from(`%PDF-1.4\n%${text}\n%%EOF\n`);
const paper = (content: Buffer, more: object = {}) => ({
  ...{ document, name: "extract.pdf", content: content.toString("base64"), ...more },
});

async function ifMatch(path: string): Promise<Record<string, string>> {
  const { headers } = await system.get(path);
  return { "if-match": headers.get("etag") ?? "" };
}
const add = async (file: Sent, body: unknown, headers?: Record<string, string>) =>
  system.post(`${at(file)}/papers`, body, { ...(await ifMatch(at(file))), ...headers });

/** An officer who signs next. */
async function signer() {
  const officer = town.officers.find(
    ({ authority, roles }) =>
      authority === "minaloc" && JSON.stringify(roles).includes("executive-secretary"),
  );
  return town.as(officer?.id ?? assert.fail("nobody signs"));
}

/** A new application whose task the system has in hand. */
async function claimed(): Promise<Sent> {
  const file = await sent(town, birth);
  const { status } = await system.post(`${at(file)}/claim`, {}, await ifMatch(at(file)));
  assert.equal(status, 200);
  return file;
}
const decide = async (file: Sent) =>
  system.post(
    `${at(file)}/outcome`,
    { outcome: "found", findings: registerEntry },
    await ifMatch(at(file)),
  );

test("A system attaches a paper; the person sees it once the task is done", async () => {
  const file = await claimed();
  const task = await system.get(at(file));
  const [offered] = task.body.documents;
  assert.deepEqual(
    [offered.id, offered.maxFiles, offered.applicantSees, offered.required],
    [document, 1, true, false],
  );
  const added = await add(file, paper(pdf("page 12")));
  assert.equal(added.status, 201, JSON.stringify(added.body));
  const read = await system.get(`${at(file)}/papers/${added.body.id}`);
  assert.match(String(read.body), /page 12/);
  const { body } = await system.get(`${at(file)}/file`);
  assert.deepEqual(
    body.attached.map((each: { id: string; task: string }) => [each.id, each.task]),
    [[added.body.id, "1.register-check"]],
  );
  assert.deepEqual(body.papers, [], "the applicant gave none");
  const person = await inEnglish(town, "habimana-eric");
  const before = await person.get(`/applications/${file.caseId}`);
  assert.ok(!before.body.includes(added.body.id), "no outcome is told before it is one");
  assert.equal((await person.get(`/files/${added.body.id}`)).status, 404);

  const done = await decide(file);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const office = await signer();
  const page = await office.get(`/office/cases/${file.caseId}`);
  says(page, "Igice cyo mu gitabo cy'irangamimerere", "extract.pdf", "Civil register system");
  const shown = await office.get(`/office/cases/${file.caseId}/files/${added.body.id}`);
  assert.equal(shown.status, 200);
  const after = await person.get(`/applications/${file.caseId}`);
  says(after, "Attached by the office", "Extract of the civil register");
  assert.match((await person.get(`/files/${added.body.id}`)).body, /page 12/);
  says(await person.get(`/applications/${file.caseId}/seen`), "Extract of the civil register");
  const other = await inEnglish(town, "uwimana-sandrine");
  assert.equal((await other.get(`/files/${added.body.id}`)).status, 404);
  const { taskFiles } = await opened(town, file.caseId);
  assert.deepEqual(
    taskFiles.map(({ officer }) => officer),
    ["program:civil-register"],
  );
});

test("Sent again it is one; another takes its place; it is taken away", async () => {
  const file = await claimed();
  const key = { "idempotency-key": randomUUID(), ...(await ifMatch(at(file))) };
  const body = paper(pdf("wrong person"));
  const first = await system.post(`${at(file)}/papers`, body, key);
  const again = await system.post(`${at(file)}/papers`, body, key);
  assert.deepEqual([first.status, again.status, again.body.id], [201, 201, first.body.id]);
  await town.database.ownerSql`delete from programs.request where client = 'civil-register'`;
  const late = await system.post(`${at(file)}/papers`, body, key);
  assert.deepEqual([late.status, late.body.id], [201, first.body.id]);
  const stale = await add(file, paper(pdf("x")), { "if-match": '"1"' });
  assert.deepEqual([stale.status, stale.body.code], [412, "api.changed"]);
  const form = new FormData();
  form.set(`document.${document}`, new File([pdf("right person")], "right.pdf"));
  const second = await add(file, form);
  assert.equal(second.status, 201, JSON.stringify(second.body));
  const ids = async () => (await opened(town, file.caseId)).taskFiles.map(({ id }) => id);
  assert.deepEqual(await ids(), [second.body.id]);
  assert.equal(await town.app.parts.cases.findFile(first.body.id), undefined);
  const gone = await system.send("DELETE", `${at(file)}/papers/${second.body.id}`);
  assert.equal(gone.status, 204);
  assert.deepEqual(await ids(), []);
  const none = await system.send("DELETE", `${at(file)}/papers/${second.body.id}`);
  assert.deepEqual([none.status, none.body.code], [404, "api.paper-not-found"]);
});

test("What is no such paper, of a wrong type, too large or infected is refused", async () => {
  const file = await claimed();
  const code = async (body: unknown) => {
    const { status, body: said } = await add(file, body);
    return [status, said.errors?.[0]?.code ?? said.code];
  };
  const passport = await code(paper(pdf("x"), { document: "passport" }));
  assert.deepEqual(passport, [422, "api.document-not-wanted"]);
  const program = await code(paper(Buffer.from("MZ programs are no papers")));
  assert.deepEqual(program, [422, "file-wrong-type"]);
  const large = Buffer.concat([pdf("x"), Buffer.alloc(6 * 1024 * 1024, "x"), pdf("x")]);
  assert.deepEqual(await code(paper(large)), [422, "file-too-large"]);
  assert.deepEqual(await code(paper(pdf(eicar))), [422, "file-infected"]);
  scanner.mood = "nonsense";
  const away = await add(file, paper(pdf("clean")));
  scanner.mood = "well";
  assert.deepEqual([away.status, away.body.code], [503, "api.scanner-away"]);
  assert.deepEqual((await opened(town, file.caseId)).taskFiles, []);
  const unclaimed = await sent(town, birth);
  const early = await add(unclaimed, paper(pdf("early")));
  assert.deepEqual([early.status, early.body.code], [403, "case.not-allowed"]);
  await decide(file);
  const late = await add(file, paper(pdf("late")));
  assert.equal(late.status, 409, JSON.stringify(late.body));
});
