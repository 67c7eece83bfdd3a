import assert from "node:assert/strict";
import { test } from "node:test";
import type { PilotState, SessionState } from "../partnership/index.ts";
import { eventsBetween, lastSessionDay } from "./brief.ts";

const session = (closedOn: string, agreedOn?: string): SessionState => ({
  ...{ phase: "agreed", title: { en: `Of ${closedOn}` }, parties: ["rw", "az"], languages: [] },
  ...{ agenda: [], paragraphs: [], signatures: [], versions: {}, errata: [], closedOn },
  ...(agreedOn !== undefined && { agreedOn }),
});

test("A brief begins with the last session before today, not with one of today", async () => {
  const sessions = { all: async () => [session("2026-10-08"), session("2026-11-28")] };
  assert.equal(await lastSessionDay({ partnership: { sessions } }, "2026-11-28"), "2026-10-08");
  assert.equal(await lastSessionDay({ partnership: { sessions } }, "2026-11-29"), "2026-11-28");
});

test("A brief names what entered into force, sessions, minutes and gates, within its days", () => {
  const pilots = [
    {
      charter: { title: { en: "Tea" } },
      passed: [
        { gate: "g0", decision: "go", on: "2026-09-01", signatures: [] },
        { gate: "g1", decision: "hold", on: "2026-11-01", signatures: [] },
      ],
    },
  ] as unknown as readonly PilotState[];
  const sessions = [session("2026-11-20", "2026-11-21"), session("2026-09-01", "2026-09-02")];
  const events = eventsBetween({ instruments: [], sessions, pilots }, "2026-10-08", "2026-11-28");
  assert.deepEqual(
    events.map(({ type, on }) => `${type} ${on}`),
    ["held 2026-11-20", "signed 2026-11-21", "gate-decided 2026-11-01"],
  );
});
