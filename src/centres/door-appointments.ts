import type { CommandId, PersonId, Result } from "../kernel/index.ts";
import type { Centre, Ticket } from "./model.ts";

/** A time reserved for one person at one centre. */
export interface Appointment {
  readonly id: string;
  readonly centre: string;
  readonly topic: string;
  readonly service: string | null;
  readonly person: PersonId;
  /** E.g. `K7M4`, typed at the kiosk; unique among a centre's appointments of a day. */
  readonly code: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly party: number;
  readonly group: string | null;
  readonly lang: string;
  /** `cancelled` by the person; `called-off` because the centre is closed after all. */
  readonly status: "booked" | "arrived" | "cancelled" | "missed" | "called-off";
  readonly bookedAt: Date;
}

export interface Slot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly free: number;
}

/** How full a day is that can be booked. */
export interface DayLoad {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly free: number;
  /** All seats of the day whose time has not passed. */
  readonly places: number;
}

export interface Booking {
  readonly centre: string;
  readonly topic: string;
  readonly startsAt: Date;
  readonly person: PersonId;
  readonly service?: string;
  readonly group?: string;
  readonly party?: number;
  readonly lang: string;
  readonly key?: CommandId;
}

/**
 * Appointments. A database constraint ensures that no seat is given twice. Refusals:
 * centre.not-found, centre.topic-unknown, centre.group-unknown, centre.no-slots (takes no
 * appointments for this), centre.no-such-slot (closed then, or nothing begins then),
 * centre.slot-taken, centre.too-far-ahead (facts: days), centre.slot-past, centre.has-appointment
 * (one at a time for a topic), centre.appointment-unknown (another person's too),
 * centre.appointment-over (no longer booked).
 */
export interface Appointments {
  /** Days `YYYY-MM-DD` with at least one free seat, from today on. */
  freeDays(centre: string, topic: string): Promise<readonly string[]>;
  /** Every day from today on that has times to come, full ones included. */
  loads(centre: string, topic: string): Promise<readonly DayLoad[]>;
  freeSlots(centre: string, topic: string, day: string): Promise<readonly Slot[]>;
  book(booking: Booking): Promise<Result<Appointment>>;
  find(id: string): Promise<Appointment | undefined>;
  ofPerson(person: PersonId): Promise<readonly Appointment[]>;
  move(id: string, person: PersonId, startsAt: Date): Promise<Result<Appointment>>;
  cancel(id: string, person: PersonId): Promise<Result<Appointment>>;
  /** Results of a centre's appointments on these local days, both included, to measure absences. */
  kept(
    centre: string,
    from: string,
    to: string,
  ): Promise<Readonly<Record<Appointment["status"], number>>>;
  /** How many booked appointments would be called off if the centre had these hours. */
  calledOffBy(
    centre: Pick<Centre, "id" | "kind" | "hours" | "stops" | "closings">,
  ): Promise<number>;
  /**
   * The person has arrived: a ticket with the appointment's place in the queue. By code, by id, or
   * by the address of its page, as a scanner types it.
   * Refuses centre.too-early (facts: from), centre.too-late (the appointment is then missed; a
   * ticket without it can be taken), centre.appointment-unknown, centre.arrived-already.
   */
  arrive(centre: string, codeOrId: string): Promise<Result<Ticket>>;
  /**
   * The person came straight to a counter and told their code: the appointment of today, which is
   * then kept. Undefined for a code of nobody, of somebody else, or of another centre or day.
   */
  keptBy(
    person: PersonId,
    at: { readonly centre: string; readonly code: string },
  ): Promise<Appointment | undefined>;
}
