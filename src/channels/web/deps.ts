import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Appointments, CallOuts, Centres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Credentials, Shares } from "../../credentials/index.ts";
import type { AskedWords } from "../../form/index.ts";
import type { Help } from "../../help/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Notifications } from "../../notifications/index.ts";
import type { Exchange, Partnership } from "../../partnership/index.ts";
import type { Payments } from "../../payments/index.ts";
import type { Codes } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { I18n, Lang } from "../../platform/i18n/index.ts";
import type { Security } from "../../platform/security/index.ts";
import type { Privacy } from "../../privacy/index.ts";

/** What the pages for people ask; given once, by the wiring. */
export interface WebDeps {
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly partnership: Partnership;
  readonly exchange: Exchange;
  readonly payments: Payments;
  readonly credentials: Credentials;
  /** Links by which people show their papers. */
  readonly shares: Shares;
  readonly messages: Messages;
  readonly privacy: Privacy;
  readonly centres: Centres;
  readonly appointments: Appointments;
  readonly callOuts: CallOuts;
  /** Who has had a person's file open, and what was sent for them for a reason. */
  readonly counter: Pick<
    CounterDesk,
    | "visitsOf"
    | "looksAt"
    | "approvalsOf"
    | "consentsOf"
    | "takenUnder"
    | "takenDrafts"
    | "isDraftHeld"
    | "besidesOf"
  >;
  /** What officers are told of what a person reports. */
  readonly notifications: Notifications;
  readonly help: Help;
  readonly i18n: I18n;
  readonly clock: () => Date;
  /** For `assessment`, which keeps ratings. */
  readonly sql: Pool;
  readonly security: Security;
  /** Codes that confirm an address. */
  readonly codes: Codes;
  /** When this government works: for terms that are told before they begin. */
  readonly calendar: () => Calendar;
  /** How answers are put into words. */
  readonly askedWords: (lang: Lang) => AskedWords;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** Shows a banner above every page that links to `/demo`. */
  readonly demonstration: boolean;
  /** Names of officers by id, for "who looked at my file". */
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
