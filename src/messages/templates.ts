import type { Money } from "../kernel/index.ts";

/**
 * The messages, and the facts that each one needs. The words are in messages/notices.*.yaml under
 * `messages.<template>.{sms,subject,body}`.
 */
export const templates = {
  submitted: ["reference", "service"],
  "fee-due": ["reference", "service", "amount", "number", "date"],
  paid: ["reference", "service", "amount"],
  credit: ["reference", "service", "amount"],
  refunded: ["reference", "service", "amount"],
  request: ["reference", "service", "date", "what"],
  answered: ["reference", "service"],
  "office-wrote": ["reference", "service"],
  extended: ["reference", "service", "date"],
  "paper-given": ["reference", "service"],
  selected: ["reference", "service"],
  granted: ["reference", "service"],
  "granted-to-pay": ["reference", "service"],
  refused: ["reference", "service", "reason"],
  withdrawn: ["reference", "service"],
  "contact-changed": ["reference", "service"],
  expiring: ["reference", "service", "date"],
  "appeal-received": ["reference", "service"],
  "appeal-decided": ["reference", "service", "status"],
  revoked: ["reference", "service"],
  "journey-needs-you": ["service"],
  "journey-stopped": ["reference", "service"],
  "confirm-code": ["code", "service"],
  "confirm-address": ["code"],
  "file-opened": ["place", "time"],
  "pin-set": ["time"],
  "phone-added": ["place", "time"],
  "data-answered": [],
  "data-corrected": ["reference"],
  "data-breach": ["what", "date"],
  "email-returned": ["reason"],
  "taken-offline": ["reference", "service", "place"],
  "taken-let-go": ["reference", "service", "place"],
  "taken-discarded": ["reference", "service", "place"],
  "sms-status": ["reference", "service", "status"],
  "sms-wait": ["number", "ahead", "from", "to"],
  "sms-unserved": ["number"],
  "sms-called": ["number", "counter"],
  "sms-ticket": ["number", "state"],
  "sms-not-found": [],
  "sms-stopped": [],
  "sms-started": [],
  "sms-help": [],
  "appointment-booked": ["code", "date", "time", "place"],
  "appointment-reminder": ["code", "date", "time", "place"],
  "appointment-moved": ["code", "date", "time", "place"],
  "appointment-cancelled": ["date", "time", "place"],
  "appointment-called-off": ["date", "time", "place"],
  "outing-ordered": ["date"],
  "outing-planned": ["date", "time"],
  "outing-declined": ["date", "reason"],
  "ticket-taken": ["ticket", "from", "to"],
  "ticket-near": ["ticket"],
  "ticket-unserved": ["ticket"],
  "ticket-soon": ["ticket"],
  "update-asked": ["commitment", "date", "link"],
  "update-reminder": ["commitment", "date", "link"],
  "update-received": ["commitment", "status", "link"],
  "post-taken-over": ["post", "note", "link"],
  "update-silent": ["commitment", "post", "date", "link"],
  "staff-invited": ["place", "link", "date"],
  "officer-told": ["count", "list", "link"],
  "links-digest": ["count", "list", "link"],
  monday: ["date", "list", "link"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Template = keyof typeof templates;

/** What whoever has it can act with: it goes from the outbox once it is sent. */
export const secretTemplates: readonly Template[] = [
  "confirm-code",
  "confirm-address",
  "update-asked",
  "update-reminder",
  "update-received",
  "staff-invited",
];

/**
 * A fact that is put into words when the message is written: plain text, an amount, a local day
 * `YYYY-MM-DD`, an instant as a day in a time zone, the last day of a term, or words by language.
 * All can be stored as JSON.
 */
export type MessageFact =
  | string
  | number
  | Money
  | { readonly day: string }
  | { readonly at: string; readonly timeZone: string }
  | { readonly until: string; readonly timeZone: string }
  | { readonly words: Readonly<Record<string, string>> };

/** Facts by the name of their placeholder; a template gets at least those that it names. */
export type MessageFacts = Readonly<
  Partial<Record<(typeof templates)[Template][number] | "dial" | "help", MessageFact>>
>;
