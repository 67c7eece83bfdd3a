import { type Result, refuse } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import { type Keeper, keeperOf } from "../keeping.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { sessionDecider } from "./decide.ts";
import { minutesHash } from "./minutes.ts";
import type { AgendaItem, OpenDecision, SessionCommand, SessionState } from "./model.ts";

/** What stands open between these parties on a day, by the register of commitments. */
export type OpenDecisions = (
  sql: Sql,
  parties: readonly Side[],
  today: Day,
) => Promise<readonly OpenDecision[]>;

export interface Sessions extends Keeper<SessionState, SessionCommand> {
  /** Opens a session with item 1, the open decisions, as the register has them at that moment. */
  open(id: string, today: Day, occasion: Occasion): Promise<Result<SessionState>>;
  /** Items of the last closed session of a series that no paragraph of its minutes treats. */
  leftOver(series: string): Promise<readonly AgendaItem[]>;
}

export function makeSessions(deps: PartnershipDeps, openDecisions: OpenDecisions): Sessions {
  const keeper = keeperOf(deps, {
    kind: "session",
    decider: sessionDecider,
    facts: async ({ sql, state, today }) => ({
      today,
      hash: minutesHash(state),
      open: (await openDecisions(sql, state.parties, today)).map(({ commitment }) => commitment),
    }),
  });
  return {
    ...keeper,
    async open(id, today, occasion) {
      const session = await keeper.one(id);
      if (!session) return refuse("not-found", "partnership.session-unknown");
      const open = await openDecisions(deps.sql, session.parties, today);
      return keeper.give(id, { type: "open", openDecisions: open }, occasion);
    },
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
