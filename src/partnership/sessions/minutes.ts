import { createHash } from "node:crypto";
import type { Day, Words } from "../instruments/model.ts";
import type { Erratum, Paragraph, SessionState } from "./model.ts";

/**
 * The minutes as bytes that are hashed and signed: paragraphs in order, languages in the order of
 * the session, every text normalised to NFC with single spaces, so that the same words in another
 * file give the same hash.
 */
export function canonicalMinutes({ languages, prevailing, paragraphs }: SessionState): string {
  const clean = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  const plain = paragraphs.map(({ id, item, kind, text, promised }) => [
    id,
    item ?? "",
    kind,
    languages.map((lang) => clean(text[lang] ?? "")),
    ...(promised
      ? [
          promised.deadline,
          clean(promised.measure),
          Object.entries(promised.owners).sort(),
          ...(promised.verification ? [clean(promised.verification)] : []),
        ]
      : []),
  ]);
  return JSON.stringify({ languages, prevailing: prevailing ?? "", paragraphs: plain });
}

/** SHA-256 of the minutes as they stand, lower-case hex: what both sides sign. */
export const minutesHash = (state: SessionState): string =>
  createHash("sha256").update(canonicalMinutes(state)).digest("hex");

/** Paragraphs that lack a language of the session: those texts cannot be agreed yet. */
export const untranslated = (
  { languages }: Pick<SessionState, "languages">,
  paragraphs: readonly Paragraph[],
): readonly { readonly paragraph: string; readonly lang: string }[] =>
  paragraphs.flatMap(({ id, text }) =>
    languages.filter((lang) => !text[lang]?.trim()).map((lang) => ({ paragraph: id, lang })),
  );

/** Both sides have said yes to it. */
export const isAgreed = (
  { parties }: Pick<SessionState, "parties">,
  { assents }: SessionState["errata"][number],
): boolean => parties.every((party) => assents.some(({ side }) => side === party));

/** The text of a paragraph as errata of both sides have corrected it. */
export function correctedText(state: SessionState, paragraph: Paragraph): Words {
  const errata: readonly Erratum[] = state.errata.filter(
    (one) => one.paragraph === paragraph.id && isAgreed(state, one),
  );
  return Object.assign({}, paragraph.text, ...errata.map(({ text }) => text));
}

/**
 * How much of a session everybody may see: nothing before its embargo has passed; then that it is
 * planned or was held; its minutes once both sides have agreed to them.
 */
export function publicPart(
  { phase, embargoUntil }: SessionState,
  today: Day,
): "nothing" | "event" | "minutes" {
  if (phase === "none" || phase === "cancelled") return "nothing";
  const running = phase === "planned" || phase === "open";
  if (embargoUntil === "end" ? running : embargoUntil !== undefined && today < embargoUntil)
    return "nothing";
  return phase === "agreed" ? "minutes" : "event";
}
