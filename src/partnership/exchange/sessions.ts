import { Type } from "typebox";
import { refuse } from "../../kernel/index.ts";
import type { Pool, Sql } from "../../platform/db/index.ts";
import type { Recorded } from "../../platform/events/index.ts";
import { openDecisions } from "../commitments/open-decisions.ts";
import { makeSessions } from "../sessions/handle.ts";
import {
  groupOfSeries,
  paragraphKinds,
  type SessionCommand,
  type SessionEvent,
  type SessionState,
  sessionKinds,
} from "../sessions/model.ts";
import { day, digest, id, list, long, maybe, object, oneOf, posts, side, words } from "./schema.ts";
import type { SharedPart, SharingTable } from "./sharing.ts";
import { readHistories, readSnapshot } from "./snapshots.ts";

const language = side;
const item = {
  ...{ id, title: words, by: maybe(id), side: maybe(side), carriedFrom: maybe(id) },
};
const openDecision = object({
  ...{ commitment: id, title: maybe(words), deadline: day, late: Type.Boolean() },
  statuses: Type.Record(side, id),
});
const paragraph = object({
  ...{ id, item: maybe(id), kind: oneOf(...paragraphKinds), text: words },
  promised: maybe(
    object({ deadline: day, measure: long, verification: maybe(long), owners: posts }),
  ),
});
const assent = { side, post: id, on: day, paper: maybe(long) };

/**
 * A session, its days and the text of its minutes need both. What a side puts on the agenda, that
 * the session was opened and closed, and its own signature are the word of one. That minutes are
 * agreed follows from the signatures, in each register by itself.
 */
const sharing: SharingTable<SessionEvent> = {
  SessionPlanned: {
    share: "joint",
    slot: () => "session",
    schema: object({
      ...{ id, kind: oneOf(...sessionKinds), series: id, title: words },
      parties: list(side, 20),
      ...{ plannedOn: day, place: maybe(long), languages: list(language, 20) },
      ...{ prevailing: language, embargoUntil: maybe(Type.Union([day, Type.Literal("end")])) },
      ...{ source: maybe(long), illustrative: maybe(Type.Literal(true)) },
    }),
    compared: (data) => ({ ...data, parties: data.parties.toSorted() }),
  },
  SessionMoved: {
    share: "joint",
    slot: () => "moved",
    schema: object({ plannedOn: day, place: maybe(long) }),
  },
  SessionCancelled: {
    share: "joint",
    slot: () => "cancelled",
    schema: object({ on: day, reason: long }),
    compared: () => ({}),
  },
  AgendaItemAdded: {
    share: "own",
    slot: (data) => `item:${data.id}`,
    schema: object(item),
  },
  AgendaItemRemoved: {
    ...{ share: "own", takesBack: true },
    slot: (data) => `item:${data.item}`,
    schema: object({ item: id }),
  },
  SessionOpened: {
    share: "own",
    slot: () => "opened",
    schema: object({ on: day, openDecisions: list(openDecision, 20_000) }),
    compared: ({ on }) => ({ on }),
  },
  // Numbers of applications: each side lists what people reported to it.
  ObstaclesListed: "private",
  // Stated paragraph by paragraph; see `paragraphByParagraph`.
  MinutesWritten: "private",
  ParagraphWritten: {
    share: "joint",
    slot: (data) => `paragraph:${data.paragraph.id}`,
    schema: object({ paragraph, by: side }),
    compared: (data) => data.paragraph,
  },
  ParagraphRemoved: {
    ...{ share: "joint", takesBack: true },
    slot: (data) => `paragraph:${data.paragraph}`,
    schema: object({ paragraph: id, by: side }),
  },
  SessionClosed: { share: "own", slot: () => "closed", schema: object({ on: day }) },
  MinutesSigned: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `signature:${data.side}`,
    schema: object({ ...assent, hash: digest, bundle: maybe(Type.Integer()) }),
    compared: ({ side: by, hash }) => ({ side: by, hash }),
  },
  MinutesAgreed: "private",
  ErratumProposed: {
    share: "own",
    side: (data) => data.by,
    slot: (data) => `erratum:${data.id}`,
    schema: object({ id, paragraph: id, text: words, reason: long, by: side, on: day }),
  },
  ErratumAccepted: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `erratum:${data.erratum}:${data.side}`,
    schema: object({ ...assent, erratum: id }),
    compared: ({ side: by, erratum }) => ({ side: by, erratum }),
  },
};

