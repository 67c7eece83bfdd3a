import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { sessionDecider } from "./decide.ts";
import { canonicalMinutes, correctedText, publicPart } from "./minutes.ts";
import type { SessionCommand, SessionEvent, SessionState } from "./model.ts";

const planned = {
  type: "SessionPlanned",
  data: {
    ...{ id: "s-1", kind: "commission", series: "joint-commission" },
    ...{ title: { en: "First session" }, parties: ["rw", "az"], plannedOn: "2026-12-01" },
    ...{ languages: ["en", "rw"], prevailing: "en" },
  },
} satisfies SessionEvent;
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
const incomplete = "partnership.commitment-incomplete";
const sign = (side: string, hash = "h"): SessionCommand => ({
  type: "sign-minutes",
  signature: { side, post: `${side}-chair`, on: "2026-12-02", hash },
});

test("A session does not open before every open decision stands under item 1", () => {
  const none: SessionCommand = { type: "open", openDecisions: [] };
  assert.equal(outcome(state(), none), "partnership.open-decisions-missing");
  assert.equal(outcome(state(), { type: "open", openDecisions: [open] }), "SessionOpened");
});

test("What people reported to a group is listed when its session opens, and only then", () => {
  const obstacles = [{ number: "7KQ3M-9XFRT", receivedOn: "2026-11-01", dueOn: "2026-12-01" }];
  const open1: SessionCommand = { type: "open", openDecisions: [open], obstacles };
  assert.equal(outcome(state(), open1), "SessionOpened,ObstaclesListed");
  const listed: SessionEvent = { type: "ObstaclesListed", data: { obstacles } };
  assert.deepEqual(state(opened, listed).obstacles, obstacles);
  assert.equal(outcome(state(opened, listed), open1), "", "a second opening changes nothing");
});

test("Minutes are agreed by both under one hash, in every language, then only corrected", () => {
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
  const text = { en: "Agreed." };
  const erratum = { id: "e-1", paragraph: "1", text, reason: "Stop", by: "rw", on: "2026-12-02" };
  const assent = (side: string) => ({ side, post: `${side}-chair`, on: "2026-12-02" });
  const propose: SessionCommand = { type: "propose-erratum", erratum, assent: assent("rw") };
  assert.equal(outcome(whole, propose), "partnership.minutes-not-agreed");
  assert.equal(outcome(after, propose), "ErratumProposed,ErratumAccepted");
  const decided = sessionDecider.decide(after, propose, facts);
  const once = decided.ok ? decided.value.reduce(sessionDecider.evolve, after) : after;
  const [paragraph] = once.paragraphs;
  assert.ok(paragraph);
  assert.equal(correctedText(once, paragraph).en, "Agreed", "one side alone corrects nothing");
  const accept = (side: string): SessionCommand => ({
    ...{ type: "accept-erratum", erratum: "e-1", assent: assent(side) },
  });
  assert.equal(outcome(once, accept("rw")), "", "the side that proposed it has said yes already");
  assert.equal(outcome(once, accept("xx")), "partnership.not-a-party");
  const both = sessionDecider.evolve(once, {
    type: "ErratumAccepted",
    data: { ...assent("az"), erratum: "e-1" },
  });
  assert.equal(correctedText(both, paragraph).en, "Agreed.");
  assert.equal(both.hash, "h", "what was signed stays as it was signed");
});

test("A session is planned for a day to come, and signed between then and today", () => {
  const plan = (plannedOn: string): SessionCommand => ({
    type: "plan",
    plan: { ...planned.data, plannedOn },
  });
  assert.equal(outcome(sessionDecider.initial, plan("2026-12-01")), "partnership.session-day-past");
  assert.equal(outcome(sessionDecider.initial, plan("2026-12-02")), "SessionPlanned");
  const move: SessionCommand = { type: "move", plannedOn: "2020-01-01" };
  assert.equal(outcome(state(), move), "partnership.session-day-past");
  const whole = state(opened, written("Byemejwe"), closed);
  const paper = (on: string): SessionCommand => ({
    type: "sign-minutes",
    signature: { side: "az", post: "az-chair", on, hash: "h", paper: "2026/1" },
  });
  assert.equal(outcome(whole, paper("2019-06-05")), "partnership.day-before-session");
  assert.equal(outcome(whole, paper("2026-12-03")), "partnership.day-in-future");
  assert.equal(outcome(whole, paper("2026-12-01")), "MinutesSigned");
});

