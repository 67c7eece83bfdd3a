import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import type { Credentials } from "../../credentials/index.ts";
import { type Applicant, type CodeLists, type FormFacts, nobody } from "../../form/index.ts";
import { type Calendar, dateIn } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import type { Payments } from "../../payments/index.ts";
import type { Codes } from "../../platform/auth/index.ts";
import type { Pool } from "../../platform/db/index.ts";
import type { Secrets } from "../../platform/http/index.ts";
import type { I18n } from "../../platform/i18n/index.ts";
import type { Seal } from "../../programs/index.ts";

/** What the reference of a demonstration applies with, line by line. */
export interface TryOut {
  readonly service: string;
  readonly person: { readonly name: string; readonly nationalId: string };
  readonly answers: Readonly<Record<string, unknown>>;
  /** Path of the page on which the person's code can be read. */
  readonly codeAt: string;
}

/** What the wiring gives. */
export interface ApiNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly calendar: () => Calendar;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  readonly payments: Payments;
  /** Who has had a person's file open in person. */
  readonly counter: Pick<CounterDesk, "visitsOf" | "isDraftHeld">;
  readonly credentials: Credentials;
  readonly messages: Messages;
  readonly codes: Codes;
  readonly i18n: I18n;
  /** Where programs reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly secrets: Secrets;
  /** Webhooks may then go to this machine and without TLS, and a client for everybody is there. */
  readonly demonstration: boolean;
  readonly tryOut?: TryOut | undefined;
}

export interface ApiDeps extends ApiNeeds {
  readonly seal: Seal;
}

/**
 * The facts of the day; of the applicant only what is given. `renewal`: a paper is to be renewed.
 */
export const factsOf = (
  { clock, catalogue }: Pick<ApiDeps, "clock" | "catalogue">,
  applicant: Partial<Applicant> = {},
  renewal = false,
): FormFacts => ({
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  applicant: { ...nobody, ...applicant },
  renewal,
});

export const listsOf =
  ({ catalogue }: Pick<ApiDeps, "catalogue">): CodeLists =>
  (id) =>
    catalogue.codeList(id) ?? [];
