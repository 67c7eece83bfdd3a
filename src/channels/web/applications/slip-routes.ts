import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { drawDecision, drawReceipt, drawRefundReceipt, paymentOf } from "../../../acts/index.ts";
import { notFound } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";
import { attachment } from "../page.ts";
import { type OfCase, openOwn, submittedOf } from "./own.ts";

type OfReceipt = { Params: OfCase & { readonly billId: string; readonly lang: string } };
type OfRefund = { Params: OfCase & { readonly refundId: string; readonly lang: string } };
type OfLetter = { Params: OfCase & { readonly lang: string } };

/** The receipts of bills and refunds, and the letter of a decision, as PDF in a language. */
export function slipRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<OfReceipt>("/applications/:caseId/bills/:billId/receipt/:lang", (request, reply) =>
    sendReceipt(request, reply, deps),
  );
  app.get<OfRefund>("/applications/:caseId/refunds/:refundId/receipt/:lang", (request, reply) =>
    sendRefundReceipt(request, reply, deps),
  );
  app.get<OfLetter>("/applications/:caseId/decision/:lang", (request, reply) =>
    sendDecision(request, reply, deps),
  );
}

async function sendReceipt(
  request: FastifyRequest<OfReceipt>,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const { app: application } = await openOwn(request, deps);
  const { billId, lang } = request.params;
  const bills = await deps.payments.billsOfCase(application.id);
  const bill = bills.find((each) => each.billId === billId);
  const attempt = bill && paymentOf(await deps.payments.attemptsOf(bill.billId));
  if (!attempt || !isLang(lang)) throw notFound();
  const cash = await deps.payments.cashReceiptOf(attempt.id);
  const cashier = cash && (await deps.officerNames([cash.cashier])).get(cash.cashier);
  const receipt = { application, bill, attempt, cash, cashier };
  const bytes = await drawReceipt(deps, receipt, lang);
  return attachment(reply, `${bill.number}-${lang}.pdf`, "application/pdf", bytes);
}

async function sendRefundReceipt(
  request: FastifyRequest<OfRefund>,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const { app: application } = await openOwn(request, deps);
  const { refundId, lang } = request.params;
  if (!isLang(lang)) throw notFound();
  for (const bill of await deps.payments.billsOfCase(application.id))
    for (const attempt of await deps.payments.attemptsOf(bill.billId)) {
      const refund = attempt.refunds?.find(({ id, outsideRef }) => id === refundId && outsideRef);
      if (!refund) continue;
      const bytes = await drawRefundReceipt(deps, { application, bill, attempt, refund }, lang);
      return attachment(reply, `${bill.number}-refund-${lang}.pdf`, "application/pdf", bytes);
    }
  throw notFound();
}

async function sendDecision(
  request: FastifyRequest<OfLetter>,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const { app: application } = await openOwn(request, deps);
  const { lang } = request.params;
  if (!application.state.decision || !isLang(lang)) throw notFound();
  const bytes = await drawDecision(deps, application, { lang });
  const name = `${submittedOf(application).reference}-${lang}.pdf`;
  return attachment(reply, name, "application/pdf", bytes);
}
