import { centresOffice } from "../centres/index.ts";
import type { Visit } from "../counter/index.ts";
import { officersWith, signedOutAmong } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { floorManagersOf } from "./tell-officers.ts";

type Deps = Pick<ActDeps, "sql" | "clock"> & {
  readonly counter: Pick<ActDeps["counter"], "cardHold">;
  readonly centres: Pick<ActDeps["centres"], "hall" | "roster">;
};

/** An officer who can read the card too. */
export interface SecondOfficer {
  readonly id: string;
  readonly name: string;
  /** Where they sit in this hall; null: nowhere. */
  readonly counter: string | null;
  /** Not at their counter now. */
  readonly onBreak: boolean;
}

/**
 * Who is called to read a card: colleagues at the counters of the hall, operators whom its roster
 * plans now, and whoever runs its floor; nobody on leave or signed out, nor who may not read it.
 */
export async function secondOfficers(
  { sql, clock, centres, counter }: Deps,
  { centre, operator, person }: Pick<Visit, "centre" | "operator" | "person">,
): Promise<readonly SecondOfficer[]> {
  if (centre === null) return [];
  const [hall, planned, operators, managers, { barred }] = await Promise.all([
    centres.hall(centre),
    centres.roster.plannedNow(centre),
    officersWith(sql, centresOffice, "operator", clock()),
    floorManagersOf({ sql, clock }, centre),
    counter.cardHold(person),
  ]);
  const seats = hall?.counters ?? [];
  const here = operators.filter(
    ({ id }) =>
      seats.some(({ officer }) => officer === id) || planned.some(({ officer }) => officer === id),
  );
  const all = [...here, ...managers];
  const gone = await signedOutAmong(
    sql,
    all.map(({ id }) => id),
    clock(),
  );
  return [...new Map(all.map((each) => [each.id, each])).values()]
    .filter(({ id, away }) => !away && id !== operator && !gone.has(id) && !barred.includes(id))
    .map(({ id, name }) => {
      const seat = seats.find(({ officer }) => officer === id);
      return { id, name, counter: seat?.id ?? null, onBreak: Boolean(seat?.breakUntil) };
    });
}
