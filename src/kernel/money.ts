/** An amount in integer minor units of an ISO 4217 currency (RWF has 0 decimals, USD and AZN 2). */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

const decimals: Readonly<Record<string, number>> = { RWF: 0, UGX: 0, BIF: 0, JPY: 0 };

/** Decimals of a currency by ISO 4217, as practised (Rwanda prices in whole francs). */
export const currencyDecimals = (currency: string): number => decimals[currency] ?? 2;

/** `{minor: 250050, currency: "AZN"}` → `"2500.50"`, exact, for machines. */
export function decimalText({ minor, currency }: Money): string {
  const places = currencyDecimals(currency);
  if (places === 0) return String(minor);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Adds amounts of the same currency; one sum per currency, in order of first appearance. */
export function sumByCurrency(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}
