import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { disableClient, keepBrought } from "../../src/programs/index.ts";
import { registerEntry } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { type AgencyClient, agency, registered, tokenOf } from "./agency-given.ts";
import { holding, type Program } from "./api-given.ts";
import { inEnglish, says } from "./apply-given.ts";
import { Receiver } from "./hook-receiver.ts";
import { give, opened, type Sent, sent } from "./office-given.ts";

const birth = "birth-certificate";
const visa = "visa-for-azerbaijanis";

let town: Town;
let register: AgencyClient;
let system: Program;
const receiver = new Receiver();
before(async () => {
  town = await startTown();
  await receiver.start();
  register = await registered(town, {
    ...{ id: "civil-register", name: "Civil register system", authority: "minaloc" },
    stages: [`${birth}/register-check`],
    scopes: ["tasks:read", "tasks:write", "tasks:decide", "webhooks:manage"],
  });
  system = await agency(town, register);
});
after(async () => {
  await receiver.kill();
  await town?.close();
});

const at = ({ caseId }: Sent, task = "1.register-check") => `/api/v1/tasks/${caseId}/${task}`;

/** If-Match of the task as it is now. */
async function ifMatch(program: Program, path: string) {
  const { headers, status, body } = await program.get(path);
  assert.equal(status, 200, JSON.stringify(body));
  return { "if-match": headers.get("etag") ?? "" };
}

const act = async (program: Program, path: string, what: string, body: object = {}) =>
  program.post(`${path}/${what}`, body, await ifMatch(program, path));

const entry = { outcome: "found", findings: registerEntry };

test("An authority's system is told of a task, reads its file and decides it", async () => {
  const hook = await system.post("/api/v1/webhooks", {
    ...{ url: `http://localhost:${receiver.port}/hooks`, events: ["task.waiting"] },
  });
  assert.equal(hook.status, 201, JSON.stringify(hook.body));
  const file = await sent(town, birth);
  await town.settle();
  const told = receiver.heard.map(({ body }) => JSON.parse(body));
  assert.deepEqual(
    told.map(({ type, data }) => [type, data.application, data.task, data.stage]),
    [["task.waiting", file.caseId, "1.register-check", "register-check"]],
  );
  assert.doesNotMatch(receiver.heard[0]?.body ?? "", /Habimana|1990/);

  const list = await system.get("/api/v1/tasks");
  const [row] = list.body.items.filter(
    ({ application }: { application: string }) => application === file.caseId,
  );
  assert.deepEqual([row.task, row.state, row.service], ["1.register-check", "open", birth]);
  const path = at(file);
  const task = await system.get(path);
  assert.deepEqual(
    task.body.outcomes.map(({ id }: { id: string }) => id),
    ["found", "not-found"],
  );
  assert.ok(task.body.findings.register_number);
  const read = await system.get(`${path}/file`);
  assert.equal(read.status, 200, JSON.stringify(read.body));
  assert.equal(read.body.applicant.name, "Habimana Eric");
  assert.ok(Object.keys(read.body.answers).length > 0);

  const claimed = await act(system, path, "claim");
  assert.deepEqual([claimed.status, claimed.body.state], [200, "claimed"]);
  const done = await act(system, path, "outcome", entry);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.deepEqual([done.body.state, done.body.done.outcome], ["done", "found"]);

  const { state, findings, history } = await opened(town, file.caseId);
  assert.equal(state.stage, "signature");
  assert.equal(findings["1.register-check"]?.mother, registerEntry.mother);
  const actors = history.filter(({ type }) => type === "TaskDone").map(({ actor }) => actor);
  assert.deepEqual(actors, [{ kind: "program", id: "program:civil-register" }]);
  // It works on the file and did not bring it: nothing of it is its own.
  await town.settle();
  assert.equal(receiver.heard.length, 1);
});

test("The person sees that a system read and decided, and whose it is", async () => {
  const file = await sent(town, birth);
  const path = at(file);
  await system.get(`${path}/file`);
  const refused = await act(system, path, "outcome", {
    ...{ outcome: "not-found", code: await firstReason(path), text: "No entry of this name." },
  });
  assert.equal(refused.status, 200, JSON.stringify(refused.body));
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(`/applications/${file.caseId}/seen`), "Civil register system");
  says(await person.get(`/applications/${file.caseId}`), "by its own system");
  says(await person.get("/me/looked"), "Civil register system");
});

async function firstReason(path: string): Promise<string> {
  const { body } = await system.get(path);
  return body.refusalReasons[0]?.id ?? "";
}

