import { json, type Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import { needsAttention } from "./filter.ts";
import type { CommitmentState, Contribution } from "./model.ts";

/** How far the public commitments of one working group have come. */
export interface GroupTally {
  /** Undefined for those that no working group follows. */
  readonly group?: string;
  /** Agreed by both, those that are done among them. */
  readonly agreed: number;
  /** Closed by both. */
  readonly done: number;
  /** Past their deadline, and a side has not reported them as done. */
  readonly late: number;
}

/** Money of one side in one currency: nothing is converted, nothing is added across currencies. */
export interface MoneySum extends Pick<Contribution, "kind" | "stage" | "money"> {
  readonly side: Side;
  /** First and last day of the exchange rates by which parts of it were converted. */
  readonly rates?: { readonly from: Day; readonly until: Day };
  readonly illustrative: boolean;
}

/**
 * The rows of its money beside a commitment, without what our desk says of the other side; what is
 * there stays, for nothing is taken back.
 */
export function saveContributions(tx: Sql, { id = "", joint, sides }: CommitmentState) {
  const rows = Object.entries(sides).flatMap(([side, { contributions }]) =>
    contributions.flatMap(({ kind, stage, money, rateOn, statedBy }, at) =>
      statedBy === undefined
        ? [{ side, place: at + 1, kind, stage, ...money, rate_on: rateOn }]
        : [],
    ),
  );
  if (rows.length === 0) return [];
  return [
    tx`
      insert into partnership.contribution (commitment, side, place, kind, stage, currency, minor,
        rate_on, illustrative)
      select ${id}, side, place, kind, stage, currency, minor, rate_on,
        ${joint?.source.illustrative === true}
      from jsonb_to_recordset(${json(tx, rows)}) as row (side text, place int, kind text,
        stage text, currency text, minor bigint, rate_on date)
      on conflict (commitment, side, place) do nothing`,
  ];
}

/** Commitments that everybody may read, counted for each working group. */
export async function readTallies(sql: Sql, today: Day): Promise<readonly GroupTally[]> {
  const rows = await sql<(Omit<GroupTally, "group"> & { group: string | null })[]>`
    select c.group_id as group, count(*) as agreed, count(*) filter (where c.place = 2) as done,
      count(*) filter (where exists (select from partnership.commitment_side s
        where s.commitment = c.id and ${needsAttention(sql, "late", today)})) as late
    from partnership.commitment c where c.place in (1, 2) and c.public_from <= ${today}
    group by c.group_id order by c.group_id nulls last`;
  return rows.map(({ group, ...counts }) => ({ ...counts, ...(group !== null && { group }) }));
}

/** What the sides pledged, committed and spent for commitments that everybody may read. */
export async function readMoney(sql: Sql, today: Day): Promise<readonly MoneySum[]> {
  const rows = await sql<
    (Pick<MoneySum, "side" | "kind" | "stage" | "illustrative"> & {
      currency: string;
      minor: number;
      from: Day | null;
      until: Day | null;
    })[]
  >`
    select m.side, m.kind, m.stage, m.currency, sum(m.minor)::bigint as minor,
      min(m.rate_on) as from, max(m.rate_on) as until, bool_or(m.illustrative) as illustrative
    from partnership.contribution m join partnership.commitment c on c.id = m.commitment
    where c.place in (1, 2) and c.public_from <= ${today}
    group by m.side, m.kind, m.stage, m.currency
    order by m.side, m.kind, m.currency, m.stage`;
  return rows.map(({ currency, minor, from, until, ...sum }) => ({
    ...{ ...sum, money: { minor: Number(minor), currency } },
    ...(from !== null && until !== null && { rates: { from, until } }),
  }));
}
