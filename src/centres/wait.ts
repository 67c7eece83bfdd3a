import type { Centre, Wait } from "./model.ts";
import {
  keepsFirst,
  nextTicket,
  type OpenCounter,
  type QueueSituation,
  turnOf,
  type Waiting,
} from "./queue/index.ts";
import { type CallOrder, lineName } from "./series.ts";

/**
 * An open counter, with the minutes until its present client is expected to be done; 0 where it is
 * free.
 */
export interface Server extends OpenCounter {
  readonly busyFor: number;
  /** Minutes that are left of a break, in which it calls nobody. */
  readonly awayFor?: number;
}

/** A queue at a moment. `now` and `Waiting.since` are minutes from the same origin. */
export interface Line<T extends Waiting = Waiting> {
  readonly now: number;
  readonly waiting: readonly T[];
  readonly servers: readonly Server[];
  /**
   * Minutes until a counter could open for a topic that no open one serves: until opening time,
   * else 0.
   */
  readonly opensIn?: number;
  /** `arrival`: each series of a topic is a line of its own. */
  readonly order?: CallOrder;
}

/**
 * A ticket that could be taken now; `series`: the letter after the topic's, none by default;
 * `party`: one by default.
 */
export interface Asking extends Pick<Waiting, "topic" | "expectedMinutes"> {
  readonly series?: string;
  readonly party?: number;
}

/** A predicted call. */
export interface Foreseen<T extends Waiting> {
  readonly one: T;
  readonly inMinutes: number;
  /** How many are called before, to counters that could have called this one. */
  readonly ahead: number;
  /** By a counter that would have to be opened first, while the hall is open. */
  readonly isUnserved: boolean;
  /** The counter that calls it; undefined where one would have to be opened first. */
  readonly counter: string | undefined;
  /** Minutes in which whoever could call it has a break; 0 where somebody has none. */
  readonly awayFor: number;
  /** What there is to choose from at that moment. */
  readonly situation: QueueSituation;
}

/** For a topic without an open counter, an imaginary one that opens as soon as possible. */
function thoughtOf({ waiting, servers, opensIn = 0 }: Line): Server[] {
  const served = new Set(servers.flatMap(({ topics }) => topics));
  const unserved = new Set(waiting.flatMap(({ topic }) => (served.has(topic) ? [] : topic)));
  return [...unserved].map((topic) => ({ id: ` ${topic}`, topics: [topic], busyFor: opensIn }));
}

/** With the topic that it still calls first, if any. */
const calledBy = ({ id, topics }: OpenCounter, first: string | undefined): OpenCounter => ({
  ...{ id, topics },
  ...(first !== undefined && { first }),
});

/** Names the calls of tickets that wait for this counter alone. */
export const atCounter = (id: string): string => ` ${id}`;

/** Whether this counter serves the topic, or is the one that a ticket waits for. */
export const canTake = ({ id, topics }: OpenCounter, { topic, reserved }: Waiting): boolean =>
  reserved === undefined ? topics.includes(topic) : id === reserved;

/** Until when each counter that could call this one has a break. */
function awayFor(servers: readonly Server[], one: Waiting): number {
  const able = servers.filter((each) => canTake(each, one));
  return able.length > 0 ? Math.min(...able.map((server) => server.awayFor ?? 0)) : 0;
}

/**
 * Predicts the calls in order, assuming expected service times and no new arrivals, by the hall's
 * own policy and from what `callNext` sees at that moment: the counters that have no break then.
 * Lazy: each is computed on demand.
 */
