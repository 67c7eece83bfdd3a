import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { loadCatalogue } from "../catalogue/index.ts";
import { languages } from "../platform/i18n/index.ts";
import { readDemoTown } from "./people.ts";

const folder = join(import.meta.dirname, "../../jurisdictions/rw");
const town = readDemoTown(folder);
const authorities: Record<string, { roles?: object }> = parse(
  readFileSync(join(folder, "authorities.yaml"), "utf8"),
);

test("every officer of the demonstration works in a role that their authority has", () => {
  for (const { id, authority, roles } of town.officers)
    for (const role of roles)
      assert.ok(role in (authorities[authority]?.roles ?? {}), `${id}: ${role}`);
});

test("every officer who belongs to an office belongs to one that their authority has", () => {
  const { catalogue } = loadCatalogue(folder);
  for (const { id, authority, offices = [] } of town.officers)
    for (const office of offices) {
      const list = catalogue?.jurisdiction.authorities.find(
        (each) => each.id === authority,
      )?.offices;
      const codes = catalogue?.codeList(list ?? "") ?? [];
      assert.ok(
        codes.some(({ value }) => value === office),
        `${id}: ${office}`,
      );
    }
});

test("every role of every authority is held by somebody", () => {
  for (const [authority, { roles = {} }] of Object.entries(authorities))
    for (const role of Object.keys(roles))
      assert.ok(
        town.officers.some(
          (officer) => officer.authority === authority && officer.roles.includes(role),
        ),
        `nobody is ${role} at ${authority}`,
      );
});

test("nobody of the demonstration can be taken for a real person by their numbers", () => {
  for (const { nationalId, phone, email } of town.people) {
    assert.match(nationalId, /^0/);
    assert.match(phone ?? "+250700000000", /^\+250700000\d{3}$/);
    assert.match(email ?? "x@example.org", /@example\.org$/);
  }
});

test("every person is described in every language", () => {
  for (const { id, about } of town.people)
    assert.deepEqual(Object.keys(about).sort(), [...languages].sort(), id);
});
