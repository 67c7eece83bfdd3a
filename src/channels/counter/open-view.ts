import type { FastifyReply } from "fastify";
import {
  askSecondToOpen,
  askToOpen,
  isCardEnough,
  isSecondEnough,
  numberEndLength,
  openByAppointment,
  openByCard,
  openByCode,
  openForReason,
  type Reach,
} from "../../acts/index.ts";
import { dateOf, isAllDigits, type Refusal } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  checkbox,
  dateInput,
  details,
  errorSummary,
  html,
  input,
  linkButton,
  narrow,
  type SafeHtml,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { phoneEnd } from "./check.ts";
import { codeField, digitsOf } from "./code-field.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/** What there is already: the way to it, or how the person opens it. */
export function fileView(desk: VisitDesk, { whole }: Reach): SafeHtml {
  const { t, base } = desk;
  const open = linkButton({
    text: t("counter.applications"),
    href: `${base}/applications`,
    kind: "secondary",
  });
  const heading = html`<h2 class="govuk-heading-m">${t("counter.file")}</h2>`;
  return html`${heading}${whole ? null : shutView(desk)}<p>${open}</p>`;
}

/** What a file that is not open shows, and how the person opens it. */
export function shutView(desk: VisitDesk): SafeHtml {
  const { t, visit } = desk;
  const ofTicket = visit.ticket ? t("counter.open.lead-ticket") : t("counter.open.lead");
  const lead = visit.door === "agent" ? t("counter.open.agent-lead") : ofTicket;
  return html`<p class="govuk-body">${lead}</p>${visit.access === null ? openForm(desk) : null}`;
}

interface Errors {
  readonly card?: string;
  readonly reason?: string;
  readonly appointment?: string;
}

/**
 * By a code to the person's telephone, or without one, at a counter, for a reason; at a counter
 * also by the code of their appointment.
 */
function openForm(desk: VisitDesk, errors: Errors = {}): SafeHtml | null {
  const { t, base, csrf, person, visit } = desk;
  const atCounter = visit.door === "counter";
  if (!person.phone && !atCounter) return null;
  if (!person.phone) {
    const reason = forReason(desk, errors);
    return isCardEnough(desk)
      ? html`${byCard(desk, errors)}${byAppointment(desk, errors)}
        ${details(t("counter.open.no-card"), reason, errors.reason !== undefined)}`
      : html`${byAppointment(desk, errors)}${reason}`;
  }
  const text = t("counter.open.send-code", { phone: phoneEnd(person.phone) });
  return html`<form method="post" action="${base}/open">${csrf}
    ${button({ text, kind: "secondary" })}</form>${atCounter ? byAppointment(desk, errors) : null}
    ${isSecondEnough(desk) ? bySecond(desk, errors) : null}`;
}

/** Where a code is asked for: the person may sign once a second officer has read the card. */
export const signBySecond = (desk: VisitDesk): SafeHtml | null =>
  desk.visit.door === "counter" && isSecondEnough(desk) ? bySecond(desk, {}) : null;

/** Their telephone is not with them: a second officer reads the card, and opens the file. */
function bySecond(desk: VisitDesk, errors: Errors): SafeHtml {
  const { t } = desk;
  return details(
    t("counter.open.away"),
    html`<p class="govuk-body">${t("counter.open.away-lead")}</p>
      ${forReason(desk, errors, t("counter.other-card.ask"))}`,
    errors.reason !== undefined,
  );
}

/** What stands on the card in the operator's hand, and that the photo is of this person. */
function byCard({ deps, t, base, csrf, request }: VisitDesk, { card: error }: Errors): SafeHtml {
  const isDigits = isAllDigits(deps.catalogue.jurisdiction.identityNumber);
  const label = t(isDigits ? "counter.open.number-end-digits" : "counter.open.number-end");
  const typed = (name: string) => (error === undefined ? "" : textOf(formOf(request), name));
  const end = input(
    {
      ...{ id: "number-end", name: "number-end", label, error },
      ...(isDigits && { inputmode: "numeric" as const }),
      ...{ value: typed("number-end"), autocomplete: "off", maxlength: numberEndLength },
      ...{ spellcheck: false, width: 4 as const },
    },
    t,
  );
  const birth = dateInput(
    {
      ...{ id: "birth", name: "birth", legend: t("counter.register.birth"), size: "s" as const },
      ...{ day: typed("birth-day"), month: typed("birth-month"), year: typed("birth-year") },
    },
    t,
  );
  const seen = checkbox({ id: "seen", name: "seen", label: t("counter.open.seen") }, t);
  return html`<form method="post" action="${base}/open/card" novalidate>${csrf}${end}${birth}${seen}
    ${button({ text: t("counter.open.by-card"), kind: "secondary" })}</form>`;
}

function byAppointment({ t, base, csrf }: VisitDesk, { appointment: error }: Errors): SafeHtml {
  const code = input(
    {
      ...{ id: "appointment", name: "appointment", label: t("counter.open.appointment"), error },
      ...{ hint: t("counter.open.appointment-hint"), autocomplete: "off", maxlength: 12 },
      width: 5 as const,
    },
    t,
  );
  return html`<form method="post" action="${base}/open/appointment" novalidate>${csrf}${code}
    ${button({ text: t("counter.open.by-appointment"), kind: "secondary" })}</form>`;
}

