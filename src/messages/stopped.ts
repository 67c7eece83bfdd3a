import type { Sql } from "../platform/db/index.ts";
import type { Template } from "./templates.ts";

/**
 * Sent even to a recipient who has stopped SMS: codes that they need to act, replies to what they
 * wrote, and notices that start a legal term (to answer, to appeal).
 */
export const evenIfStopped: ReadonlySet<Template> = new Set([
  "confirm-code",
  "confirm-address",
  "file-opened",
  "pin-set",
  "phone-added",
  "data-answered",
  "data-corrected",
  "data-breach",
  "email-returned",
  "taken-offline",
  "taken-let-go",
  "taken-discarded",
  "request",
  "refused",
  "revoked",
  "appeal-decided",
  "sms-status",
  "sms-wait",
  "sms-unserved",
  "sms-called",
  "sms-ticket",
  "sms-not-found",
  "sms-stopped",
  "sms-started",
  "sms-help",
]);

export const stopSms = (sql: Sql, phone: string, at: Date) => sql`
  insert into messages.stopped (phone, since) values (${phone}, ${at})
  on conflict on constraint stopped_pk do nothing`;

export const startSms = (sql: Sql, phone: string) =>
  sql`delete from messages.stopped where phone = ${phone}`;
