import { dateIn, fold, ok, type Result } from "../../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../../platform/db/index.ts";
import { handle, load, makeEventLog } from "../../platform/events/index.ts";
import type { Side, Words } from "../instruments/model.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { exchangeDecider } from "./decide.ts";
import type { Fetch } from "./link.ts";
import type { ExchangeCommand, ExchangeEvent, ExchangeState } from "./model.ts";
import type { Sealer } from "./seal.ts";
import { lockExchange, savePartners } from "./store.ts";

export interface ExchangeDeps extends PartnershipDeps {
  /** The government that keeps this register. */
  readonly side: Side;
  readonly name: Words;
  /** Where this register is reached. */
  readonly address: string;
  readonly sealer: Sealer;
  readonly fetch?: Fetch;
}

const stream = "exchange";
const ownLog = makeEventLog();

/** The stream of the exchange, with its version and the acts that it knows. */
export async function loadExchange(sql: Sql) {
  const history = await load(sql, stream);
  const events = history.map(({ type, data }) => ({ type, data }) as ExchangeEvent);
  return {
    state: fold(exchangeDecider, events),
    version: history.length,
    commands: new Set(history.map(({ command }) => command)),
  };
}

export const partnerOf = async (sql: Sql, side: Side) =>
  (await loadExchange(sql)).state.partners[side];

/** Gives a command to the exchange. Refuses as its decider does. */
export const giveExchange = (
  { side, clock, timeZone, log = ownLog }: ExchangeDeps,
  within: Sql,
  command: ExchangeCommand,
  { key, actor }: Occasion,
): Promise<Result<ExchangeState>> =>
  handle(log, {
    ...{ sql: within as Pool, stream, decider: exchangeDecider, command, key, actor, clock },
    load: async (from) => ok(await loadExchange(from)),
    facts: (_read, at) => ({ side, today: dateIn(at, timeZone) }),
    project: (tx, { after }) => [savePartners(tx, after)],
    follow: () => [],
    conflict: "partnership.conflict",
  });

/** One writer at a time; what is refused leaves nothing behind. */
export async function locked<Value>(
  sql: Pool,
  work: (tx: Sql) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let refused: Result<Value> | undefined;
  try {
    return await transaction(sql, async (tx) => {
      await lockExchange(tx);
      const done = await work(tx);
      if (!done.ok) {
        refused = done;
        throw new Error(done.refusal.code);
      }
      return done;
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}
