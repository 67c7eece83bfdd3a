/** The format of one country's telephone numbers: ITU-T E.164 and the national numbering plan. */
export interface TelephoneRule {
  /** Digits only: `250`, `994`. */
  readonly countryCode: string;
  /** Prefix of a national number inside the country: `0`; empty where there is none. */
  readonly trunkPrefix: string;
  /** Pattern of a whole national number, without country code and trunk prefix. */
  readonly national: string;
  /** Number of digits of a national number. */
  readonly digits: number;
  /** A number as people of the country write it. */
  readonly example: string;
}

const e164 = /^\+[1-9]\d{7,14}$/;

/**
 * A number in E.164, of the right length where it belongs to the rule's country. Nothing more is
 * checked of a number with its country code, since numbering plans grow.
 */
export function isTelephone(text: string, rule?: TelephoneRule): boolean {
  if (!e164.test(text)) return false;
  const isNational = rule && text.startsWith(`+${rule.countryCode}`);
  return !isNational || text.length === 1 + rule.countryCode.length + rule.digits;
}

/**
 * A typed telephone number in E.164; undefined where invalid. A number without a country code is
 * one of the rule's country; without a rule every number needs its country code.
 */
export function readTelephone(text: string, rule?: TelephoneRule): string | undefined {
  const digits = text.replace(/[\s\u00a0().\-–/]/g, "").replace(/^00/, "+");
  const number = (rule && withCountry(digits, rule)) ?? digits;
  return isTelephone(number, rule) ? number : undefined;
}

/** `0788…`, `788…` and `250788…` as `+250788…`; undefined for other numbers. */
function withCountry(
  digits: string,
  { countryCode, trunkPrefix, national }: TelephoneRule,
): string | undefined {
  const match = new RegExp(`^(?:${countryCode}|${trunkPrefix})?(${national})$`).exec(digits);
  return match ? `+${countryCode}${match[1]}` : undefined;
}
