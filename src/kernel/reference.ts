import type { Reference } from "./id.ts";

/** No vowels (to avoid words) and no look-alikes: 0/O/Q, 1/I/L, 2/Z, 5/S, 8/B, U/V are left out. */
export const codeAlphabet = "34679CDFGHJKMNPRTWXY";
const base = codeAlphabet.length;
const drawn = 9;

/** Luhn mod N: detects every single wrong character and nearly all swaps of neighbours. */
function checkCharacter(text: string): string {
  let sum = 0;
  for (let i = text.length - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    const addend = codeAlphabet.indexOf(text[i] ?? "") * factor;
    sum += Math.floor(addend / base) + (addend % base);
  }
  return codeAlphabet[(base - (sum % base)) % base] ?? "";
}

/**
 * A reference that can be read out: `XXXXX-XXXXX`, nine random characters (39 bits) and a check
 * character. `random`: at least 18 random bytes.
 */
export function makeReference(random: Uint8Array): Reference {
  let text = "";
  for (let i = 0; i < drawn; i++) {
    text += codeAlphabet[((random[2 * i] ?? 0) * 256 + (random[2 * i + 1] ?? 0)) % base];
  }
  text += checkCharacter(text);
  return `${text.slice(0, 5)}-${text.slice(5)}` as Reference;
}

const charactersOf = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** As long as a reference: what is wrong with it is a character, not how much was typed. */
export const isReferenceLong = (typed: string): boolean => charactersOf(typed).length === drawn + 1;

/**
 * The reference that a person typed: any case, spaces and dashes anywhere. Undefined when invalid.
 */
export function normaliseReference(typed: string): Reference | undefined {
  const text = charactersOf(typed);
  if (text.length !== drawn + 1 || [...text].some((c) => !codeAlphabet.includes(c)))
    return undefined;
  if (checkCharacter(text.slice(0, drawn)) !== text[drawn]) return undefined;
  return `${text.slice(0, 5)}-${text.slice(5)}` as Reference;
}

/**
 * The references that somebody may have meant who typed two neighbouring characters the wrong way
 * round; none where what was typed is a reference.
 */
export function swappedReferences(typed: string): readonly Reference[] {
  const text = charactersOf(typed);
  if (text.length !== drawn + 1 || normaliseReference(text)) return [];
  const swapped = [...text.slice(1)].map(
    (next, at) => text.slice(0, at) + next + text[at] + text.slice(at + 2),
  );
  return [...new Set(swapped)].flatMap((each) => normaliseReference(each) ?? []);
}

/**
 * How the references begin of which somebody typed the first characters, at least so many.
 * Undefined where no reference begins so.
 */
export function referenceStart(typed: string, least: number): string | undefined {
  const text = charactersOf(typed);
  const isStart = /^[a-z\d\s-]+$/i.test(typed) && [...text].every((c) => codeAlphabet.includes(c));
  if (!isStart || text.length < least || text.length > drawn) return undefined;
  return text.length > 5 ? `${text.slice(0, 5)}-${text.slice(5)}` : text;
}

export const isReference = (text: string): text is Reference => normaliseReference(text) === text;

/**
 * A short code for one day and one centre, read out or typed at a kiosk: `K7M4`. Not secret: 20 to
 * the power of its length. `random`: at least two random bytes per character.
 */
export const makeCode = (random: Uint8Array, length = 4): string =>
  Array.from(
    { length },
    (_, i) => codeAlphabet[((random[2 * i] ?? 0) * 256 + (random[2 * i + 1] ?? 0)) % base],
  ).join("");
