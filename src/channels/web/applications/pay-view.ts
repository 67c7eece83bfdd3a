import { type MoneyBack, methodWords, type Outcome } from "../../../acts/index.ts";
import type { Application } from "../../../cases/index.ts";
import type { Jurisdiction } from "../../../catalogue/index.ts";
import { sumByCurrency } from "../../../kernel/index.ts";
import type { Attempt, Bill, ProviderMethod } from "../../../payments/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  details,
  errorSummary,
  html,
  input,
  inset,
  linkButton,
  panel,
  radios,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { receiptLink, spacedNumber } from "./fees-view.ts";
import { paperLang } from "./own.ts";

/** What stands around a bill that can be paid from here. */
export interface Paying {
  readonly app: Application;
  readonly jurisdiction: Pick<Jurisdiction, "timeZone" | "telephone">;
  /** The ways to pay; none where no provider takes any. */
  readonly methods: readonly ProviderMethod[];
  /** How a bill is paid where no provider takes any. */
  readonly noWay?: string | undefined;
  /** What can be paid as one; none where there is nothing to join. */
  readonly together?: readonly Bill[];
  /** What settles nothing, or went back. */
  readonly back?: readonly MoneyBack[];
  /** Whether the open payment can be ended at its provider. */
  readonly canEnd?: boolean;
  /** Makes the same form, sent twice, one act. */
  readonly key: string;
  readonly csrf: SafeHtml;
  /** The telephone that is asked, unless another is typed. */
  readonly phone: string;
  /** What was chosen for one bill and cannot be. */
  readonly wrong?: PayingWrong | undefined;
}

export interface PayingWrong {
  readonly bill: string;
  readonly method: string;
  readonly phone: string;
  readonly problem: "method" | "phone" | "refused";
}

/** The field that a problem is about. */
const fieldOf = ({ problem, method }: PayingWrong): "method" | "phone" => {
  if (problem !== "refused") return problem;
  return method === "mobile-money" ? "phone" : "method";
};

function problemWords({ jurisdiction }: Paying, { problem }: PayingWrong, t: Translate): string {
  if (problem === "refused") return t("refusals.payments.provider-refused");
  if (problem === "method") return t("paying.method-missing");
  return t("paying.phone-missing", { example: jurisdiction.telephone.example });
}

/** How to pay, where there is a choice. */
function methodFields(paying: Paying, bill: Bill, t: Translate): SafeHtml | null {
  const { jurisdiction, phone, methods, wrong: before } = paying;
  const wrong = before?.bill === bill.billId ? before : undefined;
  const error = (problem: "method" | "phone") =>
    wrong && fieldOf(wrong) === problem ? problemWords(paying, wrong, t) : undefined;
  const id = bill.number;
  const first = methods.includes("mobile-money") && phone !== "" ? "mobile-money" : undefined;
  const choice = methods.length > 1;
  return html`${
    choice
      ? radios(
          {
            id: `method-${id}`,
            name: "method",
            legend: t("pay.method"),
            value: wrong?.method ?? first,
            error: error("method"),
            items: methods.map((method) => ({
              value: method,
              text: t(`pay.${method}`),
              hint: t(`paying.${method}-hint`),
            })),
          },
          t,
        )
      : null
  }${
    methods.includes("mobile-money")
      ? input(
          {
            id: `payer-${id}`,
            name: "payer",
            label: t("pay.phone"),
            hint: choice
              ? t("paying.phone-hint", { example: jurisdiction.telephone.example })
              : t("paying.mobile-money-hint"),
            value: wrong?.phone ?? phone,
            error: error("phone"),
            type: "tel",
            autocomplete: "tel",
            width: 20,
            maxlength: 30,
          },
          t,
        )
      : null
  }`;
}

/** One bill with its ways to pay. */
function billBox(paying: Paying, bill: Bill, t: Translate): SafeHtml {
  const { app, jurisdiction, key, csrf } = paying;
  const amount = t.money(bill.money);
  const rows = [
    { key: t("pay.for"), value: t.words(bill.words) },
    { key: t("pay.amount"), value: html`<strong>${amount}</strong>` },
    {
      key: t("pay.number"),
      value: html`<span class="hw-reference">${spacedNumber(bill.number)}</span>`,
    },
  ];
  const by = t("pay.by", { date: t.until(bill.expiresAt, jurisdiction.timeZone) });
  const hidden = html`${csrf}<input type="hidden" name="_key" value="${key}">
    <input type="hidden" name="bill" value="${bill.billId}">`;
  if (paying.methods.length === 0)
    return html`<section class="hw-box">${summaryList({ rows, noBorder: true })}
      <p class="govuk-body">${by}</p><p class="govuk-body">${paying.noWay}</p></section>`;
  return html`<section class="hw-box">${summaryList({ rows, noBorder: true })}
    <p class="govuk-body">${by}</p>
    <form method="post" action="/applications/${app.id}/pay" novalidate>
    ${hidden}${methodFields(paying, bill, t)}${button({ text: t("pay.button", { amount }) })}
    </form></section>`;
}

