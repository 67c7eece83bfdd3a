import type { makeMostUsed } from "../../acts/index.ts";
import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Appointments, Centres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Credentials } from "../../credentials/index.ts";
import type { AskedWords } from "../../form/index.ts";
import type { Help } from "../../help/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Notifications } from "../../notifications/index.ts";
import type { Payments } from "../../payments/index.ts";
import type { Codes } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import type { Security } from "../../platform/security/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { Staff } from "../../staff/index.ts";
import type { StaffDeps } from "../staff/index.ts";

/** What the pages of those who serve people in person ask; given once, by the wiring. */
export interface CounterDeps extends StaffDeps {
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly centres: Centres;
  readonly appointments: Appointments;
  readonly counter: CounterDesk;
  readonly credentials: Credentials;
  readonly messages: Messages;
  readonly help: Help;
  readonly notifications: Notifications;
  readonly codes: Codes;
  readonly payments: Payments;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly askedWords: (lang: Lang) => AskedWords;
  /** For platform/auth, which keeps people, codes and sessions. */
  readonly sql: Pool;
  readonly security: Security;
  readonly staff: Staff;
  readonly settings: Pick<Settings, "register">;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** So many of the services that were applied for most of late, the most used first. */
  readonly mostUsed: ReturnType<typeof makeMostUsed>;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
