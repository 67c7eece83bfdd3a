import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import type { Act } from "./decide.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Ticket } from "./model.ts";
import { knownCounter } from "./seats.ts";
import { takeTurn, ticketById, ticketsLike, toTicket } from "./store.ts";
import { seatAt } from "./store-floor.ts";
import { writeAct } from "./write-act.ts";

/**
 * To another topic or to one counter alone; before everybody in its line; away from the queue; back
 * into it, where it was called in vain or given up.
 */
export type ManagerAct = Extract<
  Act,
  {
    readonly type: "move" | "prioritise" | "cancel" | "put-back";
  }
>;

/**
 * Why a ticket is changed by hand, by what is done with it: lists, so that nobody's illness is
 * written down.
 */
export const manageReasons = {
  move: ["matter", "health", "asked", "mistake", "other"],
  prioritise: ["health", "sent-back", "mistake", "other"],
  cancel: ["gone", "twice", "asked", "mistake", "other"],
  "put-back": ["late", "mistake", "other"],
} as const satisfies Readonly<Record<ManagerAct["type"], readonly string[]>>;
export type ManageReason = (typeof manageReasons)[ManagerAct["type"]][number];

/** The reason that a text names; undefined where it is none for this act. */
export const manageReason = (act: ManagerAct, text: string): ManageReason | undefined =>
  manageReasons[act.type].find((each) => each === text);

export interface Managing {
  readonly centre: string;
  /** Its id. */
  readonly ticket: string;
  readonly officer: OfficerId;
  readonly act: ManagerAct;
  readonly reason: ManageReason;
}

function checkedTarget(deps: CentresDeps, { centre: id, act }: Managing): Result<true> {
  const centre = centreOf(deps, id);
  if (!centre) return refuse("not-found", "centre.not-found");
  if (act.type !== "move") return ok(true);
  const topic = centre.topics.find((each) => each.id === act.topic);
  if (!topic) return refuse("not-found", "centre.topic-unknown");
  return act.counter === null ? ok(true) : knownCounter(deps, { centre: id, counter: act.counter });
}

/**
 * An act of whoever runs the floor on a ticket that waits, or that has ended without being served.
 * Refuses centre.not-waiting for one that was called or has ended meanwhile, centre.not-over for
 * one that is in the queue again, centre.ticket-unknown for one of another hall or day,
 * centre.topic-unknown and centre.counter-unknown; centre.counter-closed where it would wait for a
 * counter at which nobody sits.
 */
export async function manage(deps: CentresDeps, managing: Managing): Promise<Result<Ticket>> {
  const { centre, ticket: id, officer, act, reason } = managing;
  const target = checkedTarget(deps, managing);
  if (!target.ok) return target;
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const row = await ticketById(tx, id);
    if (row?.centre !== centre || row.day !== dayOf(deps, deps.clock()))
      return refuse("not-found", "centre.ticket-unknown");
    const counter = act.type === "move" ? act.counter : null;
    if (counter !== null && !(await seatAt(tx, centre, counter)))
      return refuse("conflict", "centre.counter-closed");
    return writeAct(deps, tx, row, act, { officer, reason });
  });
}

/** Tickets of today in whose number these characters stand, the newest first, ten at most. */
export const ticketsNumbered = async (
  deps: CentresDeps,
  centre: string,
  part: string,
): Promise<readonly Ticket[]> => {
  if (!/^[A-Z0-9-]{1,10}$/.test(part)) return [];
  const rows = await ticketsLike(deps.sql, { centre, day: dayOf(deps, deps.clock()), part });
  return rows.map(toTicket);
};

/** A ticket of today in this hall, for whoever runs it. */
export async function ticketIn(
  deps: CentresDeps,
  centre: string,
  id: string,
): Promise<Ticket | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const row = await ticketById(deps.sql, id);
  const here = row?.centre === centre && row.day === dayOf(deps, deps.clock());
  return here ? toTicket(row) : undefined;
}

/** See `Centres.isByHand`. */
export async function isByHand({ sql }: Pick<CentresDeps, "sql">, id: string): Promise<boolean> {
  const given = await sql`
    select from centres.moment where ticket = ${id} and what = 'taken' and officer is not null`;
  return given.length > 0;
}
