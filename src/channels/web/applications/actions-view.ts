import { payable, type Window, windowOf } from "../../../acts/index.ts";
import { meaningOf, owedNow } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  html,
  linkButton,
  notificationBanner,
  type SafeHtml,
} from "../../components/index.ts";
import { oneTapRating } from "../../questions/index.ts";
import { whoActs } from "../public/facts.ts";
import type { CaseView } from "./case-given.ts";
import { quoted } from "./story.ts";

/** What is awaited of the person now, as banners. */
export const awaitedView = (view: CaseView, t: Translate): SafeHtml =>
  html`${requestBanner(view, t)}${payBanner(view, t)}`;

/** What else the person can do now. */
export function actionsView(view: CaseView, t: Translate): SafeHtml {
  const more = [
    appealAction(view, t) ?? appealOver(view, t),
    renewalAction(view, t),
    ratingAction(view, t),
  ];
  const given = more.filter((each) => each !== null);
  const list =
    given.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t("application.what-you-can-do")}</h2>${given}`;
  return html`${over(view) ? null : list}${again(view, t)}`;
}

/** Whether the case ended without a decision, so that the person can only apply again. */
const over = ({ app: { state } }: CaseView): boolean =>
  meaningOf(state.status).outcome === "withdrawn";

function requestBanner({ app, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const { request, tasks } = app.state;
  if (!request) return null;
  const authority = tasks.find(({ key }) => key === request.task)?.authority;
  const who = whoActs(catalogue, { authority: authority ?? app.definition.authority }, t);
  const words = app.statements.get(request.text);
  const date = t.until(request.dueAt, catalogue.jurisdiction.timeZone);
  const link = linkButton({ text: t("apply.answer-now"), href: `/applications/${app.id}/answer` });
  const content = html`${words === undefined ? null : quoted(words)}<p class="govuk-body">
    ${t("request.answer-by", { date })}</p>${link}`;
  return notificationBanner(
    { heading: t("request.lead", { authority: who }), content, id: "request" },
    t,
  );
}

function payBanner({ app, bills, catalogue, now }: CaseView, t: Translate): SafeHtml | null {
  const owed = owedNow(app.state);
  if (owed.length === 0) return null;
  const open = payable(bills, now);
  const sums = owed.map(({ money }) => t.money(money));
  const until = open[0] && t.until(open[0].expiresAt, catalogue.jurisdiction.timeZone);
  const by =
    until === undefined ? null : html`<p class="govuk-body">${t("pay.by", { date: until })}</p>`;
  const link = linkButton({ text: t("pay.heading"), href: `/applications/${app.id}/pay` });
  const heading = t("apply.to-pay", { amount: t.list(sums) });
  return notificationBanner({ heading, content: html`${by}${link}`, id: "pay" }, t);
}

function appealAction(view: CaseView, t: Translate): SafeHtml | null {
  const open = windowOf("appeal", view);
  if (!open.ok) return null;
  const href = `/applications/${view.app.id}/appeal`;
  const link = linkButton({ text: t("appeal.do"), href });
  const before = appealBefore(open.value, view.catalogue.jurisdiction.timeZone, t);
  return html`<p class="govuk-body">${t("appeal.lead")} <strong>${before}</strong></p>
    <p>${link}</p>`;
}

/** After a lost appeal: that it is over, and what is left where the service says so. */
function appealOver({ app, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const { appeal } = app.definition;
  const decided = app.history.findLast((event) => event.type === "AppealDecided");
  if (!appeal || !decided || meaningOf(app.state.status).outcome !== "refused") return null;
  const title = appeal.outcomes.find(({ id }) => id === decided.data.outcome)?.title;
  const outcome = t.words(title) || decided.data.outcome;
  const date = t.day(decided.at, catalogue.jurisdiction.timeZone);
  return html`<p class="govuk-body">${t("appeal.decided", { date, outcome })}
    ${appeal.further && html`<br>${t.words(appeal.further.title)}`}</p>`;
}

/** The last day of an appeal, in words; nothing where the service sets none. */
export const appealBefore = ({ until }: Window, timeZone: string, t: Translate): string =>
  until === undefined ? "" : t("appeal.before", { date: t.until(until, timeZone) });

function renewalAction(view: CaseView, t: Translate): SafeHtml | null {
  const { app, csrf } = view;
  const open = windowOf("renew", view);
  if (!open.ok) {
    const { refusal } = open;
    if (refusal.code !== "case.too-early") return null;
    const date = t.date(String(refusal.facts.from));
    return html`<p class="govuk-body">${t("renewal.from", { date })}</p>`;
  }
  return html`<p class="govuk-body">${t("renewal.lead")}</p>
    <form method="post" action="/applications/${app.id}/renew">
    ${csrf}${button({ text: t("renewal.button") })}</form>`;
}

function ratingAction(view: CaseView, t: Translate): SafeHtml | null {
  if (!windowOf("rate", view).ok) return null;
  const { app, rating } = view;
  const href = `/applications/${app.id}/rate`;
  if (!rating)
    return html`${oneTapRating(href, view.csrf, t)}<p class="govuk-body">
      <a class="govuk-link" href="${href}">${t("assessment.with-words")}</a></p>`;
  const words = t("assessment.given", { score: t.named(`assessment.score.${rating.score}`) });
  const link = linkButton({ text: t("assessment.change"), href, kind: "secondary" });
  return html`<p class="govuk-body">${words}</p><p>${link}</p>`;
}

/** What is over can be applied for anew, with what was answered then. */
function again({ app, csrf, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const { id } = app.definition;
  if (meaningOf(app.state.status).turn !== "nobody" || !catalogue.current(id)?.process) return null;
  return html`<form method="post" action="/applications/${app.id}/again">${csrf}
    ${button({ text: t("me.again"), kind: "secondary" })}</form>`;
}
