/** Whom people can call, in words; the same on the help page and at the foot of every page. */
import type { HelpDesk } from "../catalogue/index.ts";
import { type OpenState, openAt } from "../centres/index.ts";
import type { Calendar } from "../kernel/index.ts";
import { isLang, type Translate } from "../platform/i18n/index.ts";
import { type HoursRow, hoursWords } from "./opening.ts";

export interface HelpDeskWords {
  readonly number: string;
  /** `tel:9099` */
  readonly href: string;
  /** Whose number it is, where that is not this platform's. */
  readonly of: string;
  readonly languages: string;
  readonly hours: readonly HoursRow[];
  readonly email: string | undefined;
  /** Not all of it was confirmed by the government. */
  readonly illustrative: boolean;
}

/** The help desk of this government. */
export function helpDeskWords({ telephone, hours, email }: HelpDesk, t: Translate): HelpDeskWords {
  const spoken = telephone.languages.map((lang) =>
    isLang(lang) ? t(`help.language.${lang}`) : lang,
  );
  return {
    number: telephone.number,
    href: `tel:${telephone.number.replaceAll(/[^0-9+]/g, "")}`,
    of: t.words(telephone.of ?? {}),
    languages: t.list(spoken),
    hours: hoursWords(hours.spans, t),
    email: email?.address,
    illustrative: [telephone, hours, email].some((fact) => fact?.illustrative === true),
  };
}

/** Whether somebody answers now. */
export const helpDeskState = ({ hours }: HelpDesk, now: Date, calendar: Calendar): OpenState =>
  openAt({ kind: "hall", hours: hours.spans }, now, calendar);
