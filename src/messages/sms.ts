/** The basic character set of 3GPP TS 23.038, 6.2.1: one septet each (ESC itself left out). */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Its extension table, 6.2.1.1: an escape and a character, two septets. */
const extension = new Set("\f^{}\\[~]|€");

export interface SmsSize {
  readonly encoding: "GSM-7" | "UCS-2";
  /** Septets, or UTF-16 code units. */
  readonly units: number;
  /** Parts that the operator sends and charges for. */
  readonly segments: number;
}

const inGsm = (character: string): boolean => basic.has(character) || extension.has(character);

/**
 * Room in one message, and in each part of a longer one (6 octets go to the header: TS 23.040,
 * 9.2.3.24.1).
 */
const room = { "GSM-7": { one: 160, part: 153 }, "UCS-2": { one: 70, part: 67 } };

/** ASCII letters, digits and signs of the basic set: the common case. */
const oneSeptetEach = /^[\n !-Z_a-z]*$/;

/**
 * The encoding and size of a text as SMS. A pair of septets or surrogates is never split between
 * parts.
 */
export function smsSize(text: string): SmsSize {
  if (text.length <= room["GSM-7"].one && oneSeptetEach.test(text))
    return { encoding: "GSM-7", units: text.length, segments: 1 };
  const characters = [...text];
  const encoding = characters.every(inGsm) ? "GSM-7" : "UCS-2";
  const width = (character: string) =>
    encoding === "UCS-2" ? character.length : extension.has(character) ? 2 : 1;
  const units = characters.reduce((sum, character) => sum + width(character), 0);
  const { one, part } = room[encoding];
  if (units <= one) return { encoding, units, segments: 1 };
  let segments = 1;
  let filled = 0;
  for (const character of characters) {
    filled += width(character);
    if (filled <= part) continue;
    segments += 1;
    filled = width(character);
  }
  return { encoding, units, segments };
}

/** Typographic signs and their plain replacements. */
const typography: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\u2011": "-",
  "–": "-",
  "—": "-",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "…": "...",
  œ: "oe",
  Œ: "OE",
};

const withoutMark = (character: string): string =>
  character.normalize("NFD").replaceAll(/\p{M}/gu, "");

/**
 * The text as sent: typographic signs become plain ones, and in Kinyarwanda, English and French a
 * letter outside GSM-7 loses its mark (`reçu` → `recu`), because one such letter more than halves
 * what fits. Azerbaijani keeps its letters: ə and ı distinguish words from those with e and i.
 */
export function smsText(text: string, lang: string): string {
  if (oneSeptetEach.test(text)) return text;
  const plain = [...text.normalize("NFC")].map((character) => typography[character] ?? character);
  if (lang === "az") return plain.join("");
  return plain.map((piece) => ([...piece].every(inGsm) ? piece : withoutMark(piece))).join("");
}

/** A long name, cut after a whole word to fit the limit in characters, dots included. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 2);
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : text.slice(0, limit - 3)).trimEnd()}...`;
}
