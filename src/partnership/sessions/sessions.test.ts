import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { sessionDecider } from "./decide.ts";
import { canonicalMinutes } from "./minutes.ts";
import type { SessionCommand, SessionEvent, SessionState } from "./model.ts";

const planned: SessionEvent = {
  type: "SessionPlanned",
  data: {
    ...{ id: "s-1", kind: "commission", series: "joint-commission" },
    ...{ title: { en: "First session" }, parties: ["rw", "az"], plannedOn: "2026-12-01" },
    ...{ languages: ["en", "rw"], prevailing: "en" },
  },
};
const open = { commitment: "c-1", deadline: "2026-10-01", late: true, statuses: { rw: "late" } };
const opened: SessionEvent = {
  type: "SessionOpened",
  data: { on: "2026-12-01", openDecisions: [open] },
};
const written = (rw: string): SessionEvent => ({
  type: "MinutesWritten",
  data: { by: "rw", paragraphs: [{ id: "1", kind: "decision", text: { en: "Agreed", rw } }] },
});
const closed: SessionEvent = { type: "SessionClosed", data: { on: "2026-12-02" } };
const state = (...events: readonly SessionEvent[]): SessionState =>
  fold(sessionDecider, [planned, ...events]);
const facts = { today: "2026-12-02", hash: "h", open: ["c-1"] };
const outcome = (before: SessionState, command: SessionCommand) => {
  const result = sessionDecider.decide(before, command, facts);
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};
const sign = (side: string, hash = "h"): SessionCommand => ({
  type: "sign-minutes",
  signature: { side, post: `${side}-chair`, on: "2026-12-02", hash },
});

test("A session does not open before every open decision stands under item 1", () => {
  const none: SessionCommand = { type: "open", openDecisions: [] };
  assert.equal(outcome(state(), none), "partnership.open-decisions-missing");
  assert.equal(outcome(state(), { type: "open", openDecisions: [open] }), "SessionOpened");
});

test("Minutes are agreed by both under one hash, in every language, and then only corrected", () => {
  const half = state(opened, written(""), closed);
  assert.equal(outcome(half, sign("rw")), "partnership.minutes-incomplete");
  const whole = state(opened, written("Byemejwe"), closed);
  assert.equal(outcome(whole, sign("rw", "other")), "partnership.minutes-changed");
  assert.equal(outcome(whole, sign("rw")), "MinutesSigned");
  const signed: SessionEvent = {
    type: "MinutesSigned",
    data: { side: "rw", post: "rw-chair", on: "2026-12-02", hash: "h" },
  };
  assert.equal(
    outcome(state(opened, written("Byemejwe"), closed, signed), sign("az")),
    "MinutesSigned,MinutesAgreed",
  );
  const changed = state(opened, written("Byemejwe"), closed, signed, written("Byahindutse"));
  assert.deepEqual(changed.signatures, [], "another text needs new signatures");
  const agreed: SessionEvent = { type: "MinutesAgreed", data: { on: "2026-12-02", hash: "h" } };
  const after = state(opened, written("Byemejwe"), closed, signed, agreed);
  const erratum = { paragraph: "1", text: { en: "Agreed." }, reason: "Stop", on: "2026-12-03" };
  const correct = (agreedBy: string[]): SessionCommand => ({
    type: "correct",
    erratum: { ...erratum, agreedBy },
  });
  assert.equal(outcome(after, correct(["rw"])), "partnership.erratum-needs-both");
  assert.equal(outcome(after, correct(["rw", "az"])), "ErratumAgreed");
});

test("The same words in another file give the same minutes", () => {
  const once = canonicalMinutes(state(opened, written("Byemejwe na twese")));
  const again = canonicalMinutes(state(opened, written("  Byemejwe  na\ntwese ")));
  assert.equal(once, again);
  assert.notEqual(once, canonicalMinutes(state(opened, written("Ntibyemejwe"))));
});
