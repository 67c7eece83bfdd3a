import { addDays } from "../../kernel/index.ts";
import { json, type Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import { type CommitmentFilter, matching } from "./filter.ts";
import type { CommitmentState, JointFacts } from "./model.ts";

export const commitmentStream = (id: string): string => `commitment-${id}`;

/** The first day on which everybody may read a commitment; null while they may not. */
export function publicFrom({ phase, joint }: CommitmentState): Day | null {
  if (phase !== "agreed" && phase !== "closed") return null;
  if (joint?.visibility !== "public") return null;
  return joint.embargoUntil ? addDays(joint.embargoUntil, 1) : "1970-01-01";
}

/** Writes what pages read of a commitment beside its events, in their transaction. */
export function saveCommitment(tx: Sql, state: CommitmentState, version: number, at: Date) {
  const { id = "", phase, joint, parties, proposal, recordedOn } = state;
  const waitsFor = proposal && parties.find((side) => side !== proposal.by);
  const words = Object.values(joint?.text ?? {})
    .join("\n")
    .toLowerCase();
  return tx`
    insert into partnership.commitment (id, phase, group_id, instrument, deadline, public_from,
      waits_for, silence_after, words, state, version, changed_at, recorded_on)
    values (${id}, ${phase}, ${joint?.group ?? null}, ${joint?.source.instrument ?? null},
      ${joint?.deadline ?? null}, ${publicFrom(state)}, ${waitsFor ?? null},
      ${proposal?.silenceAfter ?? null}, ${words}, ${json(tx, state)}, ${version}, ${at},
      ${recordedOn ?? null})
    on conflict (id) do update set phase = excluded.phase, group_id = excluded.group_id,
      instrument = excluded.instrument, deadline = excluded.deadline,
      public_from = excluded.public_from, waits_for = excluded.waits_for,
      silence_after = excluded.silence_after, words = excluded.words, state = excluded.state,
      version = excluded.version, changed_at = excluded.changed_at,
      recorded_on = excluded.recorded_on`;
}

/** The same for each side's own part. */
export function saveSides(tx: Sql, { id = "", sides, asks }: CommitmentState) {
  const rows = Object.entries(sides).map(([side, { owner, reports, unanswered }]) => {
    const ask = asks.find((open) => open.side === side);
    const last = reports.at(-1);
    return {
      ...{ side, owner, unanswered, status: last?.status, reported_on: last?.on },
      ...{ ask: ask?.id, asked_on: ask?.sentOn, due: ask?.due },
    };
  });
  return tx`
    insert into partnership.commitment_side (commitment, side, owner, status, reported_on,
      ask, asked_on, due, unanswered)
    select ${id}, side, owner, status, reported_on, ask, asked_on, due,
      unanswered
    from jsonb_to_recordset(${json(tx, rows)}) as part (side text, owner text, status text,
      reported_on date, ask text, asked_on date, due date, unanswered int)
    on conflict (commitment, side) do update set owner = excluded.owner, status = excluded.status,
      reported_on = excluded.reported_on, ask = excluded.ask,
      asked_on = excluded.asked_on, due = excluded.due,
      unanswered = excluded.unanswered`;
}

export async function readCommitmentState(
  sql: Sql,
  id: string,
): Promise<CommitmentState | undefined> {
  const [row] = await sql<{ state: CommitmentState }[]>`
    select state from partnership.commitment where id = ${id}`;
  return row?.state;
}

/** Whether another commitment says the same, from the same place of the same source. */
export async function isRecordedTwice(
  sql: Sql,
  id: string,
  { text, prevailing, source }: JointFacts,
): Promise<boolean> {
  const words = (text[prevailing] ?? "").trim().toLowerCase();
  const [row] = await sql`
    select 1 from partnership.commitment
    where id <> ${id} and phase <> 'dropped' and instrument = ${source.instrument ?? null}
      and lower(btrim(state #>> ${["joint", "text", prevailing]}::text[])) = ${words}
      and coalesce(state #>> '{joint,source,at}', '') = ${source.at ?? ""} limit 1`;
  return row !== undefined;
}

/** One page of a list, and how many there are in all. */
export interface CommitmentPage {
  readonly count: number;
  readonly states: readonly CommitmentState[];
}

/**
 * Commitments that match, those that are due first on top. An index tells which they are; only
 * those of the page are read. A page beyond the last is empty, with a count of 0.
 */
export async function pageOfCommitments(
  sql: Sql,
  filter: CommitmentFilter,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<CommitmentPage> {
  const rows = await sql<{ count: number; state: CommitmentState }[]>`
    with hit as (
      select c.id, c.place, c.deadline, count(*) over () as count
      from partnership.commitment c where ${matching(sql, filter)}
      order by c.place, c.deadline, c.id limit ${limit} offset ${offset})
    select hit.count, c.state from hit join partnership.commitment c on c.id = hit.id
    order by hit.place, hit.deadline, hit.id`;
  return { count: rows[0]?.count ?? 0, states: rows.map(({ state }) => state) };
}

export async function countCommitments(sql: Sql, filter: CommitmentFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from partnership.commitment c where ${matching(sql, filter)}`;
  return row?.count ?? 0;
}

/** Those whose proposal silence has answered by this day. */
export const readSilentlyAccepted = async (sql: Sql, today: Day): Promise<readonly string[]> => {
  const rows = await sql<{ id: string }[]>`
    select id from partnership.commitment where silence_after < ${today} order by id`;
  return rows.map(({ id }) => id);
};

/**
 * Parts of agreed commitments with an owner that are not done by their own report, were not asked
 * about since one day and have no report since another.
 */
export const readAskable = (sql: Sql, notAskedSince: Day, noReportSince: Day) => sql<
  { commitment: string; side: Side }[]
>`
  select s.commitment, s.side from partnership.commitment_side s
  join partnership.commitment c on c.id = s.commitment
  where c.place = 1 and s.owner is not null and s.status is distinct from 'done'
    and (s.asked_on is null or s.asked_on < ${notAskedSince})
    and (s.reported_on is null or s.reported_on < ${noReportSince})
  order by s.owner, s.commitment, s.side`;

/** Commitments with a question that was due by this day, or is due within so many days. */
export const readAsked = async (sql: Sql, until: Day): Promise<readonly string[]> => {
  const rows = await sql<{ commitment: string }[]>`
    select distinct commitment from partnership.commitment_side where due <= ${until}
    order by commitment`;
  return rows.map(({ commitment }) => commitment);
};

/** The last day on which a side reported on a commitment of each instrument. */
export async function readLastReports(sql: Sql): Promise<ReadonlyMap<string, Day>> {
  const rows = await sql<{ instrument: string; day: Day }[]>`
    select c.instrument, max(s.reported_on) as day from partnership.commitment c
    join partnership.commitment_side s on s.commitment = c.id
    where c.instrument is not null and s.reported_on is not null group by c.instrument`;
  return new Map(rows.map(({ instrument, day }) => [instrument, day]));
}
