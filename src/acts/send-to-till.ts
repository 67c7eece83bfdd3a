import type { Application } from "../cases/index.ts";
import type { Centres, Seat, Ticket } from "../centres/index.ts";
import type { CounterDesk, SentToTill, Visit } from "../counter/index.ts";
import { type BillId, type CaseId, type OfficerId, type Result, refuse } from "../kernel/index.ts";
import type { Bill, Payments } from "../payments/index.ts";
import { personById } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { payable } from "./pay.ts";
import { recordNotifications } from "./tell-officers.ts";

interface Deps {
  readonly centres: Pick<Centres, "atCounter" | "hall" | "park" | "resume" | "seatOf">;
  readonly counter: CounterDesk;
  readonly payments: Pick<Payments, "billById" | "billsOfCase" | "cashiersAt">;
  readonly clock: () => Date;
}

/**
 * Sends the client of a visit to the cash desk of the hall with what this application owes: their
 * ticket waits there to come back, their file is closed, and the cash desk sees who comes with
 * what. Refuses centre.no-client without a ticket in hand, case.nothing-to-pay and
 * counter.no-cash-desk.
 */
export async function sendToTill(
  deps: Deps,
  visit: Visit,
  { id: caseId }: Pick<Application, "id">,
): Promise<Result<Ticket>> {
  const { centres, counter, payments, clock } = deps;
  const seat = visit.centre === null ? undefined : await centres.seatOf(visit.operator);
  const { current } = seat ? await centres.atCounter(seat) : {};
  if (!seat || !current || current.id !== visit.ticket)
    return refuse("conflict", "centre.no-client");
  const bills = payable(await payments.billsOfCase(caseId), clock());
  if (bills.length === 0) return refuse("conflict", "case.nothing-to-pay");
  if ((await payments.cashiersAt(seat.centre)).length === 0)
    return refuse("conflict", "counter.no-cash-desk");
  // First: who is parked without this row is missing at the cash desk; the other way nothing is.
  await counter.recordSentToTill(visit, { caseId, bills: bills.map(({ billId }) => billId) });
  const parked = await centres.park(seat);
  if (parked.ok) await counter.closeVisit(visit, "parked");
  return parked;
}

/** How a client stands who was sent to the cash desk. */
export interface TillClient {
  readonly ticket: string;
  readonly number: string;
  /** Whose file was open with the ticket. */
  readonly name: string | undefined;
  /** The counter that sent them. */
  readonly counter: string;
  readonly bills: readonly Bill[];
  readonly isPaid: boolean;
}

/** When all was paid for which these tickets were sent; null: not yet; no entry: not sent. */
export async function paidAtTill(
  { counter }: { readonly counter: Pick<CounterDesk, "sentToTill"> },
  tickets: readonly Pick<Ticket, "id">[],
): Promise<ReadonlyMap<string, Date | null>> {
  if (tickets.length === 0) return new Map();
  const rows = await counter.sentToTill(tickets.map(({ id }) => id));
  return new Map([...byTicket(rows)].map(([id, sent]) => [id, lastPaidAt(sent)]));
}

/**
 * The words for where a ticket stands, as its holder is told. Whoever was sent to the cash desk is
 * to pay there and come back; they were not sent for a document.
 */
export async function ticketStatus(
  deps: Parameters<typeof paidAtTill>[0],
  ticket: Pick<Ticket, "id" | "status">,
) {
  const { id, status } = ticket;
  const paidAt = status === "parked" ? (await paidAtTill(deps, [ticket])).get(id) : undefined;
  if (paidAt === undefined) return `hall.status.${status}` as const;
  return paidAt ? "hall.till.paid" : "hall.till.pay";
}

const lastPaidAt = (sent: readonly SentToTill[]): Date | null =>
  sent.every(isPaid) ? new Date(Math.max(...sent.map(({ paidAt }) => Number(paidAt)))) : null;

/** The application for which this ticket came back from the cash desk; the last of several. */
export async function paidFor(
  { counter }: Pick<Deps, "counter">,
  ticket: string,
): Promise<CaseId | undefined> {
  return (await counter.sentToTill([ticket])).findLast(isPaid)?.caseId;
}

const isPaid = ({ paidAt }: SentToTill): boolean => paidAt !== null;

const byTicket = (rows: readonly SentToTill[]) => Map.groupBy(rows, ({ ticket }) => ticket);

/**
 * Who comes to the cash desk of a hall, and who has paid and was not called back yet, for a cashier
 * there; each person sees that they were shown.
 */
export async function tillClients(
  {
    sql,
    centres,
    counter,
    payments,
  }: Pick<Deps, "centres" | "counter" | "payments"> & Pick<ActDeps, "sql">,
  { centre, cashier }: { readonly centre: string; readonly cashier: OfficerId },
): Promise<readonly TillClient[]> {
  const parked = (await centres.hall(centre))?.parked ?? [];
  if (parked.length === 0) return [];
  const sent = byTicket(await counter.sentToTill(parked.map(({ id }) => id)));
  const people = [...sent.values()].flat().map(({ person }) => person);
  await counter.recordLookOnce({ officer: cashier, people, centre, what: "at-till" });
  const clients = parked.map(async ({ id, number }) => {
    const rows = sent.get(id) ?? [];
    const bills = await Promise.all(rows.map(({ bill }) => payments.billById(bill)));
    const person = rows[0] && (await personById(sql, rows[0].person));
    return {
      ...{ ticket: id, number, name: person?.name, counter: rows[0]?.counter ?? "" },
      ...{ bills: bills.filter((bill) => bill !== undefined), isPaid: rows.every(isPaid) },
    };
  });
  return (await Promise.all(clients)).filter(({ bills }) => bills.length > 0);
}

/** A bill is paid: the operator who sent its client to the cash desk is told, once. */
export async function tellPaidAtTill(
  deps: Pick<ActDeps, "centres" | "clock" | "counter" | "notifications" | "sql">,
  bill: BillId,
): Promise<void> {
  const paid = await deps.counter.markPaidAtTill(bill);
  if (paid.length === 0) return;
  const notices = paid.map(async ({ ticket, centre, operator: officer }) => ({
    ...{ id: `client-paid:${ticket}:${bill}`, officer, kind: "client-paid" as const },
    reference: (await deps.centres.ticketIn(centre, ticket))?.number ?? null,
  }));
  await recordNotifications(deps, await Promise.all(notices));
}

/** Calls a ticket back to its counter; one that has paid says so as the reason of the call. */
export async function callBack(
  deps: Pick<Deps, "centres" | "counter">,
  seat: Seat,
  ticket: string,
): Promise<Result<Ticket>> {
  const hasPaid = (await paidAtTill(deps, [{ id: ticket }])).get(ticket);
  return deps.centres.resume(seat, ticket, hasPaid ? "paid" : undefined);
}
