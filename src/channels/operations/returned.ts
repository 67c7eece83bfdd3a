import type { FastifyReply } from "fastify";
import { type LinkNow, returnReason, useAddressAgain } from "../../acts/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import type { ReturnedItem } from "../../platform/jobs/index.ts";
import { button, html, type SafeHtml, table } from "../components/index.ts";
import { staffOccasion } from "../staff/index.ts";
import type { Operations } from "./deps.ts";

/** What is shown at once. */
const most = 50;

/** What came back from there after it was taken; nothing for a link without a way back. */
export async function returnedPart(at: Operations, now: LinkNow): Promise<SafeHtml | null> {
  const { returns, id } = now.link;
  if (!returns) return null;
  const { t, deps } = at;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const items = await returns.latest(most);
  return html`<h2 class="govuk-heading-m">${t("operations.returned.heading")}</h2>
    <p class="govuk-body">${t("operations.returned.lead")}</p>
    ${table({
      caption: t("operations.returned.heading"),
      captionHidden: true,
      columns: [
        { text: t("operations.returned.what") },
        { text: t("operations.returned.sent") },
        { text: t("operations.returned.when") },
        { text: t("operations.returned.why") },
        { text: t("operations.returned.address") },
      ],
      rows: items.map((item) => [
        html`<span lang="en">${item.what}</span>`,
        t.dateTime(item.receivedAt, zone),
        t.dateTime(item.returnedAt, zone),
        `${item.status}: ${t(`apply.message.why.${returnReason(item.status)}`)}`,
        item.isStopped ? useAgainForm(at, id, item) : t("operations.returned.in-use"),
      ]),
      empty: t("operations.returned.none"),
    })}`;
}

const useAgainForm = ({ t, csrf }: Operations, link: string, { id, what }: ReturnedItem) =>
  html`${t("operations.returned.stopped")}
    <form method="post" action="/operations/${link}/use-again">${csrf}
    <input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="item" value="${id}">${button({
      ...{ text: t("operations.returned.use-again"), kind: "secondary", hidden: what },
    })}</form>`;

/** POST /operations/<link>/use-again: messages go to this address again. */
export async function useAgain(at: Operations, now: LinkNow): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const item = textOf(posted, "item");
  const done = await useAddressAgain(at.deps, staffOccasion(at, posted), now.link, item);
  return redirectTo(
    at.reply,
    `/operations/${now.link.id}`,
    done.ok
      ? { kind: "success", code: "operations.returned.was-used-again" }
      : refusalFlash(done.refusal),
  );
}