test("Another authority, stage or scope sees and does nothing", async () => {
  const file = await sent(town, birth);
  const path = at(file);
  const others = [
    await registered(town, { id: "tax", authority: "rra", stages: [`${birth}/register-check`] }),
    await registered(town, { id: "signing", authority: "minaloc", stages: [`${birth}/signature`] }),
  ];
  for (const other of others) {
    const program = await agency(town, other);
    const seen = (await program.get("/api/v1/tasks")).body.items;
    assert.ok(!JSON.stringify(seen).includes(file.caseId));
    for (const address of [path, `${path}/file`, `${path}/papers/${randomUUID()}`]) {
      const { status, body } = await program.get(address);
      assert.deepEqual([status, body.code], [404, "api.task-not-found"], address);
    }
    const tried = await program.post(`${path}/outcome`, entry, { "if-match": '"1"' });
    assert.deepEqual([tried.status, tried.body.code], [404, "api.task-not-found"]);
  }
  const reader = await agency(town, register, "tasks:read");
  const forged = await reader.post(`${path}/outcome`, entry, { "if-match": '"1"' });
  assert.deepEqual([forged.status, forged.body.code], [403, "api.scope-missing"]);
  const clerk = await agency(town, register, "tasks:write");
  const decides = await clerk.post(`${path}/outcome`, entry, { "if-match": '"1"' });
  assert.deepEqual([decides.status, decides.body.code], [403, "api.scope-missing"]);
  const wider = await tokenOf(town, register, "tasks:read staff:manage");
  assert.deepEqual([wider.status, wider.body.error], [400, "invalid_scope"]);
  const none = await system.get(`/api/v1/tasks/${file.caseId}/9.nothing`);
  assert.deepEqual([none.status, none.body.code], [404, "api.task-not-found"]);
  const accesses = await town.app.parts.cases.accessesOf(file.caseId);
  assert.deepEqual(accesses, [], "what was refused was no look at the file");
});

test("A changed application and a doubled post decide nothing twice", async () => {
  const file = await sent(town, birth);
  const path = at(file);
  const before = await ifMatch(system, path);
  const missing = await system.post(`${path}/outcome`, entry);
  assert.deepEqual([missing.status, missing.body.code], [428, "api.version-missing"]);
  await act(system, path, "claim");
  const stale = await system.post(`${path}/outcome`, entry, before);
  assert.deepEqual([stale.status, stale.body.code], [412, "api.changed"]);
  const now = await ifMatch(system, path);
  const key = { "idempotency-key": randomUUID(), ...now };
  const twice = await Promise.all([1, 2].map(() => system.post(`${path}/outcome`, entry, key)));
  assert.ok(twice.some(({ status }) => status === 200));
  assert.ok(twice.every(({ status, body }) => status === 200 || body.code === "api.in-flight"));
  const again = await system.post(`${path}/outcome`, entry, key);
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [200, "true"]);
  // When the kept answer is gone, the history still knows the act.
  await town.database.ownerSql`delete from programs.request where client = 'civil-register'`;
  assert.equal((await system.post(`${path}/outcome`, entry, key)).status, 200);
  const anew = await system.post(`${path}/outcome`, entry, now);
  assert.equal(anew.status, 412);
  const { history } = await opened(town, file.caseId);
  assert.equal(history.filter(({ type }) => type === "TaskDone").length, 1);
});

test("What is wrong with an outcome is told at its place, all at once", async () => {
  const path = at(await sent(town, birth));
  const findings = { ...registerEntry, sex: "unknown", registered_on: "2031-01-01", shoe: 42 };
  const wrong = await act(system, path, "outcome", { outcome: "found", findings });
  assert.deepEqual([wrong.status, wrong.body.code], [422, "case.findings-wrong"]);
  const pointers = wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort();
  assert.deepEqual(pointers, ["/findings/registered_on", "/findings/sex", "/findings/shoe"]);
  const noReason = await act(system, path, "outcome", { outcome: "not-found" });
  assert.equal(noReason.status, 422);
  assert.ok(JSON.stringify(noReason.body.errors).includes('"/text"'));
});

