import type { DecisionTimes } from "../../../cases/index.ts";
import type { Catalogue, Definition, Provenance, Requirement } from "../../../catalogue/index.ts";
import type { Centre } from "../../../centres/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { SafeHtml } from "../../components/index.ts";
import type { CentreWaitsNow } from "../visits/index.ts";

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
  /** How long the latest decided applications took; absent where too few were decided. */
  readonly times?: DecisionTimes | undefined;
  /** How fees are paid, where that is not possible online. */
  readonly noWay?: string | undefined;
  /** Where people are served in person. */
  readonly centres: readonly Centre[];
  /** How long one waits now in each centre that serves it. */
  readonly waits: CentreWaitsNow;
  /** What the person does not meet, whatever they would answer. */
  readonly unmet: readonly Requirement[];
  /** The sources are shown: to officers and designers, and to whoever asks for them. */
  readonly sourced: boolean;
  /**
   * Where a fact comes from, or that it is an example: for officers, designers and whoever asks.
   * Nothing for others, who come to apply.
   */
  readonly source: (fact: Provenance) => SafeHtml | null;
}
