import { isLang } from "../../../platform/i18n/index.ts";

/** Texts in several languages within what a side states, by where they stand in it. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One text in one language, "" where a side has none. */
export interface LanguageChange {
  readonly lang: string;
  readonly ours: string;
  readonly theirs: string;
}

const isText = (value: object): value is Readonly<Record<string, string>> => {
  const entries = Object.entries(value);
  return (
    entries.length > 0 && entries.every(([name, text]) => isLang(name) && typeof text === "string")
  );
};

function textsIn(value: unknown, at = ""): Texts {
  if (typeof value !== "object" || value === null) return {};
  if (!Array.isArray(value) && isText(value)) return { [at]: value };
  const parts = Object.entries(value).map(([name, part]) => textsIn(part, `${at}/${name}`));
  return Object.assign({}, ...parts);
}

/** In which languages the texts of two statements differ. */
export function languageChanges(ours: object, theirs: object): readonly LanguageChange[] {
  const [own, other] = [textsIn(ours), textsIn(theirs)];
  const places = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  return places.flatMap((at) => {
    const [a, b] = [own[at] ?? {}, other[at] ?? {}];
    const langs = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return langs
      .map((lang) => ({ lang, ours: a[lang] ?? "", theirs: b[lang] ?? "" }))
      .filter((change) => change.ours !== change.theirs);
  });
}
