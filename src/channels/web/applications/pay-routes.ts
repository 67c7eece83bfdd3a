import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  billComes,
  billStanding,
  billsTogether,
  canCancelPayment,
  cancelPayment,
  caseNow,
  lookAtPayment,
  moneyBackOf,
  payable,
  paymentOf,
  payTogether,
  startPayment,
} from "../../../acts/index.ts";
import { type Application, owedNow } from "../../../cases/index.ts";
import { readTelephone } from "../../../kernel/index.ts";
import type { ProviderMethod } from "../../../payments/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, langOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { csrfField, type SafeHtml } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { methodsOf, notOnline } from "../ways-to-pay.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { openOwn } from "./own.ts";
import {
  billsView,
  closedView,
  leadingView,
  outcomeView,
  type Paying,
  type PayingWrong,
  preparingView,
} from "./pay-view.ts";

/** A bill is written by a job a moment after sending: so often the page looks again by itself. */
const lookAgainSeconds = 5;

const lookAgain = (reply: FastifyReply, path: string) =>
  reply.header("refresh", `${lookAgainSeconds};url=${path}?again=1`);

/**
 * `/applications/:caseId/pay`, `/pay/cancel` and `/paid`: the fee, the provider, and what became of
 * it.
 */
export function payRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/pay", async (request, reply) => showBills(request, reply, deps));
  app.post("/applications/:caseId/pay", async (request, reply) => pay(request, reply, deps));
  app.post("/applications/:caseId/pay/together", async (request, reply) =>
    payAll(request, reply, deps),
  );
  app.post("/applications/:caseId/pay/cancel", async (request, reply) =>
    cancel(request, reply, deps),
  );
  app.get("/applications/:caseId/paid", async (request, reply) =>
    showOutcome(request, reply, deps),
  );
}

async function showBills(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  wrong?: PayingWrong,
) {
  const { app, person } = await openOwn(request, deps);
  const { bills, now } = await caseNow(deps, app);
  const owed = owedNow(app.state);
  const open = payable(bills, now);
  const t = wordsOf(request, deps);
  const { jurisdiction } = deps.catalogue;
  const show = (title: string, content: SafeHtml) =>
    actPage(request, reply, deps, app, { title, content, failed: wrong !== undefined });
  if (open.length > 0) {
    const [back, together] = await Promise.all([
      moneyBackOf(deps, bills),
      billsTogether(deps, app.id),
    ]);
    const about = payingOf(request, reply, deps, { app, person });
    const noWay = await notOnline(deps, t, "paying.no-way");
    const paying = { ...about, back, together, wrong, noWay };
    return show(t("pay.heading"), billsView(paying, open, t));
  }
  const standing = bills.map((bill) => ({ bill, ...billStanding(bill, app.state, now) }));
  if (standing.some(({ is }) => is === "cancelled"))
    return show(t("paying.cancelled"), closedView({ app, jurisdiction }, { is: "cancelled" }, t));
  if (owed.length === 0) return redirectTo(reply, `/applications/${app.id}`);
  const expired = standing.findLast(({ is }) => is === "expired");
  if (expired && !billComes(bills, owed)) {
    const why = { is: "expired", bill: expired.bill } as const;
    return show(t("paying.expired"), closedView({ app, jurisdiction }, why, t));
  }
  // The bill is paid but the case has not recorded it yet, or the bill is not written yet.
  lookAgain(reply, `/applications/${app.id}/pay`);
  return show(t("pay.heading"), preparingView(app.id, t));
}

const payingOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { app, person }: { readonly app: Application; readonly person: Person },
): Paying => ({
  app,
  jurisdiction: deps.catalogue.jurisdiction,
  methods: methodsOf(deps),
  key: newId(),
  csrf: csrfField(request, reply),
  // Messages may go to somebody else’s telephone; who pays is asked at their own.
  phone: person.phone ?? "",
});

interface Chosen {
  readonly method?: ProviderMethod;
  readonly payer?: string;
  readonly problem?: PayingWrong["problem"];
}

