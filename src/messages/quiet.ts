import { clockTime } from "../kernel/index.ts";
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
  "pin-set",
  "file-opened",
  "sms-status",
  "sms-wait",
  "sms-called",
  "sms-not-found",
  "sms-stopped",
  "sms-started",
  "sms-help",
  "ticket-taken",
  "ticket-soon",
  "appointment-called-off",
]);

/** Whether only urgent SMS go out at an instant: from the first minute up to, without, the last. */
export function isQuiet({ quietHours, timeZone }: QuietSetting, at: Date): boolean {
  if (!quietHours) return false;
  const { from, until } = quietHours;
  const now = clockTime(at, timeZone);
  return from <= until ? now >= from && now < until : now >= from || now < until;
}
