import type { FastifyReply } from "fastify";
import { billOfNumber, isPayable, tillClients, tillReceiptNumber } from "../../acts/index.ts";
import { type BillId, currencyDecimals, isUuid } from "../../kernel/index.ts";
import type { Bill, Till } from "../../payments/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  html,
  input,
  type SafeHtml,
  select,
  summaryList,
  table,
  tag,
} from "../components/index.ts";
import { amountIn, type Desk, done, money, refused, show } from "./desk.ts";
import { type NotSaid, receiptsView } from "./receipts.ts";
import { takeCashOf, takenView, takeView, type WrongCash } from "./take-cash.ts";

interface Wrong {
  readonly field:
    | ("centre" | "float" | "number" | "counted" | "note" | WrongCash["field"])
    | `why-${string}`;
  readonly text: string;
  /** The service centre that was chosen and the float as it was typed: both stay. */
  readonly opening?: { readonly centre: string; readonly float: string };
  /** What was counted, as it was typed: nobody counts twice. */
  readonly counted?: string;
  readonly notSaid?: NotSaid;
  /** The bill of which the cash was not taken. */
  readonly cash?: { readonly bill: Bill | undefined; readonly wrong: WrongCash };
}

const errorsOf = (wrong: Wrong | undefined) =>
  wrong ? [{ id: wrong.field, text: wrong.text }] : [];

const errorAt = (wrong: Wrong | undefined, field: Wrong["field"]) =>
  wrong?.field === field ? wrong.text : undefined;

/** GET /treasury/till: the cashier's till: open it, take cash, close it. */
export async function tillPage(desk: Desk, wrong?: Wrong): Promise<FastifyReply> {
  const till = await desk.deps.payments.openTillOf(desk.officer.id);
  const content = till ? await openView(desk, till, wrong) : openForm(desk, wrong);
  return show(desk, { section: "till", content, errors: errorsOf(wrong) });
}

function openForm({ t, csrf, deps, officer }: Desk, wrong: Wrong | undefined): SafeHtml {
  const centres = deps.catalogue.jurisdiction.centres ?? [];
  const own = centres.filter(({ id }) => officer.offices.includes(id));
  const items = (own.length > 0 ? own : centres).map(({ id, name }) => ({
    value: id,
    text: t.words(name),
  }));
  return html`<p class="govuk-body-l">${t("treasury.till.closed")}</p>
    <form method="post" action="/treasury/till/open" novalidate>${csrf}
    ${select(
      {
        ...{ id: "centre", name: "centre", label: t("treasury.till.centre"), items },
        // Whoever works in one centre alone has nothing to choose.
        value: wrong?.opening?.centre ?? (items.length === 1 ? items[0]?.value : undefined),
        error: errorAt(wrong, "centre"),
      },
      t,
    )}
    ${amountField("float", t("treasury.till.float"), t("treasury.till.float-hint"))}
    ${button({ text: t("treasury.till.open") })}</form>`;

  function amountField(field: Wrong["field"], label: string, hint: string): SafeHtml {
    return input(
      {
        ...{ id: field, name: field, label, hint, width: 10, inputmode: "decimal" },
        ...{
          suffix: t.currency(deps.catalogue.jurisdiction.currency),
          error: errorAt(wrong, field),
        },
        value: wrong?.opening?.float,
      },
      t,
    );
  }
}

