import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

interface CounterOf {
  readonly centre: string;
  readonly counter: string;
}

export const keepTopics = (
  tx: Sql,
  set: CounterOf & { readonly topics: readonly string[]; readonly officer: OfficerId },
  at: Date,
) => tx`
  insert into centres.counter_topics (centre, counter, topics, officer, set_at)
  values (${set.centre}, ${set.counter}, ${[...set.topics]}::text[], ${set.officer}, ${at})
  on conflict (centre, counter) do update set topics = excluded.topics,
    officer = excluded.officer, set_at = excluded.set_at`;

/** The topics that were set for a counter; undefined where it serves what is planned. */
export async function topicsSet(tx: Sql, { centre, counter }: CounterOf) {
  const [row] = await tx<{ topics: readonly string[] }[]>`
    select topics from centres.counter_topics where centre = ${centre} and counter = ${counter}`;
  return row?.topics;
}

export const plannedTopics = (tx: Sql, { centre, counter }: CounterOf) =>
  tx`delete from centres.counter_topics where centre = ${centre} and counter = ${counter}`;

/** Null: the officer is back. */
export const setBreak = (
  tx: Sql,
  { centre, counter }: CounterOf,
  pause: { readonly since: Date; readonly until: Date } | null,
) => tx`
  update centres.seat set break_since = ${pause?.since ?? null},
    break_until = ${pause?.until ?? null}
  where centre = ${centre} and counter = ${counter}`;
