import {
  canonical,
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Refused,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import { untranslated } from "./minutes.ts";
import type {
  Assent,
  MinutesSignature,
  Paragraph,
  SessionCommand,
  SessionEvent,
  SessionState,
} from "./model.ts";

export interface SessionFacts {
  readonly today: Day;
  /** SHA-256 of the minutes as they stand, lower-case hex. */
  readonly hash?: string;
  /** Commitments between these parties that are agreed and not closed, by the register. */
  readonly open?: readonly string[];
}

type Events = Result<readonly SessionEvent[]>;
const nothing: Events = ok([]);

function plan(
  state: SessionState,
  { plan: wish, byBundle }: Extract<SessionCommand, { type: "plan" }>,
  { today }: SessionFacts,
): Events {
  const adopts = byBundle && state.phase === "planned";
  if (state.phase !== "none" && !adopts)
    return state.id === wish.id ? nothing : refuse("conflict", "partnership.session-exists");
  if (wish.parties.length < 2) return refuse("invalid", "partnership.parties");
  if (!wish.languages.includes(wish.prevailing))
    return refuse("invalid", "partnership.prevailing-language");
  if (wish.plannedOn < today && !byBundle) return refuse("invalid", "partnership.session-day-past");
  return ok([{ type: "SessionPlanned", data: wish }]);
}

/** Every open commitment must be on the list: a session cannot skip what was promised before. */
function open(
  state: SessionState,
  { openDecisions, obstacles = [] }: Extract<SessionCommand, { type: "open" }>,
  { today: on, open: required = [] }: SessionFacts,
): Events {
  if (state.phase === "open") return nothing;
  if (state.phase !== "planned") return refuse("conflict", "partnership.session-not-planned");
  const listed = new Set(openDecisions.map(({ commitment }) => commitment));
  const missing = required.filter((id) => !listed.has(id));
  if (missing.length > 0)
    return refuse("conflict", "partnership.open-decisions-missing", {
      facts: { count: missing.length },
    });
  const opened: SessionEvent = { type: "SessionOpened", data: { on, openDecisions } };
  if (obstacles.length === 0) return ok([opened]);
  return ok([opened, { type: "ObstaclesListed", data: { obstacles } }]);
}

/** Why the minutes cannot be written now, if so. */
function shut({ phase }: SessionState): Refused | undefined {
  if (phase === "agreed") return refuse("conflict", "partnership.minutes-agreed");
  if (phase !== "open" && phase !== "closed")
    return refuse("conflict", "partnership.session-not-open");
  return undefined;
}

const emptyText = ({ text }: Pick<Paragraph, "text">): boolean =>
  Object.values(text).every((words) => words.trim() === "");

/** A commitment without its deadline, measure or proof could not enter the register. */
const unpromised = ({ kind, promised }: Paragraph): boolean =>
  kind === "commitment" &&
  !(
    promised &&
    /^\d{4}-\d{2}-\d{2}$/.test(promised.deadline) &&
    promised.measure.trim() !== "" &&
    promised.verification?.trim()
  );

function write(
  state: SessionState,
  { paragraphs, by }: Extract<SessionCommand, { type: "write" }>,
): Events {
  const refused = shut(state);
  if (refused) return refused;
  const ids = new Set(paragraphs.map(({ id }) => id));
  if (ids.size !== paragraphs.length) return refuse("invalid", "partnership.paragraph-twice");
  if (paragraphs.some(emptyText)) return refuse("invalid", "partnership.paragraph-empty");
  const before = new Map(state.paragraphs.map((each) => [each.id, canonical(each)]));
  return ok([
    ...[...before.keys()]
      .filter((id) => !ids.has(id))
      .map((paragraph): SessionEvent => ({ type: "ParagraphRemoved", data: { paragraph, by } })),
    ...paragraphs
      .filter((each) => before.get(each.id) !== canonical(each))
      .map((paragraph): SessionEvent => ({ type: "ParagraphWritten", data: { paragraph, by } })),
  ]);
}

function writeParagraph(
  state: SessionState,
  { paragraph, after, by, byBundle }: Extract<SessionCommand, { type: "write-paragraph" }>,
): Events {
  const refused = shut(state);
  if (refused) return refused;
  if (!/^\d{1,3}(\.\d{1,3})*$/.test(paragraph.id))
    return refuse("invalid", "partnership.paragraph-number");
  if (emptyText(paragraph)) return refuse("invalid", "partnership.paragraph-empty");
  if (unpromised(paragraph)) return refuse("invalid", "partnership.commitment-incomplete");
  const held = state.openedOn ?? state.plannedOn ?? "";
  if (!byBundle && paragraph.promised && paragraph.promised.deadline < held)
    return refuse("invalid", "partnership.deadline-before-session");
  const present = state.paragraphs.find(({ id }) => id === paragraph.id);
  if (present && canonical(present) === canonical(paragraph)) return nothing;
  if (after === 0) {
    if (present)
      return refuse("conflict", "partnership.paragraph-taken", { facts: { number: present.id } });
  } else if (!present || (state.versions[paragraph.id] ?? 0) !== after)
    return refuse("conflict", "partnership.paragraph-changed");
  return ok([{ type: "ParagraphWritten", data: { paragraph, by } }]);
}

/** A yes is given after there is something to say yes to, and not on a day to come. */
function wrongDay({ on }: Assent, since: Day | undefined, today: Day): Refused | undefined {
  if (on > today) return refuse("invalid", "partnership.day-in-future");
  if (since !== undefined && on < since) return refuse("invalid", "partnership.day-before-session");
  return undefined;
}

function sign(state: SessionState, signature: MinutesSignature, facts: SessionFacts): Events {
  const { side, hash } = signature;
  if (state.phase === "agreed") return refuse("conflict", "partnership.minutes-agreed");
  if (state.phase !== "closed") return refuse("conflict", "partnership.session-not-closed");
  if (!state.parties.includes(side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side } });
  const [gap] = untranslated(state, state.paragraphs);
  if (state.paragraphs.length === 0 || gap)
    return refuse("conflict", "partnership.minutes-incomplete", {
      facts: { paragraph: gap?.paragraph ?? "", lang: gap?.lang ?? "" },
    });
  if (hash !== facts.hash) return refuse("conflict", "partnership.minutes-changed");
  if (state.signatures.some((one) => one.side === side)) return nothing;
  const refused = wrongDay(signature, state.openedOn, facts.today);
  if (refused) return refused;
  const signed: SessionEvent = { type: "MinutesSigned", data: signature };
  const all = [...state.signatures, signature];
  if (all.length < state.parties.length) return ok([signed]);
  // The day of the last signature, so that both registers come to the same.
  const on = all.map((each) => each.on).reduce((a, b) => (a > b ? a : b));
  return ok([signed, { type: "MinutesAgreed", data: { on, hash } }]);
}

