import type { Paragraph, SessionState } from "./model.ts";

/**
 * The minutes as bytes that are hashed and signed: paragraphs in order, languages in the order of
 * the session, every text normalised to NFC with single spaces, so that the same words in another
 * file give the same hash.
 */
export function canonicalMinutes({ languages, prevailing, paragraphs }: SessionState): string {
  const clean = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  const plain = paragraphs.map(({ id, item, kind, text }) => [
    id,
    item ?? "",
    kind,
    languages.map((lang) => clean(text[lang] ?? "")),
  ]);
  return JSON.stringify({ languages, prevailing: prevailing ?? "", paragraphs: plain });
}

/** Paragraphs that lack a language of the session: those texts cannot be agreed yet. */
export const untranslated = (
  { languages }: Pick<SessionState, "languages">,
  paragraphs: readonly Paragraph[],
): readonly { readonly paragraph: string; readonly lang: string }[] =>
  paragraphs.flatMap(({ id, text }) =>
    languages.filter((lang) => !text[lang]?.trim()).map((lang) => ({ paragraph: id, lang })),
  );
