import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { governmentCopied } from "./every-kind-given.ts";
import { decide, opened, sent } from "./office-given.ts";

const service = "air-operator-authorisation";
let town: Town;
let folder: string;

// The service as it will be once its treaty is in force: its safety step asks one yes or no.
before(async () => {
  folder = governmentCopied("rw");
  const file = join(folder, "services", service, "service.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("rule: treaty.air_services_2025.in_force", "rule: 1 = 1"));
  town = await startTown(undefined, folder);
});
after(async () => {
  await town?.close();
  rmSync(dirname(folder), { recursive: true, force: true });
});

async function desk(role: string): Promise<Client> {
  const officer = town.officers.find(({ roles }) => roles.includes(role)) ?? assert.fail(role);
  const client = await town.as(officer.id);
  await client.get("/office?lang=en");
  return client;
}

it("a step's one simple question is answered once for all files of a stack", async () => {
  const files = [await sent(town, service), await sent(town, service)];
  const intake = await desk("air-transport-officer");
  for (const { caseId } of files) await decide(intake, caseId, "complete");
  const inspector = await desk("safety-inspector");
  const stack = files.map(({ caseId }) => `${caseId}~2.safety`);
  const page = await inspector.post("/office/stack", { stack });
  says(page, "Review and sign 2 files", "The answer counts for every file that you tick");
  const seen = [...page.body.matchAll(/name="seen"\s+id="[^"]*"\s+value="([^"]*)"/g)];
  const form = { stack, seen: seen.map(([, value = ""]) => value), outcome: "support" };
  const missing = await inspector.post("/office/stack/sign", form);
  assert.equal(missing.status, 422);
  const done = await inspector.post("/office/stack/sign", { ...form, "find.aoc_valid": "yes" });
  says(done, "2 files signed", "Habimana Eric", "Support");
  for (const { caseId } of files)
    assert.equal((await opened(town, caseId)).findings["2.safety"]?.aoc_valid, true);
});
