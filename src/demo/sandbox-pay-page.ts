import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  button,
  buttonGroup,
  html,
  inset,
  type SafeHtml,
  summaryList,
} from "../channels/components/index.ts";
import { csrfOf, formOf, langOf, sendHtml, sendRefusal, textOf } from "../platform/http/index.ts";
import type { I18n, Translate } from "../platform/i18n/index.ts";
import type { Charge } from "./sandbox-pay-store.ts";

export interface SandboxPageOptions {
  readonly i18n: I18n;
  /** The site's page around the content, which starts with the `h1`. */
  readonly page: (page: {
    readonly title: string;
    readonly path: string;
    readonly content: SafeHtml;
    readonly t: Translate;
    readonly request: FastifyRequest;
  }) => SafeHtml | string;
}

interface Books {
  chargeOf(ref: string): Promise<Charge | undefined>;
  settle(ref: string, status: "paid" | "failed"): Promise<void>;
}

const path = (ref: string): string => `/sandbox-pay/${ref}`;

const unknown = (reply: FastifyReply) =>
  sendRefusal(reply, { kind: "not-found", code: "payments.no-such-bill" });

/** The provider's page, in two routes; works without JavaScript. */
export function addSandboxPage(
  app: FastifyInstance,
  { i18n, page }: SandboxPageOptions,
  books: Books,
): void {
  app.get<{ Params: { ref: string } }>(path(":ref"), async (request, reply) => {
    const charge = await books.chargeOf(request.params.ref);
    if (!charge) return unknown(reply);
    const t = i18n.for(langOf(request));
    const content = chargePage(charge, t, csrfOf(request, reply));
    const title = t("sandbox-pay.title");
    return sendHtml(reply, page({ title, path: path(charge.ref), content, t, request }));
  });

  app.post<{ Params: { ref: string } }>(path(":ref"), async (request, reply) => {
    const charge = await books.chargeOf(request.params.ref);
    if (!charge) return unknown(reply);
    const act = textOf(formOf(request), "act");
    if (act === "pay") await books.settle(charge.ref, "paid");
    if (act === "refuse") await books.settle(charge.ref, "failed");
    return reply.redirect(charge.returnUrl, 303);
  });
}

function chargePage(charge: Charge, t: Translate, csrf: string): SafeHtml {
  const rows = [
    { key: t("sandbox-pay.for"), value: t.words(charge.words) },
    { key: t("payments.number"), value: charge.billNumber },
    { key: t("payments.amount"), value: t.money(charge.money) },
  ];
  const acts =
    charge.status === "pending"
      ? buttonGroup(
          button({ text: t("sandbox-pay.pay"), name: "act", value: "pay" }),
          button({ text: t("sandbox-pay.refuse"), name: "act", value: "refuse", kind: "warning" }),
          button({ text: t("sandbox-pay.leave"), name: "act", value: "leave", kind: "secondary" }),
        )
      : html`<p class="govuk-body">${t(`sandbox-pay.${charge.status}`)}</p>
${button({ text: t("sandbox-pay.back"), name: "act", value: "leave" })}`;
  return html`<h1 class="govuk-heading-l">${t("sandbox-pay.title")}</h1>
${inset(t("sandbox-pay.explained"))}
${summaryList({ rows })}
<form method="post"><input type="hidden" name="_csrf" value="${csrf}">${acts}</form>`;
}