const refundRule = (t: Translate): SafeHtml =>
  details(t("paying.refund-heading"), html`<p class="govuk-body">${t("slip.refund-rule")}</p>`);

const headed = (app: Application, title: string, t: Translate): SafeHtml =>
  html`<p class="govuk-caption-l">${t.words(app.definition.title)}</p>
    <h1 class="govuk-heading-l">${title}</h1>`;

/** What is to be paid, each with its button. Pure. */
export function billsView(paying: Paying, bills: readonly Bill[], t: Translate): SafeHtml {
  const { wrong, app } = paying;
  const number = bills.find(({ billId }) => billId === wrong?.bill)?.number;
  const field = wrong && fieldOf(wrong) === "phone" ? "payer" : "method";
  const errors = wrong ? [{ text: problemWords(paying, wrong, t), id: `${field}-${number}` }] : [];
  return html`${errorSummary(errors, t)}${headed(app, t("pay.heading"), t)}
    ${backView(paying, t)}${togetherBox(paying, t)}
    ${bills.map((bill) => billBox(paying, bill, t))}${refundRule(t)}
    <p class="govuk-body">${t("apply.never-ask")}</p>`;
}

/** The bill is on its way. The page looks again by itself; the button is for who does not wait. */
export const preparingView = (caseId: string, t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-l">${t("pay.heading")}</h1><p class="govuk-body-l" role="status">
    ${t("apply.bill-coming")}</p>
    ${linkButton({ text: t("pay.check"), href: `/applications/${caseId}/pay` })}`;

/** Why a bill cannot be paid any more. Pure. */
export function closedView(
  { app, jurisdiction }: Pick<Paying, "app" | "jurisdiction">,
  why: { readonly is: "cancelled" } | { readonly is: "expired"; readonly bill: Bill },
  t: Translate,
): SafeHtml {
  const text =
    why.is === "cancelled"
      ? t("apply.bill-cancelled")
      : t("paying.expired-hint", { date: t.until(why.bill.expiresAt, jurisdiction.timeZone) });
  return html`${headed(app, t(`paying.${why.is}`), t)}<p class="govuk-body-l">${text}</p>
    <div class="govuk-button-group">${trackButton(app, t)}</div>`;
}

/** All open bills of a journey in one payment. */
function togetherBox({ app, csrf, key, together = [] }: Paying, t: Translate): SafeHtml | null {
  if (together.length < 2) return null;
  const sums = sumByCurrency(together.map(({ money }) => money));
  const amount = t.list(sums.map((sum) => t.money(sum)));
  return html`<section class="hw-box"><h2 class="govuk-heading-m">${t("paying.together")}</h2>
    ${summaryList({
      noBorder: true,
      rows: together.map(({ words, money }) => ({ key: t.words(words), value: t.money(money) })),
    })}<p class="govuk-body">${t("paying.together-hint")}</p>
    <form method="post" action="/applications/${app.id}/pay/together">${csrf}
    <input type="hidden" name="_key" value="${key}">
    ${button({ text: t("pay.button", { amount }) })}</form></section>`;
}

/** Money that is owed back, or went back with its receipt; nobody has to ask for it. */
function backView({ app, jurisdiction, back = [] }: Paying, t: Translate): SafeHtml | null {
  if (back.length === 0) return null;
  const receipt = (id: string) =>
    html` <a class="govuk-link"
      href="/applications/${app.id}/refunds/${id}/receipt/${paperLang(app, t)}"
      download>${t("slip.download-receipt")} (PDF)</a>`;
  return inset(
    html`${back.map(({ id, money, why, at }) => {
      const amount = t.money(money);
      const reason = why ? `${t(`treasury.why.${why}`)}: ` : "";
      return html`<p class="govuk-body">${reason}${
        at === undefined
          ? t("paying.owed-back", { amount })
          : t("paying.went-back", { amount, date: t.day(at, jurisdiction.timeZone) })
      }${at === undefined ? null : receipt(id)}</p>`;
    })}`,
  );
}

/** What became of the payment; `attempt` is the one that paid. Pure. */
export function outcomeView(
  paying: Paying,
  outcome: Outcome,
  attempt: Attempt | undefined,
  t: Translate,
): SafeHtml {
  const shown = outcomeBody(paying, outcome, attempt, t);
  return html`${shown}${backView(paying, t)}`;
}

function outcomeBody(
  paying: Paying,
  outcome: Outcome,
  attempt: Attempt | undefined,
  t: Translate,
): SafeHtml {
  const { app } = paying;
  switch (outcome.is) {
    case "paid":
      return paidView(paying, outcome, attempt, t);
    case "left":
      return html`${leftView(paying, outcome.bill, t)}${endForm(paying, t)}`;
    case "waiting":
      return html`${waitingView(app, outcome.bill, t)}${endForm(paying, t)}`;
    case "failed":
      return html`${headed(app, t("apply.pay-failed"), t)}
        <p class="govuk-body-l" role="status">${t("pay.failed")}</p>
        ${billBox(paying, outcome.bill, t)}${refundRule(t)}${trackButton(app, t)}`;
  }
}

/** Ends the open payment at its provider, where that can be done. */
const endForm = ({ app, csrf, canEnd }: Paying, t: Translate): SafeHtml | null =>
  canEnd
    ? html`<form method="post" action="/applications/${app.id}/pay/cancel">${csrf}
        <h2 class="govuk-heading-s">${t("paying.end-heading")}</h2>
        <p class="govuk-body">${t("paying.end-hint")}</p>
        ${button({ text: t("paying.end"), kind: "secondary" })}</form>`
    : null;

/** On the way to the provider's page. Pure. */
export const leadingView = (app: Application, to: string, t: Translate): SafeHtml =>
  html`${headed(app, t("paying.leading"), t)}
    <p class="govuk-body-l" role="status">${t("paying.leading-hint")}</p>
    ${linkButton({ text: t("paying.go-on"), href: to })}`;

const trackButton = ({ id }: Application, t: Translate): SafeHtml =>
  linkButton({ text: t("submitted.track"), href: `/applications/${id}`, kind: "secondary" });

/** The request is on the payer's telephone: what to do there, and what if nothing came. */
function waitingView(app: Application, bill: Bill | undefined, t: Translate): SafeHtml {
  const steps = bill && [
    t("paying.step-request", { amount: t.money(bill.money) }),
    t("paying.step-pin"),
    t("paying.step-arrives"),
  ];
  const list =
    steps &&
    html`<h2 class="govuk-heading-m">${t("paying.steps")}</h2>
    <ol class="govuk-list govuk-list--number">${steps.map((step) => html`<li>${step}</li>`)}</ol>
    <p class="govuk-body">${t("pay.number")}: <strong class="hw-reference">
    ${spacedNumber(bill.number)}</strong></p>`;
  return html`${headed(app, t("pay.waiting"), t)}
    <p class="govuk-body-l" role="status">${t("pay.waiting-hint")}</p>${list}
    <p class="govuk-body">${t("paying.nothing-came")}</p><div class="govuk-button-group">
    ${linkButton({ text: t("pay.check"), href: `/applications/${app.id}/paid` })}
    ${linkButton({
      text: t("paying.other-way"),
      href: `/applications/${app.id}/pay`,
      kind: "secondary",
    })}</div>${trackButton(app, t)}`;
}

function paidView(
  { app, jurisdiction }: Paying,
  { bill, more }: Extract<Outcome, { is: "paid" }>,
  attempt: Attempt | undefined,
  t: Translate,
): SafeHtml {
  const owed = more.map((each) => t.money(each.money));
  const next =
    owed.length === 0
      ? html`<p class="govuk-body">${t("apply.paid-next")}</p>
          ${linkButton({ text: t("submitted.track"), href: `/applications/${app.id}` })}`
      : html`<p class="govuk-body">${t("apply.to-pay", { amount: t.list(owed) })}</p>
          <div class="govuk-button-group">
          ${linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` })}
          ${trackButton(app, t)}</div>`;
  const rows = [
    { key: t("pay.for"), value: t.words(bill.words) },
    { key: t("payments.paid-on"), value: t.dateTime(bill.paidAt ?? "", jurisdiction.timeZone) },
    ...(attempt ? [{ key: t("pay.method"), value: methodWords(attempt.provider, t) }] : []),
  ];
  return html`${panel({
    done: "paid",
    title: t("pay.done"),
    text: `${t.money(bill.money)} · ${t("pay.number")}`,
    reference: spacedNumber(bill.number),
  })}${summaryList({ rows })}<p class="govuk-body">${receiptLink(app, bill, t)}</p>${next}`;
}

/** The payer came back and no payment was reported: nothing waits on their telephone. */
function leftView(paying: Paying, bill: Bill, t: Translate): SafeHtml {
  const check = linkButton({
    text: t("pay.check"),
    href: `/applications/${paying.app.id}/paid`,
    kind: "secondary",
  });
  return html`${headed(paying.app, t("pay.left"), t)}
    <p class="govuk-body-l" role="status">${t("pay.left-hint")}</p>
    ${billBox(paying, bill, t)}<p class="govuk-body">${t("pay.left-paid")}</p>
    <div class="govuk-button-group">${check}${trackButton(paying.app, t)}</div>`;
}
