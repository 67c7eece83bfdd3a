import type { Pool } from "../platform/db/index.ts";
import type { FailedItem, LinkState, OutsideLink, WaitingItem } from "../platform/jobs/index.ts";
import type { Channel } from "./outbox.ts";
import { urgent } from "./quiet.ts";
import { latestReturned, useAddressAgain } from "./returned.ts";

interface Row extends LinkState {
  /** Of what can wait for the end of the quiet hours. */
  readonly oldestPatient: Date | null;
  readonly failedSince: number;
  readonly arrived: number;
  readonly givenUp: number;
}

export interface CarrierLink {
  readonly channel: Channel;
  readonly nudge: () => void;
  readonly clock: () => Date;
  /** Until when only urgent messages go out at an instant; undefined where all do. */
  readonly quiet: (at: Date) => Date | undefined;
  /** Nothing is set up that carries it. */
  readonly isNone: boolean;
}

/** It waits from when it may be sent; not yet while it may not. */
function waitsSince(
  { oldest, oldestPatient }: Pick<Row, "oldest" | "oldestPatient">,
  { quiet, clock }: Pick<CarrierLink, "quiet" | "clock">,
): Date | null {
  const mayGo = oldestPatient && (quiet(oldestPatient) ?? oldestPatient);
  if (!mayGo || mayGo > clock()) return oldest;
  return oldest && oldest < mayGo ? oldest : mayGo;
}

const urgentOnes = [...urgent];

/**
 * The way to the carrier of one channel. A code whose text was erased can only be given up: nobody
 * can type it any more.
 */
export const messageLink = (
  sql: Pool,
  { channel, nudge, clock, quiet, isNone }: CarrierLink,
): OutsideLink => ({
  id: channel,
  nudge,
  isNone,
  ...(channel === "email" && {
    returns: { latest: (most) => latestReturned(sql, most), useAgain: useAddressAgain },
  }),
  async state(since) {
    const [row] = await sql<Row[]>`
      with queued as (
        select count(*)::int as waiting,
          min(queued_at) filter (where template = any (${urgentOnes}::text[])) as oldest,
          min(queued_at) filter (where template <> all (${urgentOnes}::text[])) as "oldestPatient",
          count(*) filter (where tries > 0)::int as retrying
        from messages.outbox where channel = ${channel} and state = 'queued'
      ), failed as (
        select count(*) filter (where state = 'failed')::int as failed,
          count(*) filter (where recent)::int as "failedSince",
          count(*) filter (where recent and state = 'sent')::int as arrived,
          count(*) filter (where recent and state = 'given-up')::int as "givenUp"
        from (
          select state, coalesce(failed_at, ended_at) >= ${since} as recent
          from messages.outbox
          where channel = ${channel} and (state = 'failed' or failed_at is not null)) as each
      )
      select * from queued, failed`;
    if (!row) throw new Error("counts without a row");
    const { failedSince, arrived, givenUp, waiting, retrying, failed } = row;
    const digest = { failed: failedSince, arrived, givenUp };
    return { waiting, retrying, failed, oldest: waitsSince(row, { quiet, clock }), digest };
  },
  async waiting(most) {
    const rows = await sql<(WaitingItem & { readonly canWait: boolean })[]>`
      select template as what, queued_at as "receivedAt", next_at as "nextAt", tries,
        template <> all (${urgentOnes}::text[]) as "canWait"
      from messages.outbox where channel = ${channel} and state = 'queued'
      order by queued_at, id limit ${most}`;
    const until = quiet(clock());
    return rows.map(({ canWait, ...row }) =>
      until && canWait && (row.nextAt ?? until) <= until
        ? { ...row, nextAt: until, isQuiet: true }
        : row,
    );
  },
  failed: (most) => sql<FailedItem[]>`
    select id, template as what, queued_at as "receivedAt",
      coalesce(failed_at, ended_at) as "failedAt", tries, last_error as reason,
      body = '' as "tooLate"
    from messages.outbox
    where channel = ${channel} and (state = 'failed' or failed_at is not null)
      and state = 'failed'
    order by queued_at, id limit ${most}`,
  // Due since it was written: so it goes before whatever came later, in the order received.
  async replay(tx, which) {
    const { count } = await tx`
      update messages.outbox
      set state = 'queued', tries = 0, ended_at = null, next_at = least(queued_at, now()),
        failed_at = coalesce(failed_at, ended_at)
      where channel = ${channel} and state = 'failed' and body <> ''
        ${which === "all" ? tx`` : tx`and id = ${which}`}`;
    return count;
  },
  async giveUp(tx, id) {
    const { count } = await tx`
      update messages.outbox set state = 'given-up', failed_at = coalesce(failed_at, ended_at)
      where id = ${id} and channel = ${channel} and state = 'failed'`;
    return count > 0;
  },
});
