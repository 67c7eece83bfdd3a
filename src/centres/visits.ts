import type { PersonId, Result } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type EventLog, makeEventLog } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { type AppointmentTasks, appointmentTasks, makeAppointments } from "./appointments/make.ts";
import type { AppointmentEvent } from "./appointments/model.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import type { Appointments } from "./door-appointments.ts";
import type { Outings } from "./door-outings.ts";
import type { NewTicket, Ticket } from "./model.ts";
import { makeOutings } from "./outings/make.ts";
import type { OutingEvent } from "./outings/model.ts";

export type VisitEvent = AppointmentEvent | OutingEvent;

export interface VisitsDeps extends CentresDeps {
  /** The jobs that follow from an event; written in its transaction. */
  readonly consequences: (event: VisitEvent) => readonly JobSpec[];
  /** Where all events go through. */
  readonly log?: EventLog;
  /** The person's telephone (E.164), where one is known. */
  readonly phoneOf: (person: PersonId) => Promise<string | undefined>;
  readonly takeTicket: (wanted: NewTicket) => Promise<Result<Ticket>>;
}

export interface Visits {
  readonly appointments: Appointments;
  readonly outings: Outings;
  readonly visitTasks: AppointmentTasks;
}

/** What is arranged beforehand: times kept at a centre, and visits of its operators. */
export function makeVisits(deps: VisitsDeps): Visits {
  const log = deps.log ?? makeEventLog();
  const react = (tx: Sql, event: VisitEvent) => {
    const { id, at } = event.data;
    const about = `${event.type.startsWith("Outing") ? "outing" : "appointment"}-${id}`;
    return log.announce(tx, { about, events: [event], at: new Date(at) }, deps.consequences(event));
  };
  const parts = { ...deps, centre: (id: string) => centreOf(deps, id), react };
  return {
    appointments: makeAppointments(parts),
    outings: makeOutings(parts),
    visitTasks: appointmentTasks(parts),
  };
}