test("The same words in another file give the same minutes", () => {
  const once = canonicalMinutes(state(opened, written("Byemejwe na twese")));
  const again = canonicalMinutes(state(opened, written("  Byemejwe  na\ntwese ")));
  assert.equal(once, again);
  assert.notEqual(once, canonicalMinutes(state(opened, written("Ntibyemejwe"))));
});

test("Two who change one paragraph at once do not overwrite each other", () => {
  const text = { en: "Agreed", rw: "Byemejwe" };
  const change = (after: number, words: string): SessionCommand => ({
    ...{ type: "write-paragraph", after, by: "rw" },
    paragraph: { id: "1", kind: "decision", text: { ...text, en: words } },
  });
  const before = state(opened, written("Byemejwe"));
  assert.equal(before.versions["1"], 1);
  assert.equal(outcome(before, change(1, "Agreed so")), "ParagraphWritten");
  assert.equal(outcome(before, change(2, "Agreed so")), "partnership.paragraph-changed");
  assert.equal(outcome(before, change(0, "Agreed so")), "partnership.paragraph-taken");
  const removed: SessionEvent = { type: "ParagraphRemoved", data: { paragraph: "1", by: "az" } };
  const gone = state(opened, written("Byemejwe"), removed);
  assert.equal(outcome(gone, change(1, "Agreed so")), "partnership.paragraph-changed");
  assert.equal(outcome(gone, change(0, "Agreed so")), "ParagraphWritten", "the number is free");
  assert.equal(outcome(before, change(0, "Agreed")), "", "the same words change nothing");
});

test("Minutes promise nothing for a day before the session", () => {
  const promise = (deadline: string): SessionCommand => ({
    ...{ type: "write-paragraph", after: 0, by: "rw" },
    paragraph: {
      ...{ id: "1", kind: "commitment", text: { en: "Open a centre", rw: "Gufungura" } },
      promised: { deadline, measure: "It serves", verification: "Report", owners: {} },
    },
  });
  assert.equal(
    outcome(state(opened), promise("2026-11-30")),
    "partnership.deadline-before-session",
  );
  assert.equal(outcome(state(opened), promise("2026-12-01")), "ParagraphWritten");
});

test("A commitment in the minutes has a deadline and a measure", () => {
  const commitment = (
    deadline: string,
    measure: string,
    verification = "Both say so",
  ): SessionCommand => ({
    ...{ type: "write-paragraph", after: 0, by: "rw" },
    paragraph: {
      ...{ id: "2", kind: "commitment", text: { en: "Send the list" } },
      promised: { deadline, measure, verification, owners: {} },
    },
  });
  assert.equal(outcome(state(opened), commitment("", "List sent")), incomplete);
  assert.equal(outcome(state(opened), commitment("2027-03-01", " ")), incomplete);
  assert.equal(outcome(state(opened), commitment("2027-03-01", "List sent", "")), incomplete);
  assert.equal(outcome(state(opened), commitment("2027-03-01", "List sent")), "ParagraphWritten");
});

test("Nothing is public before the embargo ends, and no minutes before both have agreed", () => {
  const part = (embargoUntil: string | undefined, ...events: readonly SessionEvent[]) =>
    publicPart({ ...state(...events), ...(embargoUntil && { embargoUntil }) }, "2026-12-02");
  assert.equal(part(undefined), "event");
  assert.equal(part("end"), "nothing");
  assert.equal(part("end", opened), "nothing");
  assert.equal(part("end", opened, closed), "event");
  assert.equal(part("2026-12-03", opened, closed), "nothing");
  assert.equal(part("2026-12-02", opened, closed), "event");
  const agreed: SessionEvent = { type: "MinutesAgreed", data: { on: "2026-12-02", hash: "h" } };
  assert.equal(part(undefined, opened, written("x"), closed, agreed), "minutes");
  assert.equal(part("2027-01-01", opened, written("x"), closed, agreed), "nothing");
});

test("Paragraphs stand in the order in which one counts", () => {
  const ids = ["10", "2", "2.10", "2.9", "1"];
  const text = { en: "x" };
  const data = { by: "rw", paragraphs: ids.map((id) => ({ id, kind: "text" as const, text })) };
  const { paragraphs } = state(opened, { type: "MinutesWritten", data });
  assert.deepEqual(
    paragraphs.map(({ id }) => id),
    ["1", "2", "2.9", "2.10", "10"],
  );
});
