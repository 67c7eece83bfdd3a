import type { Lang } from "./language.ts";

/** ISO 639-2 codes that some phones send instead of the two-letter ones. */
const threeLetters: Readonly<Record<string, string>> = {
  kin: "rw",
  eng: "en",
  fra: "fr",
  fre: "fr",
  aze: "az",
};

/**
 * The language to answer in: what the person chose before (cookie), else the best of
 * `Accept-Language` (RFC 9110, 12.5.4) among those offered, else the first offered.
 */
export function negotiate(
  acceptLanguage: string | undefined,
  cookie: string | undefined,
  offered: readonly [Lang, ...Lang[]],
): Lang {
  const offeredLang = (text: string | undefined) => offered.find((lang) => lang === text);
  const chosen = offeredLang(cookie);
  if (chosen) return chosen;
  let best: { lang: Lang; weight: number } | undefined;
  for (const range of (acceptLanguage ?? "").slice(0, 200).split(",")) {
    const [tag = "", ...rest] = range.trim().toLowerCase().split(";");
    const primary = tag.split("-")[0] ?? "";
    const lang = offeredLang(threeLetters[primary] ?? primary);
    const quality = rest.map((part) => part.trim()).find((part) => part.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2)) || 0;
    if (lang && weight > (best?.weight ?? 0)) best = { lang, weight };
  }
  return best?.lang ?? offered[0];
}