/** What was chosen; a telephone is asked only for mobile money. */
function chosenIn(form: ReturnType<typeof formOf>, deps: WebDeps): Chosen {
  const methods = methodsOf(deps);
  const wish = textOf(form, "method");
  const method = methods.length === 1 ? methods[0] : methods.find((one) => one === wish);
  if (!method) return methods.length > 0 ? { problem: "method" } : {};
  if (method !== "mobile-money") return { method };
  const payer = readTelephone(textOf(form, "payer"), deps.catalogue.jurisdiction.telephone);
  return payer === undefined ? { problem: "phone" } : { method, payer };
}

/**
 * Leads to the provider. The person comes back to `/paid`, where the books are asked and not the
 * browser.
 */
async function pay(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const form = formOf(request);
  const bills = await deps.payments.billsOfCase(app.id);
  const chosenBill = textOf(form, "bill");
  const bill = bills.find(({ billId }) => billId === chosenBill);
  if (!bill) return sendRefusal(reply, { kind: "not-found", code: "payments.no-such-bill" });
  const { payer, method, problem } = chosenIn(form, deps);
  if (problem) {
    const typed = { method: method ?? textOf(form, "method"), phone: textOf(form, "payer") };
    return showBills(request, reply, deps, { bill: chosenBill, ...typed, problem });
  }
  const started = await startPayment(deps, {
    ...{ bill, ...(payer && { payer }), ...(method && { method }) },
    lang: langOf(request),
    returnUrl: `${deps.baseUrl}/applications/${app.id}/paid`,
    key: keyIn(form),
    by: { kind: "person", id: person.id },
  });
  if (!started.ok) {
    const code = started.refusal.code;
    // What can be mended here is said at its field.
    if (code !== "payments.provider-refused") return sendRefusal(reply, started.refusal);
    const typed = { method: method ?? "", phone: payer ?? "" };
    return showBills(request, reply, deps, { bill: chosenBill, ...typed, problem: "refused" });
  }
  return lead(request, reply, deps, app, started.value.redirectTo);
}

/** All bills of a journey in one payment. */
async function payAll(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const bills = await billsTogether(deps, app.id);
  const [bill] = bills;
  if (!bill) return redirectTo(reply, `/applications/${app.id}/pay`);
  const started = await payTogether(deps, bills, {
    ...{ bill, lang: langOf(request), key: keyIn(formOf(request)) },
    returnUrl: `${deps.baseUrl}/applications/${app.id}/paid`,
    by: { kind: "person", id: person.id },
  });
  if (!started.ok) return sendRefusal(reply, started.refusal);
  return lead(request, reply, deps, app, started.value.redirectTo);
}

/**
 * To the provider's page. A form may only lead within this site (CSP), so another site is reached
 * from a page of ours.
 */
function lead(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
  to: string,
) {
  if (to.startsWith("/") || to.startsWith(`${deps.baseUrl}/`)) return reply.redirect(to, 303);
  if (!/^https?:\/\//.test(to))
    return sendRefusal(reply, { kind: "unavailable", code: "payments.provider-unavailable" });
  reply.header("refresh", `1;url=${to}`);
  const t = wordsOf(request, deps);
  return actPage(request, reply, deps, app, {
    title: t("paying.leading"),
    content: leadingView(app, to, t),
  });
}

/** Ends the open payment, so that another way can be taken; only where its provider says so. */
async function cancel(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const ended = await cancelPayment(deps, app.id);
  if (!ended.ok) return sendRefusal(reply, ended.refusal);
  return redirectTo(reply, `/applications/${app.id}/pay`, {
    kind: "success",
    code: "paying.ended",
  });
}

async function showOutcome(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const outcome = await lookAtPayment(deps, app.id);
  if (outcome.is === "waiting") lookAgain(reply, `/applications/${app.id}/paid`);
  const t = wordsOf(request, deps);
  const paid = outcome.is === "paid" ? outcome.bill.billId : undefined;
  const attempt = paid && paymentOf(await deps.payments.attemptsOf(paid));
  const paying = payingOf(request, reply, deps, { app, person });
  const back = await moneyBackOf(deps, await deps.payments.billsOfCase(app.id));
  const canEnd = outcome.is !== "paid" && (await canCancelPayment(deps, app.id));
  const content = outcomeView({ ...paying, back, canEnd }, outcome, attempt, t);
  return actPage(request, reply, deps, app, { title: t("pay.heading"), content });
}
