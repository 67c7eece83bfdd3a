import { type Calendar, dateIn, type PersonId } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import type { Centre } from "./model.ts";

export interface CentresDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly timeZone: string;
  /** Read each time: centres are published while servers run. */
  readonly centres: () => readonly Centre[];
  /** Public holidays, on which halls are closed. */
  readonly calendar: () => Calendar;
  /** Whether this person has already filled in the form of one of these services. */
  readonly filledIn: (person: PersonId, services: readonly string[]) => Promise<boolean>;
  /** Since when counters have a file open of somebody without a ticket, by counter. */
  readonly withoutTicket: (centre: string, sql: Sql) => Promise<ReadonlyMap<string, Date>>;
  readonly random: (bytes: number) => Uint8Array;
  readonly enqueue: (tx: Sql, specs: readonly JobSpec[]) => Promise<void>;
}

/** The authority that runs the halls and employs their staff and the agents. */
export const centresOffice = "service-centres";

export const centreOf = ({ centres }: Pick<CentresDeps, "centres">, id: string) =>
  centres().find((centre) => centre.id === id);

/** Local day `YYYY-MM-DD`. */
export const dayOf = ({ timeZone }: Pick<CentresDeps, "timeZone">, at: Date): string =>
  dateIn(at, timeZone);
