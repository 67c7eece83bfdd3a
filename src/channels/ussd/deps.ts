import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Appointments, Centres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Credentials } from "../../credentials/index.ts";
import type { AskedWords } from "../../form/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Messages, SmsReport } from "../../messages/index.ts";
import type { Payments } from "../../payments/index.ts";
import type { Codes, Pins } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { I18n, Lang } from "../../platform/i18n/index.ts";

/** The way in from the telephone company's gateway. */
export interface PhoneGateway {
  /** Part of the address that only the gateway knows: it does not sign what it sends. */
  readonly secret: string;
  /** Addresses that it calls from; empty for any. */
  readonly addresses: readonly string[];
  /** What people dial: `*182*7#`. */
  readonly serviceCode: string;
  /** A carrier by whose own words reports of delivery are read. */
  readonly http?: { readonly report?: SmsReport | undefined } | undefined;
}

/** What the feature phone asks; given once, by the wiring. */
export interface PhoneDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly i18n: I18n;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly counter: Pick<CounterDesk, "takenUnder" | "isDraftHeld" | "sentToTill">;
  readonly payments: Payments;
  readonly credentials: Credentials;
  readonly messages: Messages;
  readonly codes: Codes;
  readonly pins: Pins;
  readonly centres: Pick<Centres, "list" | "find" | "waits" | "statusesOf" | "ticketNumbered">;
  readonly appointments?: Pick<
    Appointments,
    "freeDays" | "freeSlots" | "book" | "ofPerson" | "cancel"
  >;
  readonly askedWords: (lang: Lang) => AskedWords;
  /** At least 32 characters; keys of the channel are derived from it. */
  readonly secret: string;
  readonly demonstration: boolean;
  /** Absent where no gateway is connected: the telephone is then silent. */
  readonly gateway: PhoneGateway | undefined;
}
