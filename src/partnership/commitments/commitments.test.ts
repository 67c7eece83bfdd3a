import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { commitmentDecider } from "./decide.ts";
import type { CommitmentCommand, CommitmentEvent, CommitmentState, SideStatus } from "./model.ts";
import { publicFrom } from "./store.ts";

const joint = {
  text: { en: "Open a public service centre in Kigali" },
  prevailing: "en",
  source: { instrument: "asan_programme_2025", at: "article 3" },
  deadline: "2026-12-31",
  measure: "The centre serves people",
  verification: "Report of both sides",
};
const recorded = (agreed?: true): CommitmentEvent => ({
  type: "CommitmentRecorded",
  data: {
    ...{ id: "c-1", by: "rw", on: "2026-01-10", parties: ["rw", "az"], joint },
    ...(agreed && { agreed }),
  },
});
const state = (...events: readonly CommitmentEvent[]): CommitmentState =>
  fold(commitmentDecider, events);
const facts = (today: string) => ({ today, silenceDays: 14 });
const given = (before: CommitmentState, command: CommitmentCommand, today = "2026-11-28") =>
  commitmentDecider.decide(before, command, facts(today));
const outcome = (...args: Parameters<typeof given>) => {
  const result = given(...args);
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};
const report = (side: string, status: SideStatus): CommitmentEvent => ({
  type: "StatusReported",
  data: {
    side,
    report: { on: "2026-11-01", status, nextStep: "Next", by: "post", way: "desk" },
  },
});
const proof = { on: "2026-11-20", title: "Opening", where: "https://example.org/opening" };
const closing: CommitmentEvent = {
  type: "ChangeProposed",
  data: { id: "p-1", by: "rw", on: "2026-11-20", what: "closing", evidence: proof },
};

test("What one side records waits for the other, who alone may answer", () => {
  const waiting = state(recorded());
  assert.equal(waiting.phase, "proposed");
  const accept = (by: string): CommitmentCommand => ({
    type: "accept",
    proposal: "c-1:agreement",
    by,
  });
  assert.equal(outcome(waiting, accept("rw")), "partnership.own-proposal");
  assert.equal(outcome(waiting, accept("az")), "ProposalAccepted");
});

test("What is recorded does not contradict itself, its source or its days", () => {
  const given = (change: object, more: object = {}, twice = false) => {
    const command = {
      ...{ type: "record", id: "c-1", by: "rw", parties: ["rw", "az"] },
      ...{ joint: { ...joint, ...change }, ...more },
    } as CommitmentCommand;
    const result = commitmentDecider.decide(state(), command, {
      ...{ ...facts("2026-11-28"), twice },
    });
    return result.ok ? "" : result.refusal.code;
  };
  assert.equal(given({ deadline: "2026-11-27" }), "partnership.deadline-past");
  assert.equal(given({ deadline: "2026-11-28" }), "");
  assert.equal(given({ deadline: "2026-10-01" }, { agreed: true }), "", "it is overdue");
  const signed = { agreed: true, signedOn: "2025-06-01" };
  assert.equal(given({ deadline: "2019-01-01" }, signed), "partnership.deadline-before-instrument");
  assert.equal(given({ embargoUntil: "2026-11-27" }), "partnership.embargo-past");
  assert.equal(given({ embargoUntil: "2026-11-01", source: { session: "s-1" } }), "");
  const own = { visibility: "one-side" };
  assert.equal(given(own, { agreed: true }), "partnership.agreed-by-one-side");
  assert.equal(given(own), "", "a draft of one side");
  assert.equal(given({}, {}, true), "partnership.commitment-twice");
  const stated = { statedOn: "2026-01-10" };
  assert.equal(given({ deadline: "2026-11-27" }, stated, true), "", "checked where it was made");
});

test("At the desk done is proved, blocked is explained, and a forecast lies ahead", () => {
  const told = (said: object) =>
    outcome(state(recorded(true)), {
      ...{ type: "report", side: "rw" },
      report: { on: "2026-11-28", nextStep: "Next", by: "post", way: "desk", ...said },
    } as CommitmentCommand);
  assert.equal(told({ status: "done" }), "partnership.evidence-missing");
  assert.equal(told({ status: "done", evidence: proof }), "StatusReported");
  assert.equal(told({ status: "done", letter: "MFA 12" }), "StatusReported");
  assert.equal(told({ status: "done", way: "link" }), "StatusReported");
  assert.equal(told({ status: "blocked", difficulty: " " }), "partnership.difficulty-missing");
  assert.equal(told({ status: "blocked", difficulty: "No visa" }), "StatusReported");
  assert.equal(told({ status: "late", forecast: "2020-01-01" }), "partnership.forecast-past");
  assert.equal(told({ status: "late", forecast: "2027-01-01" }), "StatusReported");
});

test("What both agreed is not hidden from one of them later", () => {
  const hide: CommitmentCommand = {
    ...{ type: "propose", proposal: "p-1", by: "rw", what: "change" },
    joint: { visibility: "one-side" },
  };
  assert.equal(outcome(state(recorded(true)), hide), "partnership.agreed-by-one-side");
});

