import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Appointments, CallOuts, Centres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { KeyRing } from "../../platform/http/index.ts";
import type { Security } from "../../platform/security/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { StaffDeps } from "../staff/index.ts";

/** What a hall's pages ask; given once, by the wiring. */
export interface HallDeps extends StaffDeps {
  readonly centres: Centres;
  readonly appointments: Pick<Appointments, "arrive">;
  readonly callOuts: Pick<CallOuts, "openOf" | "find" | "addressOf" | "plan" | "done" | "decline">;
  /** Whose file an officer left open; and who was shown where somebody lives. */
  readonly counter: CounterDesk;
  /** What was begun with a client who was served at a counter that an officer has left. */
  readonly cases: Cases;
  /** For platform/auth, which knows whom the operators visit. */
  readonly sql: Pool;
  readonly security: Security;
  readonly settings: Pick<Settings, "register">;
  readonly catalogue: Catalogue;
  readonly clock: () => Date;
  /** Public holidays, on which halls are closed. */
  readonly calendar: () => Calendar;
  /** Where people reach this server, without a slash at the end: for the code on a ticket. */
  readonly baseUrl: string;
  /** Sign what makes a browser a kiosk (see `hallDeviceKeys`). */
  readonly deviceKeys: KeyRing;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Officers of an authority in this role who work now, by name. */
  readonly officersWith: (
    authority: string,
    role: string,
  ) => Promise<readonly Pick<Colleague, "id" | "name" | "away">[]>;
}
