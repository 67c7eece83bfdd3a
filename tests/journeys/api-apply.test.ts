import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { answersOf, applied, nationalIdOf, prepared, saidYes } from "./api-apply-given.ts";
import { type Program, program } from "./api-given.ts";
import { completed, pdf, requested } from "./apply-given.ts";

let town: Town;
let bank: Program;
before(async () => {
  town = await startTown();
  bank = await program(town);
});
after(() => town.close());

test("A bank applies for a customer who says yes with a code, and the record says through whom", async () => {
  const sent = await applied(town, bank);
  assert.equal(sent.headers.get("location"), `${town.url}/api/v1/applications/${sent.body.id}`);
  assert.match(sent.body.reference, /^\w{5}-\w{5}$/);
  assert.equal(sent.body.events[0].type, "application.submitted");
  const app = await town.app.parts.cases.open(sent.body.id);
  const person = await town.person("mukamana-vestine");
  assert.deepEqual(app?.history[0]?.actor, {
    ...{ kind: "person", id: person.id },
    through: { door: "api", client: "demo-bank" },
  });
  assert.equal(JSON.stringify(sent.body).includes(person.name), false);
  await town.settle();
  const bills = await bank.get(`/api/v1/applications/${sent.body.id}/bills`);
  assert.equal(bills.status, 200);
  assert.equal(bills.body.items.length, sent.body.fees.length);
});

test("Papers are attached to a draft, as base64 or as a form, and judged by their content", async () => {
  const service = "recognition-of-foreign-degree";
  const person = { nationalId: await nationalIdOf(town, "habimana-eric") };
  const begun = await bank.post("/api/v1/drafts", {
    service,
    person,
    answers: answersOf(service),
    lang: "en",
  });
  assert.equal(begun.status, 201, JSON.stringify(begun.body));
  const { id, wanted } = begun.body;
  assert.ok(wanted.length > 1);
  const path = `/api/v1/drafts/${id}/documents`;
  const paper = pdf();
  const content = Buffer.from(await paper.arrayBuffer()).toString("base64");
  const bad = await bank.post(path, {
    document: wanted[0].id,
    name: "a.pdf",
    content: "bm90aGluZw==",
  });
  assert.equal(bad.status, 422, JSON.stringify(bad.body));
  assert.equal(bad.body.errors[0].code, "file-wrong-type");
  const stray = await bank.post(path, { document: "photograph-of-a-cat", name: "a.pdf", content });
  assert.equal(stray.body.code, "api.document-not-wanted");
  for (const [index, { id: document }] of wanted.entries()) {
    const form = new FormData();
    form.append(`document.${document}`, pdf(`${document}.pdf`, document));
    const sent = index === 0 ? { document, name: "a.pdf", content } : form;
    const kept = await bank.post(path, sent);
    assert.equal(kept.status, 201, JSON.stringify(kept.body));
    assert.equal(kept.body.mediaType, "application/pdf");
  }
  const now = await bank.get(`/api/v1/drafts/${id}`);
  assert.equal(now.body.files.length, wanted.length);
  assert.deepEqual(now.body.problems, []);
  const confirmation = await saidYes(town, bank, "habimana-eric", { draft: id });
  const sent = await bank.post("/api/v1/applications", { draft: id, confirmation });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const app = await town.app.parts.cases.open(sent.body.id);
  assert.deepEqual(
    Object.keys(app?.documents ?? {}).sort(),
    wanted.map((each: { id: string }) => each.id).sort(),
  );
});

test("An officer asks for more, the program shows it, and the person's yes covers exactly the answer", async () => {
  const { body } = await applied(town, bank, "habimana-eric");
  const app = await town.app.parts.cases.open(body.id);
  const bill = app?.state.submitted?.fees[0];
  if (bill)
    await town.app.parts.cases.give({
      caseId: body.id,
      actor: { kind: "system" },
      command: { type: "record-payment", fee: bill.id, bill: "b" },
    });
  const field = Object.keys(app?.answers ?? {})[0] ?? "";
  await requested(town, body.id, [field], "Please look at this once more.");
  const { body: waiting } = await bank.get(`/api/v1/applications/${body.id}`);
  assert.equal(waiting.status, "waiting-for-applicant");
  assert.deepEqual(
    [waiting.request.fields[0].field, waiting.request.text],
    [field, "Please look at this once more."],
  );
  const draft = await bank.post("/api/v1/drafts", { application: body.id, answers: app?.answers });
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  const confirmation = await saidYes(town, bank, "habimana-eric", { draft: draft.body.id });
  const path = `/api/v1/applications/${body.id}/answers`;
  const given = await bank.post(path, { draft: draft.body.id, confirmation });
  assert.equal(given.status, 200, JSON.stringify(given.body));
  assert.equal(given.body.status, "in-review");
  assert.equal(given.body.request, undefined);
});

