import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { must, type PersonId } from "../../kernel/index.ts";
import { newId } from "../db/index.ts";
import { secretId } from "../http/index.ts";
import { makeCodes, makePins, pinsUnderOthers, rememberPerson } from "./index.ts";

const now = new Date("2026-11-23T08:00:00Z");
const old = { secret: "the first secret of this server, long enough" };
const changing = {
  secret: "the next secret of this server, long enough",
  secretBefore: old.secret,
};
const next = { secret: changing.secret };
let database: FreshDatabase;
const people: PersonId[] = [];

before(async () => {
  database = await freshDatabase();
  const none = { givenName: null, familyName: null, birthDate: null, nationalId: null };
  const more = { nationality: null, phone: null, email: null, language: null };
  for (const sub of ["1", "2", "3"]) {
    const account = { iss: "https://id.example", sub, name: "Aline", level: 2 as const };
    const about = { ...account, ...none, ...more };
    people.push((await rememberPerson(database.appSql, about, { id: newId(), now })).id);
  }
});
after(() => database.drop());

const pins = (secrets: typeof old) => makePins(database.appSql, secrets);
const left = () => pinsUnderOthers(database.appSql, secretId(next.secret));

test("The secret is changed and no PIN is lost: each is kept anew when it is said", async () => {
  const [first, second, third] = people as [PersonId, PersonId, PersonId];
  for (const person of [first, second]) await pins(old).set(person, "73915", now);
  // From before a row said which secret it is kept under.
  await database.ownerSql`update auth.pin set secret = null where person_id = ${second}`;
  assert.equal(await pins(next).attempt(first, "73915", now), "wrong", "without the one before");
  assert.equal(await left(), 2);
  for (const person of [first, second]) {
    assert.equal(await pins(changing).attempt(person, "73916", now), "wrong");
    assert.equal(await pins(changing).attempt(person, "73915", now), "right");
    assert.equal(await pins(next).attempt(person, "73915", now), "right", "kept anew");
    assert.equal(await pins(old).attempt(person, "73915", now), "wrong");
  }
  await pins(changing).set(third, "28461", now);
  assert.equal(await pins(next).attempt(third, "28461", now), "right");
  assert.equal(await left(), 0);
});

test("A code that was sent before the change is still good, as one sent after it", async () => {
  const [person] = people as [PersonId];
  const asked = { person, purpose: "submit:1", door: "counter" as const };
  const check = async (by: typeof old, code: { readonly id: string; readonly code: string }) =>
    (await makeCodes(by).check(database.appSql, now, { ...asked, ...code })).ok;
  const before = must(await makeCodes(old).ask(database.appSql, now, asked));
  assert.equal(await check(next, before), false);
  assert.equal(await check(changing, before), true);
  const later = must(await makeCodes(changing).ask(database.appSql, now, asked));
  assert.equal(await check(next, later), true);
});
