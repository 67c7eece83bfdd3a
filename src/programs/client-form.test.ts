import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClientForm, clientFrom } from "./client-form.ts";

const publicKeys = JSON.stringify({ keys: [{ kty: "EC", crv: "P-256", x: "x", y: "y" }] });
const bank: ClientForm = {
  ...{ id: "bank", name: "The Bank", scopes: ["applications:read"], keys: "" },
  ...{ bindsTokens: false, authority: "", stages: [] },
};
const wrong = (form: Partial<ClientForm>) => {
  const read = clientFrom({ ...bank, ...form });
  return "problems" in read ? read.problems.map(({ field, code }) => `${field} ${code}`) : [];
};

test("A program has an id, a name and rights; all that is wrong is told at once", () => {
  const read = clientFrom(bank);
  assert.ok("client" in read && read.client.jwks === null);
  assert.deepEqual(wrong({ id: "The Bank", name: "", scopes: ["everything"] }), [
    ...["id id", "name missing", "scopes missing"],
  ]);
});

test("Keys are public ones of a set", () => {
  assert.deepEqual(wrong({ keys: publicKeys }), []);
  assert.deepEqual(wrong({ keys: "-----BEGIN" }), ["keys no-key-set"]);
  assert.deepEqual(wrong({ keys: "[]" }), ["keys no-key-set"]);
  assert.deepEqual(wrong({ keys: "null" }), ["keys no-key-set"]);
  assert.deepEqual(wrong({ keys: '{"keys":[{"kty":"EC","d":"secret"}]}' }), ["keys private-key"]);
});

test("Whoever decides proves itself with a key, and takes tasks of an authority's stages", () => {
  const scopes = ["tasks:read", "tasks:decide"];
  assert.deepEqual(wrong({ scopes }), ["keys needs-key", "authority needs-authority"]);
  const agency = { scopes, keys: publicKeys, authority: "nida" };
  assert.deepEqual(wrong(agency), ["stages no-stage"]);
  assert.deepEqual(wrong({ ...agency, stages: ["search"] }), ["stages no-stage"]);
  assert.deepEqual(wrong({ ...agency, stages: ["birth-certificate/search"] }), []);
  assert.deepEqual(wrong({ scopes: ["staff:manage"] }), ["keys needs-key"]);
});
