import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { schemaFile, schemaText } from "../scripts/schema.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database?.drop());

test("The schema in docs/generated is the one that the migrations make", async () => {
  const made = await schemaText(database.ownerSql);
  const kept = readFileSync(schemaFile, "utf8");
  // Line by line, so that the difference is readable. Stale: run `npm run schema` and commit.
  assert.deepEqual(made.split("\n"), kept.split("\n"));
});
