/** The languages of the platform: Kinyarwanda, English, French, Azerbaijani (BCP 47). */
export const languages = ["rw", "en", "fr", "az"] as const;
export type Lang = (typeof languages)[number];

/** The language in which the words are first written, and to which a missing one falls back. */
export const sourceLang: Lang = "en";

/** Each language in its own words, as the language switch shows it. */
export const languageNames: Readonly<Record<Lang, string>> = {
  rw: "Kinyarwanda",
  en: "English",
  fr: "Français",
  az: "Azərbaycan",
};

export const isLang = (text: string | undefined): text is Lang =>
  languages.some((lang) => lang === text);
