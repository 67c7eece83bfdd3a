import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import { callFirst, counterToday, knownCounter } from "./seats.ts";
import { takeTurn } from "./store.ts";
import { keepTopics, plannedTopics, topicsSet } from "./store-counters.ts";
import { setFirst } from "./store-floor.ts";

/** Other topics for a counter, until the end of the day. */
export interface CounterTopics {
  readonly centre: string;
  readonly counter: string;
  /** `planned`: those of the centre's data again. */
  readonly topics: readonly string[] | "planned";
  /** Whoever runs the floor. */
  readonly officer: OfficerId;
}

/**
 * Sets what a counter serves from the next call on, and for what it was opened is over; whom it has
 * in hand stays. Refuses
 * centre.not-found, centre.counter-unknown, centre.topic-unknown, centre.no-topic.
 */
export async function setTopics(
  deps: CentresDeps,
  { topics, ...counter }: CounterTopics,
): Promise<Result<true>> {
  const checked = knownCounter(deps, counter);
  if (!checked.ok) return checked;
  const ids = centreOf(deps, counter.centre)?.topics.map(({ id }) => id) ?? [];
  if (topics !== "planned") {
    if (topics.length === 0) return refuse("invalid", "centre.no-topic");
    if (topics.some((id) => !ids.includes(id))) return refuse("not-found", "centre.topic-unknown");
  }
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, counter.centre);
    await setFirst(tx, counter.centre, [counter.counter], null);
    if (topics === "planned") await plannedTopics(tx, counter);
    else await keepTopics(tx, { ...counter, topics }, deps.clock());
    await tellChange(tx, counter.centre);
    return ok(true);
  });
}

/**
 * Has an open counter serve one topic more until the end of the day, and call it first as if it had
 * been opened for it. Refuses centre.not-found, centre.counter-unknown, centre.topic-unknown,
 * centre.counter-closed.
 */
export function takeOn(
  deps: CentresDeps,
  { topic, ...counter }: Omit<CounterTopics, "topics"> & { readonly topic: string },
): Promise<Result<true>> {
  return callFirst(deps, counter, topic, async (tx) => {
    const topics = (await topicsSet(tx, counter)) ?? counterToday(deps, counter).topics;
    if (!topics.includes(topic))
      await keepTopics(tx, { ...counter, topics: [...topics, topic] }, deps.clock());
  });
}
