import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { registerEntry } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { type AgencyClient, registered } from "./agency-given.ts";
import { pdf } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-agency-"));
let town: Town;
let client: AgencyClient;
before(async () => {
  town = await startTown();
  client = await registered(town, {
    ...{ id: "civil-register", authority: "minaloc" },
    stages: ["birth-certificate/register-check"],
  });
});
after(async () => {
  await town?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("The example program decides what its register has, and leaves the rest", async () => {
  const eric = await town.person("habimana-eric");
  const known = await sent(town, "birth-certificate", { person: "habimana-eric" });
  const unknown = await sent(town, "birth-certificate", { person: "uwimana-sandrine" });
  const [key, register] = [join(folder, "private.jwk"), join(folder, "register.json")];
  writeFileSync(key, JSON.stringify(client.key), { mode: 0o600 });
  const extract = join(folder, "extract.pdf");
  writeFileSync(extract, await pdf("extract").bytes());
  const papers = { "register-extract": extract };
  const entry = { outcome: "found", findings: registerEntry, papers };
  writeFileSync(register, JSON.stringify({ [eric.nationalId ?? ""]: entry }));
  const run = async () => {
    const script = join(import.meta.dirname, "../../examples/authority-system.ts");
    const env = {
      ...{ PATH: process.env.PATH, HAMWE_URL: town.url, CLIENT: "civil-register", KEY: key },
      ...{ REGISTER: register, NOW: String(town.now().getTime() / 1000) },
    };
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    return stdout.trim().split("\n").sort();
  };
  const left = `${unknown.reference}: not in the register, left to an officer`;
  assert.deepEqual(await run(), [`${known.reference}: found`, left].sort());
  const { state, findings, taskFiles } = await opened(town, known.caseId);
  assert.deepEqual(
    taskFiles.map(({ document, name }) => [document, name]),
    [["register-extract", "extract.pdf"]],
  );
  assert.equal(state.stage, "signature");
  assert.equal(findings["1.register-check"]?.register_number, registerEntry.register_number);
  assert.equal((await opened(town, unknown.caseId)).state.stage, "register-check");
  assert.deepEqual(await run(), [left], "again, it does nothing twice");
});
