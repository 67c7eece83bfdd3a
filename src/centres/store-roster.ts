import type { OfficerId } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import type { BreakMinutes } from "./breaks.ts";
import type { Shift } from "./roster.ts";

/** A shift with its day. */
export interface DayShift extends Shift {
  readonly centre: string;
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
}

interface Row extends Omit<DayShift, "pause"> {
  readonly pauseFrom: number | null;
  readonly pauseMinutes: BreakMinutes | null;
}

const columns = (sql: Sql) => sql`
  centre, day::text, counter, officer, from_minute as "from", until_minute as "until",
  break_minute as "pauseFrom", break_minutes as "pauseMinutes"`;

const toShift = ({ pauseFrom, pauseMinutes, ...shift }: Row): DayShift => ({
  ...shift,
  pause:
    pauseFrom === null || pauseMinutes === null ? null : { from: pauseFrom, minutes: pauseMinutes },
});

/** The shifts of a hall from one local day to another, both included, by day and counter. */
export async function shiftsOf(
  sql: Sql,
  { centre, from, to }: { readonly centre: string; readonly from: string; readonly to: string },
): Promise<readonly DayShift[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from centres.shift
    where centre = ${centre} and day between ${from} and ${to}
    order by day, counter, from_minute`;
  return rows.map(toShift);
}

/** The shifts of one operator in all halls. */
export async function shiftsOfOfficer(
  sql: Sql,
  { officer, from, to }: { readonly officer: string; readonly from: string; readonly to: string },
): Promise<readonly DayShift[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from centres.shift
    where officer = ${officer} and day between ${from} and ${to}
    order by day, from_minute`;
  return rows.map(toShift);
}

/** What changes with every change of these days: an empty text where nobody is planned. */
export async function rosterVersion(sql: Sql, centre: string, day: string): Promise<string> {
  const [row] = await sql<{ version: string }[]>`
    select coalesce(count(*) || '-' || extract(epoch from max(set_at))::text, '') as version
    from centres.shift where centre = ${centre} and day = ${day}`;
  return row?.version ?? "";
}

/** Writes the shifts of these days anew. */
export async function keepShifts(
  tx: Sql,
  days: { readonly centre: string; readonly days: readonly string[]; readonly by: OfficerId },
  shifts: readonly DayShift[],
  at: Date,
): Promise<void> {
  const { centre, by } = days;
  await tx`
    delete from centres.shift where centre = ${centre} and day = any(${[...days.days]}::date[])`;
  if (shifts.length === 0) return;
  await tx`
    insert into centres.shift (centre, day, counter, from_minute, until_minute, officer,
      break_minute, break_minutes, set_by, set_at)
    select ${centre}, day, counter, "from", "until", officer, (pause->>'from')::smallint,
      (pause->>'minutes')::smallint, ${by}, ${at}
    from jsonb_to_recordset(${json(tx, shifts)}) as s(day date, counter text, "from" smallint,
      "until" smallint, officer uuid, pause jsonb)`;
}

/** Which of these operators are planned in another hall on these days. */
export const plannedElsewhere = (
  sql: Sql,
  {
    centre,
    days,
    officers,
  }: {
    readonly centre: string;
    readonly days: readonly string[];
    readonly officers: readonly string[];
  },
): Promise<readonly DayShift[]> =>
  sql<Row[]>`
    select ${columns(sql)} from centres.shift
    where centre <> ${centre} and day = any(${[...days]}::date[])
      and officer = any(${[...officers]}::uuid[])`.then((rows) => rows.map(toShift));
