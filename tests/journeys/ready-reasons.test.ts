import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CaseId } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, formOfAct, give, opened, page, pdfFrom, sent } from "./office-given.ts";

const birth = "birth-certificate";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** A file in the registrar's hand, with the refusal chosen and no words written. */
async function refusing() {
  const { caseId } = await sent(town, birth);
  await town.settle();
  const registrar = await town.as("officer-mutesi");
  await registrar.get("/office?lang=en");
  const file = await give(registrar, caseId, "claim");
  const form = formOfAct(registrar, "complete");
  const chosen = { ...form, outcome: "not-found", code: "not-registered", text: "" };
  return { caseId, registrar, file, chosen };
}

async function pdfOf({ cookies }: Client, path: string): Promise<Uint8Array> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const answer = await fetch(town.url + path.replaceAll("&amp;", "&"), { headers: { cookie } });
  assert.equal(answer.headers.get("content-type"), "application/pdf");
  return new Uint8Array(await answer.arrayBuffer());
}

const csrfIn = (body: string): string => /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? "";

const toldOf = async (caseId: string) =>
  town.app.sql<{ channel: string; body: string }[]>`
    select channel, body from messages.outbox
    where case_id = ${caseId} and template in ('granted', 'refused') order by channel`;

describe("Ready reasons and the preview of a decision", () => {
  it("offers the words of each reason with its law, and needs no others", async () => {
    const { caseId, registrar, file, chosen } = await refusing();
    says(file, "Ready words for each reason");
    says(file, "The civil register has no record of this birth.");
    says(file, "Law 32/2016 of 28/08/2016 governing persons and family");
    const form = file.body.slice(file.body.indexOf("data-decide"));
    const order = ['name="outcome"', "The civil register has no record", 'name="find.sex"'];
    const at = order.map((each) => form.indexOf(each));
    assert.deepEqual(
      at.toSorted((a, b) => a - b),
      at,
      "right after the outcomes",
    );
    assert.doesNotMatch(form.slice(at[0], at[2]), /<details|<select/, "nothing is folded");
    const done = await registrar.post(`${page(caseId)}/act`, chosen);
    assert.equal(done.status, 200);
    const { decision } = (await opened(town, caseId)).state;
    assert.deepEqual(decision?.reason, { code: "not-registered" });
    const person = await town.as("habimana-eric");
    const told = await person.get(`/applications/${caseId}?lang=fr`);
    says(told, "Le registre de l'état civil ne contient pas cette naissance.");
  });

  it("shows what will be sent, word by word, and sends and records nothing", async () => {
    const { caseId, registrar, chosen } = await refusing();
    const before = (await opened(town, caseId)).state.version;
    const shown = await registrar.post(`${page(caseId)}/act`, { ...chosen, _action: "preview" });
    says(shown, "What the applicant gets");
    assert.equal((await opened(town, caseId)).state.version, before);
    assert.deepEqual(await toldOf(caseId), []);
    assert.match(shown.body, /value="not-registered"\s+checked/);
    await registrar.post(`${page(caseId)}/act`, chosen);
    const sentThen = await toldOf(caseId);
    assert.ok(sentThen.length > 0);
    for (const { body } of sentThen) says(shown, body);
  });

  it("opens the letter before the decision and after it, for both outcomes", async () => {
    const { caseId, registrar, chosen } = await refusing();
    const act = `${page(caseId)}/act`;
    const asked = { ...chosen, _action: "letter" };
    const draft = await readPdf(await pdfFrom(town, registrar, act, asked));
    assert.equal((await opened(town, caseId)).state.decision, undefined);
    await registrar.post(act, chosen);
    const letter = await readPdf(await pdfOf(registrar, `${page(caseId)}/letter`));
    for (const isDraft of [/Draft\. Not signed, and not valid\./, /DRAFT/]) {
      assert.match(draft.text, isDraft);
      assert.doesNotMatch(letter.text, isDraft);
    }
    assert.match(letter.text, /Decided on/);
    assert.doesNotMatch(draft.text, /Decided on/, "nothing is decided yet");
    assert.equal(letter.of("Figure").length, 1, "the code that leads to the application");
    assert.deepEqual(draft.of("Figure"), [], "no code leads to what is not decided");
    const person = await town.as("habimana-eric");
    const own = await person.get(`/applications/${caseId}/decision/fr`);
    assert.equal(own.headers.get("content-type"), "application/pdf");
  });

  it("shows the certificate as a draft before it is signed, and issues none", async () => {
    const { caseId } = await sent(town, birth);
    const registrar = await town.as("officer-mutesi");
    await registrar.get("/office?lang=en");
    await decide(registrar, caseId, "found");
    const early = await registrar.get(`${page(caseId)}/certificate?task=1.register-check`);
    assert.notEqual(early.status, 200, "the step is done");
    const secretary = await town.as("officer-nsengimana");
    await secretary.get("/office?lang=en");
    const { body } = await give(secretary, caseId, "claim");
    const [, link = ""] = /href="([^"]+\/certificate\?[^"]+)" data-paper="pdf"/.exec(body) ?? [];
    const looks = await town.app.parts.cases.accessesOf(caseId);
    const draft = await readPdf(await pdfOf(secretary, link));
    const says = [
      "Draft. Not signed, and not valid.",
      "RW-GSB-2026-004417",
      "Uwase Ineza",
      "Nsengimana Patrick",
      "The code is made with the signature.",
    ];
    for (const words of says) assert.ok(draft.text.includes(words), words);
    assert.equal((await town.app.parts.cases.accessesOf(caseId)).length, looks.length + 1);
    await secretary.get(page(caseId));
    const form = { ...formOfAct(secretary, "complete"), outcome: "sign" };
    const previewed = await secretary.post(`${page(caseId)}/act`, { ...form, _action: "preview" });
    assert.match(previewed.body, /Open the certificate \(draft, PDF\)/);
    const asked = { ...form, _csrf: csrfIn(previewed.body), _action: "certificate" };
    const posted = await pdfFrom(town, secretary, `${page(caseId)}/act`, asked);
    assert.ok((await readPdf(posted)).text.includes("RW-GSB-2026-004417"));
    assert.deepEqual(await town.app.parts.credentials.forCase(caseId as CaseId), []);
    assert.equal((await opened(town, caseId)).state.status, "in-review");
    const refusal = { ...form, outcome: "refuse", code: "details-differ", _action: "preview" };
    const refused = await secretary.post(`${page(caseId)}/act`, refusal);
    assert.doesNotMatch(refused.body, /Open the certificate \(draft/);
    const stranger = await town.as("officer-iradukunda");
    assert.equal((await stranger.get(link)).status, 403);
  });

  it("says what is missing instead of a preview", async () => {
    const { caseId, registrar, chosen } = await refusing();
    const form = { ...chosen, code: "", _action: "preview" };
    const back = await registrar.post(`${page(caseId)}/act`, form);
    assert.equal(back.status, 422);
    says(back, "Select the reason for refusing");
  });
});
