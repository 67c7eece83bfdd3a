import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { licence } from "../../../tests/definition.ts";
import type { Application, WorkRow } from "../../cases/index.ts";
import { makeI18n } from "../../platform/i18n/index.ts";
import type { CaseFile } from "./case-file.ts";
import { historyEntries } from "./case-history.ts";
import type { Desk } from "./desk.ts";
import { claimable } from "./worklist-rows.ts";

const alone = licence();
const appeal = alone.appeal ?? assert.fail();
const committee = {
  ...{ members: 3, quorum: 2, majority: "simple" as const, otherwise: "upheld" },
  illustrative: true as const,
};
const together = licence({ version: 2, appeal: { ...appeal, committee } });

const desk = {
  t: makeI18n(join(import.meta.dirname, "../../../messages")).for("en"),
  officer: { id: "o-1", authority: "panel", roles: ["member"], persons: [] },
  deps: {
    catalogue: {
      current: () => together,
      version: (_id: string, version: number) => (version === 2 ? together : alone),
      jurisdiction: { timeZone: "Africa/Kigali" },
    },
  },
} as unknown as Desk;

const row = {
  ...{ stage: "appeal", task: "appeal", role: "member", office: null, service: "licence" },
  ...{ claimedBy: null, waiting: false, signed: false, proposedBy: null },
} as unknown as WorkRow;

test("Whether members vote on a file is said by the version that it began with", () => {
  assert.equal(claimable(desk, { ...row, version: 1 }), true);
  assert.equal(claimable(desk, { ...row, version: 2 }), false);
});

test("A step in which there was nothing to do did not start", () => {
  const at = { at: "2026-11-23T08:00:00Z", command: "c", actor: { kind: "system" } };
  const task = { key: "1.intake", task: "intake", authority: "mines", role: "clerk" };
  const history = [
    { ...at, type: "StageEntered", data: { stage: "intake", tasks: [task] } },
    { ...at, type: "StageEntered", data: { stage: "intake", tasks: [] } },
  ];
  const application = { definition: alone, history } as unknown as Application;
  const entries = historyEntries(desk, { application } as CaseFile);
  assert.deepEqual(
    entries.map(({ title }) => title.split(":")[0]),
    ["Step started", "Step not needed"],
  );
});