export function* foreseen<T extends Waiting>(line: Line<T>): Generator<Foreseen<T>, void> {
  const { now } = line;
  const counters = [...line.servers, ...thoughtOf(line)].map((server) => ({
    ...{ ...server, freeAt: now + server.busyFor },
  }));
  const waiting = new Map(line.waiting.map((one) => [one.id, one]));
  const idle = new Set<OpenCounter>();
  const before = new Map<string, number>();
  const first = new Map(
    line.servers.flatMap(({ id, first: topic }) => (topic ? [[id, topic]] : [])),
  );
  while (waiting.size > 0) {
    const [counter] = counters.filter((one) => !idle.has(one)).sort((a, b) => a.freeAt - b.freeAt);
    if (!counter) return;
    const isOpen = line.servers.some(({ id }) => id === counter.id);
    const at = counter.freeAt;
    const here = first.get(counter.id);
    const calling = line.servers.filter(({ awayFor: away = 0 }) => away === 0 || now + away <= at);
    const { id, situation } = turnOf(
      {
        ...{ now: at, counter: calledBy(counter, here), waiting: [...waiting.values()] },
        counters: isOpen ? calling : [...calling, counter],
      },
      nextTicket,
    );
    const one = waiting.get(id ?? "");
    if (!one) {
      idle.add(counter);
      continue;
    }
    const able = one.reserved === undefined ? one.topic : atCounter(counter.id);
    const ahead = before.get(able) ?? 0;
    yield {
      ...{ one, inMinutes: counter.freeAt - now, ahead, situation },
      ...{ isUnserved: !line.opensIn && !isOpen, counter: isOpen ? counter.id : undefined },
      awayFor: awayFor(line.servers, one),
    };
    if (here && !keepsFirst(situation, one)) first.delete(counter.id);
    waiting.delete(one.id);
    counter.freeAt += one.expectedMinutes;
    for (const each of [...counter.topics, atCounter(counter.id)])
      before.set(each, (before.get(each) ?? 0) + 1);
  }
}

/** The calls of the next minutes: as `foreseen`, which tells none before an earlier one. */
export function foreseenWithin<T extends Waiting>(
  line: Line<T>,
  minutes: number,
): readonly Foreseen<T>[] {
  const calls: Foreseen<T>[] = [];
  for (const call of foreseen(line)) {
    if (call.inMinutes > minutes) break;
    calls.push(call);
  }
  return calls;
}

/**
 * From the tuning days of bench/queue: of ten tickets predicted to be called in m minutes, about
 * one is called before the lower bound, and one later than the upper, because others with a prior
 * claim arrive. Of a long wait the lower bound is close, and the upper rises no further.
 */
const least = (minutes: number) => Math.max(minutes * 0.45, Math.min(minutes - 16, 45));
const slack = 2;
const alone = { most: 2.4, mostLater: 40 };
/** A family takes longer, so more of those who come later are called before it. */
const family = { most: 4, mostLater: 65 };

/** Whole minutes up to ten, then steps of five, so that a range promises no minute. */
const step = (minutes: number) => (minutes < 10 ? 1 : 5);
const down = (minutes: number) => Math.floor(minutes / step(minutes)) * step(minutes);
const near = (minutes: number) => Math.round(minutes / step(minutes)) * step(minutes);

/** A wait of more minutes is long: by the rule of the hall, else of half an hour. */
export const longWaitOf = ({ rules }: Pick<Centre, "rules">): number => rules.waitMinutes ?? 30;

/** The wait as shown to its holder. */
export function waitOf(call: Foreseen<Waiting>): Wait {
  const { one, inMinutes, ahead, isUnserved, awayFor: away } = call;
  const { most, mostLater } = one.party > 1 ? family : alone;
  return {
    ahead,
    fromMinutes: down(away + least(Math.max(0, inMinutes - away))),
    toMinutes: near(inMinutes + slack + Math.min(inMinutes * most, mostLater)),
    ...(isUnserved && { isUnserved }),
    ...(away > 0 && { isAfterBreak: true }),
  };
}

/** The predicted call of a ticket taken now. */
function callAtEnd(line: Line, { series = "", party = 1, ...client }: Asking): Foreseen<Waiting> {
  const last: Waiting = {
    ...{ ...client, id: "who asks", since: line.now, priority: false, party },
    ...(line.order === "arrival" && { line: lineName(client.topic, series) }),
  };
  for (const call of foreseen({ ...line, waiting: [...line.waiting, last] }))
    if (call.one === last) return call;
  throw new Error("whoever is in the line is called");
}

/** The wait of a ticket taken now. */
export const waitAtEnd = (line: Line, client: Asking): Wait => waitOf(callAtEnd(line, client));
