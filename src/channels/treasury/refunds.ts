import type { FastifyReply } from "fastify";
import { methodWords, spacedBillNumber } from "../../acts/index.ts";
import { type BillId, isUuid } from "../../kernel/index.ts";
import type { Credit, OpenRefund } from "../../payments/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import { button, buttonGroup, html, input, type SafeHtml, table } from "../components/index.ts";
import { type Desk, done, keyField, keyIn, namesOf, refused, show } from "./desk.ts";
import { unsignedView } from "./tills.ts";

/** What is shown at once; the oldest first. */
const most = 100;

const billLink = (number: string): SafeHtml =>
  html`<a class="govuk-link" href="/treasury/bill?number=${number}">
    ${spacedBillNumber(number)}</a>`;

/** GET /treasury: what waits for the second officer, and what is owed back. */
export async function refundsPage(desk: Desk): Promise<FastifyReply> {
  const { t, deps } = desk;
  const [open, owed, tills] = await Promise.all([
    deps.payments.openRefunds(most),
    deps.payments.creditsOwed(most),
    deps.payments.unsignedTills(),
  ]);
  const nameOf = await namesOf(desk, [
    ...open.flatMap(({ proposedBy, confirmedBy }) => [proposedBy, confirmedBy]),
    ...tills.map(({ openedBy }) => openedBy),
  ]);
  const waiting = open.filter(({ status }) => status === "proposed");
  const onTheWay = open.filter(({ status }) => status === "confirmed");
  const content = html`<p class="govuk-body-l">${t("treasury.refunds.lead")}</p>
    <h2 class="govuk-heading-m">${t("treasury.refunds.to-confirm")}</h2>
    ${waiting.length === 0 ? empty(t("treasury.refunds.none-to-confirm")) : null}
    ${waiting.map((refund) => confirmBox(desk, refund, nameOf))}
    ${await unsignedView(desk, tills, nameOf)}
    <h2 class="govuk-heading-m">${t("treasury.refunds.owed")}</h2>
    ${owed.length === 0 ? empty(t("treasury.refunds.none-owed")) : null}
    ${owed.map((credit) => owedBox(desk, credit))}
    ${wayTable(desk, onTheWay, nameOf)}`;
  return show(desk, { section: "refunds", content });
}

const empty = (text: string): SafeHtml => html`<p class="govuk-body hw-empty">${text}</p>`;

const rows = (_desk: Desk, lines: readonly (readonly [string, SafeHtml | string])[]): SafeHtml =>
  html`<dl class="govuk-summary-list">${lines.map(
    ([key, value]) => html`<div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">${key}</dt>
      <dd class="govuk-summary-list__value">${value}</dd></div>`,
  )}</dl>`;

function owedBox(desk: Desk, credit: Credit): SafeHtml {
  const { t, csrf, deps } = desk;
  const { billId, attemptId, number, provider, money, why, since, failure } = credit;
  const zone = deps.catalogue.jurisdiction.timeZone;
  return html`<section class="hw-box">${rows(desk, [
    [t("payments.amount"), html`<strong>${t.money(money)}</strong>`],
    [t("payments.number"), billLink(number)],
    [t("treasury.refunds.why"), t(`treasury.why.${why}`)],
    [t("pay.method"), methodWords(provider, t)],
    [t("treasury.refunds.since"), t.dateTime(since, zone)],
    ...(failure ? [[t("treasury.refunds.failure"), failure] as const] : []),
  ])}<form method="post" action="/treasury/refunds">${csrf}${keyField()}
    <input type="hidden" name="bill" value="${billId}">
    <input type="hidden" name="attempt" value="${attemptId}">
    <input type="hidden" name="why" value="${t(`treasury.why.${why}`)}">
    ${button({ text: t("treasury.refunds.propose"), kind: "secondary" })}</form></section>`;
}