test("A later deadline is accepted by silence, another text is not", () => {
  const propose = (change: object): CommitmentCommand => ({
    ...{ type: "propose", proposal: "p-1", by: "rw", what: "change" },
    joint: change,
  });
  const before = state(recorded(true));
  const minor = given(before, propose({ deadline: "2027-03-31" }));
  assert.ok(minor.ok);
  const later = state(recorded(true), ...minor.value);
  assert.equal(outcome(later, { type: "accept-silence" }, "2026-12-12"), "");
  assert.equal(outcome(later, { type: "accept-silence" }, "2026-12-13"), "ProposalAccepted");
  const text = given(before, propose({ text: { en: "Another text" } }));
  assert.ok(text.ok);
  const waits = state(recorded(true), ...text.value);
  assert.equal(outcome(waits, { type: "accept-silence" }, "2027-12-13"), "");
});

test("Two sides that disagree stand side by side, and nothing is closed", () => {
  const accept: CommitmentCommand = {
    ...{ type: "accept", proposal: "p-1", by: "az", evidence: proof },
  };
  const apart = state(recorded(true), report("rw", "done"), report("az", "late"), closing);
  assert.equal(apart.sides.rw?.reports.at(-1)?.status, "done");
  assert.equal(apart.sides.az?.reports.at(-1)?.status, "late");
  assert.equal(outcome(apart, accept), "partnership.sides-disagree");
  const agreed = state(recorded(true), report("rw", "done"), report("az", "done"), closing);
  assert.equal(outcome(agreed, accept), "ProposalAccepted");
  assert.equal(outcome(agreed, { type: "accept-silence" }, "2028-01-01"), "");
});

test("Silence is recorded at 0, 7 and 14 days, each once, and an answer ends it", () => {
  const owner: CommitmentEvent = {
    type: "OwnerNamed",
    data: { side: "az", owner: "asan-secretary", on: "2026-10-01" },
  };
  const ask = { id: "a-1", side: "az", post: "asan-secretary", sentOn: "2026-11-01" };
  const asked: CommitmentEvent = { type: "UpdateAsked", data: { ...ask, due: "2026-11-08" } };
  const silent = state(recorded(true), owner, asked);
  const steps = (before: CommitmentState, today: string) => {
    const result = given(before, { type: "escalate" }, today);
    assert.ok(result.ok);
    return result.value;
  };
  assert.equal(steps(silent, "2026-11-07").length, 0);
  const week = steps(silent, "2026-11-15");
  assert.deepEqual(
    week.map((event) => event.type === "SilenceEscalated" && event.data.days),
    [0, 7],
  );
  const told = state(recorded(true), owner, asked, ...week);
  assert.equal(steps(told, "2026-11-15").length, 0);
  const answered = state(recorded(true), owner, asked, report("az", "on-track"));
  assert.equal(steps(answered, "2026-12-01").length, 0);
});

test("A question without an answer makes room for the next after two weeks, and counts", () => {
  const owner: CommitmentEvent = {
    type: "OwnerNamed",
    data: { side: "az", owner: "asan-secretary", on: "2026-10-01" },
  };
  const ask = { type: "ask", ask: "a-2", side: "az", due: "2026-12-11" } as const;
  const first: CommitmentEvent = {
    type: "UpdateAsked",
    data: {
      ...{ id: "a-1", side: "az", post: "asan-secretary", sentOn: "2026-11-01" },
      due: "2026-11-11",
    },
  };
  const waiting = state(recorded(true), owner, first);
  assert.equal(outcome(waiting, ask, "2026-11-24"), "", "its silence is still told");
  const next = given(waiting, ask, "2026-11-25");
  assert.ok(next.ok);
  const twice = state(recorded(true), owner, first, ...next.value);
  assert.deepEqual([twice.sides.az?.unanswered, twice.asks.length], [2, 1]);
  const answered = state(recorded(true), owner, first, ...next.value, report("az", "late"));
  assert.deepEqual([answered.sides.az?.unanswered, answered.asks.length], [0, 0]);
  assert.equal(outcome(state(recorded()), ask), "", "nobody is asked about a proposal");
});

test("It is public once it is agreed, meant for all, and its embargo is over", () => {
  const shown = (change: Partial<typeof joint> & object, agreed?: true) =>
    publicFrom(
      state({
        type: "CommitmentRecorded",
        data: {
          ...{ id: "c-1", by: "rw", on: "2026-01-10", parties: ["rw", "az"] },
          joint: { ...joint, ...change },
          ...(agreed && { agreed }),
        },
      }),
    );
  assert.equal(shown({ visibility: "public" } as object, true), "1970-01-01");
  assert.equal(
    shown({ visibility: "public", embargoUntil: "2026-12-16" } as object, true),
    "2026-12-17",
  );
  assert.equal(shown({ visibility: "public" } as object), null);
  assert.equal(shown({ visibility: "both" } as object, true), null);
  assert.equal(shown({}, true), null, "both governments where nothing is said");
});

test("Who reads it is no minor change: silence never widens it", () => {
  const wider = given(state(recorded(true)), {
    ...{ type: "propose", proposal: "p-1", by: "rw", what: "change" },
    joint: { visibility: "public" },
  });
  assert.ok(wider.ok);
  const waits = state(recorded(true), ...wider.value);
  assert.equal(outcome(waits, { type: "accept-silence" }, "2027-12-31"), "");
});
