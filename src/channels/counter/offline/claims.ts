import type { FastifyReply, FastifyRequest } from "fastify";
import { answerTaken } from "../../../acts/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { button, buttonGroup, html, type SafeHtml } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import type { Desk } from "../desk.ts";
import { requireCounter } from "./sync.ts";

/** What devices say that this officer took, and others delivered: theirs to confirm. */
export async function claimsView(desk: Desk): Promise<SafeHtml | null> {
  const { deps, officer, t, csrf } = desk;
  const open = await deps.counter.claims(officer.id);
  if (open.length === 0) return null;
  const names = await deps.officerNames(open.map(({ deliveredBy }) => deliveredBy));
  const zone = deps.catalogue.jurisdiction.timeZone;
  const rows = open.map(({ item, reference, takenAt, deliveredBy }) => {
    const place = { name: names.get(deliveredBy) ?? "–", time: t.dateTime(takenAt, zone) };
    const press = (act: "yes" | "no") =>
      button({
        ...{ text: t(`offline.claims.${act}`), name: "act", value: act, kind: "secondary" },
        hidden: reference ?? "",
      });
    return html`<li>
      <p class="govuk-body"><strong class="hw-reference">${reference}</strong>${" "}
        ${t("offline.claims.one", place)}</p>
      <form method="post" action="/counter/sync/claims/${item}">
        ${csrf}${buttonGroup(press("yes"), press("no"))}</form></li>`;
  });
  return html`<section class="hw-box" id="claims">
    <h2 class="govuk-heading-m">${t("offline.claims.title")}</h2>
    <p class="govuk-body">${t("offline.claims.lead")}</p>
    <ul class="govuk-list">${rows}</ul></section>`;
}

/** POST /counter/sync/claims/:item: whether it was they who took it. */
export const answerClaim =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const { item } = request.params as { readonly item: string };
    const isTheirs = textOf(formOf(request), "act") === "yes";
    const done = await answerTaken(deps, item, { officer: officer.id, isTheirs });
    if (!done) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
    const code = isTheirs ? "offline.claims.confirmed" : "offline.claims.denied";
    return redirectTo(reply, "/counter/sync/conflicts", { kind: "success", code });
  };
