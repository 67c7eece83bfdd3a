import type { FastifyReply } from "fastify";
import { methodWords } from "../../acts/index.ts";
import { type BillId, isUuid } from "../../kernel/index.ts";
import { type Attempt, type Bill, isFeeRefundable, type Refund } from "../../payments/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html, input, type SafeHtml, summaryList, table } from "../components/index.ts";
import { type Desk, keyField, keyIn, namesOf, refused, show } from "./desk.ts";

/** A refund that was proposed without a reason. */
interface Unexplained {
  readonly number: string;
  readonly text: string;
}

/** GET /treasury/bill?number=: one bill, all money of it, and the fee to be given back. */
export async function billPage(desk: Desk, wrong?: Unexplained): Promise<FastifyReply> {
  const { t, deps, request } = desk;
  const { number } = request.query as Readonly<Record<string, unknown>>;
  const typed = wrong?.number ?? (typeof number === "string" ? number : "");
  const bill = typed === "" ? undefined : await deps.payments.billByNumber(typed);
  const missing = typed !== "" && !bill ? t("treasury.bill.none") : undefined;
  const attempts = bill ? await deps.payments.attemptsOf(bill.billId) : [];
  const content = html`<form method="get" action="/treasury/bill" novalidate>
    ${input(
      {
        ...{ id: "number", name: "number", label: t("payments.number"), value: typed },
        ...{ hint: t("treasury.bill.hint"), error: missing, width: 20, inputmode: "numeric" },
      },
      t,
    )}${button({ text: t("treasury.bill.find"), kind: "secondary" })}</form>
    ${bill ? await billView(desk, bill, attempts, wrong) : null}`;
  const errors = [
    ...(missing ? [{ text: missing, id: "number" }] : []),
    ...(wrong ? [{ text: wrong.text, id: "reason" }] : []),
  ];
  return show(desk, { section: "bill", content, errors });
}

/** The reason of an officer as they wrote it; that of an automatic refund in words. */
function reasonWords({ t }: Desk, { reason }: Refund): string {
  const key = `treasury.why.${reason}`;
  return t.has(key) ? t.named(key) : reason;
}

async function billView(
  desk: Desk,
  bill: Bill,
  attempts: readonly Attempt[],
  wrong: Unexplained | undefined,
): Promise<SafeHtml> {
  const { t, deps, csrf } = desk;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const reason = t("treasury.refunds.why");
  const refunds = attempts.flatMap((attempt) => attempt.refunds ?? []);
  const nameOf = await namesOf(
    desk,
    refunds.flatMap(({ proposedBy, confirmedBy }) => [proposedBy, confirmedBy]),
  );
  const settling = attempts.find(({ settles }) => settles);
  const canPropose = settling && isFeeRefundable(settling);
  return html`${summaryList({
    rows: [
      { key: t("payments.for"), value: t.words(bill.words) },
      { key: t("payments.amount"), value: t.money(bill.money) },
      { key: t("treasury.bill.state"), value: t(`payments.status.${bill.status}`) },
      { key: t("payments.pay-until"), value: t.until(bill.expiresAt, zone) },
    ],
  })}${table({
    caption: t("treasury.bill.attempts"),
    empty: t("treasury.bill.no-attempts"),
    columns: [
      { text: t("treasury.bill.started") },
      { text: t("pay.method") },
      { text: t("treasury.bill.state") },
      { text: t("treasury.bill.received"), numeric: true },
      { text: t("treasury.refunds.owed"), numeric: true },
    ],
    rows: attempts.map((one) => [
      t.dateTime(one.startedAt, zone),
      methodWords(one.provider, t),
      t(`payments.status.${one.status}`),
      one.received ? t.money(one.received) : "",
      one.owed && one.owedBack ? `${t.money(one.owed)} (${t(`treasury.why.${one.owedBack}`)})` : "",
    ]),
  })}${
    refunds.length === 0
      ? null
      : table({
          caption: t("treasury.refunds.title"),
          columns: [
            { text: t("treasury.refunds.proposed") },
            { text: t("payments.amount"), numeric: true },
            { text: t("treasury.bill.state") },
            { text: t("treasury.refunds.why") },
            { text: t("treasury.refunds.confirmed") },
            { text: t("treasury.refunds.transfer") },
          ],
          rows: refunds.map((one) => [
            `${nameOf(one.proposedBy)}, ${t.dateTime(one.proposedAt, zone)}`,
            t.money(one.money),
            t(`treasury.status.${one.status}`),
            one.failure ?? reasonWords(desk, one),
            nameOf(one.confirmedBy),
            one.outsideRef ?? "",
          ]),
        })
  }${
    canPropose
      ? html`<form method="post" action="/treasury/bill/refund" novalidate>${csrf}${keyField()}
          <input type="hidden" name="bill" value="${bill.billId}">
          <input type="hidden" name="number" value="${bill.number}">
          <input type="hidden" name="attempt" value="${settling.id}">
          <h2 class="govuk-heading-m">${t("treasury.bill.give-back")}</h2>
          <p class="govuk-body">${t("treasury.bill.give-back-hint")}</p>
          ${input({ id: "reason", name: "reason", label: reason, error: wrong?.text }, t)}
          ${button({ text: t("treasury.refunds.propose"), kind: "warning" })}</form>`
      : null
  }`;
}

/** POST /treasury/bill/refund: the first officer proposes to give back a fee. */
export async function proposeFee(desk: Desk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const [billId, attemptId] = [textOf(form, "bill"), textOf(form, "attempt")];
  if (!isUuid(billId) || !isUuid(attemptId))
    return refused(desk, { kind: "not-found", code: "payments.no-such-bill" }, "bill");
  const by = desk.officer.id;
  const proposed = await desk.deps.payments.proposeRefund({
    ...{ billId: billId as BillId, attemptId, by, what: "fee", reason: textOf(form, "reason") },
    ...{ command: keyIn(form), actor: `officer:${by}` },
  });
  if (!proposed.ok && proposed.refusal.code === "payments.refund-unexplained")
    return billPage(desk, {
      number: textOf(form, "number"),
      text: desk.t("treasury.bill.reason-missing"),
    });
  if (!proposed.ok) return refused(desk, proposed.refusal, "bill");
  const path = `/treasury/bill?number=${proposed.value.number}`;
  return redirectTo(desk.reply, path, {
    ...{ kind: "success", code: "treasury.refunds.was-proposed" },
  });
}
