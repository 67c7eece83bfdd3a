import type { Application, OwnPlace } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Credential } from "../../../credentials/index.ts";
import type { Calendar } from "../../../kernel/index.ts";
import type { Bill } from "../../../payments/index.ts";
import type { SafeHtml } from "../../components/index.ts";
import type { RenewalTime } from "./renewal.ts";

/** One application as its person sees it. */
export interface CaseView {
  readonly app: Application;
  readonly bills: readonly Bill[];
  readonly papers: readonly Credential[];
  readonly now: Date;
  /** Local date of `now`. */
  readonly today: string;
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  readonly renewFrom: RenewalTime | undefined;
  readonly place: OwnPlace | undefined;
  readonly csrf: SafeHtml;
}