test("An application is taken back with the person's code for just that", async () => {
  const { body } = await applied(town, bank);
  const path = `/api/v1/applications/${body.id}/withdrawal`;
  const other = await prepared(town, bank);
  const wrong = await bank.post(path, { confirmation: other.confirmation });
  assert.equal(wrong.status, 409);
  assert.equal(wrong.body.code, "auth.code-expired");
  town.setClock("2026-11-23T08:20:00Z");
  bank = await program(town);
  const confirmation = await saidYes(town, bank, "mukamana-vestine", { withdraw: body.id });
  const gone = await bank.post(path, { confirmation });
  assert.equal(gone.status, 200, JSON.stringify(gone.body));
  assert.equal(gone.body.status, "withdrawn");
});

test("A decision is seen with its day, and without the names of officers", async () => {
  town.setClock("2026-11-23T08:40:00Z");
  bank = await program(town);
  const { body } = await applied(town, bank, "habimana-eric", "feedback-and-complaint");
  const app = await town.app.parts.cases.open(body.id);
  const task = app?.state.tasks[0];
  assert.ok(task && app);
  const statement = { id: randomUUID(), text: "This is not about a public service." };
  await completed(town, body.id, task.task, "refuse", { code: "not-a-service", statement });
  const seen = await bank.get(`/api/v1/applications/${body.id}`);
  assert.equal(seen.body.status, "refused");
  assert.equal(seen.body.decidedAt, "2026-11-23T08:40:00.000Z");
  assert.equal(JSON.stringify(seen.body).includes("officer"), false);
});

test("A fee is paid and a refusal appealed through the program, while each is open", async () => {
  town.setClock("2026-11-23T08:45:00Z");
  bank = await program(town);
  const who = "uwimana-sandrine";
  const { body } = await applied(town, bank, who);
  const path = `/api/v1/applications/${body.id}`;
  const actNamed = async (name: string) =>
    (await bank.get(path)).body.acts.find(({ act }: { readonly act: string }) => act === name);
  assert.equal((await actNamed("pay")).open, true);
  const [bill] = (await bank.get(`${path}/bills`)).body.items;
  const other = await bank.post(`${path}/payments`, { bill: "881234567890" });
  assert.equal(other.body.code, "payments.no-such-bill");
  const paying = await bank.post(`${path}/payments`, { bill: bill.number });
  assert.equal(paying.status, 201, JSON.stringify(paying.body));
  assert.match(paying.body.payAt, /^http/);
  for (const { id: fee } of body.fees) {
    const command = { type: "record-payment" as const, fee, bill: fee };
    await town.app.parts.cases.give({ caseId: body.id, command, actor: { kind: "system" } });
  }
  const appeal = { application: body.id, text: "I have the notice of the hospital." };
  const early = await bank.post("/api/v1/confirmations", { appeal });
  assert.equal(early.body.code, "case.no-appeal");
  const statement = { id: randomUUID(), text: "No entry was found." };
  const refusal = { code: "not-registered", statement };
  await completed(town, body.id, "register-check", "not-found", refusal);
  assert.equal((await actNamed("withdraw")).code, "case.already-decided");
  assert.ok((await actNamed("appeal")).until > "2026-11-24");
  const confirmation = await saidYes(town, bank, who, { appeal });
  const changed = await bank.post(`${path}/appeal`, { text: "Other words.", confirmation });
  assert.equal(changed.body.code, "auth.code-expired");
  const lodged = await bank.post(`${path}/appeal`, { text: appeal.text, confirmation });
  assert.equal(lodged.status, 200, JSON.stringify(lodged.body));
  assert.equal(lodged.body.status, "in-appeal");
});

test("What was confirmed cannot be changed afterwards: the code is then none", async () => {
  town.setClock("2026-11-23T09:00:00Z");
  bank = await program(town);
  const { draft, confirmation } = await prepared(town, bank);
  const changed = await bank.send("PUT", `/api/v1/drafts/${draft}/answers`, {
    answers: { ...answersOf("birth-certificate"), copies: 9 },
  });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const sent = await bank.post("/api/v1/applications", { draft, confirmation });
  assert.equal(sent.body.code, "auth.code-expired");
});
