import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { disableClient, keepClient, scopes, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { answersOf, applied, nationalIdOf, saidYes } from "./api-apply-given.ts";
import { type Program, program, said, tokenFor } from "./api-given.ts";

let town: Town;
let bank: Program;
before(async () => {
  town = await startTown();
  bank = await program(town);
});
after(() => town.close());

const mother = "mukamana-vestine";
const service = "birth-certificate";

test("What no database can keep is refused as a wrong request, not answered with a fault", async () => {
  for (const id of ["a%00b", "%ED%A0%80"]) {
    const answer = await tokenFor(town, { id, secret: "x" });
    assert.equal(answer.status, 401, id);
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const iss of ["a\u0000b", { a: 1 }, 5, ["x"]]) {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: `${part({ alg: "ES256" })}.${part({ iss })}.AAAA`,
    });
    const answer = await said(await fetch(`${town.url}/oauth/token`, { method: "POST", body }));
    assert.equal(answer.status, 401, JSON.stringify(iss));
  }
  const person = { nationalId: await nationalIdOf(town, mother) };
  for (const text of ["a\u0000b", "\ud800"]) {
    const answers = { child_name: text };
    const draft = await bank.post("/api/v1/drafts", { service, person, answers });
    assert.equal(draft.status, 422);
    assert.equal(draft.body.errors[0].pointer, "/answers/child_name");
    const whose = { nationalId: `1199 ${text}` };
    const other = await bank.post("/api/v1/drafts", { service, person: whose, answers: {} });
    assert.equal(other.status, 422);
    const usage = await bank.post("/api/v1/confirmations", { usage: `1199 ${text}` });
    assert.equal(usage.status, 422);
  }
});
test("Answers nested deeper than any form are refused before anything reads them", async () => {
  const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const response = await fetch(`${town.url}/api/v1/drafts`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${bank.token}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: `{"service":"${service}","person":{"nationalId":"1199"},"answers":{"who":${nested}}}`,
  });
  assert.equal(response.status, 422);
});

test("An application that a program reads is kept by nobody on the way", async () => {
  const { body } = await applied(town, bank, "habimana-eric");
  const one = await bank.get(`/api/v1/applications/${body.id}`);
  assert.equal(one.headers.get("cache-control"), "no-store");
});

test("A key that is used again after a day for somebody else begins something else", async () => {
  const key = { "idempotency-key": randomUUID() };
  const begin = async (who: string) => {
    const person = { nationalId: await nationalIdOf(town, who) };
    const made = await bank.post(
      "/api/v1/drafts",
      { service, person, answers: answersOf(service), lang: "en" },
      key,
    );
    assert.equal(made.status, 201);
    return made.body.id as string;
  };
  const first = await begin(mother);
  const confirmation = await saidYes(town, bank, mother, { draft: first });
  const sent = await bank.post("/api/v1/applications", { draft: first, confirmation });
  assert.equal(sent.status, 201);
  town.setClock("2026-11-24T09:00:00Z");
  bank = await program(town);
  const second = await begin("habimana-eric");
  assert.notEqual(second, first);
  const yes = await saidYes(town, bank, "habimana-eric", { draft: second });
  const other = await bank.post("/api/v1/applications", { draft: second, confirmation: yes });
  assert.equal(other.status, 201, JSON.stringify(other.body));
  assert.notEqual(other.body.id, sent.body.id);
});

test("A program cannot find out whether a number is somebody's by changing what was asked", async () => {
  const answered = async (nationalId: string) => {
    const draft = await bank.post("/api/v1/drafts", {
      service,
      person: { nationalId },
      answers: answersOf(service),
      lang: "en",
    });
    const asked = await bank.post("/api/v1/confirmations", { draft: draft.body.id });
    assert.equal(asked.status, 201, JSON.stringify(asked.body));
    await bank.send("PUT", `/api/v1/drafts/${draft.body.id}/answers`, { answers: {} });
    const confirmation = { id: asked.body.id, code: "000000" };
    const sent = await bank.post("/api/v1/applications", { draft: draft.body.id, confirmation });
    return sent.body.code;
  };
  const [known, unknown] = [
    await answered(await nationalIdOf(town, mother)),
    await answered("1199980000000099"),
  ];
  assert.equal(known, unknown);
});

test("An organisation that was switched off is told nothing more of anybody", async () => {
  const heard: string[] = [];
  const receiver = createServer((request, response) => {
    heard.push(request.url ?? "");
    request.resume();
    response.writeHead(204).end();
  }).listen(0, "localhost");
  await new Promise((resolve) => receiver.once("listening", resolve));
  const { port } = receiver.address() as AddressInfo;
  const insurer = { id: "insurer", secret: "a secret of the insurer's own" };
  const secretHash = sha256(insurer.secret);
  const kept = { id: insurer.id, name: "Insurer", scopes, secretHash, jwks: null };
  await keepClient(town.app.sql, kept, town.now());
  const theirs = await program(town, insurer);
  const made = await theirs.post("/api/v1/webhooks", { url: `http://localhost:${port}/hook` });
  assert.equal(made.status, 201);
  await applied(town, theirs, "habimana-eric", "feedback-and-complaint");
  await town.settle();
  assert.equal(heard.length, 1);
  await applied(town, theirs, "habimana-eric", "feedback-and-complaint");
  await disableClient(town.app.sql, insurer.id, town.now());
  await town.settle();
  receiver.closeAllConnections();
  receiver.close();
  assert.equal(heard.length, 1);
});

test("The server may change what changes, and never whose it is", async () => {
  const { sql } = town.app;
  const denied = { code: "42501" };
  await assert.rejects(async () => sql`update cases.journey set person_id = person_id`, denied);
  await assert.rejects(async () => sql`update programs.delivery set webhook = webhook`, denied);
  await assert.rejects(async () => sql`update programs.request set client = client`, denied);
  await assert.rejects(async () => sql`update auth.pin set person_id = person_id`, denied);
  await assert.rejects(async () => sql`update phone.session set phone_hash = phone_hash`, denied);
  await assert.rejects(async () => sql`update counter.pad set operator = operator`, denied);
});