async function openView(desk: Desk, till: Till, wrong: Wrong | undefined): Promise<SafeHtml> {
  const { t, csrf, deps, request } = desk;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const { number } = request.query as Readonly<Record<string, unknown>>;
  const sent = wrong?.cash?.bill;
  const typed = typeof number === "string" ? number : (sent?.number ?? "");
  const bill =
    sent?.number === typed ? sent : typed === "" ? undefined : await billOfNumber(deps, typed);
  const missing = typed !== "" && !bill ? t("treasury.bill.none") : undefined;
  const centre = deps.catalogue.jurisdiction.centres?.find(({ id }) => id === till.centre);
  const receipts = await deps.payments.receiptsOf(till.id);
  return html`${await takenView(desk)}${summaryList({
    rows: [
      { key: t("treasury.till.centre"), value: t.words(centre?.name) || till.centre },
      { key: t("treasury.till.opened"), value: t.dateTime(till.openedAt, zone) },
      { key: t("treasury.till.float"), value: t.money(till.float) },
      { key: t("treasury.till.receipts"), value: t.number(till.receipts) },
    ],
  })}
    ${receiptsView(desk, receipts, wrong?.notSaid)}${await comersView(desk, till)}
    <h2 class="govuk-heading-m">${t("treasury.till.take")}</h2>
    <form method="get" action="/treasury/till" novalidate>
    ${input(
      {
        ...{ id: "number", name: "number", label: t("payments.number"), value: typed, width: 20 },
        ...{ error: missing ?? errorAt(wrong, "number"), hint: t("treasury.till.number-hint") },
      },
      t,
    )}${button({ text: t("treasury.bill.find"), kind: bill ? "secondary" : "primary" })}</form>
    ${bill ? await takeView(desk, bill, wrong?.cash?.wrong) : null}
    <form method="post" action="/treasury/till/close" novalidate>${csrf}
    <h2 class="govuk-heading-m">${t("treasury.till.close")}</h2>
    <p class="govuk-body">${t("treasury.till.close-hint")}</p>
    ${input(
      {
        ...{ id: "counted", name: "counted", label: t("treasury.till.counted"), width: 10 },
        ...{ inputmode: "decimal", suffix: t.currency(till.float.currency) },
        ...{ value: wrong?.counted, error: errorAt(wrong, "counted") },
      },
      t,
    )}
    ${input(
      {
        ...{ id: "note", name: "note", label: t("treasury.till.note"), maxlength: 500 },
        ...{ hint: t("treasury.till.note-hint"), error: errorAt(wrong, "note") },
      },
      t,
    )}
    ${button({ text: t("treasury.till.close"), kind: "secondary" })}</form>`;
}

/** Who was sent here from a counter, with which bill; who has paid goes back there. */
async function comersView({ deps, t, officer }: Desk, { centre }: Till): Promise<SafeHtml | null> {
  const clients = await tillClients(deps, { centre, cashier: officer.id });
  if (clients.length === 0) return null;
  const now = deps.clock();
  const billView = (bill: Bill) =>
    isPayable(bill, now)
      ? html`<li>${t.words(bill.words)}: <a class="govuk-link"
          href="/treasury/till?number=${bill.number}">${t.money(bill.money)}</a></li>`
      : html`<li>${t.words(bill.words)}: ${t(`payments.status.${bill.status}`)}</li>`;
  return table({
    caption: t("treasury.till.comers"),
    columns: (["ticket", "who", "owes", "from"] as const).map((key) => ({
      text: t(`treasury.till.comer.${key}`),
    })),
    rows: clients.map(({ number, name, counter, bills, isPaid }) => [
      html`<strong>${number}</strong>`,
      name ?? "–",
      html`<ul class="govuk-list">${bills.map(billView)}</ul>`,
      isPaid
        ? html`${tag(t("treasury.till.comer.paid"), "good")}${" "}
            ${t("treasury.till.comer.back", { counter })}`
        : counter,
    ]),
  });
}

/** POST /treasury/till/open: with the float that the treasury gave. */
export async function openMine(desk: Desk): Promise<FastifyReply> {
  const { t, deps, officer, request } = desk;
  const { currency, centres = [] } = deps.catalogue.jurisdiction;
  const form = formOf(request);
  const opening = { centre: textOf(form, "centre"), float: textOf(form, "float").slice(0, 40) };
  const minor = amountIn(opening.float, currencyDecimals(currency));
  if (minor === undefined)
    return tillPage(desk, { field: "float", text: t("treasury.till.amount-missing"), opening });
  const centre = centres.find(({ id }) => id === opening.centre)?.id;
  if (centre === undefined)
    return tillPage(desk, { field: "centre", text: t("treasury.till.centre-missing"), opening });
  const opened = await deps.payments.openTill({
    ...{ cashier: officer.id, centre, float: money(minor, currency) },
  });
  if (!opened.ok) return refused(desk, opened.refusal, "till");
  return done(desk, "till", "treasury.till.was-opened");
}

/** POST /treasury/till/take: with what was wrong, the bill and what was typed stay. */
export const cashTaken = (desk: Desk): Promise<FastifyReply> =>
  takeCashOf(desk, (bill, wrong) => tillPage(desk, { ...wrong, cash: { bill, wrong } }));