test("A system is one signature, never both; another system is no other", async () => {
  const stages = [`${visa}/examination`, `${visa}/decision`];
  const border = await registered(town, { id: "border", authority: "dgie", stages });
  const second = await registered(town, { id: "border-two", authority: "dgie", stages });
  const [one, two] = [await agency(town, border), await agency(town, second)];
  const file = await sent(town, visa);
  const examined = await act(one, at(file, "1.examination"), "outcome", { outcome: "support" });
  assert.equal(examined.status, 200, JSON.stringify(examined.body));
  const decision = at(file, "2.decision");
  const signed = await act(one, decision, "outcome", { outcome: "grant" });
  assert.deepEqual([signed.status, signed.body.state], [200, "proposed"]);
  const self = await act(one, decision, "confirmation");
  assert.deepEqual([self.status, self.body.code], [403, "case.same-person-cannot-sign-twice"]);
  const other = await act(two, decision, "confirmation");
  assert.deepEqual([other.status, other.body.code], [403, "case.person-must-sign"]);
  assert.equal((await opened(town, file.caseId)).state.status, "in-review");
  const officer = town.officers.find(
    ({ authority, roles }) =>
      authority === "dgie" && roles.some((each) => JSON.stringify(each).includes("senior")),
  );
  const desk = await town.as(officer?.id ?? assert.fail("no senior visa officer"));
  await desk.get("/language/en?next=/office");
  const page = await desk.get(`/office/cases/${file.caseId}`);
  assert.ok(page.body.includes("border system"), "the office sees whose signature waits");
  await give(desk, file.caseId, "claim");
  await give(desk, file.caseId, "confirm");
  const { state } = await opened(town, file.caseId);
  const [first, signer] = state.decision?.by ?? [];
  assert.equal(first, "program:border");
  assert.match(signer ?? "", /^[0-9a-f-]{36}$/, "and a person");
});

test("A supervisor takes a task over from a system", async () => {
  const file = await sent(town, birth);
  const claimed = await act(system, at(file), "claim");
  assert.equal(claimed.status, 200);
  const head = town.officers.find(
    ({ authority, roles }) => authority === "minaloc" && JSON.stringify(roles).includes("superv"),
  );
  const desk = await town.as(head?.id ?? assert.fail("no supervisor"));
  await give(desk, file.caseId, "take-over");
  await town.settle();
  const left = await town.app.sql`select from jobs.job where task = 'tell-officers'`;
  assert.equal(left.length, 0);
  const stopped = await act(system, at(file), "outcome", entry);
  assert.deepEqual([stopped.status, stopped.body.code], [409, "case.claimed-by-other"]);
});

test("A system does not work on what it sent itself", async () => {
  const file = await sent(town, birth);
  const { caseId, reference } = file;
  await keepBrought(town.app.sql, town.now(), { caseId, client: "civil-register", reference });
  const { status, body } = await system.get(at(file));
  assert.deepEqual([status, body.code], [403, "case.own-case"]);
  const tried = await system.post(`${at(file)}/outcome`, entry, { "if-match": '"3"' });
  assert.deepEqual([tried.status, tried.body.code], [403, "case.own-case"]);
});

test("A paper of the file is read as it was uploaded, and the look recorded", async () => {
  const border = await registered(town, {
    ...{ id: "papers", authority: "dgie", stages: [`${visa}/examination`] },
  });
  const program = await agency(town, border);
  const file = await sent(town, visa);
  const path = at(file, "1.examination");
  const { papers } = (await program.get(`${path}/file`)).body;
  assert.ok(papers.length > 0);
  const paper = await program.get(`${path}/papers/${papers[0].id}`);
  assert.equal(paper.status, 200);
  assert.match(String(paper.body), /^%PDF-1\.4/);
  const looks = await town.app.parts.cases.accessesOf(file.caseId);
  assert.deepEqual(looks.map(({ officer, what }) => [officer, what]).sort(), [
    ["program:papers", "case"],
    ["program:papers", `file:${papers[0].document}`],
  ]);
  const other = await program.get(`${path}/papers/${randomUUID()}`);
  assert.deepEqual([other.status, other.body.code], [404, "api.paper-not-found"]);
});

test("A list has pages, and a system that is switched off is out at once", async () => {
  for (let count = 0; count < 3; count++) await sent(town, birth);
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const page = await system.get(`/api/v1/tasks?limit=2${next ? `&cursor=${next}` : ""}`);
    assert.equal(page.status, 200, JSON.stringify(page.body));
    seen.push(...page.body.items.map(({ application }: { application: string }) => application));
    next = page.body.next;
  } while (next);
  assert.equal(new Set(seen).size, seen.length);
  const all = (await system.get("/api/v1/tasks?limit=50")).body.items;
  assert.equal(seen.length, all.length);
  await disableClient(town.app.sql, "civil-register", town.now());
  const out = await system.get("/api/v1/tasks");
  assert.deepEqual([out.status, out.body.code], [401, "api.token-invalid"]);
  assert.equal((await tokenOf(town, register)).status, 401);
  assert.equal((await holding(town, "made-up").get("/api/v1/tasks")).status, 401);
});