function proposeErratum(
  state: SessionState,
  { erratum, assent }: Extract<SessionCommand, { type: "propose-erratum" }>,
  { today }: SessionFacts,
): Events {
  if (state.phase !== "agreed") return refuse("conflict", "partnership.minutes-not-agreed");
  if (state.errata.some(({ id }) => id === erratum.id)) return nothing;
  if (!state.paragraphs.some(({ id }) => id === erratum.paragraph))
    return refuse("not-found", "partnership.paragraph-unknown");
  if (erratum.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
  if (emptyText(erratum)) return refuse("invalid", "partnership.paragraph-empty");
  const side = assent?.side ?? erratum.by;
  if (!state.parties.includes(side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side } });
  const proposed: SessionEvent = { type: "ErratumProposed", data: erratum };
  if (!assent) return ok([proposed]);
  const refused = wrongDay(assent, state.openedOn, today);
  if (refused) return refused;
  return ok([proposed, { type: "ErratumAccepted", data: { ...assent, erratum: erratum.id } }]);
}

function acceptErratum(
  state: SessionState,
  id: string,
  assent: Assent,
  { today }: SessionFacts,
): Events {
  const erratum = state.errata.find((one) => one.id === id);
  if (!erratum) return refuse("not-found", "partnership.erratum-unknown");
  if (!state.parties.includes(assent.side))
    return refuse("invalid", "partnership.not-a-party", { facts: { side: assent.side } });
  if (erratum.assents.some(({ side }) => side === assent.side)) return nothing;
  const refused = wrongDay(assent, erratum.on, today);
  if (refused) return refused;
  return ok([{ type: "ErratumAccepted", data: { ...assent, erratum: id } }]);
}

function decide(state: SessionState, command: SessionCommand, facts: SessionFacts): Events {
  if (command.type === "plan") return plan(state, command, facts);
  if (state.phase === "none") return refuse("not-found", "partnership.session-unknown");
  const { today: on } = facts;
  switch (command.type) {
    case "move": {
      if (state.phase !== "planned") return refuse("conflict", "partnership.session-not-planned");
      const { type: _type, byBundle, ...moved } = command;
      if (moved.plannedOn < on && !byBundle)
        return refuse("invalid", "partnership.session-day-past");
      return ok([{ type: "SessionMoved", data: moved }]);
    }
    case "cancel":
      if (state.phase !== "planned") return refuse("conflict", "partnership.session-not-planned");
      if (command.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "SessionCancelled", data: { on, reason: command.reason } }]);
    case "add-item":
      if (state.phase !== "planned" && state.phase !== "open")
        return refuse("conflict", "partnership.session-closed");
      if (state.agenda.some(({ id }) => id === command.item.id)) return nothing;
      return ok([{ type: "AgendaItemAdded", data: command.item }]);
    case "remove-item":
      if (state.phase !== "planned") return refuse("conflict", "partnership.session-not-planned");
      if (!state.agenda.some(({ id }) => id === command.item)) return nothing;
      return ok([{ type: "AgendaItemRemoved", data: { item: command.item } }]);
    case "open":
      return open(state, command, facts);
    case "write":
      return write(state, command);
    case "write-paragraph":
      return writeParagraph(state, command);
    case "remove-paragraph": {
      const { paragraph, by } = command;
      const refused = shut(state);
      if (refused) return refused;
      if (!state.paragraphs.some(({ id }) => id === paragraph)) return nothing;
      return ok([{ type: "ParagraphRemoved", data: { paragraph, by } }]);
    }
    case "close":
      if (state.phase === "closed") return nothing;
      if (state.phase !== "open") return refuse("conflict", "partnership.session-not-open");
      return ok([{ type: "SessionClosed", data: { on } }]);
    case "sign-minutes":
      return sign(state, command.signature, facts);
    case "propose-erratum":
      return proposeErratum(state, command, facts);
    case "accept-erratum":
      return acceptErratum(state, command.erratum, command.assent, facts);
  }
}

