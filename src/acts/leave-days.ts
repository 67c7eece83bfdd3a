import type { Absence } from "../kernel/index.ts";
import type { Translate } from "../platform/i18n/index.ts";

/** The days of leave in words, the last one included. */
export const leaveDays = (
  t: Translate,
  { fromAt, untilAt }: Pick<Absence, "fromAt" | "untilAt">,
  timeZone: string,
): string => `${t.day(fromAt, timeZone)} – ${t.until(untilAt, timeZone)}`;
