import type { Pool } from "../platform/db/index.ts";
import { type EventLog, makeEventLog } from "../platform/events/index.ts";
import type { I18n } from "../platform/i18n/index.ts";
import type { Signer } from "./signer.ts";
import type { Words } from "./trust-list.ts";

/** What the module is made of; given once, by the wiring. */
export interface Parts {
  readonly sql: Pool;
  readonly signer: Signer;
  /** Where the public checks papers: `https://hamwe.example`, no slash at the end. */
  readonly origin: string;
  readonly clock: () => Date;
  /** Where all events go through. */
  readonly log?: EventLog;
  /** ISO 3166-1 alpha-2 of the government, upper case. */
  readonly territory: string;
  /** Who answers for the lists, by language. */
  readonly operator: Words;
  /** IANA zone in which dates on papers are written. */
  readonly timeZone: string;
  readonly i18n: Pick<I18n, "for">;
  /** Marks every paper as a demonstration. */
  readonly demonstration?: boolean;
}

/** Without observers; the app gives one that the whole platform shares. */
const ownLog = makeEventLog();
export const logOf = ({ log }: Pick<Parts, "log">): EventLog => log ?? ownLog;
