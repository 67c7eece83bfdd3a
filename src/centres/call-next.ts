import { ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { noteArrival } from "./after-client.ts";
import { tellChange } from "./changes.ts";
import { type Call, type ChosenTicket, choose } from "./choose.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations, Expected } from "./expectations.ts";
import { openCounters, seatedCounters, waitingOf } from "./floor.ts";
import { gather } from "./gather.ts";
import type { Centre, Ticket } from "./model.ts";
import { nextTicket } from "./queue/index.ts";
import { addMoments, callTickets, rememberActs, takeTurn, ticketsOfActs } from "./store.ts";
import { type FloorSeat, readFront, setFirst } from "./store-floor.ts";
import { tellNearAfter } from "./tell-near.ts";

type Answer = Result<Ticket | undefined>;

/** See `Centres.callNext`. Simultaneous calls in one hall are answered in one transaction. */
export function makeCallNext(deps: CentresDeps, expectations: Expectations) {
  return gather<Call, Answer>(async (id, calls) => {
    const centre = centreOf(deps, id);
    if (!centre) return calls.map(() => refuse("not-found", "centre.not-found"));
    const expected = await expectations(id);
    return transaction(deps.sql, (tx) => callTogether(deps, tx, { centre, expected, calls }));
  });
}

interface Round {
  readonly centre: Centre;
  readonly expected: Expected;
  readonly calls: readonly Call[];
}

async function callTogether(
  deps: CentresDeps,
  tx: Sql,
  { centre, expected, calls }: Round,
): Promise<readonly Answer[]> {
  const now = deps.clock();
  const keys = calls.flatMap(({ key }) => key ?? []);
  // Awaited alone: reads sent together with it could see the state before the lock.
  await takeTurn(tx, centre.id);
  const [front, before] = await Promise.all([
    readFront(
      tx,
      { centre: centre.id, day: dayOf(deps, now), now },
      centre.topics.map(({ id }) => id),
    ),
    ticketsOfActs(tx, keys),
  ]);
  // Whoever calls is there.
  const isCaller = ({ counter, officer }: FloorSeat) =>
    calls.some(({ seat }) => seat.counter === counter && seat.officer === officer);
  const seats = front.seats.map((one) =>
    isCaller(one) ? { ...one, signedOutAt: null, awaited: false } : one,
  );
  for (const seat of front.seats)
    if (seat.awaited && isCaller(seat)) await noteArrival(deps, tx, seat);
  const rows = { ...front, seats };
  const open = openCounters(centre, rows);
  const fresh = calls.filter(({ key }) => key === undefined || !before.has(key));
  const picks = choose(fresh, {
    ...{ now: now.getTime() / 60_000, open, seats: rows.seats },
    busy: new Set(rows.tickets.flatMap(({ counter }) => counter ?? [])),
    waiting: waitingOf(rows, seatedCounters(centre, rows), expected, centre.rules),
    policy: nextTicket,
  });
  const chosen = [...new Set(picks.flatMap((each) => (each.ok && each.value) || []))];
  const watch = chosen.map(({ id: ticket }) => watchOf(centre, ticket, now));
  const near = chosen.length === 0 ? [] : tellNearAfter(centre.id, rows);
  const follows = [...near, ...watch];
  const called = await write(deps, tx, { now, centre: centre.id, chosen, follows });
  const answers = new Map(fresh.map((call, index) => [call, answerOf(picks[index], called)]));
  return calls.map((call) => answers.get(call) ?? ok(before.get(call.key ?? "")));
}

/** What looks some minutes after a call whether the officer has left the client alone. */
export function watchOf({ id, rules }: Centre, ticket: string, now: Date): JobSpec {
  const runAt = new Date(now.getTime() + rules.callMinutes * 60_000);
  const key = `tell-left:${ticket}:${runAt.getTime()}`;
  return { task: "tell-left", payload: { centre: id, ticket }, runAt, key };
}

const answerOf = (
  pick: Result<ChosenTicket | undefined> | undefined,
  called: ReadonlyMap<string, Ticket>,
): Answer => {
  if (!pick?.ok) return pick ?? ok(undefined);
  return ok(pick.value && called.get(pick.value.id));
};

interface Writing {
  readonly now: Date;
  readonly centre: string;
  readonly chosen: readonly ChosenTicket[];
  readonly follows: readonly JobSpec[];
}

async function write(
  { enqueue }: CentresDeps,
  tx: Sql,
  { now, centre, chosen, follows }: Writing,
): Promise<ReadonlyMap<string, Ticket>> {
  if (chosen.length === 0) return new Map();
  const acts = chosen.flatMap(({ id, call }) => (call.key ? [{ key: call.key, ticket: id }] : []));
  const ended = chosen.flatMap(({ call, endsFirst }) => (endsFirst ? call.seat.counter : []));
  const [tickets] = await Promise.all([
    callTickets(
      tx,
      now,
      chosen.map(({ id, call, why }) => ({ id, counter: call.seat.counter, why })),
    ),
    addMoments(
      tx,
      now,
      chosen.map(({ id, topic, call }) => ({ ticket: id, what: "called", topic, ...call.seat })),
    ),
    acts.length > 0 && rememberActs(tx, acts),
    ended.length > 0 && setFirst(tx, centre, ended, null),
    enqueue(tx, follows),
    tellChange(tx, centre),
  ]);
  if (tickets.length !== chosen.length) throw new Error("a ticket was called past the hall's turn");
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}
