import type { Face } from "../paper/index.ts";
import type { Pool } from "../platform/db/index.ts";
import { type EventLog, makeEventLog } from "../platform/events/index.ts";
import type { I18n, Lang } from "../platform/i18n/index.ts";
import type { Signer } from "../signing/index.ts";
import type { Words } from "./trust-list.ts";

/** The dependencies of the module, given once by the wiring. */
export interface Parts {
  readonly sql: Pool;
  readonly signer: Signer;
  /** Where the public checks certificates: `https://hamwe.example`, without a trailing slash. */
  readonly origin: string;
  readonly clock: () => Date;
  /** The log through which all events pass. */
  readonly log?: EventLog;
  /** ISO 3166-1 alpha-2 of the government, upper case. */
  readonly territory: string;
  /** The operator of the lists, by language. */
  readonly operator: Words;
  /** IANA zone of the dates on certificates. */
  readonly timeZone: string;
  readonly i18n: Pick<I18n, "for">;
  /** The newest links of the chains over what is only added to, to be published. */
  readonly heads?: () => Promise<readonly object[]>;
  /** How the state looks on paper; a plain frame where none is given. */
  readonly face?: Face | undefined;
  /** The state's languages, its own first: papers are in their reader's and in one of these. */
  readonly languages?: readonly Lang[];
  /** Marks every certificate as a demonstration. */
  readonly demonstration?: boolean;
}

/** A log without observers; the app passes one shared by the whole platform. */
const ownLog = makeEventLog();
export const logOf = ({ log }: Pick<Parts, "log">): EventLog => log ?? ownLog;
