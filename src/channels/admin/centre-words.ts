import { weekdayWords } from "../../acts/index.ts";
import type { Words } from "../../catalogue/index.ts";
import { isLang, languageNames } from "../../platform/i18n/index.ts";
import type { StaffField, Typed } from "../staff/index.ts";
import type { Admin } from "./admin.ts";

export const centresPath = "/admin/centres";
export const centrePath = (id: string): string => `${centresPath}/${id}`;

/** "Monday" … "Sunday", by the number of ISO 8601. */
export const weekdayName = ({ t }: Admin, weekday: number): string => weekdayWords(weekday, t);

const languagesOf = ({ deps }: Admin): readonly string[] => deps.catalogue.jurisdiction.languages;

interface Named {
  readonly name: string;
  /** What is asked for, "Reason": "Reason (English)" stands at its field. */
  readonly label: string;
  readonly words?: Words | undefined;
  /** It may stay empty, in all languages. */
  readonly optional?: true;
  readonly kind?: "text" | "lines";
}

/** One field for each language of the government. */
export const wordsFields = (
  at: Admin,
  { name, label, words, optional, kind = "text" }: Named,
): StaffField[] =>
  languagesOf(at).map((lang) => {
    const language = isLang(lang) ? languageNames[lang] : lang;
    const asked = at.t("settings.in-language", { label, language });
    return {
      ...{ kind, name: `${name}-${lang}`, value: words?.[lang], label: asked, rows: 2 },
      ...(!optional && { missing: at.t("settings.enter", { label: asked }) }),
    };
  });

/** The words that were typed; undefined where there is none in any language. */
export function wordsIn(at: Admin, { values }: Typed, name: string): Words | undefined {
  const entries = languagesOf(at).flatMap((lang) => {
    const text = (values[`${name}-${lang}`] ?? "").slice(0, 2_000);
    return text === "" ? [] : [[lang, text] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
