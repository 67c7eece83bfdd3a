/** The format of one country's identity numbers. */
export interface IdentityNumberRule {
  /**
   * Pattern of a whole number, capitals and digits without separators; a group `birthYear` is the
   * year of birth.
   */
  readonly pattern: string;
  /** A number as on a card. */
  readonly example: string;
}

/** A typed identity number without separators, in capitals. */
export const plainIdentityNumber = (text: string): string =>
  text.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase();

export const isIdentityNumber = (plain: string, { pattern }: IdentityNumberRule): boolean =>
  new RegExp(`^(?:${pattern})$`).test(plain);

/** The year of birth that a number says, where the country writes one into it. */
export const birthYearIn = (plain: string, { pattern }: IdentityNumberRule): string | undefined =>
  new RegExp(`^(?:${pattern})$`).exec(plain)?.groups?.birthYear;

/** Whether a numeric keypad is enough to type one. */
export const isAllDigits = ({ example }: IdentityNumberRule): boolean => /^[\d\s]+$/.test(example);
