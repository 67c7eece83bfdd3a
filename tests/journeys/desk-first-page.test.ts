import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
});
after(() => town.close());

test("The desk leads those who only sign to what is theirs to sign", async () => {
  const gate = await (await town.as("officer-nshuti")).get("/desk?lang=en");
  assert.deepEqual([gate.status, gate.path], [200, "/desk/pilots"]);
  const head = await (await town.as("officer-kabatesi")).get("/desk?lang=en");
  assert.deepEqual([head.status, head.path], [200, "/desk/sessions"]);
  const other = await (await town.as("officer-uwera")).get("/desk?lang=en");
  assert.equal(other.status, 403);
});
