import { type Decider, ok, type Result, refuse } from "../../kernel/index.ts";
import { clockOf } from "./clock.ts";
import { evolve, initial } from "./evolve.ts";
import type {
  Day,
  EntryRule,
  InstrumentCommand,
  InstrumentEvent,
  InstrumentState,
  InstrumentText,
  Side,
  Term,
} from "./model.ts";

/** What deciding needs to know of the moment. */
export interface InstrumentFacts {
  /** Local date of the government that keeps this register, `YYYY-MM-DD`. */
  readonly today: Day;
  /** The note that is to be withdrawn was recorded less than a day ago, and may be a slip. */
  readonly justRecorded?: boolean;
}

type Events = Result<readonly InstrumentEvent[]>;
type Of<Type extends InstrumentCommand["type"]> = Extract<InstrumentCommand, { type: Type }>;

const nothing: Events = ok([]);
const future = (facts: InstrumentFacts, day: Day): boolean => day > facts.today;

const wrongTerm = ({ years, renewal, terminationDays }: Term): boolean =>
  [years, renewal?.years].some((n) => n !== undefined && !(Number.isInteger(n) && n > 0)) ||
  [renewal?.noticeDays, terminationDays].some(
    (n) => n !== undefined && !(Number.isInteger(n) && n >= 0),
  ) ||
  (renewal !== undefined && years === undefined);

const wrongEntry = (entry: EntryRule): boolean =>
  entry.on === "last-note" && !(Number.isInteger(entry.daysAfter) && entry.daysAfter >= 0);

function register(state: InstrumentState, text: InstrumentText): Events {
  if (state.text) return refuse("conflict", "partnership.instrument-exists");
  if (text.parties.length < 2 || new Set(text.parties).size !== text.parties.length)
    return refuse("invalid", "partnership.parties");
  if (text.prevailing !== undefined && !text.languages.includes(text.prevailing))
    return refuse("invalid", "partnership.prevailing-language");
  if (wrongEntry(text.entry)) return refuse("invalid", "partnership.entry-rule");
  if (wrongTerm(text.term)) return refuse("invalid", "partnership.term");
  if (text.parent === text.id) return refuse("invalid", "partnership.own-parent");
  return ok([{ type: "InstrumentRegistered", data: text }]);
}

function sign(state: InstrumentState, { signature }: Of<"sign">, facts: InstrumentFacts): Events {
  if (state.signature) return refuse("conflict", "partnership.already-signed");
  if (future(facts, signature.on)) return refuse("invalid", "partnership.day-in-future");
  return ok([{ type: "InstrumentSigned", data: signature }]);
}

/** Clauses replace what was unknown or taken for an example; a text that is in force is amended. */
function recordClauses(
  state: InstrumentState,
  { clauses }: Of<"record-clauses">,
  { today }: InstrumentFacts,
): Events {
  if (wrongEntry(clauses.entry)) return refuse("invalid", "partnership.entry-rule");
  if (wrongTerm(clauses.term)) return refuse("invalid", "partnership.term");
  if (!clauses.source?.trim()) return refuse("invalid", "partnership.source-missing");
  const guessed = state.text?.illustrative || state.text?.entry.on === "unknown";
  if (!guessed && clockOf(state, today).inForceOn)
    return refuse("conflict", "partnership.in-force");
  return ok([{ type: "ClausesRecorded", data: clauses }]);
}

/** What a party does after signature cannot have happened before it. */
function afterSignature(
  state: InstrumentState,
  side: Side,
  day: Day,
  facts: InstrumentFacts,
): Events | undefined {
  if (!state.text?.parties.includes(side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side } });
  if (!state.signature) return refuse("conflict", "partnership.not-signed");
  if (future(facts, day)) return refuse("invalid", "partnership.day-in-future");
  if (day < state.signature.on) return refuse("invalid", "partnership.day-before-signature");
  return undefined;
}

function receiveNote(
  state: InstrumentState,
  { side, note }: Of<"receive-note">,
  facts: InstrumentFacts,
): Events {
  const wrong = afterSignature(state, side, note.on, facts);
  if (wrong) return wrong;
  const before = state.notes[side];
  if (before?.number === note.number && before.on === note.on) return nothing;
  if (before) return refuse("conflict", "partnership.note-exists", { facts: { side } });
  return ok([{ type: "NoteReceived", data: { side, note } }]);
}

/**
 * A note may be taken back only while the instrument is not in force (VCLT art. 67 aside), or
 * within a day of its recording: then it was recorded by mistake.
 */
