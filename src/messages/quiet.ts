import { addDays, clockTime, dateIn, instantOf } from "../kernel/index.ts";
import type { Template } from "./templates.ts";

/** When a government sends no SMS that can wait. */
export interface QuietSetting {
  /** Local time, `HH:MM`; over midnight where it ends before it begins. */
  readonly quietHours?: { readonly from: string; readonly until: string };
  readonly timeZone: string;
}

/**
 * Sent at any hour: codes that are needed at once, what was done with the person's own account,
 * answers to what they have just sent or ordered, their place in a queue, and that an appointment
 * does not take place.
 */
export const urgent: ReadonlySet<Template> = new Set<Template>([
  "confirm-code",
  "confirm-address",
  "pin-set",
  "phone-added",
  "file-opened",
  "sms-status",
  "sms-wait",
  "sms-unserved",
  "sms-called",
  "sms-ticket",
  "sms-not-found",
  "sms-stopped",
  "sms-started",
  "sms-help",
  "ticket-taken",
  "ticket-near",
  "ticket-unserved",
  "ticket-soon",
  "appointment-called-off",
]);

/**
 * The end of the quiet hours that an instant lies in, which are from their first minute up to,
 * without, the last; undefined where every SMS goes out.
 */
export function quietUntil({ quietHours, timeZone }: QuietSetting, at: Date): Date | undefined {
  if (!quietHours) return undefined;
  const { from, until } = quietHours;
  const now = clockTime(at, timeZone);
  const overMidnight = from > until;
  if (overMidnight ? now < from && now >= until : now < from || now >= until) return undefined;
  const today = dateIn(at, timeZone);
  const [hour = 0, minute = 0] = until.split(":").map(Number);
  const date = overMidnight && now >= from ? addDays(today, 1) : today;
  return instantOf(date, hour * 60 + minute, timeZone);
}
