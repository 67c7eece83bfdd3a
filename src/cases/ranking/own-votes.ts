import type { Sql } from "../../platform/db/index.ts";
import { loadAfter } from "../../platform/events/index.ts";
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

export type Ranked = Pick<Standing, "id" | "task">;

/** Of so many applications the state is remembered; who was asked for first is forgotten first. */
const most = 1000;

/**
 * How an officer voted on, or decided, these applications of a call, by the id of each. What
 * happened is read once: later only what came after it.
 */
export function makeOwnVotes(sql: Sql) {
  const remembered = new Map<string, CaseState>();
  const statesOf = async (streams: readonly string[]) => {
    const states = new Map(streams.map((each) => [each, remembered.get(each) ?? initial]));
    const versions = new Map([...states].map(([stream, { version }]) => [stream, version]));
    for (const { stream, at, ...event } of await loadAfter(sql, versions)) {
      const stamped = { ...event, at: at.toISOString() } as unknown as StampedCaseEvent;
      states.set(stream, evolve(states.get(stream) ?? initial, stamped));
    }
    for (const [stream, state] of states) {
      remembered.delete(stream);
      remembered.set(stream, state);
    }
    const over = [...remembered.keys()].slice(0, Math.max(0, remembered.size - most));
    for (const stream of over) remembered.delete(stream);
    return states;
  };
  return async (
    entries: readonly Ranked[],
    officer: string,
    now: Date,
  ): Promise<ReadonlyMap<string, OwnVote>> => {
    if (entries.length === 0) return new Map();
    const states = await statesOf(entries.map(({ id }) => streamOf(id)));
    const votes = entries.flatMap(({ id, task: key }) => {
      const task = states.get(streamOf(id))?.tasks.find((each) => each.key === key);
      const vote = task && voteOf(task, officer, now.toISOString());
      return vote ? [[id, vote] as const] : [];
    });
    return new Map(votes);
  };
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
