import type { Sql } from "../../platform/db/index.ts";
import { loadEach } from "../../platform/events/index.ts";
import { evolve, initial, type StampedCaseEvent } from "../evolve.ts";
import { voteHeldUntil } from "../finish.ts";
import type { CaseState, Task } from "../model.ts";
import { streamOf } from "../store.ts";
import type { Standing } from "./standing.ts";

/** How an officer voted on an application of a call, or decided it. */
export interface OwnVote {
  readonly outcome: string;
  /** Id of the reason for refusal. */
  readonly code?: string;
  /** Until when it can be taken back (ISO instant); absent once it is final. */
  readonly until?: string;
}

/** How an officer voted on, or decided, these applications of a call, by the id of each. */
export async function ownVotes(
  sql: Sql,
  entries: readonly Pick<Standing, "id" | "task">[],
  officer: string,
  now: Date,
): Promise<ReadonlyMap<string, OwnVote>> {
  if (entries.length === 0) return new Map();
  const states = new Map<string, CaseState>();
  for (const { stream, at, ...event } of await loadEach(
    sql,
    entries.map(({ id }) => streamOf(id)),
  )) {
    const stamped = { ...event, at: at.toISOString() } as unknown as StampedCaseEvent;
    states.set(stream, evolve(states.get(stream) ?? initial, stamped));
  }
  const votes = entries.flatMap(({ id, task: key }) => {
    const task = states.get(streamOf(id))?.tasks.find((each) => each.key === key);
    const vote = task && voteOf(task, officer, now.toISOString());
    return vote ? [[id, vote] as const] : [];
  });
  return new Map(votes);
}

function voteOf(task: Task, officer: string, now: string): OwnVote | undefined {
  const { votes, signed, done } = task;
  const vote = votes?.find(({ by }) => by === officer);
  if (vote) {
    const { outcome, reason } = vote;
    const until = done ? undefined : voteHeldUntil(task, vote, now);
    return {
      ...{ outcome, ...(reason?.code && { code: reason.code }) },
      ...(until && { until }),
    };
  }
  if (votes) return undefined;
  if (done?.by === officer) return { outcome: done.outcome };
  if (signed?.by !== officer) return undefined;
  const { outcome, reason, takesEffectAt } = signed;
  return { outcome, ...(reason?.code && { code: reason.code }), until: takesEffectAt };
}
