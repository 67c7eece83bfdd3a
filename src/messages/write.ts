import type { Translate } from "../platform/i18n/index.ts";
import { type SmsSize, shorten, smsSize, smsText } from "./sms.ts";
import type { MessageFact, MessageFacts, Template } from "./templates.ts";

export type Say = Pick<Translate, "named" | "lang" | "money" | "date" | "day" | "until" | "words">;

/** In an SMS a service and a place are called by at most this many characters of their names. */
const longestName = 40;
const longestPlace = 30;

function say(fact: MessageFact, t: Say): string | number {
  if (typeof fact !== "object") return fact;
  if ("minor" in fact) return t.money(fact);
  if ("at" in fact) return t.day(fact.at, fact.timeZone);
  if ("until" in fact) return t.until(fact.until, fact.timeZone);
  return "day" in fact ? t.date(fact.day) : t.words(fact.words);
}

const saidFacts = (facts: MessageFacts, t: Say) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, say(fact, t)]));

/** The text of an SMS and what it costs. */
export function writeSms(
  template: Template,
  facts: MessageFacts,
  t: Say,
): SmsSize & { body: string } {
  const said = saidFacts(facts, t);
  const service = shorten(smsText(String(said.service ?? ""), t.lang), longestName);
  const place = shorten(smsText(String(said.place ?? ""), t.lang), longestPlace);
  const body = smsText(t.named(`messages.${template}.sms`, { ...said, service, place }), t.lang);
  return { body, ...smsSize(body) };
}

/** The subject and the text of an e-mail. */
export function writeEmail(template: Template, facts: MessageFacts, t: Say) {
  const said = saidFacts(facts, t);
  const subject = t.named(`messages.${template}.subject`, said).replaceAll(/\s+/g, " ").trim();
  return { subject, body: t.named(`messages.${template}.body`, said) };
}
