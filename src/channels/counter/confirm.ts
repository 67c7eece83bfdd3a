import type { FastifyReply } from "fastify";
import { type Consent, worthOf } from "../../counter/index.ts";
import { isUuid, type Refusal } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import { button, errorSummary, html, narrow, type SafeHtml } from "../components/index.ts";
import type { Opened } from "../questions/index.ts";
import { draftIn, phoneEnd } from "./check.ts";
import { codeField, digitsOf } from "./code-field.ts";
import { firstHeading } from "./first-heading.ts";
import { openDraft } from "./host.ts";
import { signBySecond } from "./open-view.ts";
import { sendFor } from "./send.ts";
import { draftSheet, sheetIn, sheetSteps } from "./sheet.ts";
import { watching } from "./style.ts";
import { showVisit, type VisitDesk } from "./visit-desk.ts";

const receiptOf = ({ base }: VisitDesk, caseId: string): string =>
  `${base}/applications/${caseId}/receipt`;

/**
 * GET …/confirm: waits for consent; if it was sent from the other screen, redirects to the receipt.
 */
export async function confirmPage(desk: VisitDesk, refusal?: Refusal): Promise<FastifyReply> {
  const opened = await openDraft(desk, draftIn(desk), { sentToo: true, toSend: true });
  const { draft, base, def } = opened;
  if (draft.caseId) return redirectTo(desk.reply, receiptOf(desk, draft.caseId));
  const consent = await desk.deps.counter.lastConsent(desk.visit.id);
  if (consent?.subject !== draft.id) return redirectTo(desk.reply, `${base}/check`);
  const { t } = desk;
  const title = t("counter.confirm.title");
  const documents = await desk.deps.cases.draftDocuments(draft.id);
  const paper =
    consent.way === "signature" ? draftSheet(desk, opened, documents, consent.id) : null;
  const asking = narrow(confirmView(desk, opened, consent, refusal));
  return showVisit(desk, {
    title: `${title} – ${t.words(def.title)}`,
    content: paper ? html`<div class="ct-print">${asking}</div>${paper}` : asking,
    path: `${base}/confirm`,
    failed: refusal !== undefined,
    ...(refusal && { status: statusOf(refusal.kind) }),
  });
}

/** The field that a refusal is about. */
const fields: Readonly<Record<string, "code" | "sheet">> = {
  "auth.code-wrong": "code",
  "counter.sheet-missing": "sheet",
};

function confirmView(
  desk: VisitDesk,
  { base, def }: Opened,
  consent: Consent,
  refusal: Refusal | undefined,
): SafeHtml {
  const { t, csrf, visit, person } = desk;
  const error = refusal && t.refusal(refusal);
  const at = refusal && fields[refusal.code];
  const errors = error === undefined ? [] : [{ text: error, ...(at && { id: at }) }];
  const hidden = html`${csrf}<input type="hidden" name="consent" value="${consent.id}">`;
  const again = html`<form method="post" action="${base}/ask">
    ${csrf}${button({
      text: t("counter.confirm.new-code"),
      kind: "secondary",
      name: "kind",
      value: consent.way,
    })}
    </form>`;
  const form =
    consent.way === "code"
      ? codeForm(desk, base, hidden, at === "code" ? error : undefined)
      : html`<form method="post" action="${base}/confirm" novalidate>${hidden}
        ${sheetSteps(t, consent.id, at === "sheet" ? error : undefined)}
        ${button({ text: t("counter.confirm.says-yes") })}</form>`;
  const orPad =
    consent.way === "code"
      ? html`<p class="govuk-body">${t("counter.confirm.or-pad")}
        <a class="govuk-link" href="${base}/confirm">${t("counter.confirm.look")}</a></p>${again}`
      : null;
  return html`${watching(`${base}/state`)}${errorSummary(errors, t)}<p class="govuk-caption-l">
    ${t.words(def.title)}</p>
    ${firstHeading(t("counter.confirm.title"), consent.way !== "code" && !refusal)}${form}
    ${orPad}${
      consent.way === "code" && worthOf("signature", visit.door, person.level) >= def.level
        ? signBySecond(desk)
        : null
    }
    <p class="govuk-body"><a class="govuk-link" href="${base}/check">
    ${t(consent.way === "code" ? "counter.confirm.change" : "counter.confirm.change-signed")}
    </a></p>`;
}

function codeForm(
  { t, person }: VisitDesk,
  base: string,
  hidden: SafeHtml,
  error: string | undefined,
): SafeHtml {
  const field = codeField({ phone: phoneEnd(person.phone ?? ""), error }, t);
  return html`<form method="post" action="${base}/confirm" novalidate>${hidden}${field}
    ${button({ text: t("check.submit") })}</form>`;
}

/**
 * POST …/confirm: the code as the person told it, or that the signed summary is here. Idempotent:
 * one application.
 */
export async function confirm(desk: VisitDesk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const opened = await openDraft(desk, draftIn(desk), { sentToo: true, toSend: true });
  if (opened.draft.caseId) return redirectTo(desk.reply, receiptOf(desk, opened.draft.caseId));
  const consent = textOf(form, "consent");
  const sent = await sendFor(desk.deps, {
    ...{ visit: desk.visit, opened, on: "operator" },
    consent: isUuid(consent) ? consent : "",
    code: digitsOf(textOf(form, "code")),
    sheet: sheetIn(form),
  });
  return sent.ok
    ? redirectTo(desk.reply, receiptOf(desk, sent.value.caseId))
    : confirmPage(desk, sent.refusal);
}

/** GET …/state: whether it is sent, and where the screen goes on. */
export async function confirmState(desk: VisitDesk): Promise<FastifyReply> {
  const { draft } = await openDraft(desk, draftIn(desk), { sentToo: true, toSend: true });
  const path = draft.caseId ? receiptOf(desk, draft.caseId) : null;
  return desk.reply.header("cache-control", "no-store").send({ path });
}
