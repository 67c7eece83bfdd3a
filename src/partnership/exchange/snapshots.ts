import type { Sql } from "../../platform/db/index.ts";
import { load, type Recorded } from "../../platform/events/index.ts";
import type { Side } from "../instruments/model.ts";
import { readInstrumentStates } from "../instruments/store.ts";
import type { SubjectHistory } from "./sharing.ts";

/** The state of a thing as `keeperOf` keeps it; undefined where the register has none. */
export async function readSnapshot<State>(
  sql: Sql,
  kind: string,
  id: string,
): Promise<State | undefined> {
  const [row] = await sql<{ state: State }[]>`
    select state from partnership.snapshot where kind = ${kind} and id = ${id}`;
  return row?.state;
}

/** The two governments of a register that has instruments of no others; nobody where it has. */
export async function twoParties(sql: Sql): Promise<readonly Side[]> {
  const states = await readInstrumentStates(sql);
  const parties = new Set(states.flatMap(({ text }) => text?.parties ?? []));
  return parties.size === 2 ? [...parties] : [];
}

/**
 * Everything that was recorded of the things of a kind, but for these subjects.
 *
 * @param told how it is stated, where that is not as it was recorded
 */
export async function readHistories(
  sql: Sql,
  kind: string,
  but: ReadonlySet<string>,
  told: (events: readonly Recorded[]) => readonly Recorded[] = (events) => events,
): Promise<readonly SubjectHistory[]> {
  const rows = await sql<{ id: string }[]>`
    select id from partnership.snapshot where kind = ${kind} order by id`;
  return Promise.all(
    rows
      .map(({ id }) => `${kind}-${id}`)
      .filter((subject) => !but.has(subject))
      .map(async (subject) => ({ subject, events: told(await load(sql, subject)) })),
  );
}
