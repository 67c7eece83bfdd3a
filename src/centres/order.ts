import type { Wait } from "./model.ts";
import { type CallReason, callReason, nextTicket, turnOf, type Waiting } from "./queue/index.ts";
import { atCounter, type Foreseen, foreseen, type Line, waitOf } from "./wait.ts";

/** A predicted call, at its place in the order. */
export interface CallInOrder<T extends Waiting> extends Foreseen<T> {
  /** Why its counter would call it at this moment; undefined where it would not. */
  readonly now: CallReason | undefined;
}

/** Whom each counter would call at this moment, and why; nobody while it has a break. */
function nextCalls({
  now,
  waiting,
  servers,
}: Line<Waiting>): ReadonlyMap<string, [string, CallReason]> {
  const counters = servers.filter(({ awayFor = 0 }) => awayFor === 0);
  const next = counters.flatMap((counter): [string, [string, CallReason]][] => {
    const { id, situation } = turnOf({ now, counter, waiting, counters }, nextTicket);
    const one = waiting.find((each) => each.id === id);
    return one ? [[counter.id, [one.id, callReason(situation, one)]]] : [];
  });
  return new Map(next);
}

/**
 * The order in which a queue is told: on the boards, on the floor and to whoever waits. Whoever
 * would be called at this moment stands first, also before one that rests now and is expected to be
 * called sooner, because the counter is busy until the rest is over. Lazy, as `foreseen` is.
 */
export function* inOrder<T extends Waiting>(line: Line<T>): Generator<CallInOrder<T>, void> {
  const topicsOf = new Map(line.servers.map(({ id, topics }) => [id, topics]));
  const before = new Map<string, number>();
  const atPlace = (call: Foreseen<T>, now?: CallReason): CallInOrder<T> => {
    const { one, counter } = call;
    const topics = (counter !== undefined && topicsOf.get(counter)) || [one.topic];
    const own = atCounter(counter ?? "");
    const ahead = before.get(one.reserved === undefined ? one.topic : own) ?? 0;
    for (const each of [...topics, own]) before.set(each, (before.get(each) ?? 0) + 1);
    return { ...call, ahead, now };
  };
  const next = nextCalls(line);
  const unseen = new Set([...next.values()].map(([id]) => id));
  const later: Foreseen<T>[] = [];
  const calls = foreseen(line);
  while (unseen.size > 0) {
    const { value: call } = calls.next();
    if (!call) break;
    const [id, why] = next.get(call.counter ?? "") ?? [];
    if (id === call.one.id) yield atPlace(call, why);
    else later.push(call);
    unseen.delete(call.one.id);
  }
  for (const call of later) yield atPlace(call);
  for (const call of calls) yield atPlace(call);
}

/** The wait of a ticket by its id; null where it is not waiting. */
export function waitIn(line: Line, id: string): Wait | null {
  for (const call of inOrder(line)) if (call.one.id === id) return waitOf(call);
  return null;
}