function confirmBox(
  desk: Desk,
  refund: OpenRefund,
  nameOf: (id: string | undefined) => string,
): SafeHtml {
  const { t, csrf, deps, officer } = desk;
  const { id, billId, attemptId, number, provider, reason, proposedBy, proposedAt } = refund;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const own = proposedBy === officer.id;
  const byHand = !deps.payments.canRefund(provider);
  const form = html`<form method="post" action="/treasury/refunds/decide">${csrf}${keyField()}
    <input type="hidden" name="bill" value="${billId}">
    <input type="hidden" name="attempt" value="${attemptId}">
    <input type="hidden" name="refund" value="${id}">
    ${input(
      {
        ...{ id: `ref-${id}`, name: "ref", width: 20, maxlength: 100 },
        label: t("treasury.refunds.transfer"),
        hint: t(byHand ? "treasury.refunds.by-hand" : "treasury.refunds.by-provider"),
      },
      t,
    )}
    ${input(
      {
        ...{ id: `no-${id}`, name: "no", maxlength: 500 },
        label: t("treasury.refunds.why-not"),
        hint: t("treasury.refunds.why-not-hint"),
      },
      t,
    )}
    ${buttonGroup(
      button({ text: t("treasury.refunds.confirm"), name: "act", value: "confirm" }),
      button({
        text: t("treasury.refunds.reject"),
        ...{ name: "act", value: "reject", kind: "secondary" },
      }),
    )}</form>`;
  return html`<section class="hw-box">${rows(desk, [
    [t("payments.amount"), html`<strong>${t.money(refund.money)}</strong>`],
    [t("payments.number"), billLink(number)],
    [t("treasury.refunds.what"), t(`treasury.what.${refund.what}`)],
    [t("treasury.refunds.why"), reason],
    [t("pay.method"), methodWords(provider, t)],
    [t("treasury.refunds.proposed"), `${nameOf(proposedBy)}, ${t.dateTime(proposedAt, zone)}`],
  ])}${own ? html`<p class="govuk-body">${t("treasury.refunds.own")}</p>` : form}</section>`;
}

function wayTable(
  desk: Desk,
  refunds: readonly OpenRefund[],
  nameOf: (id: string | undefined) => string,
): SafeHtml | null {
  const { t } = desk;
  if (refunds.length === 0) return null;
  return table({
    caption: t("treasury.refunds.on-the-way"),
    columns: [
      { text: t("payments.number") },
      { text: t("payments.amount"), numeric: true },
      { text: t("pay.method") },
      { text: t("treasury.refunds.proposed") },
      { text: t("treasury.refunds.confirmed") },
    ],
    rows: refunds.map((one) => [
      billLink(one.number),
      t.money(one.money),
      methodWords(one.provider, t),
      nameOf(one.proposedBy),
      nameOf(one.confirmedBy),
    ]),
  });
}

/** Which money the form is about. */
function meantIn(desk: Desk) {
  const form = formOf(desk.request);
  const [billId, attemptId] = [textOf(form, "bill"), textOf(form, "attempt")];
  const by = desk.officer.id;
  return isUuid(billId) && isUuid(attemptId)
    ? {
        form,
        ...{ billId: billId as BillId, attemptId, by },
        ...{ command: keyIn(form), actor: `officer:${by}` },
      }
    : undefined;
}

/** POST /treasury/refunds: the first officer proposes to give back what is owed. */
export async function proposeOwed(desk: Desk): Promise<FastifyReply> {
  const meant = meantIn(desk);
  if (!meant) return refused(desk, { kind: "not-found", code: "payments.no-such-bill" }, "refunds");
  const { form, ...of } = meant;
  const reason = textOf(form, "why");
  const proposed = await desk.deps.payments.proposeRefund({ ...of, what: "owed", reason });
  if (!proposed.ok) return refused(desk, proposed.refusal, "refunds");
  return done(desk, "refunds", "treasury.refunds.was-proposed");
}

/** POST /treasury/refunds/decide: the second officer confirms or rejects. */
export async function decideRefund(desk: Desk): Promise<FastifyReply> {
  const { payments } = desk.deps;
  const meant = meantIn(desk);
  const refundId = textOf(formOf(desk.request), "refund");
  if (!meant || !isUuid(refundId))
    return refused(desk, { kind: "not-found", code: "payments.no-such-refund" }, "refunds");
  const { form, ...of } = meant;
  const outsideRef = textOf(form, "ref").trim();
  const reject = textOf(form, "act") === "reject";
  const decided = reject
    ? await payments.rejectRefund({ ...of, refundId, reason: textOf(form, "no") })
    : await payments.confirmRefund({ ...of, refundId, ...(outsideRef && { outsideRef }) });
  if (!decided.ok) return refused(desk, decided.refusal, "refunds");
  return done(
    desk,
    "refunds",
    reject ? "treasury.refunds.was-rejected" : "treasury.refunds.was-confirmed",
  );
}
