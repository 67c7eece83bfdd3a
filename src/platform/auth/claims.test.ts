import assert from "node:assert/strict";
import { test } from "node:test";
import { personFromClaims } from "./claims.ts";

const account = { iss: "https://id.example", sub: "1", level: 2 } as const;

test("what an issuer says of a person is kept in the shape that the standard gives it", () => {
  const person = personFromClaims(
    { given_name: "Aline", family_name: "Uwase", birthdate: "2001-02-28", locale: "fr-RW" },
    account,
    "given-first",
  );
  assert.equal(person.name, "Aline Uwase");
  assert.equal(person.birthDate, "2001-02-28");
  assert.equal(person.language, "fr");
  assert.equal(person.email, null);
});

test("a number or an address that the issuer has not verified gets no codes", () => {
  const claims = { phone_number: "+250788000001", email: "aline@example.rw" };
  const of = (more: object) => {
    const { phone, email } = personFromClaims({ ...claims, ...more }, account, "given-first");
    return [phone, email];
  };
  assert.deepEqual(of({}), [null, null]);
  const said = { phone_number_verified: "true", email_verified: 1 };
  assert.deepEqual(of(said), [null, null], "only the boolean counts");
  const verified = { phone_number_verified: true, email_verified: true };
  assert.deepEqual(of(verified), [claims.phone_number, claims.email]);
});

test("a claim in another shape is left out", () => {
  const person = personFromClaims(
    { name: "Uwase\0", birthdate: "0000", phone_number: "0788", nationality: "Rwanda", email: 7 },
    account,
    "given-first",
  );
  assert.equal(person.name, "Uwase");
  assert.deepEqual(
    [person.birthDate, person.phone, person.nationality, person.email],
    [null, null, null, null],
  );
});

test("a name is put together in the order of the government", () => {
  const parts = { given_name: "Aline", family_name: "Uwase" };
  assert.equal(personFromClaims(parts, account, "family-first").name, "Uwase Aline");
  assert.equal(personFromClaims(parts, account, "given-first").name, "Aline Uwase");
});
