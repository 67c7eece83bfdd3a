import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Credentials } from "../../credentials/index.ts";
import type { AskedWords } from "../../form/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Notifications } from "../../notifications/index.ts";
import type { Payments } from "../../payments/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { Security } from "../../platform/security/index.ts";
import type { Privacy } from "../../privacy/index.ts";
import type { Staff } from "../../staff/index.ts";
import type { StaffDeps } from "../staff/index.ts";

/** What the officers' pages ask; given once, by the wiring. */
export interface OfficeDeps extends StaffDeps {
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly payments: Payments;
  readonly credentials: Credentials;
  readonly messages: Messages;
  readonly privacy: Privacy;
  readonly notifications: Notifications;
  readonly staff: Staff;
  /** How a language says what officers found. */
  readonly askedWords: (lang: string) => AskedWords;
  readonly clock: () => Date;
  /** For platform/security. */
  readonly sql: Pool;
  readonly security: Pick<Security, "record">;
  /** The government's working days and its time zone. */
  readonly calendar: () => Calendar;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** How old a sign-in or proof may be when somebody signs or decides, in minutes. */
  readonly proofMinutes: number;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
