/**
 * Which ticket a free counter calls next. Pure: a situation goes in, the id of a ticket comes out; it
 * knows no database and no clock, so the hall, a manager's "what if" and the measurement in
 * bench/queue ask the same function. It is not the taking of tickets, nor the calling of them.
 */
import { firstCome } from "./first-come.ts";
import type { QueuePolicy } from "./model.ts";

export { firstCome } from "./first-come.ts";
export type { OpenCounter, QueuePolicy, QueueSituation, Waiting } from "./model.ts";

/** The policy that the halls use. */
export const nextTicket: QueuePolicy = firstCome;
