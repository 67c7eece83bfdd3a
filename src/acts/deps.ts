import type { Cases } from "../cases/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { RunningCentres, Visits } from "../centres/index.ts";
import type { CounterDesk } from "../counter/index.ts";
import type { Credentials } from "../credentials/index.ts";
import type { Help } from "../help/index.ts";
import type { Calendar } from "../kernel/index.ts";
import type { Messages } from "../messages/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Partnership } from "../partnership/index.ts";
import type { Payments } from "../payments/index.ts";
import type { Codes } from "../platform/auth/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { I18n } from "../platform/i18n/index.ts";
import type { Privacy } from "../privacy/index.ts";
import type { Staff } from "../staff/index.ts";

/** The siblings that acts combine, given once by the wiring. Each act names those that it uses. */
export interface ActDeps extends Visits {
  readonly sql: Pool;
  readonly clock: () => Date;
  /** The government's working days and its time zone. */
  readonly calendar: () => Calendar;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly centres: RunningCentres;
  readonly counter: CounterDesk;
  readonly payments: Payments;
  readonly credentials: Credentials;
  readonly help: Help;
  readonly messages: Messages;
  readonly notifications: Notifications;
  readonly partnership: Partnership;
  readonly privacy: Privacy;
  readonly staff: Staff;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly codes: Codes;
  readonly i18n: I18n;
}
