import type { Translate } from "../platform/i18n/index.ts";
import { type SmsSize, shorten, smsSize, smsText } from "./sms.ts";
import type { MessageFact, MessageFacts, Template } from "./templates.ts";

export type Say = Pick<
  Translate,
  "named" | "lang" | "number" | "money" | "date" | "day" | "until" | "words"
>;

/** Limit of the name of a service or place in an SMS, in characters. */
const longestName = 40;
const longestPlace = 30;
/** Parts of an SMS that are paid for; letters of Azerbaijani need two. */
export const mostParts = (lang: string): number => (lang === "az" ? 2 : 1);
/** What an SMS may have: one part, in Azerbaijani two of 67 characters. */
const roomOf = (lang: string): number => (lang === "az" ? 134 : 160);

function say(fact: MessageFact, t: Say): string | number {
  if (typeof fact !== "object") return fact;
  if ("minor" in fact) return t.money(fact);
  if ("at" in fact) return t.day(fact.at, fact.timeZone);
  if ("until" in fact) return t.until(fact.until, fact.timeZone);
  return "day" in fact ? t.date(fact.day) : t.words(fact.words);
}

const saidFacts = (facts: MessageFacts, t: Say) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, say(fact, t)]));

/** The text of an SMS and its size. */
export function writeSms(
  template: Template,
  facts: MessageFacts,
  t: Say,
): SmsSize & { body: string } {
  const worded = saidFacts(facts, t);
  const upTo = (limit: number, fact: string | number | undefined) =>
    shorten(smsText(String(fact ?? ""), t.lang), limit);
  const short = {
    service: upTo(longestName, worded.service),
    place: upTo(longestPlace, worded.place),
    commitment: upTo(longestName, worded.commitment),
  };
  const write = (more: Readonly<Record<"reason" | "what", string>>) => {
    const text = t.named(`messages.${template}.sms`, { ...worded, ...short, ...more });
    // A name that was cut ends with its own dots.
    return smsText(text, t.lang).replaceAll("....", "...");
  };
  // The ground of a refusal, or what is asked for, fills the room that the rest leaves.
  const left = roomOf(t.lang) - smsSize(write({ reason: "", what: "" })).units;
  const [reason, what] = [upTo(left, worded.reason), upTo(left, worded.what)];
  const body = write({ reason, what });
  return { body, ...smsSize(body) };
}

/** The subject and text of an e-mail. */
export function writeEmail(template: Template, facts: MessageFacts, t: Say) {
  const worded = saidFacts(facts, t);
  const subject = t.named(`messages.${template}.subject`, worded).replaceAll(/\s+/g, " ").trim();
  return { subject, body: t.named(`messages.${template}.body`, worded) };
}
