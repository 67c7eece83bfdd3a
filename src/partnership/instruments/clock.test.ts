import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, fold } from "../../kernel/index.ts";
import { clockOf } from "./clock.ts";
import { evolve, initial } from "./evolve.ts";
import type { EntryRule, InstrumentEvent, InstrumentState, Term } from "./model.ts";

const lastNote: EntryRule = { on: "last-note", daysAfter: 0 };

/** An agreement of two sides signed on 20 September 2025, then what happened to it. */
function agreement(
  { entry = lastNote, term = {}, provisional }: Partial<Rules>,
  ...more: readonly InstrumentEvent[]
): InstrumentState {
  const text = {
    ...{ id: "air-services", kind: "agreement" as const, title: { en: "Air services" } },
    ...{ parties: ["rw", "az"], languages: ["en", "rw", "az"], prevailing: "en", entry, term },
    ...(provisional && { provisional }),
  };
  const signed = { on: "2025-09-20", place: { en: "Baku" }, signatories: {} };
  return fold({ initial, evolve }, [
    { type: "InstrumentRegistered", data: text },
    { type: "InstrumentSigned", data: signed },
    ...more,
  ]);
}

interface Rules {
  readonly entry: EntryRule;
  readonly term: Term;
  readonly provisional: true;
}

const note = (side: string, on: string): InstrumentEvent => ({
  type: "NoteReceived",
  data: { side, note: { on, number: `NV-${side}` } },
});

const notice = (on: string, what: "no-renewal" | "termination"): InstrumentEvent => ({
  type: "NoticeGiven",
  data: { by: "rw", on, number: "NV-9", what },
});

test("It waits for the note of each side and names who is late", () => {
  const one = agreement({}, note("az", "2025-12-20"));
  const { status, awaiting, inForceOn } = clockOf(one, "2026-11-28");
  assert.deepEqual(
    { status, awaiting, inForceOn },
    { status: "signed", awaiting: ["rw"], inForceOn: undefined },
  );
});

test("It enters into force on the last note, or so many days after it, or on signature", () => {
  const notes = [note("az", "2025-12-20"), note("rw", "2026-11-28")];
  assert.deepEqual(clockOf(agreement({}, ...notes), "2026-11-28").inForceOn, {
    day: "2026-11-28",
    rule: "last-note",
    from: "2026-11-28",
  });
  const thirtieth: EntryRule = { on: "last-note", daysAfter: 30 };
  const later = clockOf(agreement({ entry: thirtieth }, ...notes), "2026-11-28");
  assert.equal(later.status, "signed");
  assert.deepEqual(later.inForceOn, {
    day: "2026-12-28",
    rule: "days-after-last-note",
    from: "2026-11-28",
    count: 30,
  });
  assert.equal(clockOf(agreement({ entry: thirtieth }, ...notes), "2026-12-28").status, "in-force");
  assert.equal(clockOf(agreement({ entry: { on: "signature" } }), "2025-09-20").status, "in-force");
});

test("Applied provisionally, it is not in force but no longer only signed", () => {
  const state = agreement({ provisional: true }, note("az", "2025-12-20"));
  assert.equal(clockOf(state, "2026-01-01").status, "applied-provisionally");
});

test("Five years, renewed for five more unless a notice comes sixty days before", () => {
  const term: Term = { years: 5, renewal: { years: 5, noticeDays: 60 } };
  const rules = { entry: { on: "signature" } as const, term };
  const first = clockOf(agreement(rules), "2026-11-28");
  assert.equal(first.renewsOn?.day, "2030-09-20");
  assert.deepEqual(first.noticeBy, {
    day: "2030-07-22",
    rule: "notice-before-end",
    from: "2030-09-20",
    count: 60,
  });
  const second = clockOf(agreement(rules), "2031-01-01");
  assert.equal(second.renewsOn?.day, "2035-09-20");
  assert.equal(second.renewsOn?.rule, "renewed-term");
  const ended = agreement(rules, notice("2030-07-22", "no-renewal"));
  assert.equal(clockOf(ended, "2030-09-19").status, "in-force");
  assert.equal(clockOf(ended, "2030-09-20").status, "expired");
  assert.equal(clockOf(ended, "2030-09-20").renewsOn, undefined);
});

test("A notice of termination ends it after its days, whatever the term", () => {
  const term: Term = { terminationDays: 30 };
  const state = agreement(
    { entry: { on: "signature" }, term },
    notice("2026-01-10", "termination"),
  );
  assert.equal(clockOf(state, "2026-02-08").status, "in-force");
  assert.equal(clockOf(state, "2026-02-09").status, "terminated");
});

test("An amendment changes the term from its day on", () => {
  const state = agreement(
    { entry: { on: "signature" }, term: { years: 1 } },
    { type: "InstrumentAmended", data: { on: "2026-03-01", title: {}, term: { years: 3 } } },
  );
  assert.equal(clockOf(state, "2026-02-01").endsOn?.day, "2026-09-20");
  assert.equal(clockOf(state, "2026-03-01").endsOn?.day, "2028-09-20");
});

test("What an official source states wins over what was computed", () => {
  const state = agreement(
    {},
    {
      type: "EntryIntoForceStated",
      data: { inForceOn: "2026-05-01", source: "https://example.org/gazette" },
    },
  );
  assert.deepEqual(clockOf(state, "2026-05-01").inForceOn, { day: "2026-05-01", rule: "stated" });
});

test("On no day is it in force before its notes, and a renewal never lies in the past", () => {
  const day = fc.integer({ min: 0, max: 9000 }).map((n) => addDays("2025-09-20", n));
  fc.assert(
    fc.property(day, day, day, fc.integer({ min: 0, max: 90 }), (rw, az, today, daysAfter) => {
      const term: Term = { years: 5, renewal: { years: 5, noticeDays: 60 } };
      const entry: EntryRule = { on: "last-note", daysAfter };
      const state = agreement({ entry, term }, note("rw", rw), note("az", az));
      const clock = clockOf(state, today);
      const since = addDays(rw > az ? rw : az, daysAfter);
      assert.equal(clock.inForceOn?.day, since);
      assert.equal(clock.status === "in-force", since <= today);
      assert.ok(clock.renewsOn && clock.renewsOn.day > today);
    }),
  );
});
