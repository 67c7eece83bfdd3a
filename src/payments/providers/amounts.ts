import { currencyDecimals, type Money } from "../../kernel/index.ts";
import { ProviderFault } from "../provider.ts";

/**
 * `"500"` or `"500.00"` as providers write it, in minor units, exactly. Throws `ProviderFault`
 * (unreadable) for what is no such amount: more places than the currency has, unless they are 0.
 */
export function readMoney(amount: unknown, currency: unknown): Money {
  const text = typeof amount === "number" ? String(amount) : amount;
  const parts = typeof text === "string" ? /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(text) : null;
  if (!parts || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    throw new ProviderFault("unreadable", "no amount in the answer");
  const places = currencyDecimals(currency);
  const [, whole = "", fraction = ""] = parts;
  const minor = fraction.slice(0, places).padEnd(places, "0");
  if (/[^0]/.test(fraction.slice(places)))
    throw new ProviderFault("unreadable", "an amount with parts of a minor unit");
  return { minor: Number(whole + minor), currency };
}
