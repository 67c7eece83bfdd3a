import type { Wait } from "./model.ts";
import { type CallReason, callReason, nextTicket, turnOf, type Waiting } from "./queue/index.ts";
import { atCounter, type Foreseen, foreseen, type Line, waitOf } from "./wait.ts";

/** Whom this counter would call at this moment, and why; nobody while it has a break. */
export function nextAt<T extends Waiting>(
  { now, waiting, servers }: Line<T>,
  id: string | undefined,
): { readonly one: T; readonly why: CallReason } | undefined {
  const counters = servers.filter(({ awayFor = 0 }) => awayFor === 0);
  const counter = counters.find((each) => each.id === id);
  if (!counter) return undefined;
  const turn = turnOf({ now, counter, waiting, counters }, nextTicket);
  const one = waiting.find((each) => each.id === turn.id);
  return one && { one, why: callReason(turn.situation, one) };
}

/** Whoever did not come when called, and is not called again yet. */
export const rests = ({ now }: Line, { restsUntil = now }: Waiting): boolean => restsUntil > now;

/**
 * The order in which a queue is told: on the boards, on the floor and to whoever waits. It is that
 * of the calls foreseen, except that who rests now stands behind whom the same counter would call
 * at this moment, also where it is busy until the rest is over. Lazy, as `foreseen` is.
 */
export function* inOrder<T extends Waiting>(line: Line<T>): Generator<Foreseen<T>, void> {
  const topicsOf = new Map(line.servers.map(({ id, topics }) => [id, topics]));
  const before = new Map<string, number>();
  const atPlace = (call: Foreseen<T>): Foreseen<T> => {
    const { one, counter } = call;
    const topics = (counter !== undefined && topicsOf.get(counter)) || [one.topic];
    const own = atCounter(counter ?? "");
    const ahead = before.get(one.reserved === undefined ? one.topic : own) ?? 0;
    for (const each of [...topics, own]) before.set(each, (before.get(each) ?? 0) + 1);
    return { ...call, ahead };
  };
  const callees = new Set<T>();
  const behind = new Map<T, Foreseen<T>[]>();
  for (const call of foreseen(line)) {
    const next = rests(line, call.one) ? nextAt(line, call.counter)?.one : undefined;
    if (next && !rests(line, next) && !callees.has(next)) {
      behind.set(next, [...(behind.get(next) ?? []), call]);
      continue;
    }
    for (const each of [call, ...(behind.get(call.one) ?? [])]) yield atPlace(each);
    callees.add(call.one);
  }
}

/** The wait of a ticket by its id; null where it is not waiting. */
export function waitIn(line: Line, id: string): Wait | null {
  for (const call of inOrder(line)) if (call.one.id === id) return waitOf(call);
  return null;
}
