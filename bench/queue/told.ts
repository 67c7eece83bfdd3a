import { waitIn } from "../../src/centres/order.ts";
import { type Arrival, type Day, nextTicket, simulateDay } from "../../src/centres/queue/index.ts";
import { waitOf } from "./report.ts";

/** What people are told at the door, and what came of it: shares of everybody. */
export interface Told {
  readonly within: number;
  readonly sooner: number;
  readonly later: number;
  /** Called more than a quarter of an hour after what they were told. */
  readonly muchLater: number;
  readonly meanWidth: number;
}

const muchLater = 15;

/** The range that the hall would print on this ticket. */
const toldTo = ({ now, visit: { ticket }, waiting, servers }: Arrival) =>
  waitIn({ now, waiting: [...waiting, ticket], servers }, ticket.id);

interface ToldTo {
  readonly party: number;
  readonly waited: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** What each of these days' people were told, and how long they then waited. */
export const toldAndWaited = (days: readonly Day[]): readonly ToldTo[] =>
  days.flatMap((day) => {
    const told = new Map<string, NonNullable<ReturnType<typeof toldTo>>>();
    const served = simulateDay(day, nextTicket, (arrival) => {
      const wait = toldTo(arrival);
      if (wait) told.set(arrival.visit.ticket.id, wait);
    });
    return served.flatMap((one) => {
      const { id, party } = one.visit.ticket;
      const wait = told.get(id);
      return wait ? [{ ...wait, party, waited: waitOf(one) }] : [];
    });
  });

/** The hall's own policy and its own forecast, held against what then happened. */
export function toldAtTheDoor(days: readonly Day[]): Told {
  const all = toldAndWaited(days);
  const share = (holds: (one: (typeof all)[number]) => boolean) =>
    all.filter(holds).length / all.length;
  return {
    within: share(
      ({ waited, fromMinutes, toMinutes }) => fromMinutes <= waited && waited <= toMinutes,
    ),
    sooner: share(({ waited, fromMinutes }) => waited < fromMinutes),
    later: share(({ waited, toMinutes }) => waited > toMinutes),
    muchLater: share(({ waited, toMinutes }) => waited > toMinutes + muchLater),
    meanWidth:
      all.reduce((sum, { fromMinutes, toMinutes }) => sum + toMinutes - fromMinutes, 0) /
      all.length,
  };
}
