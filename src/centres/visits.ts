import type { PersonId, Result } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type EventLog, makeEventLog } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { type AppointmentTasks, appointmentTasks, makeAppointments } from "./appointments/make.ts";
import type { AppointmentEvent } from "./appointments/model.ts";
import { makeCallOuts } from "./call-outs/make.ts";
import type { CallOutEvent } from "./call-outs/model.ts";
import { type CentresDeps, centreOf } from "./deps.ts";
import type { Appointments } from "./door-appointments.ts";
import type { CallOuts } from "./door-call-outs.ts";
import type { NewTicket, Ticket } from "./model.ts";

export type VisitEvent = AppointmentEvent | CallOutEvent;

export interface VisitsDeps extends CentresDeps {
  /** The jobs that follow from an event, enqueued in its transaction. */
  readonly consequences: (event: VisitEvent) => readonly JobSpec[];
  /** The log through which all events pass. */
  readonly log?: EventLog;
  /** The person's telephone (E.164), where known. */
  readonly phoneOf: (person: PersonId) => Promise<string | undefined>;
  readonly takeTicket: (wanted: NewTicket) => Promise<Result<Ticket>>;
}

export interface Visits {
  readonly appointments: Appointments;
  readonly callOuts: CallOuts;
  readonly visitTasks: AppointmentTasks;
}

/** Appointments at a centre, and call-outs of its operators. */
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
    callOuts: makeCallOuts(parts),
    visitTasks: appointmentTasks(parts),
  };
}
