import { ok, type PlainRefusal, type Result, refuse } from "../kernel/index.ts";
import type { Ticket, TicketStatus } from "./model.ts";

/** A ticket with what only the hall itself needs to know of it. */
export interface Held extends Ticket {
  readonly announced: number;
  readonly servedSeconds: number | null;
}

/** What can be done with a ticket in hand; calling the next one is `callNext`'s. */
export type Act =
  | { readonly type: "recall" | "skip" | "start" | "finish" | "park" | "leave" }
  | { readonly type: "resume"; readonly counter: string }
  | { readonly type: "transfer"; readonly topic: string; readonly counter: string | null };

/** What happened, as the log of moments names it. */
export type Moment =
  | ("taken" | "called" | "recalled" | "skipped" | "started" | "finished")
  | ("transferred" | "parked" | "resumed" | "left" | "closed");

/** The columns that an act changes. */
type Value = string | number | boolean | Date | null;

export type Change = Readonly<{ status: TicketStatus } & Record<string, Value>>;

interface Rule {
  readonly from: readonly TicketStatus[];
  readonly what: Moment;
  /** The refusal where the ticket stands otherwise. */
  readonly otherwise: PlainRefusal<"conflict">;
}

/** Which act is possible in which status. */
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
  leave: { from: ["waiting", "called", "parked"], what: "left", otherwise: "centre.being-served" },
};

/** A ticket that was called so often and did not come is absent. */
const mostCalls = 2;

const served = ({ status, startedAt, servedSeconds }: Held, now: Date): number | null =>
  status !== "serving" || startedAt === null
    ? servedSeconds
    : (servedSeconds ?? 0) + Math.max(0, Math.round((now.getTime() - startedAt.getTime()) / 1000));

function change(held: Held, act: Act, now: Date): Change {
  const announce = { announced: held.announced + 1, announced_at: now };
  const away = { started_at: null, served_seconds: served(held, now) };
  switch (act.type) {
    case "recall":
      return { status: "called", ...announce };
    case "skip":
      return held.calls + 1 >= mostCalls
        ? { status: "absent", calls: held.calls + 1, ended_at: now }
        : {
            status: "waiting",
            calls: held.calls + 1,
            counter: null,
            called_at: null,
            skipped_at: now,
          };
    case "start":
      return { status: "serving", started_at: now };
    case "finish":
      return { status: "done", ended_at: now, served_seconds: served(held, now) };
    case "park":
      return { status: "parked", ...away };
    case "transfer": {
      const to = { topic: act.topic, reserved: act.counter, counter: null };
      // What was filled in at home was for the topic that he came for.
      const other = act.topic === held.topic ? {} : { prepared: false };
      return { status: "waiting", ...to, ...other, called_at: null, ...away };
    }
    case "resume":
      return { status: "called", counter: act.counter, called_at: now, ...announce };
    case "leave":
      return { status: "left", ended_at: now };
  }
}

/**
 * What an act changes, or why it cannot be now. Refuses centre.over (conflict) for a ticket that has
 * ended, and otherwise what its row of the table says.
 */
export function decide(
  held: Held,
  act: Act,
  now: Date,
): Result<{ readonly change: Change; readonly what: Moment }> {
  const { from, what, otherwise } = rules[act.type];
  if (from.includes(held.status)) return ok({ change: change(held, act, now), what });
  return refuse("conflict", held.endedAt === null ? otherwise : "centre.over");
}
