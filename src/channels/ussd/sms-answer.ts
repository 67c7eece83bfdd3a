import { statusWords, trackOffline } from "../../acts/index.ts";
import type { TicketStatus } from "../../centres/index.ts";
import type { Reference } from "../../kernel/index.ts";
import type { MessageFacts, Template } from "../../messages/index.ts";
import { heardLately, hearOnce, languageOf, type PhoneKeys, wasHeard } from "../../phone/index.ts";
import { type Person, personByPhone } from "../../platform/auth/index.ts";
import { isLang, type Lang } from "../../platform/i18n/index.ts";
import type { PhoneDeps } from "./deps.ts";
import { langFor } from "./line.ts";
import type { Said } from "./places.ts";
import { type Asked, askedBy } from "./sms-in.ts";
import { ticketNumber, ticketSaid } from "./waiting.ts";

/** An SMS as it came in. */
export interface SmsIn {
  readonly id: string;
  /** E.164 */
  readonly phone: string;
  readonly text: string;
}

interface Answer {
  readonly template: Template;
  readonly facts: MessageFacts;
}

/**
 * So many answers go to one telephone in an hour: a machine at its other end would answer ours for
 * ever.
 */
const mostAnswers = 20;

/**
 * Does what an SMS asks and answers it in the language of the telephone, of its person, or of the
 * word that was used. What comes twice (the gateway asks again) is done and answered once. STOP is
 * done however often somebody has written; only its answer may be left out.
 */
export async function answerSms(deps: PhoneDeps, keys: PhoneKeys, sms: SmsIn): Promise<void> {
  if (await wasHeard(deps.sql, sms.id)) return;
  const phoneHash = keys.phone(sms.phone);
  const [chosen, person, before] = await Promise.all([
    languageOf(deps.sql, phoneHash),
    personByPhone(deps.sql, sms.phone),
    heardLately(deps.sql, phoneHash, deps.clock()),
  ]);
  const { asked, lang: ofWord } = askedBy(sms.text);
  const lang = chosen ?? ownLanguage(person) ?? ofWord ?? langFor({}, deps);
  const { template, facts } = await answerTo(deps, sms.phone, asked, lang);
  if (before < mostAnswers)
    await deps.messages.send({
      ...{ template, facts, lang },
      id: `sms-in:${sms.id}`,
      personId: person?.id ?? null,
      to: { phone: sms.phone },
    });
  await hearOnce(deps.sql, sms.id, phoneHash, deps.clock());
}

function ownLanguage(person: Person | undefined): Lang | undefined {
  const lang = person?.language ?? undefined;
  return isLang(lang) ? lang : undefined;
}

async function answerTo(deps: PhoneDeps, phone: string, asked: Asked, lang: Lang): Promise<Answer> {
  switch (asked.ask) {
    case "stop":
      await deps.messages.stop(phone);
      return { template: "sms-stopped", facts: {} };
    case "start":
      await deps.messages.start(phone);
      return { template: "sms-started", facts: {} };
    case "status":
      return statusOf(deps, asked.reference, lang);
    case "wait":
      return waitIn(deps, asked.number, lang);
    case "help":
      return { template: "sms-help", facts: {} };
  }
}

const notFound: Answer = { template: "sms-not-found", facts: {} };

/** As on the page where anybody who knows the reference sees where it stands. */
async function statusOf(
  deps: PhoneDeps,
  reference: string | undefined,
  lang: Lang,
): Promise<Answer> {
  const tracked = reference ? await deps.cases.track(reference as Reference) : undefined;
  const def = tracked && (await deps.catalogue.findVersion(tracked.service, tracked.definition));
  const words = def?.title;
  if (!tracked && reference) return statusOffline(deps, reference as Reference, lang);
  if (!tracked || !words) return notFound;
  const status = deps.i18n.for(lang)(`status.${statusWords[tracked.status]}`);
  return {
    template: "sms-status",
    facts: { reference: tracked.reference, service: { words }, status },
  };
}

/** Of one that was taken without network and is not with the office yet. */
async function statusOffline(deps: PhoneDeps, reference: Reference, lang: Lang): Promise<Answer> {
  const waiting = await trackOffline(deps, reference);
  const offered = waiting?.offered;
  const def = offered && (await deps.catalogue.findVersion(offered.service, offered.definition));
  if (!waiting) return notFound;
  const words = def?.title ?? deps.centres.list().find(({ id }) => id === waiting.centre)?.name;
  const status = deps.i18n.for(lang)(`public.offline.status-${waiting.waits}`);
  return { template: "sms-status", facts: { reference, service: { words: words ?? {} }, status } };
}

const answerOf: Readonly<Partial<Record<Said["key"], Template>>> = {
  "ussd.called": "sms-called",
  "ussd.state": "sms-ticket",
  "ussd.unserved": "sms-unserved",
};

/** The hall that has called the number; else one where it waits; else any that gave it today. */
async function waitIn(deps: PhoneDeps, typed: string | undefined, lang: Lang): Promise<Answer> {
  const number = typed && ticketNumber(typed);
  if (!number) return notFound;
  const { centres } = deps;
  const each = centres.list().map(async ({ id: hall }) => ({
    ...{ hall, status: (await centres.statusesOf(hall, [number]))[0]?.status },
  }));
  const halls = (await Promise.all(each)).filter(({ status }) => status !== undefined);
  const at = (status: TicketStatus) => halls.find((one) => one.status === status);
  const { hall } = at("called") ?? at("waiting") ?? halls[0] ?? {};
  const answer = hall && (await ticketSaid(deps, hall, number, deps.i18n.for(lang)));
  if (!answer) return notFound;
  return { template: answerOf[answer.key] ?? "sms-wait", facts: answer.facts ?? {} };
}
