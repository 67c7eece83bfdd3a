import type { Facts } from "./message.ts";

const pattern =
  /^(?:(\d+)bd|(\d+)bh|P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?)$/;
const units = [
  "working-days",
  "working-hours",
  "years",
  "months",
  "weeks",
  "days",
  "hours",
  "minutes",
];

/**
 * `30bd` → "30 working days", `6bh` → "6 working hours", `P1Y6M` (ISO 8601) → "1 year and 6
 * months".
 */
export function durationWords(
  text: string,
  t: (key: string, facts?: Facts) => string,
  list: (items: readonly string[]) => string,
): string {
  const match = pattern.exec(text);
  if (!match) return text;
  const words = units.flatMap((unit, index) => {
    const count = match[index + 1];
    return count === undefined ? [] : [t(`duration.${unit}`, { count: Number(count) })];
  });
  return words.length === 0 ? text : list(words);
}
