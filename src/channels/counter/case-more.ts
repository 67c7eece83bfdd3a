import type { FastifyReply } from "fastify";
import {
  type CaseNow,
  caseNow,
  payable,
  renew,
  runningPayment,
  startPayment,
  throughServing,
  windowOf,
} from "../../acts/index.ts";
import { type CommandId, isUuid } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html, type SafeHtml } from "../components/index.ts";
import { clientTold } from "./card-of-visit.ts";
import { pathOfCase } from "./case-act-frame.ts";
import { openCase } from "./case-desk.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/**
 * An act that needs no yes of its own: a renewal is only begun and asks for its yes when it is
 * sent.
 */
export const moreActs = ({ t, base, csrf }: VisitDesk, at: CaseNow): SafeHtml | null =>
  windowOf("renew", at).ok
    ? html`<form method="post" action="${base}/applications/${at.app.id}/renew">${csrf}
        ${button({ text: t("renewal.button") })}</form>`
    : null;

/** Minutes after which a payment that is still open holds up no request any more. */
const requestMinutes = 5;

/**
 * A payment is confirmed by the person on their own telephone: they are asked, or what they do with
 * the request is told while it is open. A second one is offered when the first is over or old.
 */
export async function paymentForm(desk: VisitDesk, at: CaseNow): Promise<SafeHtml | null> {
  const { deps, t, own, base, csrf, person } = desk;
  const running = await runningPayment(deps, at.bills);
  const since = new Date(at.now.getTime() - requestMinutes * 60_000).toISOString();
  const isOffered =
    person.phone && windowOf("pay", at).ok && !(running && running.startedAt > since);
  const form = isOffered
    ? html`<form method="post" action="${base}/applications/${at.app.id}/pay">${csrf}
        <input type="hidden" name="key" value="${newId()}">
        ${button({ text: t("counter.act.ask-payment"), kind: "secondary" })}</form>`
    : null;
  const say = running
    ? html`<p class="govuk-body" role="status">${t("counter.act.payment-runs")}</p>
        ${clientTold(desk, own("counter.act.payment-say"))}`
    : null;
  return say || form ? html`${say}${form}` : null;
}

/** POST …/renew: to the draft of the renewal, which is gone on with here. */
export async function renewHere(desk: VisitDesk): Promise<FastifyReply> {
  const at = await caseNow(desk.deps, await openCase(desk));
  const draft = await renew(desk.deps, at, desk.person.id);
  if (!draft.ok) return refusedHere(desk, draft.refusal);
  await desk.deps.counter.recordBegun(desk.visit, draft.value);
  return redirectTo(desk.reply, `${desk.base}/drafts/${draft.value}`);
}

/** POST …/pay: asks the person's own telephone to pay the bill that is due first; never in cash. */
export async function askPayment(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, reply } = desk;
  const app = await openCase(desk);
  const { bills, now } = await caseNow(deps, app);
  const [bill] = payable(bills, now);
  const path = pathOfCase(desk, app);
  if (!bill || !person.phone)
    return refusedHere(desk, { kind: "conflict", code: "case.nothing-to-pay" });
  const key = textOf(formOf(desk.request), "key");
  const before = await runningPayment(deps, [bill]);
  const started = await startPayment(deps, {
    ...{ bill, payer: person.phone, returnUrl: `${deps.baseUrl}/applications/${app.id}/paid` },
    key: (isUuid(key) ? key : newId()) as CommandId,
    by: {
      ...{ kind: "person", id: person.id },
      through: throughServing(desk.visit, person, false),
    },
  });
  if (!started.ok) return refusedHere(desk, started.refusal);
  return redirectTo(
    reply,
    path,
    before?.id === started.value.attemptId
      ? { kind: "notice", code: "counter.act.payment-still" }
      : { kind: "success", code: "counter.act.payment-asked" },
  );
}