const initial: SessionState = {
  phase: "none",
  parties: [],
  languages: [],
  agenda: [],
  paragraphs: [],
  signatures: [],
  versions: {},
  errata: [],
};

/** One more version of each paragraph that reads differently from before. */
function versionsAfter(
  { versions, paragraphs }: SessionState,
  written: readonly Paragraph[],
): SessionState["versions"] {
  const before = new Map(paragraphs.map((each) => [each.id, canonical(each)]));
  const changed = written.filter((each) => before.get(each.id) !== canonical(each));
  const raised = changed.map(({ id }) => [id, (versions[id] ?? 0) + 1] as const);
  return { ...versions, ...Object.fromEntries(raised) };
}

/** Numbers in the order in which one counts: 2 before 10, 4 before 4.1. */
const byNumber = (a: Paragraph, b: Paragraph): number => {
  const [left, right] = [a, b].map(({ id }) => id.split(".").map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** What each event leads to. */
export const sessionEvolution: Evolution<SessionState, SessionEvent> = {
  SessionPlanned: (state, event) => ({ ...state, ...event.data, phase: "planned" }),
  SessionMoved: (state, event) => ({ ...state, ...event.data }),
  SessionCancelled: (state) => ({ ...state, phase: "cancelled" }),
  AgendaItemAdded: (state, event) => ({ ...state, agenda: [...state.agenda, event.data] }),
  AgendaItemRemoved: (state, event) => ({
    ...state,
    agenda: state.agenda.filter(({ id }) => id !== event.data.item),
  }),
  // What stood open is kept beside the session: thousands of lines, read a page at a time.
  SessionOpened: (state, event) => ({ ...state, phase: "open", openedOn: event.data.on }),
  ObstaclesListed: (state, event) => ({ ...state, obstacles: event.data.obstacles }),
  MinutesWritten: (state, event) => ({
    ...state,
    paragraphs: event.data.paragraphs.toSorted(byNumber),
    versions: versionsAfter(state, event.data.paragraphs),
    signatures: [],
  }),
  ParagraphWritten: (state, event) => {
    const { paragraph } = event.data;
    const others = state.paragraphs.filter(({ id }) => id !== paragraph.id);
    return {
      ...state,
      paragraphs: [...others, paragraph].sort(byNumber),
      versions: versionsAfter(state, [paragraph]),
      signatures: [],
    };
  },
  ParagraphRemoved: (state, event) => ({
    ...state,
    paragraphs: state.paragraphs.filter(({ id }) => id !== event.data.paragraph),
    signatures: [],
  }),
  SessionClosed: (state, event) => ({ ...state, phase: "closed", closedOn: event.data.on }),
  MinutesSigned: (state, event) => ({ ...state, signatures: [...state.signatures, event.data] }),
  MinutesAgreed: (state, event) => ({
    ...state,
    phase: "agreed",
    agreedOn: event.data.on,
    hash: event.data.hash,
  }),
  ErratumProposed: (state, event) => ({
    ...state,
    errata: [...state.errata, { ...event.data, assents: [] }],
  }),
  ErratumAccepted: (state, event) => {
    const { erratum, ...assent } = event.data;
    return {
      ...state,
      errata: state.errata.map((one) =>
        one.id === erratum ? { ...one, assents: [...one.assents, assent] } : one,
      ),
    };
  },
};

/**
 * One session of a joint body: planned, opened only with every open decision as item 1, minuted
 * paragraph by paragraph, closed, agreed by the signature of each side under the same hash;
 * corrected afterwards only by errata of both. Refusals: `partnership.*` as given above.
 */
export const sessionDecider: Decider<SessionState, SessionCommand, SessionEvent, SessionFacts> = {
  initial,
  decide,
  evolve: evolveBy(sessionEvolution),
};
