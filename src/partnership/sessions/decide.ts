import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import { untranslated } from "./minutes.ts";
import type {
  MinutesSignature,
  Paragraph,
  SessionCommand,
  SessionEvent,
  SessionPlan,
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

function plan(state: SessionState, wish: SessionPlan): Events {
  if (state.phase !== "none")
    return state.id === wish.id ? nothing : refuse("conflict", "partnership.session-exists");
  if (wish.parties.length < 2) return refuse("invalid", "partnership.parties");
  if (!wish.languages.includes(wish.prevailing))
    return refuse("invalid", "partnership.prevailing-language");
  return ok([{ type: "SessionPlanned", data: wish }]);
}

/** Every open commitment must be on the list: a session cannot skip what was promised before. */
function open(
  state: SessionState,
  { openDecisions }: Extract<SessionCommand, { type: "open" }>,
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
  return ok([{ type: "SessionOpened", data: { on, openDecisions } }]);
}

function write(
  state: SessionState,
  { paragraphs, by }: { readonly paragraphs: readonly Paragraph[]; readonly by: string },
): Events {
  if (state.phase === "agreed") return refuse("conflict", "partnership.minutes-agreed");
  if (state.phase !== "open" && state.phase !== "closed")
    return refuse("conflict", "partnership.session-not-open");
  const ids = new Set(paragraphs.map(({ id }) => id));
  if (ids.size !== paragraphs.length) return refuse("invalid", "partnership.paragraph-twice");
  return ok([{ type: "MinutesWritten", data: { paragraphs, by } }]);
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
  const signed: SessionEvent = { type: "MinutesSigned", data: signature };
  if (state.signatures.length + 1 < state.parties.length) return ok([signed]);
  return ok([signed, { type: "MinutesAgreed", data: { on: facts.today, hash } }]);
}

function decide(state: SessionState, command: SessionCommand, facts: SessionFacts): Events {
  if (command.type === "plan") return plan(state, command.plan);
  if (state.phase === "none") return refuse("not-found", "partnership.session-unknown");
  const { today: on } = facts;
  switch (command.type) {
    case "move": {
      if (state.phase !== "planned") return refuse("conflict", "partnership.session-not-planned");
      const { type: _type, ...moved } = command;
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
    case "close":
      if (state.phase === "closed") return nothing;
      if (state.phase !== "open") return refuse("conflict", "partnership.session-not-open");
      return ok([{ type: "SessionClosed", data: { on } }]);
    case "sign-minutes":
      return sign(state, command.signature, facts);
    case "correct": {
      const { erratum } = command;
      if (state.phase !== "agreed") return refuse("conflict", "partnership.minutes-not-agreed");
      if (!state.paragraphs.some(({ id }) => id === erratum.paragraph))
        return refuse("not-found", "partnership.paragraph-unknown");
      if (!state.parties.every((side) => erratum.agreedBy.includes(side)))
        return refuse("not-allowed", "partnership.erratum-needs-both");
      return ok([{ type: "ErratumAgreed", data: erratum }]);
    }
  }
}

const initial: SessionState = {
  phase: "none",
  parties: [],
  languages: [],
  openDecisions: [],
  agenda: [],
  paragraphs: [],
  signatures: [],
  errata: [],
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
  SessionOpened: (state, event) => {
    const { on, openDecisions } = event.data;
    return { ...state, phase: "open", openedOn: on, openDecisions };
  },
  MinutesWritten: (state, event) => ({
    ...state,
    paragraphs: event.data.paragraphs,
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
  ErratumAgreed: (state, event) => ({ ...state, errata: [...state.errata, event.data] }),
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
