import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { begin } from "../apply.ts";
import { filled, formsOf } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { prepared, saidYes } from "./api-apply-given.ts";
import { holding, program, tokenFor } from "./api-given.ts";
import { inEnglish, pdf, says } from "./apply-given.ts";

const quotas = { openDrafts: 3, uploadBytes: 3000, applicationsPerDay: 1 };

let town: Town;
before(async () => {
  town = await startTown(undefined, undefined, undefined, [], { quotas });
});
after(() => town?.close());

/** A draft with the answers of the service's first example. */
async function draftOf(who: string, service: string): Promise<string> {
  const file = join(
    import.meta.dirname,
    `../../jurisdictions/rw/services/${service}/examples.yaml`,
  );
  const [example] = readExamples(file, readFileSync(file, "utf8")).examples;
  const definition = town.app.catalogue.current(service);
  assert.ok(example && definition);
  const { cases } = town.app.parts;
  const { id: person } = await town.person(who);
  const answers = exampleAnswers(example);
  const id = await cases.startDraft({
    ...{ person, service, definition: definition.version, answers },
  });
  const visited = definition.form.map((page) => page.id);
  await cases.saveDraft({ id, person, answers, visited });
  return id;
}

test("Whoever has too many drafts is told so, and goes on once one is deleted", async () => {
  const who = "ishimwe-kevin";
  const person = await inEnglish(town, who);
  const drafts = [];
  for (let n = 0; n < 3; n++) drafts.push(await draftOf(who, "birth-certificate"));
  const refused = await begin(person, "birth-certificate");
  assert.equal(refused.status, 409);
  says(refused, "You have 3 applications that you began and did not send.");
  const { id } = await town.person(who);
  await town.app.parts.cases.discardDraft(drafts[0] as never, id);
  assert.match((await begin(person, "birth-certificate")).path, /^\/drafts\//);
});

test("An upload that is too much is refused in words; what is there stays", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get(
    `/drafts/${await draftOf("habimana-eric", "mineral-exploration-licence")}`,
  );
  const [form] = formsOf(page.body, page.path).filter(({ action }) => /documents$/.test(action));
  const field = form?.inputs.find(({ type }) => type === "file")?.name;
  assert.ok(form && field);
  const post = (bytes: number) => {
    const body = new FormData();
    for (const [name, value] of form.set) body.append(name, value);
    body.append(field, pdf("plan.pdf", "x".repeat(bytes)));
    body.append("_action", "upload");
    return person.send(form.action, body);
  };
  assert.equal((await post(1000)).status, 200);
  const refused = await post(2500);
  assert.equal(refused.status, 422);
  says(refused, "Your uploads fill the space that each person has", "plan.pdf");
});

test("Who has sent their share of a day is told so; the answers stay for tomorrow", async () => {
  const who = "mukamana-vestine";
  const person = await inEnglish(town, who);
  const drafts = [await draftOf(who, "birth-certificate"), await draftOf(who, "birth-certificate")];
  const send = async (draft: string) => {
    const page = await person.get(`/drafts/${draft}/check`);
    const form = formsOf(page.body, page.path).find(({ action }) => action.startsWith("/drafts/"));
    assert.ok(form, page.path);
    return person.send(form.action, filled(form, { declaration: "true" }));
  };
  assert.match((await send(drafts[0] ?? "")).path, /\/sent(\?messages=given)?$/);
  const refused = await send(drafts[1] ?? "");
  assert.equal(refused.status, 422);
  says(
    refused,
    "You have reached the daily limit (1) of applications. What you filled in is kept.",
  );
  town.setClock("2026-11-24T06:00:00Z");
  const again = await inEnglish(town, who);
  const page = await again.get(`/drafts/${drafts[1]}/check`);
  const form = formsOf(page.body, page.path).find(({ action }) => action.startsWith("/drafts/"));
  assert.ok(form);
  assert.match(
    (await again.send(form.action, filled(form, { declaration: "true" }))).path,
    /sent(\?messages=given)?$/,
  );
});

test("A program that has sent its share of a day is told so, and sends tomorrow", async () => {
  town.setClock("2026-11-25T08:00:00Z");
  const bank = await program(town);
  const send = async () => {
    const { draft } = await prepared(town, bank, "ishimwe-kevin");
    const confirmation = await saidYes(town, bank, "ishimwe-kevin", { draft });
    return bank.post("/api/v1/applications", { draft, confirmation });
  };
  await town.app.sql`
    insert into programs.application (case_id, client, reference, sent_at)
    select gen_random_uuid(), 'demo-bank', 'x', ${town.now()} from generate_series(1, 5000)`;
  const refused = await send();
  assert.deepEqual([refused.status, refused.body.code], [409, "api.too-many-today"]);
  town.setClock("2026-11-26T08:00:00Z");
  const tomorrow = holding(town, (await tokenFor(town)).body.access_token);
  const { draft } = await prepared(town, tomorrow, "ishimwe-kevin");
  const confirmation = await saidYes(town, tomorrow, "ishimwe-kevin", { draft });
  const sent = await tomorrow.post("/api/v1/applications", { draft, confirmation });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
});
