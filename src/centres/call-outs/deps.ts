import type { Calendar } from "../../kernel/index.ts";
import type { Pool, Sql } from "../../platform/db/index.ts";
import type { Centre } from "../model.ts";
import type { CallOutEvent } from "./model.ts";

export interface CallOutsDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly centre: (id: string) => Centre | undefined;
  /** Enqueues what follows, in the transaction of the event. */
  readonly react: (tx: Sql, event: CallOutEvent) => Promise<void>;
}
