import { json, type Sql } from "../../platform/db/index.ts";
import type { InstrumentState } from "./model.ts";

export const streamOf = (id: string): string => `instrument-${id}`;

/** Writes what pages read beside the events, in their transaction. */
export const saveInstrument = (tx: Sql, state: InstrumentState, version: number, at: Date) => tx`
  insert into partnership.instrument (id, kind, parent, signed_on, state, version, changed_at)
  values (${state.text?.id ?? ""}, ${state.text?.kind ?? ""}, ${state.text?.parent ?? null},
    ${fullDay(state.signature?.on)}, ${json(tx, state)}, ${version}, ${at})
  on conflict (id) do update set signed_on = excluded.signed_on, state = excluded.state,
    version = excluded.version, changed_at = excluded.changed_at`;

/** A month is no day: where only that is known, the column stays empty. */
const fullDay = (day: string | undefined): string | null =>
  day !== undefined && day.length === 10 ? day : null;

/** All instruments, those signed last first. */
export async function readInstrumentStates(sql: Sql): Promise<readonly InstrumentState[]> {
  const rows = await sql<{ state: InstrumentState }[]>`
    select state from partnership.instrument
    order by state -> 'signature' ->> 'on' desc nulls last, id`;
  return rows.map(({ state }) => state);
}

export async function readInstrumentState(
  sql: Sql,
  id: string,
): Promise<InstrumentState | undefined> {
  const [row] = await sql<{ state: InstrumentState }[]>`
    select state from partnership.instrument where id = ${id}`;
  return row?.state;
}
