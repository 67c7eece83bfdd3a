/** How telephone numbers are written in one country: ITU-T E.164 and the national numbering plan. */
export interface TelephoneRule {
  /** Digits only: `250`, `994`. */
  readonly countryCode: string;
  /** Dialled before a national number inside the country: `0`; empty where there is none. */
  readonly trunkPrefix: string;
  /** Pattern of a whole national number, without country code and trunk prefix. */
  readonly national: string;
  /** How many digits a national number has. */
  readonly digits: number;
  /** A number as people of the country write it. */
  readonly example: string;
}

const e164 = /^\+[1-9]\d{7,14}$/;

/**
 * A number in E.164 whose length is right where it belongs to the country of the rule. Of a number
 * with its country code no more is asked: plans grow, and the person wrote all of it.
 */
export function isTelephone(text: string, rule?: TelephoneRule): boolean {
  if (!e164.test(text)) return false;
  const own = rule && text.startsWith(`+${rule.countryCode}`);
  return !own || text.length === 1 + rule.countryCode.length + rule.digits;
}

/**
 * A typed telephone number in E.164; undefined for what is none. A number without a country code is
 * one of the rule's country; without a rule every number needs its country code.
 */
export function readTelephone(text: string, rule?: TelephoneRule): string | undefined {
  const digits = text.replace(/[\s\u00a0().\-–/]/g, "").replace(/^00/, "+");
  const number = (rule && withCountry(digits, rule)) ?? digits;
  return isTelephone(number, rule) ? number : undefined;
}

/** `0788…`, `788…` and `250788…` as `+250788…`; undefined for what is no national number. */
function withCountry(
  digits: string,
  { countryCode, trunkPrefix, national }: TelephoneRule,
): string | undefined {
  const found = new RegExp(`^(?:${countryCode}|${trunkPrefix})?(${national})$`).exec(digits);
  return found ? `+${countryCode}${found[1]}` : undefined;
}
