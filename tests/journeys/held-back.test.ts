/**
 * A server of which one service is broken serves all the others and says which one is held back.
 */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { rwanda } from "./both-given.ts";
import { withEveryKind, writeEveryKind } from "./every-kind-given.ts";

const folder = withEveryKind("rw", rwanda.offered);
const service = join(folder, "services/every-kind");
let town: Town;
before(async () => {
  change((text) => text.replace('"level": 2', '"level": 9'));
  town = await startTown("2026-11-23T08:00:00Z", folder);
});
after(async () => {
  await town?.close();
  rmSync(dirname(folder), { recursive: true, force: true });
});

function change(how: (text: string) => string): void {
  const file = join(service, "service.yaml");
  writeFileSync(file, how(readFileSync(file, "utf8")));
}

async function ready(of: Town): Promise<string> {
  const answer = await of.guest().get("/readyz");
  assert.equal(answer.status, 200);
  return answer.body;
}

test("a service that was never offered is not available, all others are", async () => {
  const guest = town.guest();
  await guest.get("/?lang=en");
  const page = await guest.get("/services/every-kind");
  assert.equal(page.status, 503);
  says(page, "This service is not available at the moment");
  says(await guest.get("/services/birth-certificate"), "Birth certificate");
  assert.equal((await guest.get("/services/no-such-service")).status, 404);
  const said = await ready(town);
  assert.match(said, /^ready\nevery-kind is held back \(not available\):\n/);
  assert.match(said, /service\.yaml:\d+:\d+ .*level/);
});

test("a version that was published stays as it was, whatever a folder says under its number", async () => {
  writeEveryKind(service, rwanda.offered, 1);
  const first = await startTown("2026-11-23T08:00:00Z", folder, town);
  assert.equal(await ready(first), "ready\njobs: no worker runs in this process\n");
  await first.close();
  change((text) => text.replace('"title": "Every kind"', '"title": "Another title"'));
  const second = await startTown("2026-11-23T08:00:00Z", folder, town);
  try {
    assert.match(await ready(second), /every-kind version 1 is held back .*version 1 is offered/);
    const guest = second.guest();
    await guest.get("/?lang=en");
    says(await guest.get("/services/every-kind"), "Every kind");
  } finally {
    await second.close();
  }
});
