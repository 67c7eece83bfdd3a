import type { FastifyReply } from "fastify";
import {
  type CaseNow,
  caseNow,
  payable,
  renew,
  startPayment,
  throughServing,
  windowOf,
} from "../../acts/index.ts";
import { type CommandId, isUuid } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html, type SafeHtml } from "../components/index.ts";
import { pathOfCase } from "./case-act-frame.ts";
import { openCase } from "./case-desk.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/**
 * Acts that need no yes of their own: a renewal is only begun and asks for its yes when it is sent;
 * a payment is confirmed by the person on their own telephone.
 */
export function moreActs({ t, base, csrf, person }: VisitDesk, at: CaseNow): SafeHtml | null {
  const path = `${base}/applications/${at.app.id}`;
  const renewal = windowOf("renew", at).ok
    ? html`<form method="post" action="${path}/renew">${csrf}
        ${button({ text: t("renewal.button") })}</form>`
    : null;
  const payment =
    person.phone && windowOf("pay", at).ok
      ? html`<form method="post" action="${path}/pay">${csrf}
          <input type="hidden" name="key" value="${newId()}">
          ${button({ text: t("counter.act.ask-payment"), kind: "secondary" })}</form>`
      : null;
  return renewal || payment ? html`${renewal}${payment}` : null;
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
  const started = await startPayment(deps, {
    ...{ bill, payer: person.phone, returnUrl: `${deps.baseUrl}/applications/${app.id}/paid` },
    key: (isUuid(key) ? key : newId()) as CommandId,
    by: {
      ...{ kind: "person", id: person.id },
      through: throughServing(desk.visit, person, false),
    },
  });
  return started.ok
    ? redirectTo(reply, path, { kind: "success", code: "counter.act.payment-asked" })
    : refusedHere(desk, started.refusal);
}
