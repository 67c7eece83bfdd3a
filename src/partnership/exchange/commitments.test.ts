import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedCommitments } from "./commitments.ts";
import { digestOf, sharedOf } from "./sharing.ts";

const joint = {
  ...{ text: { en: "Open a flight" }, prevailing: "en", source: {}, deadline: "2027-01-31" },
  ...{ measure: "A flight", verification: "A timetable" },
};
const recorded = (visibility?: string) => ({
  type: "CommitmentRecorded",
  data: {
    ...{ id: "flight", by: "rw", on: "2026-11-01", parties: ["rw", "az"], agreed: true },
    joint: { ...joint, ...(visibility && { visibility }) },
  },
});
const report = (on: string, status: string) => ({
  type: "StatusReported",
  data: { side: "az", report: { on, status, nextStep: "Ask", by: "az-air", way: "desk" } },
});

test("a commitment needs both, a report is the word of its side, and asking stays at home", () => {
  assert.equal(sharedOf(sharedCommitments, recorded(), "rw")?.share, "joint");
  const shared = sharedOf(sharedCommitments, report("2026-11-20", "late"), "az");
  assert.deepEqual(
    [shared?.share, shared?.side, shared?.slot],
    ["own", "az", "report:az:2026-11-20"],
  );
  const asked = { type: "UpdateAsked", data: { id: "1", side: "az", post: "p", sentOn: "x" } };
  assert.equal(sharedOf(sharedCommitments, asked, "rw"), undefined);
});

test("what is of one side alone is stated to nobody", () => {
  assert.equal(sharedOf(sharedCommitments, recorded("one-side"), "rw"), undefined);
  assert.equal(sharedOf(sharedCommitments, recorded("public"), "rw")?.share, "joint");
});

test("reports of one day that differ are told apart", () => {
  const [late, done] = [report("2026-11-20", "late"), report("2026-11-20", "done")];
  assert.notEqual(digestOf(late.type, late.data), digestOf(done.type, done.data));
});
