import {
  clientOfTicket,
  type FamilyMember,
  familyOf,
  paidAtTill,
  type Unpaid,
  unpaidHere,
} from "../../acts/index.ts";
import { loadVersions } from "../../catalogue/index.ts";
import {
  type Centre,
  type CounterState,
  canCall,
  onlyHere,
  type QueuedTicket,
  type Seat,
  type Ticket,
} from "../../centres/index.ts";
import type { Visit } from "../../counter/index.ts";
import { type Person, personById } from "../../platform/auth/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import type { ServingDesk } from "./desk.ts";

/** All that stands on the first page of one who serves. */
export interface AtSeat {
  readonly seat: Seat | undefined;
  readonly centre: Centre | undefined;
  readonly current: Ticket | undefined;
  readonly parked: readonly Ticket[];
  /** Of those who were sent to the cash desk: when they had paid all; null: not yet. */
  readonly paid: ReadonlyMap<string, Date | null>;
  /** Tickets that this counter could call. */
  readonly waiting: number;
  /** Of them, those that no other open counter could call. */
  readonly onlyHere: readonly QueuedTicket[];
  /** When the operator said to be back; null without a break. */
  readonly breakUntil: Date | null;
  /** What the floor manager has put off until this client is done. */
  readonly after: CounterState["after"];
  /** The client whose file is open. */
  readonly client: { readonly visit: Visit; readonly person: Person } | undefined;
  /** What the client still has to pay, of what their open file shows. */
  readonly unpaid: readonly Unpaid[];
  /** Whose file was open with the ticket in hand before: they come back. */
  readonly back: Person | undefined;
  /** Who of the several people of the ticket in hand was served before. */
  readonly family: readonly FamilyMember[];
}

export async function atSeat(serving: ServingDesk): Promise<AtSeat> {
  const { deps, officer, door } = serving;
  const [seat, visit] = await Promise.all([
    door === "counter" ? deps.centres.seatOf(officer.id) : undefined,
    deps.counter.openVisitOf(officer.id),
  ]);
  const person = visit && (await personById(deps.sql, visit.person));
  const client = visit && person && { visit, person };
  const unpaid = client ? await unpaidHere(deps, client.visit) : [];
  await loadVersions(
    deps.catalogue,
    unpaid.map(({ app }) => app),
  );
  const nothing = {
    ...{ seat, current: undefined, parked: [], waiting: 0, onlyHere: [] },
    ...{ centre: undefined, client },
    ...{ unpaid, breakUntil: null, after: null, paid: new Map(), back: undefined },
    family: [],
  };
  if (!seat) return nothing;
  const [desk, hall] = await Promise.all([
    deps.centres.atCounter(seat),
    deps.centres.hall(seat.centre),
  ]);
  const centre = deps.centres.find(seat.centre);
  const counter = hall?.counters.find(({ id }) => id === seat.counter);
  if (counter?.after && !desk.current && !visit) {
    // Nobody touched the file of whoever had no ticket: what waited for its end is due.
    await deps.centres.noticeFile(seat);
    if ((await deps.centres.seatOf(officer.id))?.counter !== seat.counter) return atSeat(serving);
  }
  if (counter?.awaited) await deps.centres.arrive(seat);
  const callable = counter ? (hall?.queue ?? []).filter((one) => canCall(counter, one)) : [];
  const inHand =
    desk.current && !client
      ? { operator: officer.id, ticket: desk.current.id, centre: seat.centre }
      : undefined;
  // Both record whom they show: one after the other, so that it is recorded once.
  const back = inHand && (await clientOfTicket(deps, inHand));
  const [paid, family] = await Promise.all([
    paidAtTill(deps, desk.parked),
    inHand && (desk.current?.party ?? 1) > 1 ? familyOf(deps, inHand) : [],
  ]);
  return {
    ...nothing,
    ...desk,
    paid,
    back,
    family,
    waiting: callable.length,
    onlyHere: hall && counter ? onlyHere(hall, counter) : [],
    centre,
    breakUntil: counter?.breakUntil ?? null,
    after: counter?.after ?? null,
  };
}

/** What became of a seat with the end of its client: closed or moved, as was put off. */
export async function seatNews(
  { deps, officer }: Pick<ServingDesk, "deps" | "officer">,
  { counter }: Seat,
): Promise<Flash | undefined> {
  const now = await deps.centres.seatOf(officer.id);
  if (now?.counter === counter) return undefined;
  const kind = "notice";
  return now
    ? { kind, code: "counter.seat-moved", facts: { number: now.counter } }
    : { kind, code: "counter.seat-closed", facts: { number: counter } };
}

/** What a counter can send a person on to: topics, and counters by their number. */
export const topicName = (centre: Centre | undefined, id: string) =>
  centre?.topics.find((topic) => topic.id === id)?.name;