/** POST /treasury/till/receipts: a receipt was given and signed, or why not. */
export async function settleReceipt(desk: Desk): Promise<FastifyReply> {
  const { t, deps, officer, request } = desk;
  const form = formOf(request);
  const billId = textOf(form, "bill");
  if (!isUuid(billId))
    return refused(desk, { kind: "not-found", code: "payments.no-such-bill" }, "till");
  const settled = await deps.payments.settleReceipt({
    ...{ cashier: officer.id, billId: billId as BillId },
    ...{ isSigned: textOf(form, "is") === "signed", why: textOf(form, "why") },
  });
  if (settled.ok) return done(desk, "till", "treasury.till.was-settled");
  if (settled.refusal.code !== "payments.receipt-unexplained")
    return refused(desk, settled.refusal, "till");
  const text = t("refusals.payments.receipt-unexplained");
  return tillPage(desk, { field: `why-${billId}`, text, notSaid: { billId, text } });
}

/** POST /treasury/till/close: with what was counted; the difference is said afterwards. */
export async function closeMine(desk: Desk): Promise<FastifyReply> {
  const { t, deps, officer, request } = desk;
  const { currency } = deps.catalogue.jurisdiction;
  const form = formOf(request);
  const counted = textOf(form, "counted").slice(0, 40);
  const countedMinor = amountIn(counted, currencyDecimals(currency));
  if (countedMinor === undefined)
    return tillPage(desk, { field: "counted", text: t("treasury.till.amount-missing"), counted });
  const note = textOf(form, "note");
  const closed = await deps.payments.closeTill({ cashier: officer.id, countedMinor, note });
  if (closed.ok) return done(desk, "till", "treasury.till.was-closed");
  const { code } = closed.refusal;
  if (code === "payments.receipt-open")
    return tillPage(desk, { field: "counted", text: t.refusal(closed.refusal), counted });
  if (code !== "payments.difference-unexplained") return refused(desk, closed.refusal, "till");
  const text = t("refusals.payments.difference-unexplained");
  return tillPage(desk, { field: "note", text, counted });
}

/** The closed tills that wait for a second signature; for the page of books. */
export async function unsignedView(
  { t, csrf, deps }: Desk,
  tills: readonly Till[],
  nameOf: (id: string) => string,
): Promise<SafeHtml | null> {
  const zone = deps.catalogue.jurisdiction.timeZone;
  if (tills.length === 0) return null;
  const unsigned = await deps.payments.unsignedReceipts(tills.map(({ id }) => id));
  return html`<h2 class="govuk-heading-m">${t("treasury.till.to-sign")}</h2>${tills.map((till) => {
    const { currency } = till.float;
    const expected = till.expectedMinor ?? 0;
    const counted = till.countedMinor ?? 0;
    return html`<section class="hw-box">${summaryList({
      noBorder: true,
      rows: [
        { key: t("treasury.till.cashier"), value: nameOf(till.openedBy) },
        { key: t("treasury.till.closed-at"), value: t.dateTime(till.closedAt ?? "", zone) },
        { key: t("treasury.till.expected"), value: t.money(money(expected, currency)) },
        { key: t("treasury.till.counted"), value: t.money(money(counted, currency)) },
        {
          key: t("treasury.till.difference"),
          value: html`<strong>${t.money(money(counted - expected, currency))}</strong>`,
        },
        ...(till.note ? [{ key: t("treasury.till.note"), value: till.note }] : []),
        {
          key: t("treasury.till.signed-receipts"),
          value: html`${t("treasury.till.signed-of", {
            signed: till.signedReceipts,
            all: till.receipts,
          })}${unsigned
            .filter((each) => each.till === till.id)
            .map((each) => html`<br>${tillReceiptNumber(each)}: ${each.why}`)}`,
        },
      ],
    })}<form method="post" action="/treasury/tills/sign">${csrf}
      <input type="hidden" name="till" value="${till.id}">
      ${button({ text: t("treasury.till.sign"), kind: "secondary" })}</form></section>`;
  })}`;
}

/** POST /treasury/tills/sign: the second signature under a closed till. */
export async function signOne(desk: Desk): Promise<FastifyReply> {
  const id = textOf(formOf(desk.request), "till");
  const signed = isUuid(id)
    ? await desk.deps.payments.signTill({ id, by: desk.officer.id })
    : undefined;
  if (!signed?.ok) {
    const refusal = signed?.refusal ?? { kind: "conflict", code: "payments.no-till" };
    return refused(desk, refusal, "books");
  }
  return done(desk, "books", "treasury.till.was-signed");
}
