import { owedNow } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { termEnd } from "../../../workflow/index.ts";
import {
  button,
  html,
  linkButton,
  notificationBanner,
  type SafeHtml,
} from "../../components/index.ts";
import { whoActs } from "../public/facts.ts";
import type { CaseView } from "./case-given.ts";
import { isPayable } from "./fees-view.ts";
import { isOpenOn } from "./renewal.ts";
import { quoted } from "./story.ts";

/** What the person can do now: what is awaited of them first, as a banner; the rest as buttons. */
export function actionsView(view: CaseView, t: Translate): SafeHtml {
  const { app } = view;
  const more = [appealAction(view, t), renewalAction(view, t)];
  const given = more.filter((each) => each !== null);
  const list =
    given.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t("application.what-you-can-do")}</h2>${given}`;
  return html`${requestBanner(view, t)}${payBanner(view, t)}${app.state.status === "withdrawn" ? applyAgain(view, t) : list}`;
}

function requestBanner({ app, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const { request, tasks } = app.state;
  if (!request) return null;
  const authority = tasks.find(({ key }) => key === request.task)?.authority;
  const who = whoActs(catalogue, { authority: authority ?? app.definition.authority }, t);
  const words = app.statements.get(request.text);
  const date = t.until(request.dueAt, catalogue.jurisdiction.timeZone);
  const link = linkButton({ text: t("apply.answer-now"), href: `/applications/${app.id}/answer` });
  const content = html`${words === undefined ? null : quoted(words)}<p class="govuk-body">${t("request.answer-by", { date })}</p>${link}`;
  return notificationBanner(
    { heading: t("request.lead", { authority: who }), content, id: "request" },
    t,
  );
}

function payBanner({ app, bills, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const owed = owedNow(app.state);
  if (owed.length === 0) return null;
  const open = bills.filter(isPayable);
  const sums = owed.map(({ money }) => t.money(money));
  const until = open[0] && t.until(open[0].expiresAt, catalogue.jurisdiction.timeZone);
  const by =
    until === undefined ? null : html`<p class="govuk-body">${t("pay.by", { date: until })}</p>`;
  const link = linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` });
  const heading = t("apply.to-pay", { amount: t.list(sums) });
  return notificationBanner({ heading, content: html`${by}${link}`, id: "pay" }, t);
}

/** Until when a refusal can be appealed, as an instant; undefined where it cannot. */
export function appealUntil({ app, calendar, now }: Pick<CaseView, "app" | "calendar" | "now">) {
  const { status, decision, appeals } = app.state;
  const offered = app.definition.appeal;
  if (!offered || status !== "refused" || !decision || appeals > 0) return undefined;
  const until = termEnd(new Date(decision.at), offered.within, calendar);
  return until !== undefined && until >= now.toISOString() ? until : undefined;
}

function appealAction(view: CaseView, t: Translate): SafeHtml | null {
  const until = appealUntil(view);
  if (until === undefined) return null;
  const date = t.until(until, view.catalogue.jurisdiction.timeZone);
  return html`<p class="govuk-body">${t("appeal.lead")} ${t("appeal.before", { date })}</p><p>${linkButton({ text: t("appeal.heading"), href: `/applications/${view.app.id}/appeal`, kind: "secondary" })}</p>`;
}

function renewalAction({ app, renewFrom, today, csrf }: CaseView, t: Translate): SafeHtml | null {
  if (!renewFrom || today > renewFrom.until) return null;
  if (!isOpenOn(renewFrom, today))
    return html`<p class="govuk-body">${t("renewal.from", { date: t.date(renewFrom.from) })}</p>`;
  return html`<p class="govuk-body">${t("renewal.lead")}</p><form method="post" action="/applications/${app.id}/renew">${csrf}${button({ text: t("renewal.button") })}</form>`;
}

const applyAgain = ({ app }: CaseView, t: Translate): SafeHtml =>
  html`<p>${linkButton({ text: t("applications.new"), href: `/services/${app.definition.id}`, kind: "secondary" })}</p>`;
