import {
  type CommitmentChange,
  type CommitmentState,
  clockOf,
  type GateDecision,
  gateSheet,
  type InstrumentState,
  isOverAppetite,
  type Partnership,
  type PilotState,
  type Risk,
  type SessionState,
} from "../partnership/index.ts";

/** How many of each list a brief reads: two pages, and an annex that somebody still reads. */
const most = 60;

/** A list of the brief: those that it names, and how many there are. */
export interface BriefList<Item> {
  readonly items: readonly Item[];
  readonly count: number;
}

/** What happened on a day of the time that a brief covers. */
export type BriefEvent = {
  readonly on: string;
  /** Of the instrument, session or pilot. */
  readonly title: SessionState["title"];
} & (
  | { readonly type: "in-force" | "held" | "signed" }
  | { readonly type: "gate-decided"; readonly gate: string; readonly decision: GateDecision }
);

/** What a minister knows before a session: what changed, who is late, what to decide. */
export interface Brief {
  readonly since: string;
  readonly today: string;
  readonly side: string;
  /** Instruments in force, sessions held, minutes signed, gates decided: each by its day. */
  readonly events: readonly BriefEvent[];
  readonly changed: BriefList<CommitmentChange>;
  /** Late by each side's own part, the own side first. */
  readonly late: readonly (BriefList<CommitmentState> & { readonly side: string })[];
  /** Proposals of the other side that wait for ours. */
  readonly proposals: BriefList<CommitmentState>;
  /** Pilots whose next gate waits for our signature, with what forbids to go on. */
  readonly pilots: readonly { readonly pilot: PilotState; readonly refused: boolean }[];
  /** Minutes that our side has not signed. */
  readonly minutes: readonly SessionState[];
  /** Open risks above what both live with, or due to be looked at. */
  readonly risks: readonly Risk[];
  /** The next session, where one is planned. */
  readonly next: SessionState | undefined;
}

interface BriefDeps {
  readonly partnership: Pick<
    Partnership,
    "changesSince" | "commitments" | "instruments" | "pilots" | "risks" | "sessions"
  >;
}

/**
 * The day of the last session that ended before today: a brief tells since then, unless asked
 * otherwise.
 */
export async function lastSessionDay(
  { partnership }: { readonly partnership: { readonly sessions: Pick<Sessions, "all"> } },
  today: string,
): Promise<string | undefined> {
  const days = (await partnership.sessions.all()).flatMap(({ closedOn }) => closedOn ?? []);
  return days
    .filter((day) => day < today)
    .sort()
    .at(-1);
}

type Sessions = Partnership["sessions"];

/** What happened from one day to another, by kind and then by day. */
export function eventsBetween(
  {
    instruments,
    sessions,
    pilots,
  }: {
    readonly instruments: readonly InstrumentState[];
    readonly sessions: readonly SessionState[];
    readonly pilots: readonly PilotState[];
  },
  since: string,
  today: string,
): readonly BriefEvent[] {
  const all: readonly BriefEvent[] = [
    ...instruments.flatMap((state) => {
      const on = clockOf(state, today).inForceOn?.day;
      return on ? [{ type: "in-force", on, title: state.text?.title } as const] : [];
    }),
    ...sessions.flatMap(({ closedOn: on, title }) =>
      on ? [{ type: "held", on, title } as const] : [],
    ),
    ...sessions.flatMap(({ agreedOn: on, title }) =>
      on ? [{ type: "signed", on, title } as const] : [],
    ),
    ...pilots.flatMap(({ charter, passed }) =>
      passed.map(
        ({ gate, decision, on }) =>
          ({ type: "gate-decided", on, gate, decision, title: charter?.title }) as const,
      ),
    ),
  ];
  const kinds = [...new Set(all.map(({ type }) => type))];
  return kinds.flatMap((kind) =>
    all
      .filter(({ type, on }) => type === kind && on >= since && on <= today)
      .sort((a, b) => (a.on < b.on ? -1 : 1)),
  );
}

/**
 * The facts of a brief, in a handful of queries however many commitments there are.
 *
 * @param parties both sides, the own one first
 */
export async function briefOf(
  { partnership }: BriefDeps,
  parties: readonly string[],
  since: string,
  today: string,
): Promise<Brief> {
  const { commitments, sessions, pilots, risks, changesSince } = partnership;
  const [side = ""] = parties;
  const lateOf = async (of: string) => {
    const filter = { today, attention: "late", side: of } as const;
    const { states: items, count } = await commitments.page(filter, { limit: most });
    return { side: of, items, count };
  };
  const waiting = { today, attention: "waiting", side } as const;
  const [changes, late, proposals, allPilots, allRisks, allSessions, instruments] =
    await Promise.all([
      changesSince(since, most),
      Promise.all(parties.map(lateOf)),
      commitments.page(waiting, { limit: most }),
      pilots.all(),
      risks.all(),
      sessions.all(),
      partnership.instruments(),
    ]);
  const happened = { instruments, sessions: allSessions, pilots: allPilots };
  const events = eventsBetween(happened, since, today);
  const [next] = allSessions
    .filter(({ phase, plannedOn = "" }) => phase === "planned" && plannedOn >= today)
    .sort((a, b) => ((a.plannedOn ?? "") < (b.plannedOn ?? "") ? -1 : 1));
  return {
    ...{ since, today, side, events, late, next },
    changed: {
      items: changes.changes.slice(0, Math.max(0, most - events.length)),
      count: changes.count,
    },
    proposals: { items: proposals.states, count: proposals.count },
    pilots: allPilots
      .filter(({ ended, signatures }) => !ended && !signatures.some((one) => one.side === side))
      .map((pilot) => ({ pilot, refused: (gateSheet(pilot)?.objections.length ?? 0) > 0 })),
    minutes: allSessions.filter(
      ({ phase, signatures, paragraphs }) =>
        phase === "closed" && paragraphs.length > 0 && !signatures.some((one) => one.side === side),
    ),
    risks: allRisks
      .filter(({ closed }) => !closed)
      .flatMap(({ risk }) => risk ?? [])
      .filter((risk) => isOverAppetite(risk) || risk.nextLook <= today),
  };
}
