import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { applied, prepared } from "./api-apply-given.ts";
import { type Program, program } from "./api-given.ts";

let town: Town;
let bank: Program;
before(async () => {
  town = await startTown();
  bank = await program(town);
});
after(() => town.close());

const count = async () =>
  (await town.app.sql<{ count: number }[]>`select count(*)::int as count from cases.application`)[0]
    ?.count;

test("The same request twenty times at once makes one application, and repeated it is answered as before", async () => {
  const body = await prepared(town, bank);
  const headers = { "idempotency-key": randomUUID() };
  const before = await count();
  const all = await Promise.all(
    Array.from({ length: 20 }, () => bank.post("/api/v1/applications", body, headers)),
  );
  assert.equal(await count(), (before ?? 0) + 1);
  const made = all.filter(({ status }) => status === 201);
  const asked = all.filter(({ status }) => status === 409);
  assert.equal(made.length + asked.length, 20, JSON.stringify(all.map(({ body: said }) => said)));
  assert.equal(new Set(made.map(({ body: { id } }) => id)).size, 1);
  for (const each of asked) {
    assert.equal(each.body.code, "api.in-flight");
    assert.equal(each.headers.get("retry-after"), "1");
  }
  const again = await bank.post("/api/v1/applications", body, headers);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(again.body, made[0]?.body);
});

test("One draft sent under twenty keys at once is one application", async () => {
  const body = await prepared(town, bank);
  const before = await count();
  const all = await Promise.all(
    Array.from({ length: 20 }, () => bank.post("/api/v1/applications", body)),
  );
  assert.equal(await count(), (before ?? 0) + 1);
  const made = all.filter(({ status }) => status === 201).map(({ body: { id } }) => id);
  assert.equal(new Set(made).size, 1);
  assert.ok(all.every(({ status }) => status === 201 || status === 409));
});

test("A key says one thing: with another body it is refused, and without a key nothing is done", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const draft = {
    service: "birth-certificate",
    person: { nationalId: "1000000000000000" },
    answers: {},
  };
  const first = await bank.post("/api/v1/drafts", draft, headers);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  const other = await bank.post("/api/v1/drafts", { ...draft, answers: { copies: 2 } }, headers);
  assert.deepEqual([other.status, other.body.code], [422, "api.key-reused"]);
  const none = await bank.send("POST", "/api/v1/drafts", draft);
  assert.deepEqual([none.status, none.body.code], [400, "api.key-missing"]);
  const reordered = { answers: {}, person: draft.person, service: draft.service };
  assert.deepEqual((await bank.post("/api/v1/drafts", reordered, headers)).body, first.body);
});

test("A server that died between act and answer is asked again, and it is still one application", async () => {
  const body = await prepared(town, bank);
  const key = randomUUID();
  const first = await bank.post("/api/v1/applications", body, { "idempotency-key": key });
  const before = await count();
  // As it stands when the process ends right after the act.
  await town.app.sql`update programs.request set status = null, answer = null where key = ${key}`;
  await town.database.ownerSql`delete from programs.application where case_id = ${first.body.id}`;
  const busy = await bank.post("/api/v1/applications", body, { "idempotency-key": key });
  assert.equal(busy.body.code, "api.in-flight");
  town.setClock("2026-11-23T08:01:01Z");
  const again = await bank.post("/api/v1/applications", body, { "idempotency-key": key });
  assert.equal(again.status, 201, JSON.stringify(again.body));
  assert.equal(again.body.id, first.body.id);
  assert.equal(await count(), before);
});

test("Whoever never asks again still finds in the list what was sent before the server died", async () => {
  const { body } = await applied(town, bank, "habimana-eric");
  await town.database.ownerSql`delete from programs.application where case_id = ${body.id}`;
  await town.settle();
  assert.equal((await bank.get("/api/v1/applications")).body.items[0].id, body.id);
});

test("A refusal frees the key, so that a mistyped code costs nobody a new application", async () => {
  const { draft, confirmation } = await prepared(town, bank, "uwimana-sandrine");
  const headers = { "idempotency-key": randomUUID() };
  const code = confirmation.code === "111111" ? "222222" : "111111";
  const wrong = await bank.post(
    "/api/v1/applications",
    { draft, confirmation: { ...confirmation, code } },
    headers,
  );
  assert.deepEqual([wrong.status, wrong.body.code], [422, "auth.code-wrong"]);
  const right = await bank.post("/api/v1/applications", { draft, confirmation }, headers);
  assert.equal(right.status, 201, JSON.stringify(right.body));
});

test("A list is turned page by page without missing or repeating one, whatever is sent meanwhile", async () => {
  const known = (await bank.get("/api/v1/applications?limit=50")).body.items.map(
    ({ id }: { id: string }) => id,
  );
  assert.ok(known.length >= 4);
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const page = await bank.get(`/api/v1/applications?limit=2${next ? `&cursor=${next}` : ""}`);
    assert.equal(page.status, 200, JSON.stringify(page.body));
    seen.push(...page.body.items.map(({ id }: { id: string }) => id));
    next = page.body.next;
    if (seen.length === 2) await applied(town, bank, "nyirahabimana-beatha");
  } while (next);
  assert.deepEqual(seen, known);
  const wrong = await bank.get("/api/v1/applications?cursor=made-up");
  assert.equal(wrong.body.errors[0].pointer, "/cursor", "by the name of the parameter");
  assert.deepEqual([wrong.status, wrong.body.code], [422, "api.invalid"]);
});