function forReason(
  { t, base, csrf }: VisitDesk,
  { reason: error }: Errors,
  press = t("counter.open.for-reason"),
): SafeHtml {
  const reason = input(
    {
      ...{ id: "reason", name: "reason", label: t("counter.open.reason"), error },
      ...{ hint: t("counter.open.reason-hint"), maxlength: 300 },
    },
    t,
  );
  return html`<form method="post" action="${base}/open/reason" novalidate>${csrf}${reason}
    ${button({ text: press, kind: "secondary" })}</form>`;
}

/** POST …/open: sends the person a code that opens their file to this officer. */
export async function askOpen(desk: VisitDesk): Promise<FastifyReply> {
  const say = { lang: desk.own.lang, words: desk.own("counter.open.code-for") };
  const asked = await askToOpen(desk.deps, desk, say);
  return asked.ok ? redirectTo(desk.reply, `${desk.base}/open`) : refusedHere(desk, asked.refusal);
}

/** GET …/open: the code, as the person tells it. */
export async function openPage(desk: VisitDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, base, csrf, visit, person, reply } = desk;
  const consent = await deps.counter.lastConsent(visit.id);
  if (visit.access !== null || consent?.kind !== "open") return redirectTo(reply, base);
  const error = refusal && t.refusal(refusal);
  const code = codeField({ phone: phoneEnd(person.phone ?? ""), error }, t);
  const again = html`<form method="post" action="${base}/open">${csrf}
    ${button({ text: t("counter.confirm.new-code"), kind: "secondary" })}</form>`;
  const errors = error === undefined ? [] : [{ id: "code", text: error }];
  const title = t("counter.open.title");
  const content = html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">${title}</h1>
    <form method="post" action="${base}/open/code" novalidate>${csrf}
    <input type="hidden" name="consent" value="${consent.id}">${code}
    ${button({ text: t("counter.open-file") })}</form>${again}`;
  const page = { title, content: narrow(content), before: wayBack(base, t), path: `${base}/open` };
  const failed = refusal !== undefined;
  return showVisit(desk, { ...page, failed, ...(refusal && { status: statusOf(refusal.kind) }) });
}

/** POST …/open/code: with the right code all of the file is open, until the visit is closed. */
export async function takeCode(desk: VisitDesk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const code = digitsOf(textOf(form, "code"));
  const consent = textOf(form, "consent");
  const open = await openByCode(desk.deps, desk, { consent, code });
  if (open.ok) return redirectTo(desk.reply, desk.base);
  return open.refusal.code === "counter.consent-void"
    ? refusedHere(desk, open.refusal)
    : openPage(desk, open.refusal);
}

/** POST …/open/appointment: the code of the appointment that the person has here today. */
export async function takeAppointment(desk: VisitDesk): Promise<FastifyReply> {
  const open = await openByAppointment(
    desk.deps,
    desk,
    textOf(formOf(desk.request), "appointment").slice(0, 12),
  );
  if (open.ok) return redirectTo(desk.reply, desk.base);
  return open.refusal.kind === "invalid"
    ? openAgain(desk, { appointment: desk.t.refusal(open.refusal) })
    : refusedHere(desk, open.refusal);
}

/** POST …/open/card: of somebody without a telephone, whose card the operator has in hand. */
export async function takeCard(desk: VisitDesk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const part = (name: string) => textOf(form, `birth-${name}`);
  const open = await openByCard(desk.deps, desk, {
    numberEnd: textOf(form, "number-end").slice(0, 12),
    birthDate: dateOf(part("day"), part("month"), part("year")),
    seen: textOf(form, "seen") === "true",
    reason: desk.own("counter.open.card-read"),
  });
  if (open.ok) return redirectTo(desk.reply, desk.base);
  return open.refusal.kind === "invalid"
    ? openAgain(desk, { card: desk.t.refusal(open.refusal) })
    : refusedHere(desk, open.refusal);
}

/**
 * POST …/open/reason: of somebody without a telephone, or with a second officer, who is called,
 * where it is not with them; the reason stands in their own pages.
 */
export async function takeReason(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, base, reply, request } = desk;
  const reason = textOf(formOf(request), "reason");
  const open = person.phone
    ? await askSecondToOpen(deps, desk, reason)
    : await openForReason(deps, desk, reason);
  if (open.ok) return redirectTo(reply, person.phone ? `${base}/card` : base);
  if (open.refusal.code !== "counter.reason-missing") return refusedHere(desk, open.refusal);
  return openAgain(desk, { reason: desk.t.refusal(open.refusal) });
}

/** The ways to open the file, with what was wrong. */
function openAgain(desk: VisitDesk, errors: Errors): FastifyReply | Promise<FastifyReply> {
  const { t, base } = desk;
  const title = t("counter.open.title");
  const listed = Object.entries(errors).map(([id, text]) => ({
    ...{ id: id === "card" ? "number-end" : id, text },
  }));
  const content = html`${errorSummary(listed, t)}
    <h1 class="govuk-heading-l">${title}</h1>${openForm(desk, errors)}`;
  const page = { title, content: narrow(content), before: wayBack(base, t), path: base };
  return showVisit(desk, { ...page, failed: true, status: 422 });
}
