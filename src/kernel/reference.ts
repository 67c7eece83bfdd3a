import type { Reference } from "./id.ts";

/** No vowels (no rude words) and no look-alikes: 0/O/Q, 1/I/L, 2/Z, 5/S, 8/B, U/V are left out. */
const alphabet = "34679CDFGHJKMNPRTWXY";
const base = alphabet.length;
const drawn = 9;

/** Luhn mod N: catches every single mistyped character and nearly all swapped neighbours. */
function checkCharacter(text: string): string {
  let sum = 0;
  for (let i = text.length - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    const addend = alphabet.indexOf(text[i] ?? "") * factor;
    sum += Math.floor(addend / base) + (addend % base);
  }
  return alphabet[(base - (sum % base)) % base] ?? "";
}

/**
 * A reference to say over the telephone: `XXXXX-XXXXX`, nine drawn characters (39 bits) and a check.
 * `random`: at least 18 random bytes.
 */
export function makeReference(random: Uint8Array): Reference {
  let text = "";
  for (let i = 0; i < drawn; i++) {
    text += alphabet[((random[2 * i] ?? 0) * 256 + (random[2 * i + 1] ?? 0)) % base];
  }
  text += checkCharacter(text);
  return `${text.slice(0, 5)}-${text.slice(5)}` as Reference;
}

/** What a person typed, as a reference: any case, spaces and dashes anywhere. Undefined when it cannot be one. */
export function normaliseReference(typed: string): Reference | undefined {
  const text = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  if (text.length !== drawn + 1 || [...text].some((c) => !alphabet.includes(c))) return undefined;
  if (checkCharacter(text.slice(0, drawn)) !== text[drawn]) return undefined;
  return `${text.slice(0, 5)}-${text.slice(5)}` as Reference;
}

export const isReference = (text: string): text is Reference => normaliseReference(text) === text;

/**
 * A short code for one day and one place, said aloud or typed on a kiosk: `K7M4`. Guards nothing by
 * itself: 20 to the power of its length. `random`: at least two random bytes for each character.
 */
export const makeCode = (random: Uint8Array, length = 4): string =>
  Array.from(
    { length },
    (_, i) => alphabet[((random[2 * i] ?? 0) * 256 + (random[2 * i + 1] ?? 0)) % base],
  ).join("");
