import type { Journey, Jurisdiction, Words } from "../catalogue/index.ts";
import { type I18n, isLang } from "../platform/i18n/index.ts";

/** Where and when a catalogue is described. */
export interface Setting {
  readonly jurisdiction: Jurisdiction;
  /** Services that one moment of life brings, in one conversation. */
  readonly journeys?: readonly Journey[];
  /** Begins every IRI; without a slash at the end. */
  readonly baseUrl: string;
  /** `YYYY-MM-DD`: the day whose tariffs are told. */
  readonly today: string;
  readonly i18n: I18n;
}

/** The same thing said in every language of the government that the platform speaks. */
export const saidIn = (
  { jurisdiction, i18n }: Setting,
  say: (t: ReturnType<I18n["for"]>) => string,
): Words =>
  Object.fromEntries(
    jurisdiction.languages.filter(isLang).map((lang) => [lang, say(i18n.for(lang))]),
  );