function withdrawNote(
  state: InstrumentState,
  { side, reason }: Of<"withdraw-note">,
  { today, justRecorded }: InstrumentFacts,
): Events {
  if (!state.notes[side]) return nothing;
  const { status } = clockOf(state, today);
  const isOpen = status === "signed" || status === "applied-provisionally";
  if (!isOpen && !justRecorded) return refuse("conflict", "partnership.in-force");
  if (reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
  return ok([{ type: "NoteWithdrawn", data: { side, reason } }]);
}

function giveNotice(
  state: InstrumentState,
  { notice }: Of<"give-notice">,
  facts: InstrumentFacts,
): Events {
  const wrong = afterSignature(state, notice.by, notice.on, facts);
  if (wrong) return wrong;
  if (state.notices.some(({ by, what }) => by === notice.by && what === notice.what))
    return refuse("conflict", "partnership.notice-exists");
  const clock = clockOf(state, notice.on);
  if (clock.status !== "in-force") return refuse("conflict", "partnership.not-in-force");
  if (notice.what === "no-renewal") {
    if (!clock.noticeBy) return refuse("conflict", "partnership.not-renewed-by-itself");
    if (notice.on > clock.noticeBy.day)
      return refuse("conflict", "partnership.notice-too-late", {
        facts: { until: clock.noticeBy.day },
      });
  }
  return ok([{ type: "NoticeGiven", data: notice }]);
}

function amend(state: InstrumentState, { amendment }: Of<"amend">): Events {
  if (!state.signature) return refuse("conflict", "partnership.not-signed");
  if (amendment.on < state.signature.on)
    return refuse("invalid", "partnership.day-before-signature");
  if (amendment.entry && wrongEntry(amendment.entry))
    return refuse("invalid", "partnership.entry-rule");
  if (amendment.term && wrongTerm(amendment.term)) return refuse("invalid", "partnership.term");
  return ok([{ type: "InstrumentAmended", data: amendment }]);
}

function withdrawNotice(
  state: InstrumentState,
  { by, on }: Of<"withdraw-notice">,
  { today }: InstrumentFacts,
): Events {
  if (!state.notices.some((notice) => notice.by === by)) return nothing;
  // VCLT art. 68: a notice may be revoked at any time before it takes effect.
  if (clockOf(state, today).status !== "in-force")
    return refuse("conflict", "partnership.not-in-force");
  return ok([{ type: "NoticeWithdrawn", data: { by, on } }]);
}

function decide(
  state: InstrumentState,
  command: InstrumentCommand,
  facts: InstrumentFacts,
): Events {
  if (command.type === "register") return register(state, command.text);
  if (!state.text) return refuse("not-found", "partnership.instrument-unknown");
  switch (command.type) {
    case "sign":
      return sign(state, command, facts);
    case "record-clauses":
      return recordClauses(state, command, facts);
    case "take-step": {
      const { side, step } = command;
      return (
        afterSignature(state, side, step.on, facts) ??
        ok([{ type: "StepTaken", data: { side, step } }])
      );
    }
    case "receive-note":
      return receiveNote(state, command, facts);
    case "withdraw-note":
      return withdrawNote(state, command, facts);
    case "amend":
      return amend(state, command);
    case "give-notice":
      return giveNotice(state, command, facts);
    case "withdraw-notice":
      return withdrawNotice(state, command, facts);
    case "register-with-un":
      if (!clockOf(state, facts.today).inForceOn)
        return refuse("conflict", "partnership.not-in-force");
      return ok([{ type: "RegisteredWithUN", data: command.registration }]);
    case "state-entry":
      if (!state.signature) return refuse("conflict", "partnership.not-signed");
      if (command.stated.inForceOn < state.signature.on)
        return refuse("invalid", "partnership.day-before-signature");
      return ok([{ type: "EntryIntoForceStated", data: command.stated }]);
  }
}

/**
 * The life of one instrument: signed, gone through each side's procedure, notified, in force,
 * amended, ended. Refusals: `partnership.*` as given above. Days are local dates.
 */
export const instrumentDecider: Decider<
  InstrumentState,
  InstrumentCommand,
  InstrumentEvent,
  InstrumentFacts
> = { initial, decide, evolve };

/**
 * The day on which a note puts an instrument into force, where it is the note that was missing;
 * undefined where it changes nothing of that, or the register would refuse it.
 */
export function entryByNote(
  state: InstrumentState,
  command: Of<"receive-note">,
  today: Day,
): Day | undefined {
  const decided = decide(state, command, { today });
  if (!decided.ok || clockOf(state, today).inForceOn) return undefined;
  return clockOf(decided.value.reduce(evolve, state), today).inForceOn?.day;
}
