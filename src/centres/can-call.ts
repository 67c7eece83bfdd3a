import type { CounterState, Hall, QueuedTicket } from "./model.ts";

/** A counter calls what it was sent, and of its topics what was sent to no other. */
export const canCall = (
  { id, topics }: Pick<CounterState, "id" | "topics">,
  { topic, reserved }: Pick<QueuedTicket, "topic" | "reserved">,
): boolean => (reserved === null ? topics.includes(topic) : reserved === id);

/** Whether the officer of an open counter is signed in and has come to it. */
export const isThere = ({
  signedOutAt,
  awaited,
}: Pick<CounterState, "signedOutAt" | "awaited">): boolean => signedOutAt === null && !awaited;

/** Whether the officer of this counter is there, and has no break. */
export const isCalling = ({
  open,
  breakUntil,
  ...seat
}: Pick<CounterState, "open" | "breakUntil" | "signedOutAt" | "awaited">): boolean =>
  open && breakUntil === null && isThere(seat);

/** Tickets that wait for this counter alone: no other one that calls now could take them. */
export function onlyHere(
  { queue, counters }: Pick<Hall, "queue" | "counters">,
  counter: CounterState,
): readonly QueuedTicket[] {
  const others = counters.filter((one) => isCalling(one) && one.id !== counter.id);
  return queue.filter(
    (one) => canCall(counter, one) && !others.some((other) => canCall(other, one)),
  );
}
