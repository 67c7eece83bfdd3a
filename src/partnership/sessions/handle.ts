import { type CommandId, must, type Result, refuse } from "../../kernel/index.ts";
import { type Sql, transaction } from "../../platform/db/index.ts";
import { giveCommitment } from "../commitments/handle.ts";
import type { Day, Side } from "../instruments/model.ts";
import { type Keeper, keeperOf } from "../keeping.ts";
import type { Occasion, PartnershipDeps, WithinDeps } from "../shell.ts";
import { sessionDecider } from "./decide.ts";
import {
  type DecisionPage,
  type ListedDecisions,
  readDecisions,
  saveDecisions,
} from "./decisions.ts";
import { minutesHash } from "./minutes.ts";
import {
  type AgendaItem,
  groupOfSeries,
  type ListedObstacle,
  type OpenDecision,
  type SessionCommand,
  type SessionState,
} from "./model.ts";

/** What stands open between parties on a day, by the register of commitments. */
export interface OpenDecisions {
  /** Whole lines of item 1; of one working group where one is named. */
  list(
    sql: Sql,
    parties: readonly Side[],
    today: Day,
    group?: string,
  ): Promise<readonly OpenDecision[]>;
  /** Their commitments alone. */
  ids(sql: Sql, parties: readonly Side[], group?: string): Promise<readonly string[]>;
}

export interface Sessions extends Keeper<SessionState, SessionCommand> {
  /**
   * Opens a session with item 1, the open decisions, as the register has them at that moment, and
   * with what people reported to the group.
   */
  open(
    id: string,
    today: Day,
    occasion: Occasion,
    obstacles?: readonly ListedObstacle[],
  ): Promise<Result<SessionState>>;
  /** Item 1 as it stood when the session opened, a page of it, and how many lines it has. */
  openDecisions(id: string, page: DecisionPage): Promise<ListedDecisions>;
  /** Items of the last closed session of a series that no paragraph of its minutes treats. */
  leftOver(series: string): Promise<readonly AgendaItem[]>;
}

export function makeSessions(deps: PartnershipDeps, openDecisions: OpenDecisions): Sessions {
  const keeper = keeperOf(deps, {
    kind: "session",
    decider: sessionDecider,
    facts: async ({ sql, state, command, today }) => ({
      today,
      hash: minutesHash(state),
      ...(command.type === "open" && {
        open: await openDecisions.ids(sql, state.parties, groupOfSeries(state.series)),
      }),
    }),
    also: (tx, id, events) =>
      events.flatMap((event) =>
        event.type === "SessionOpened" ? [saveDecisions(tx, id, event.data.openDecisions)] : [],
      ),
  });
  return {
    ...keeper,
    give: (id, command, occasion) =>
      command.type === "sign-minutes"
        ? transaction(deps.sql, async (tx) => {
            const signed = await keeper.giveWithin(tx, id, command, occasion);
            if (signed.ok && signed.value.phase === "agreed")
              await enterPromises({ ...deps, sql: tx }, signed.value);
            return signed;
          })
        : keeper.give(id, command, occasion),
    async open(id, today, occasion, obstacles = []) {
      const session = await keeper.one(id);
      if (!session) return refuse("not-found", "partnership.session-unknown");
      const group = groupOfSeries(session.series);
      const open = await openDecisions.list(deps.sql, session.parties, today, group);
      return keeper.give(id, { type: "open", openDecisions: open, obstacles }, occasion);
    },
    openDecisions: (id, page) => readDecisions(deps.sql, id, page),
    async leftOver(series) {
      const past = (await keeper.all())
        .filter((one) => one.series === series && one.closedOn !== undefined)
        .sort((a, b) => ((a.closedOn ?? "") < (b.closedOn ?? "") ? 1 : -1));
      const [last] = past;
      if (!last) return [];
      const treated = new Set(last.paragraphs.map(({ item }) => item));
      return last.agenda
        .filter(({ id }) => !treated.has(id))
        .map((item) => ({ ...item, carriedFrom: last.id ?? "" }));
    },
  };
}

/** Commitments of agreed minutes enter the register in the transaction of the last signature. */
async function enterPromises(
  deps: WithinDeps,
  { id: session = "", series, parties, prevailing = "", paragraphs, embargoUntil }: SessionState,
): Promise<void> {
  // Each register enters them from the same minutes: nobody has to state them to the other.
  const actor = `minutes:${session}`;
  const [by = ""] = parties;
  const group = groupOfSeries(series);
  for (const { id: at, text, promised } of paragraphs) {
    if (!promised) continue;
    const id = `${session}-${at.replaceAll(".", "-")}`;
    const embargo = embargoUntil !== undefined && embargoUntil !== "end" ? { embargoUntil } : {};
    const joint = {
      ...{ text, prevailing, source: { session, at }, deadline: promised.deadline, ...embargo },
      ...{ measure: promised.measure, verification: promised.verification ?? "" },
      // Both signed it in minutes that everybody may read.
      visibility: "public" as const,
      ...(group !== undefined && { group }),
    };
    const command = { type: "record", id, by, parties, joint, agreed: true } as const;
    const key = `minutes:${id}` as CommandId;
    must(await giveCommitment(deps, id, command, { key, actor }));
    for (const [side, owner] of Object.entries(promised.owners)) {
      const named = { key: `${key}:owner:${side}` as CommandId, actor };
      must(await giveCommitment(deps, id, { type: "name-owner", side, owner }, named));
    }
  }
}
