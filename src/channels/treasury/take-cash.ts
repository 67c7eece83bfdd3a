import type { FastifyReply } from "fastify";
import { billAtTill, isPayable, maskedName } from "../../acts/index.ts";
import { type BillId, currencyDecimals, isUuid } from "../../kernel/index.ts";
import type { Bill } from "../../payments/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import {
  button,
  checkbox,
  html,
  input,
  type SafeHtml,
  summaryList,
  warningText,
} from "../components/index.ts";
import { amountIn, type Desk, keyField, keyIn, money, refused } from "./desk.ts";
import { cashOf, receiptLink, receiptOfBill } from "./receipts.ts";

/** What is wrong with the cash of a bill; what was typed stays. */
export interface WrongCash {
  readonly field: "given" | "cancelled";
  readonly text: string;
}

const longestPayer = 120;

/** A bill that was found by its number: taken where it can be paid, or its receipt. */
export async function takeView(desk: Desk, sought: Bill, wrong?: WrongCash): Promise<SafeHtml> {
  const { t, csrf, deps, request } = desk;
  const { bill, runs } = await billAtTill(deps, sought);
  const applicant = (await deps.cases.open(bill.caseId))?.asked.applicant.name;
  const form = formOf(request);
  const rows = [
    { key: t("payments.for"), value: t.words(bill.words) },
    ...(applicant ? [{ key: t("treasury.till.applicant"), value: maskedName(applicant) }] : []),
    { key: t("payments.amount"), value: html`<strong>${t.money(bill.money)}</strong>` },
    { key: t("treasury.bill.state"), value: t(`payments.status.${bill.status}`) },
  ];
  const given = input(
    {
      ...{ id: "given", name: "given", label: t("treasury.till.cash-given"), width: 10 },
      ...{ hint: t("treasury.till.cash-given-hint"), inputmode: "decimal", optional: true },
      ...{ suffix: t.currency(bill.money.currency) },
      error: wrong?.field === "given" ? wrong.text : undefined,
      ...{ value: wrong && textOf(form, "given"), autofocus: !wrong, maxlength: 20 },
    },
    t,
  );
  const payer = input(
    {
      ...{ id: "payer", name: "payer", label: t("treasury.till.payer"), width: 20 },
      ...{ hint: t("treasury.till.payer-hint"), optional: true, maxlength: longestPayer },
      ...{ value: wrong && textOf(form, "payer"), autocomplete: "off" },
    },
    t,
  );
  const cancelled = runs
    ? html`${warningText(t("treasury.till.payment-runs"), t)}${checkbox(
        {
          ...{ id: "cancelled", name: "cancelled", label: t("treasury.till.cancelled") },
          ...{ checked: wrong !== undefined && textOf(form, "cancelled") === "true" },
          error: wrong?.field === "cancelled" ? wrong.text : undefined,
        },
        t,
      )}`
    : null;
  const take = html`<form method="post" action="/treasury/till/take" novalidate>${csrf}${keyField()}
    <input type="hidden" name="bill" value="${bill.billId}">${cancelled}${given}${payer}
    ${button({ text: t("treasury.till.taken", { amount: t.money(bill.money) }) })}</form>`;
  return html`<section class="hw-box">${summaryList({ noBorder: true, rows })}
    ${isPayable(bill, deps.clock()) ? take : await receiptOfBill(desk, bill)}</section>`;
}

/**
 * POST /treasury/till/take: the cash of a bill was counted into the till. What is wrong goes to
 * `again`, with the bill.
 */
export async function takeCashOf(
  desk: Desk,
  again: (bill: Bill | undefined, wrong: WrongCash) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { t, deps, officer, request, reply } = desk;
  const form = formOf(request);
  const billId = textOf(form, "bill") as BillId;
  if (!isUuid(billId))
    return refused(desk, { kind: "not-found", code: "payments.no-such-bill" }, "till");
  const typed = textOf(form, "given").trim().slice(0, 20);
  const decimals = currencyDecimals(deps.catalogue.jurisdiction.currency);
  const givenMinor = typed === "" ? null : amountIn(typed, decimals);
  const wrong = async (text: string, field: WrongCash["field"] = "given") =>
    again(await deps.payments.billById(billId), { field, text });
  if (givenMinor === undefined) return wrong(t("treasury.till.amount-missing"));
  const payer = textOf(form, "payer").trim().replaceAll(/\s+/g, " ").slice(0, longestPayer);
  const taken = await deps.payments.takeCash({
    ...{ cashier: officer.id, billId, givenMinor, payer: payer === "" ? null : payer },
    isOtherCancelled: textOf(form, "cancelled") === "true",
    ...{ command: keyIn(form), actor: `officer:${officer.id}` },
  });
  if (taken.ok)
    return redirectTo(reply, `/treasury/till?taken=${billId}`, {
      ...{ kind: "success", code: "treasury.till.was-taken" },
    });
  if (taken.refusal.code === "payments.payment-runs")
    return wrong(t.refusal(taken.refusal), "cancelled");
  return taken.refusal.code === "payments.given-too-little"
    ? wrong(t.refusal(taken.refusal))
    : refused(desk, taken.refusal, "till");
}

/** What the client gets back of the cash that was just taken, large, with the receipt. */
export async function takenView(desk: Desk): Promise<SafeHtml | null> {
  const { t, deps, officer, request } = desk;
  const { taken } = request.query as { readonly taken?: unknown };
  if (typeof taken !== "string" || !isUuid(taken)) return null;
  const bill = await deps.payments.billById(taken as BillId);
  const paid = bill && (await cashOf(desk, bill.billId));
  if (!paid || paid.cash.cashier !== officer.id) return null;
  const { minor, currency } = bill.money;
  const given = paid.cash.givenMinor ?? minor;
  const words = t("treasury.till.given-of", {
    given: t.money(money(given, currency)),
    amount: t.money(bill.money),
  });
  const change =
    given === minor
      ? t("treasury.till.no-change")
      : t("treasury.till.change", { amount: t.money(money(given - minor, currency)) });
  return html`<section class="hw-box" aria-labelledby="change">
    <h2 class="govuk-heading-xl" id="change" tabindex="-1" autofocus>${change}</h2>
    <p class="govuk-body">${words}</p>
    <p class="govuk-body">${receiptLink(desk, bill.billId, paid.cash)}</p></section>`;
}
