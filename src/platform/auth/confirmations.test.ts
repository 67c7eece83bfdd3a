import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { must } from "../../kernel/index.ts";
import { newId } from "../db/index.ts";
import { type Codes, makeCodes, type Person, rememberPerson } from "./index.ts";

const now = new Date("2026-11-23T08:00:00Z");
let database: FreshDatabase;
let codes: Codes;
let person: Person;

before(async () => {
  database = await freshDatabase();
  codes = makeCodes({ secret: "a secret for tests, long enough to be one" });
  const account = { iss: "https://id.example", sub: "1", name: "Aline", level: 2 as const };
  const none = { givenName: null, familyName: null, birthDate: null, nationalId: null };
  const more = { nationality: null, phone: null, email: null, language: null };
  person = await rememberPerson(
    database.appSql,
    { ...account, ...none, ...more },
    { id: newId(), now },
  );
});
after(() => database.drop());

const ask = async (purpose: string) =>
  must(
    await codes.ask(database.appSql, now, { person: person.id, purpose, door: "program" as const }),
  );

test("Whoever reads the table of codes cannot tell a code from it", async () => {
  const { id, code } = await ask("draft:1");
  const [row] = await database.ownerSql<{ hash: Buffer }[]>`
    select code_hash as hash from auth.confirmation where id = ${id}`;
  const guess = (n: number) =>
    createHash("sha256")
      .update(`${id}:${String(n).padStart(6, "0")}`)
      .digest();
  const around = Array.from({ length: 50 }, (_, n) => guess(Number(code) - 25 + n));
  assert.ok(row && !around.some((hash) => hash.equals(row.hash)), "no bare hash of it");
  const other = makeCodes({ secret: "another secret for tests, long enough" });
  const answer = { id, code, person: person.id, purpose: "draft:1" };
  assert.ok(!(await other.check(database.appSql, now, answer)).ok, "another key fits no code");
  assert.ok((await codes.check(database.appSql, now, answer)).ok);
});

test("A code for an act that differs each time is used once, even by two at once", async () => {
  const once = {
    ...(await ask("usage:bank")),
    person: person.id,
    purpose: "usage:bank",
    once: true,
  };
  const results = await Promise.all([1, 2, 3].map(() => codes.check(database.appSql, now, once)));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  const repeated = await codes.check(database.appSql, now, once);
  assert.equal(repeated.ok || repeated.refusal.code, "auth.code-expired");
  const submit = { ...(await ask("draft:2")), person: person.id, purpose: "draft:2" };
  for (let each = 0; each < 2; each++)
    assert.ok((await codes.check(database.appSql, now, submit)).ok, "sending is one act");
});

test("Codes that one door asks for leave the other door its own", async () => {
  const at = new Date(now.getTime() + 2 * 24 * 3_600_000);
  const by = (door: "program" | "counter", purpose: string) =>
    codes.ask(database.appSql, at, { person: person.id, purpose, door });
  for (let each = 0; each < 5; each++) must(await by("program", `draft:door-${each}`));
  const sixth = await by("program", "draft:door-6");
  assert.equal(sixth.ok || sixth.refusal.code, "auth.too-many-codes");
  must(await by("counter", "submit:door"));
});