/** The command by which our register takes over what an event of the other side says, if any. */
async function commandOf(
  { type, data }: SessionEvent,
  state: SessionState | undefined,
  sql: Sql,
  bundle: number | undefined,
): Promise<SessionCommand | undefined> {
  switch (type) {
    case "SessionPlanned":
      return { type: "plan", plan: data, byBundle: true };
    case "SessionMoved":
      return { type: "move", ...data, byBundle: true };
    case "SessionCancelled":
      return { type: "cancel", reason: data.reason };
    case "AgendaItemAdded":
      return { type: "add-item", item: data };
    case "AgendaItemRemoved":
      return { type: "remove-item", item: data.item };
    case "SessionOpened": {
      // Item 1 has what stands open in either register.
      const { parties = [], series } = state ?? {};
      const ours = await openDecisions.list(sql, parties, data.on, groupOfSeries(series));
      const theirs = new Set(data.openDecisions.map(({ commitment }) => commitment));
      const more = ours.filter(({ commitment }) => !theirs.has(commitment));
      return { type: "open", openDecisions: [...data.openDecisions, ...more] };
    }
    case "ParagraphWritten": {
      const present = state?.paragraphs.some((each) => each.id === data.paragraph.id);
      const after = present ? (state?.versions[data.paragraph.id] ?? 0) : 0;
      return { type: "write-paragraph", ...data, after, byBundle: true };
    }
    case "ParagraphRemoved":
      return { type: "remove-paragraph", ...data };
    case "SessionClosed":
      return { type: "close" };
    case "MinutesSigned": {
      const { bundle: _theirs, ...signature } = data;
      const proof = bundle === undefined ? {} : { bundle };
      return { type: "sign-minutes", signature: { ...signature, ...proof } };
    }
    case "ErratumProposed":
      return { type: "propose-erratum", erratum: data };
    case "ErratumAccepted": {
      const { erratum, ...yes } = data;
      return { type: "accept-erratum", erratum, assent: yes };
    }
    default:
      return undefined;
  }
}

/** Minutes that were written at once, as the paragraphs that this wrote and removed. */
export function paragraphByParagraph(events: readonly Recorded[]): readonly Recorded[] {
  const present = new Set<string>();
  return events.flatMap((event) => {
    const written = event as unknown as SessionEvent;
    if (written.type === "ParagraphWritten") present.add(written.data.paragraph.id);
    if (written.type === "ParagraphRemoved") present.delete(written.data.paragraph);
    if (written.type !== "MinutesWritten") return [event];
    const { paragraphs, by } = written.data;
    const ids = new Set(paragraphs.map((each) => each.id));
    const gone = [...present].filter((each) => !ids.has(each));
    for (const each of gone) present.delete(each);
    for (const each of ids) present.add(each);
    return [
      ...gone.map((each) => ({
        ...event,
        ...{ type: "ParagraphRemoved", data: { paragraph: each, by } },
      })),
      ...paragraphs.map((each) => ({
        ...event,
        ...{ type: "ParagraphWritten", data: { paragraph: each, by } },
      })),
    ] as unknown as readonly Recorded[];
  });
}

/** What the exchange shares of the sessions of joint bodies and their minutes. */
export const sharedSessions: SharedPart = {
  prefix: "session",
  sharing: sharing as SharedPart["sharing"],
  histories: (sql, but) => readHistories(sql, "session", but, paragraphByParagraph),
  partiesOf: async (sql, of) => (await readSnapshot<SessionState>(sql, "session", of))?.parties,
  async partiesSaid(_sql, event) {
    const { type, data } = event as SessionEvent;
    return type === "SessionPlanned" ? data.parties : undefined;
  },
  titleOf: async (sql, of) => (await readSnapshot<SessionState>(sql, "session", of))?.title,
  async apply(deps, of, { type, data, bundle }, occasion) {
    const event = { type, data } as SessionEvent;
    if (event.type === "SessionPlanned" && event.data.id !== of)
      return refuse("not-found", "partnership.session-unknown");
    const { sql } = deps;
    const state = await readSnapshot<SessionState>(sql, "session", of);
    const command = await commandOf(event, state, sql, bundle);
    if (!command) return refuse("not-found", "partnership.session-unknown");
    const sessions = makeSessions({ ...deps, sql: sql as Pool }, openDecisions);
    return sessions.give(of, command, occasion);
  },
};
