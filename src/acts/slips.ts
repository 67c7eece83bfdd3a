/** What a person takes home beside the certificate: receipt, decision, slip of an appointment. */
import { createHash } from "node:crypto";
import type { Application } from "../cases/index.ts";
import { everyService, type LetterText } from "../catalogue/index.ts";
import type { Appointment, Centre, Ticket } from "../centres/index.ts";
import { makeReference, withoutScheme } from "../kernel/index.ts";
import {
  type Both,
  drawLetter,
  type Letter,
  type PaperField,
  plainFace,
  type Two,
  two,
} from "../paper/index.ts";
import type { Attempt, Bill, CashReceipt, Refund } from "../payments/index.ts";
import type { Lang, PlainKey, Translate } from "../platform/i18n/index.ts";
import { appointmentWords } from "./appointment.ts";
import type { ActDeps } from "./deps.ts";
import { type LetterCase, letterWords, slipWords } from "./letter-words.ts";

export type SlipNeeds = Pick<ActDeps, "catalogue" | "i18n" | "baseUrl" | "calendar"> & {
  /** Own words instead of those in force: to try a text before it is. */
  readonly letters?: Readonly<Record<string, LetterText>> | undefined;
  /** Every slip says so. */
  readonly demonstration: boolean;
};

/** What a letter is drawn with: its words are those of its day. */
export type LetterNeeds = SlipNeeds & Pick<ActDeps, "sql">;

export const field = (both: Both, label: PlainKey, say: (t: Translate) => string): PaperField => ({
  label: two(both, (t) => t(label)),
  value: two(both, say),
});

export function frameOf(deps: SlipNeeds, both: Both): Pick<Letter, "face" | "both" | "notice"> {
  const face = deps.catalogue.jurisdiction.state ?? plainFace;
  const own = face.illustrative === true && face.emblem.paths.length > 0;
  const notice = two(both, (t) =>
    own ? t("certificate.demonstration-emblem") : t("certificate.demonstration"),
  );
  return { face, both, ...(deps.demonstration && { notice }) };
}

export const authorityOf = (
  { catalogue }: SlipNeeds,
  { definition }: Pick<Application, "definition">,
  both: Both,
): Two => {
  const { authorities } = catalogue.jurisdiction;
  const authority = authorities.find(({ id }) => id === definition.authority);
  return two(both, (t) => t.words(authority?.name));
};

