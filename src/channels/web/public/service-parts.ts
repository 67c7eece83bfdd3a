import type { Catalogue, Definition } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { SafeHtml } from "../../components/index.ts";

/** All that the page of a service is made from. */
export interface ServiceParts {
  readonly def: Definition;
  readonly catalogue: Catalogue;
  /** `YYYY-MM-DD`: the day whose tariff is shown. */
  readonly today: string;
  /** Hidden fields of the form that starts an application. */
  readonly hidden: SafeHtml;
  /** Nobody is signed in: starting leads through sign-in and back to this page. */
  readonly guest: boolean;
  readonly t: Translate;
}
