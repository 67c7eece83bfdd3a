import { addDays } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import type { CommitmentPhase } from "./model.ts";

/** What somebody on Monday looks for, each a list of its own. */
export const attentions = [
  "late",
  "due-soon",
  "silent",
  "stale",
  "waiting",
  "no-owner",
  "disagreed",
] as const;
export type Attention = (typeof attentions)[number];

/** Those that the part of one side alone decides. */
export const partAttentions = ["late", "due-soon", "silent", "stale", "no-owner"] as const;
type PartAttention = (typeof partAttentions)[number];

/** A commitment without an update for longer than this is stale. */
export const staleDays = 60;
/** A deadline is due soon this long before it. */
export const soonDays = 30;

export interface CommitmentFilter {
  readonly today: Day;
  /** Words that its text has, in any language. */
  readonly q?: string;
  readonly phase?: CommitmentPhase;
  readonly group?: string;
  readonly instrument?: string;
  /** A side whose own part it is about, and a post that owns it or stands in for its owner. */
  readonly side?: Side;
  readonly post?: string;
  readonly attention?: Attention;
  /** Only what everybody may read. */
  readonly inPublic?: true;
}

/** Order of the phases in lists, as the column `place` has it. */
const places: Readonly<Record<CommitmentPhase, number>> = {
  proposed: 0,
  agreed: 1,
  closed: 2,
  dropped: 3,
};

/** Whether a commitment `c` needs attention because of the part `s` of a side. */
export function needsAttention(sql: Sql, attention: PartAttention, today: Day) {
  switch (attention) {
    case "late":
      return sql`c.place = 1 and c.deadline < ${today} and s.status is distinct from 'done'`;
    case "due-soon":
      return sql`c.place = 1 and c.deadline between ${today} and ${addDays(today, soonDays)}
        and s.status is distinct from 'done'`;
    case "silent":
      return sql`c.place = 1 and (s.due < ${today} or s.unanswered > 1)`;
    case "stale":
      return sql`c.place = 1 and s.status is distinct from 'done'
        and coalesce(s.reported_on, c.recorded_on, '-infinity') < ${addDays(today, -staleDays)}`;
    case "no-owner":
      return sql`c.place < 2 and (s.owner is null or s.owner in (
        select id from partnership.post where holder_since is null))`;
  }
}

/** Whether a proposal on `c` waits for this side, or for any. */
export const waitsFor = (sql: Sql, side: Side | undefined) =>
  side ? sql`c.waits_for = ${side}` : sql`c.waits_for is not null`;

/** Whose part `s` is: of this side, and of this post as its owner. */
export const partOf = (sql: Sql, { side, post }: Pick<CommitmentFilter, "side" | "post">) => sql`
  ${side ? sql`and s.side = ${side}` : sql``} ${post ? sql`and s.owner = ${post}` : sql``}`;

/** The condition of a filter on `c`; parts of sides are looked up where they are asked. */
export function matching(sql: Sql, filter: CommitmentFilter) {
  const { today, q, phase, group, instrument, side, post, attention, inPublic } = filter;
  const none = sql``;
  const part = (condition: typeof none) => sql`
    and exists (select from partnership.commitment_side s where s.commitment = c.id
      ${partOf(sql, filter)} and ${condition})`;
  const attended = () => {
    switch (attention) {
      case undefined:
        return side || post ? part(sql`true`) : none;
      case "waiting":
        return sql`and ${waitsFor(sql, side)} ${post ? part(sql`true`) : none}`;
      case "disagreed":
        return sql`and c.place = 1 and c.id in (
          select commitment from partnership.commitment_side group by commitment
          having count(distinct coalesce(status, '')) > 1)`;
      default:
        return part(needsAttention(sql, attention, today));
    }
  };
  const text = q?.toLowerCase().replaceAll(/[\\%_]/g, "\\$&");
  return sql`
    ${phase ? sql`c.place = ${places[phase]}` : sql`c.place < 3`}
    ${group ? sql`and c.group_id = ${group}` : none}
    ${instrument ? sql`and c.instrument = ${instrument}` : none}
    ${text ? sql`and c.words like ${`%${text}%`}` : none}
    ${inPublic ? sql`and c.public_from <= ${today}` : none}
    ${attended()}`;
}