/** "Mukamana V•••": enough for whoever paid, little for whoever finds the slip. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .map((part, index) => (index === 0 ? part : `${[...part][0] ?? ""}•••`))
    .join(" ");

/** "+250 ••• 456": the end is what people know their number by. */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 4)} ••• ${phone.slice(-3)}`;

/** Its number, which follows from the payment alone: the same payment has no other. */
export const receiptNumber = ({ id }: Pick<Attempt, "id">): string =>
  makeReference(createHash("sha256").update(`receipt:${id}`).digest());

/** The payment that settled a bill; undefined while there is none. */
export const paymentOf = (attempts: readonly Attempt[]): Attempt | undefined =>
  attempts.find(({ settles }) => settles);

export interface Receipt {
  readonly application: LetterCase;
  readonly bill: Pick<Bill, "status" | "issuedAt" | "paidAt" | "money" | "words" | "number">;
  readonly attempt: Pick<Attempt, "id" | "provider">;
  /** Where it was paid in cash: the receipt that the till gave. */
  readonly cash?: CashReceipt | undefined;
  /** The name of who took that cash. */
  readonly cashier?: string | undefined;
}

/** The number of a till's receipt, as the cashier's list and the paper have it: 2026/00001. */
export const tillReceiptNumber = ({ year, number }: Pick<CashReceipt, "year" | "number">): string =>
  `${year}/${String(number).padStart(5, "0")}`;

/** The name of a way to pay; that of its provider where it has no words. */
export const methodWords = (provider: string, t: Translate): string =>
  t.has(`slip.method.${provider}`) ? t.named(`slip.method.${provider}`) : provider;

export const spacedBillNumber = (number: string): string =>
  number.replaceAll(/(\d{4})(?=\d)/g, "$1\u00a0");

/** The receipt of a paid bill, in a language and in one of the state. */
export async function drawReceipt(
  deps: LetterNeeds,
  { application, bill, attempt, cash, cashier }: Receipt,
  lang: Lang,
): Promise<Uint8Array> {
  const paidAt = bill.paidAt ?? bill.issuedAt;
  const { both, besides } = await letterWords(deps, { receipt: paidAt }, application, lang);
  const { timeZone } = deps.calendar();
  const { name, phone } = application.asked.applicant;
  const applicant = [maskedName(name ?? ""), ...(phone ? [maskedPhone(phone)] : [])].join(", ");
  const payer = cash?.payer ?? applicant;
  const { minor, currency } = bill.money;
  const given = cash?.givenMinor ?? null;
  const number = receiptNumber(attempt);
  return drawLetter({
    ...frameOf(deps, both),
    at: new Date(paidAt),
    number,
    title: two(both, (t) => t("slip.receipt")),
    authority: authorityOf(deps, application, both),
    groups: [
      {
        fields: [
          field(both, "slip.receipt-number", () => number),
          ...(cash ? [field(both, "slip.till-receipt", () => tillReceiptNumber(cash))] : []),
          ...(cashier ? [field(both, "slip.cashier", () => cashier)] : []),
          field(both, "payments.paid-on", (t) => t.dateTime(paidAt, timeZone)),
          field(both, "payments.amount", (t) => t.money(bill.money)),
          ...(given === null
            ? []
            : [
                field(both, "slip.cash-given", (t) => t.money({ minor: given, currency })),
                field(both, "slip.change", (t) => t.money({ minor: given - minor, currency })),
              ]),
          field(both, "pay.method", (t) => methodWords(attempt.provider, t)),
          field(both, "slip.payer", () => payer),
          field(both, "payments.for", (t) => t.words(bill.words)),
          field(both, "slip.service", (t) => t.words(application.definition.title)),
          field(both, "payments.number", () => spacedBillNumber(bill.number)),
          field(both, "application.number", () => application.state.submitted?.reference ?? ""),
        ],
      },
    ],
    sentences: [
      ...(bill.status === "refunded" ? [two(both, (t) => t("slip.refunded"))] : []),
      two(both, (t) => t("slip.refund-rule")),
      ...besides,
    ],
    link: trackLink(deps, both),
  });
}

/** One refund that was made, of an attempt. */
export interface RefundReceipt extends Receipt {
  readonly refund: Pick<Refund, "id" | "money" | "answeredAt" | "proposedAt" | "outsideRef">;
}

/** The receipt of money that was paid back, in a language and in one of the state. */
export async function drawRefundReceipt(
  deps: LetterNeeds,
  { application, bill, attempt, refund }: RefundReceipt,
  lang: Lang,
): Promise<Uint8Array> {
  const at = refund.answeredAt ?? refund.proposedAt;
  const { both, besides } = await letterWords(deps, { refund: at }, application, lang);
  const { timeZone } = deps.calendar();
  const { name, phone } = application.asked.applicant;
  const payee = [maskedName(name ?? ""), ...(phone ? [maskedPhone(phone)] : [])].join(", ");
  const number = makeReference(createHash("sha256").update(`refund:${refund.id}`).digest());
  return drawLetter({
    ...frameOf(deps, both),
    at: new Date(at),
    number,
    title: two(both, (t) => t("slip.refund")),
    authority: authorityOf(deps, application, both),
    groups: [
      {
        fields: [
          field(both, "slip.receipt-number", () => number),
          field(both, "slip.paid-back-on", (t) => t.dateTime(at, timeZone)),
          field(both, "payments.amount", (t) => t.money(refund.money)),
          field(both, "slip.paid-back-to", () => payee),
          field(both, "pay.method", (t) => methodWords(attempt.provider, t)),
          field(both, "slip.transfer", () => refund.outsideRef ?? ""),
          field(both, "payments.for", (t) => t.words(bill.words)),
          field(both, "slip.service", (t) => t.words(application.definition.title)),
          field(both, "payments.number", () => spacedBillNumber(bill.number)),
          field(both, "application.number", () => application.state.submitted?.reference ?? ""),
        ],
      },
    ],
    sentences: [two(both, (t) => t("slip.paid-back")), ...besides],
    link: trackLink(deps, both),
  });
}

export const trackLink = ({ baseUrl }: SlipNeeds, both: Both): NonNullable<Letter["link"]> => {
  const address = `${baseUrl}/track`;
  const shown = withoutScheme(address);
  return {
    address,
    caption: two(both, (t) => t("slip.track", { address: shown })),
    alt: both.first("slip.code-alt", { address: shown }),
  };
};

export interface Taken {
  readonly ticket: Pick<Ticket, "number" | "topic" | "party" | "takenAt" | "token">;
  readonly centre: Centre;
}

/** The words of a ticket: those of its service, where its topic has one alone. */
export function ticketWords(deps: Pick<SlipNeeds, "catalogue" | "i18n">, taken: Taken, lang: Lang) {
  const { ticket, centre } = taken;
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const [service = everyService, ...others] = topic?.services ?? [];
  return slipWords(
    deps,
    "ticket",
    {
      service: others.length > 0 ? everyService : service,
      ...{ title: topic?.name ?? {}, reference: ticket.number },
    },
    lang,
  );
}

/** The slip of a ticket: number, what for, where, and the page that says whose turn it is. */
export function drawTicket(deps: SlipNeeds, taken: Taken, lang: Lang): Promise<Uint8Array> {
  const { ticket, centre } = taken;
  const { both, besides } = ticketWords(deps, taken, lang);
  const topic = centre.topics.find(({ id }) => id === ticket.topic);
  const { timeZone } = deps.calendar();
  return drawLetter({
    ...frameOf(deps, both),
    at: ticket.takenAt,
    number: ticket.number,
    title: two(both, (t) => `${t("hall.ticket.number")} ${ticket.number}`),
    groups: [
      {
        fields: [
          field(both, "visits.place", (t) => t.words(centre.name)),
          field(both, "slip.address", (t) => t.words(centre.address)),
          field(both, "visits.topic", (t) => t.words(topic?.name)),
          field(both, "slip.taken-at", (t) => t.dateTime(ticket.takenAt, timeZone)),
          ...(ticket.party > 1 ? [field(both, "visits.party", () => String(ticket.party))] : []),
        ],
      },
    ],
    sentences: [two(both, (t) => t("hall.ticket.bring")), ...besides],
    link: {
      address: `${deps.baseUrl}/t/${ticket.token}`,
      caption: two(both, (t) => t("hall.ticket.scan")),
      // The address gives access to the ticket, so it is not said in words.
      alt: both.first("hall.ticket.scan"),
    },
  });
}

/** The slip of an appointment: its code, when and where, and what happens if one is late. */
export function drawAppointment(
  deps: SlipNeeds & Pick<Parameters<typeof appointmentWords>[0], "centres">,
  appointment: Pick<
    Appointment,
    "id" | "centre" | "topic" | "service" | "startsAt" | "code" | "party"
  >,
  lang: Lang,
): Promise<Uint8Array> {
  const { service, code: reference } = appointment;
  const title = (service === null ? undefined : deps.catalogue.current(service)?.title) ?? {};
  const about = { service: service ?? everyService, title, reference };
  const { both, besides } = slipWords(deps, "appointment", about, lang);
  const address = `${deps.baseUrl}/appointments/${appointment.id}`;
  const words = (t: Translate) => appointmentWords(deps, appointment, t);
  const rules = words(both.first).rules.map((_, index) =>
    two(both, (t) => words(t).rules[index] ?? ""),
  );
  return drawLetter({
    ...frameOf(deps, both),
    // The slip says the same until it is changed.
    at: appointment.startsAt,
    number: appointment.code,
    title: two(both, (t) => t("visits.appointment")),
    groups: [
      {
        fields: [
          field(both, "visits.code", () => appointment.code),
          field(both, "visits.time", (t) => words(t).when),
          field(both, "visits.place", (t) => words(t).where),
          field(both, "slip.address", (t) => words(t).address),
          field(both, "visits.topic", (t) => words(t).what),
          ...(appointment.party > 1
            ? [field(both, "visits.party", () => String(appointment.party))]
            : []),
        ],
      },
    ],
    sentences: [two(both, (t) => t("slip.bring")), ...rules, ...besides],
    link: {
      address,
      caption: two(both, (t) => t("slip.appointment-link")),
      alt: both.first("slip.code-alt", { address: withoutScheme(address) }),
    },
  });
}
