import type { Calendar, PersonId, Result } from "../../kernel/index.ts";
import type { Pool, Sql } from "../../platform/db/index.ts";
import type { Centre, NewTicket, Ticket } from "../model.ts";
import type { AppointmentEvent } from "./model.ts";

export interface AppointmentsDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly random: (bytes: number) => Uint8Array;
  readonly centre: (id: string) => Centre | undefined;
  /** Takes the ticket of a person who has arrived. */
  readonly takeTicket: (wanted: NewTicket) => Promise<Result<Ticket>>;
  /** The person's telephone (E.164), for "it is nearly your turn"; undefined where unknown. */
  readonly phoneOf: (person: PersonId) => Promise<string | undefined>;
  /** Enqueues what follows, in the transaction of the event. */
  readonly react: (tx: Sql, event: AppointmentEvent) => Promise<void>;
}
