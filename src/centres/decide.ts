import { ok, type PlainRefusal, type Result, refuse } from "../kernel/index.ts";
import type { Ticket, TicketStatus } from "./model.ts";
import type { CallReason } from "./queue/index.ts";

/** A ticket with the columns that only this module needs. */
export interface TicketRow extends Ticket {
  readonly announced: number;
  readonly servedSeconds: number | null;
}

/** Acts on a ticket in hand; calling the next one is `callNext`. */
export type Act =
  | { readonly type: "recall" | "start" | "finish" | "park" | "leave" }
  /** `signedInSince`: since when the officer is there without a break, where that is known. */
  | { readonly type: "skip"; readonly signedInSince?: Date | null }
  | { readonly type: "prioritise" | "cancel" | "put-back" }
  /** At a device without network, at that time. */
  | { readonly type: "end"; readonly at: Date; readonly isAbsent: boolean }
  | { readonly type: "move"; readonly topic: string; readonly counter: string | null }
  | { readonly type: "resume"; readonly counter: string; readonly why?: CallReason }
  | { readonly type: "transfer"; readonly topic: string; readonly counter: string | null };

/** The name of the act in the log. */
export type Moment =
  | ("taken" | "called" | "recalled" | "skipped" | "started" | "finished")
  | ("transferred" | "parked" | "resumed" | "left" | "closed")
  | ("moved" | "prioritised" | "cancelled" | "put-back");

/** The columns that an act changes. */
type Value = string | number | boolean | Date | null;

export type Change = Readonly<{ status: TicketStatus } & Record<string, Value>>;

interface Rule {
  readonly from: readonly TicketStatus[];
  readonly what: Moment;
  /** The refusal in any other status. */
  readonly otherwise: PlainRefusal<"conflict">;
}

/** The statuses in which each act is possible. */
export const rules: Readonly<Record<Act["type"], Rule>> = {
  recall: { from: ["called"], what: "recalled", otherwise: "centre.not-called" },
  skip: { from: ["called"], what: "skipped", otherwise: "centre.not-called" },
  start: { from: ["called"], what: "started", otherwise: "centre.not-called" },
  finish: { from: ["serving"], what: "finished", otherwise: "centre.not-serving" },
  park: { from: ["serving"], what: "parked", otherwise: "centre.not-serving" },
  transfer: {
    from: ["called", "serving"],
    what: "transferred",
    otherwise: "centre.not-serving",
  },
  resume: { from: ["parked"], what: "resumed", otherwise: "centre.not-parked" },
  move: { from: ["waiting"], what: "moved", otherwise: "centre.not-waiting" },
  prioritise: { from: ["waiting"], what: "prioritised", otherwise: "centre.not-waiting" },
  cancel: { from: ["waiting"], what: "cancelled", otherwise: "centre.not-waiting" },
  "put-back": { from: ["absent", "left"], what: "put-back", otherwise: "centre.not-over" },
  end: { from: ["waiting", "called"], what: "finished", otherwise: "centre.being-served" },
  leave: { from: ["waiting", "called", "parked"], what: "left", otherwise: "centre.being-served" },
};

/** A ticket that did not come after this many calls is absent. */
const mostCalls = 2;

const served = ({ status, startedAt, servedSeconds }: TicketRow, now: Date): number | null =>
  status !== "serving" || startedAt === null
    ? servedSeconds
    : (servedSeconds ?? 0) + Math.max(0, Math.round((now.getTime() - startedAt.getTime()) / 1000));

/** Whether the officer came back to their counter only after this call. */
export const isLaterThanCall = (
  { calledAt }: Pick<Ticket, "calledAt">,
  signedInSince: Date | null,
): boolean => calledAt !== null && signedInSince !== null && signedInSince > calledAt;

/** Whether it was called back from an errand: the policy did not call it. */
export const isCalledBack = ({ status, why }: Pick<Ticket, "status" | "why">): boolean =>
  status === "called" && (why === null || why === "paid");

function change(ticket: TicketRow, act: Act, now: Date): Change {
  const announce = { announced: ticket.announced + 1, announced_at: now };
  const away = { started_at: null, served_seconds: served(ticket, now) };
  switch (act.type) {
    case "recall":
      return { status: "called", ...announce };
    case "skip":
      // Their turn has begun, and what it was about is still open: they are awaited as before.
      if (isCalledBack(ticket)) return { status: "parked", skipped_at: now };
      // Nobody was there to come to: it is called again, and where it was sent.
      if (isLaterThanCall(ticket, act.signedInSince ?? null))
        return {
          ...{ status: "waiting", counter: null, called_at: null, skipped_at: now },
          reserved: ticket.why === "reserved" ? ticket.counter : null,
        };
      return ticket.calls + 1 >= mostCalls
        ? { status: "absent", calls: ticket.calls + 1, ended_at: now }
        : {
            status: "waiting",
            calls: ticket.calls + 1,
            counter: null,
            called_at: null,
            skipped_at: now,
          };
    case "start":
      return { status: "serving", started_at: now };
    case "finish":
      return { status: "done", ended_at: now, served_seconds: served(ticket, now) };
    case "park":
      return { status: "parked", ...away };
    case "transfer": {
      const to = { topic: act.topic, reserved: act.counter, counter: null };
      // A form filled in beforehand was for the original topic.
      const other = act.topic === ticket.topic ? {} : { prepared: false };
      return { status: "waiting", ...to, ...other, called_at: null, ...away };
    }
    case "resume":
      // They came before: what they missed until then does not count any more.
      return {
        ...{ status: "called", counter: act.counter, called_at: now, ...announce },
        ...{ called_why: act.why ?? null, calls: 0 },
      };
    case "move": {
      const other = act.topic === ticket.topic ? {} : { prepared: false };
      return { status: "waiting", topic: act.topic, reserved: act.counter, ...other };
    }
    case "prioritise":
      return { status: "waiting", put_first: true };
    case "put-back":
      // With its waiting time, and the right to be called as often as before.
      return {
        ...{ status: "waiting", calls: 0, counter: null, reserved: null, ended_at: null },
        ...{ called_at: null, started_at: null, skipped_at: null },
      };
    case "end":
      return { status: act.isAbsent ? "absent" : "done", ended_at: act.at };
    case "cancel":
    case "leave":
      return { status: "left", ended_at: now };
  }
}

/**
 * The changes that an act makes, or why it is refused. Refuses centre.over (conflict) for a ticket
 * that has ended, and otherwise as the act's row says.
 */
export function decide(
  ticket: TicketRow,
  act: Act,
  now: Date,
): Result<{ readonly change: Change; readonly what: Moment }> {
  const { from, what, otherwise } = rules[act.type];
  if (from.includes(ticket.status)) return ok({ change: change(ticket, act, now), what });
  return refuse("conflict", ticket.endedAt === null ? otherwise : "centre.over");
}
