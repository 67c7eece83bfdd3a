import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { doorOf, isIdle, worthOf } from "./policy.ts";
import { readCounterRules } from "./read-rules.ts";

test("A signature is never worth more than 2 before an officer, and 1 before an agent", () => {
  assert.equal(worthOf("code", "agent", 3), 3);
  assert.equal(worthOf("signature", "counter", 3), 2);
  assert.equal(worthOf("signature", "counter", 1), 1);
  assert.equal(worthOf("signature", "agent", 2), 1);
});

test("A file is idle once its minutes are over, and not a moment before", () => {
  const touchedAt = new Date("2026-11-23T08:00:00Z");
  const rules = { idleMinutes: 10 };
  assert.equal(isIdle({ touchedAt }, new Date("2026-11-23T08:10:00Z"), rules), false);
  assert.equal(isIdle({ touchedAt }, new Date("2026-11-23T08:10:00.001Z"), rules), true);
});

test("Who serves at which door is said by his role alone", () => {
  assert.equal(doorOf({ roles: ["operator"] }), "counter");
  assert.equal(doorOf({ roles: ["agent"] }), "agent");
  assert.equal(doorOf({ roles: ["agent-inspector", "supervisor"] }), undefined);
});

test("The minutes after which a file closes are read from the government's data", () => {
  const folder = mkdtempSync(join(tmpdir(), "hamwe-counter-"));
  const write = (text: string) => writeFileSync(join(folder, "counter.yaml"), text);
  try {
    assert.equal(readCounterRules(folder).idleMinutes, 10);
    write("idleMinutes: 5\n");
    assert.equal(readCounterRules(folder).idleMinutes, 5);
    write("idleMinutes: 600\n");
    assert.throws(() => readCounterRules(folder), /from 1 to 60/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
