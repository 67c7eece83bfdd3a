import { complaintForm, groundTitle, windowOf } from "../../../acts/index.ts";
import {
  documentIn,
  filesForApplicant,
  formFactsOf,
  isAppealTied,
  isOpen,
  isReopened,
  meaningOf,
  reasonSaid,
  standingDecision,
  unpaid,
} from "../../../cases/index.ts";
import { officeKey, officeName } from "../../../catalogue/index.ts";
import { entitlementsOf } from "../../../form/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { appealStage } from "../../../workflow/index.ts";
import {
  answered,
  button,
  card,
  details,
  html,
  narrow,
  type SafeHtml,
  summaryList,
  tag,
  timeline,
} from "../../components/index.ts";
import { bullets, entitlementIn } from "../../questions/index.ts";
import { officePlaceView } from "../office-place.ts";
import { whoActs } from "../public/facts.ts";
import { actionsView, awaitedView } from "./actions-view.ts";
import type { CaseView } from "./case-given.ts";
import { feesView } from "./fees-view.ts";
import { paperLang, statusOf, submittedOf } from "./own.ts";
import { paperCards } from "./paper-view.ts";
import { progressView } from "./progress-view.ts";
import { rankView } from "./rank-view.ts";
import { statusTag } from "./status-words.ts";
import { quoted, storyOf } from "./story.ts";
import { threadView } from "./thread.ts";

/** The content of the page: what waits for the person comes first, then their papers. Pure. */
export function caseView(view: CaseView, t: Translate): SafeHtml {
  const { app, catalogue } = view;
  const { reference } = submittedOf(app);
  // Why it was refused stands before what can be done about it.
  const main = html`<p class="govuk-body-l">${statusTag(statusOf(app), t)}</p>
    ${meaningView(view, t)}${reasonView(view, t)}${awaitedView(view, t)}
    ${threadView(view, t)}
    ${paperCards(view, t)}${actionsView(view, t)}${onTheWayView(view, t)}
    ${rankView(app, view.place, t)}<h2 class="govuk-heading-m">${t("application.progress")}</h2>
    ${progressView(app, catalogue.jurisdiction.timeZone, t)}${feesView(view, t)}
    ${rightsView(view, t)}<h2 class="govuk-heading-m">${t("application.history")}</h2>
    ${timeline(storyOf(app, catalogue, t))}${answersView(view, t)}`;
  return html`<p class="govuk-caption-xl">${reference}</p><h1 class="govuk-heading-xl">
    ${t.words(app.definition.title)}</h1>
    ${narrow(main, html`${card(factsView(view, t))}${ownPart(view, t)}`)}`;
}

/** What was given on the way and still counts: the day and the place of an appointment. */
function onTheWayView({ app, onTheWay }: CaseView, t: Translate): SafeHtml | null {
  const [newest] = onTheWay;
  if (!newest || standingDecision(app.state)) return null;
  const rows = newest.claims.flatMap(({ title, value }) => {
    const text =
      typeof value === "boolean"
        ? t(value ? "component.yes" : "component.no")
        : typeof value === "string"
          ? value
          : t.words(value);
    if (text === "") return [];
    return [{ key: t.words(title), value: isDay.test(text) ? t.date(text) : text }];
  });
  return html`<h2 class="govuk-heading-m">${t.words(newest.title)}</h2>${summaryList({ rows })}`;
}

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** What the status means for the person, in a sentence. */
function meaningView(view: CaseView, t: Translate): SafeHtml | null {
  const { app } = view;
  const { status } = app.state;
  if (isReopened(app.state)) return reopenedView(view, t);
  const decidedLater =
    meaningOf(status).outcome === "granted" && unpaid(app.state, "grant").length > 0;
  const shown = decidedLater ? "granted-awaiting-payment" : status;
  return shown === "none" ? null : html`<p class="govuk-body">${t(`apply.status.${shown}`)}</p>`;
}

/** That the appeal sent it back: by whom, why, who decides again and by when. */
function reopenedView({ app, catalogue }: CaseView, t: Translate): SafeHtml {
  const { tasks, clock, status } = app.state;
  const decided = app.history.findLast(({ type }) => type === "AppealDecided");
  const { data } = decided?.type === "AppealDecided" ? decided : {};
  const chosen = app.definition.appeal?.outcomes.find(({ id }) => id === data?.outcome);
  const { texts } = reasonSaid(data?.reason, app.statements);
  const who = new Set(
    tasks.filter(isOpen).map(({ authority }) => whoActs(catalogue, { authority }, t)),
  );
  const by = who.size > 0 ? [...who] : [whoActs(catalogue, app.definition, t)];
  const zone = catalogue.jurisdiction.timeZone;
  const facts = { authority: t.list(by) };
  const again = clock.dueAt
    ? t("apply.again.until", { ...facts, date: t.until(clock.dueAt, zone) })
    : t("apply.again.open", facts);
  return html`<p class="govuk-body"><strong>${t("apply.again.title")}</strong><br>
    ${t.words(chosen?.title)}</p>
    ${texts.map((text) => (text === undefined ? null : quoted(text)))}
    <p class="govuk-body">${again}</p>
    ${
      status === "none" || meaningOf(status).turn !== "applicant"
        ? null
        : html`<p class="govuk-body">${t(`apply.status.${status}`)}</p>`
    }
    ${decisionLink(app, t)}`;
}

function factsView(view: CaseView, t: Translate): SafeHtml {
  const { app, catalogue } = view;
  const { reference, at } = submittedOf(app);
  const zone = catalogue.jurisdiction.timeZone;
  const rows = [
    {
      key: t("application.number"),
      value: html`<strong class="hw-reference">${reference}</strong>`,
    },
    { key: t("application.submitted-on"), value: t.day(at, zone) },
    {
      key: t("application.authority"),
      value: whoActs(catalogue, { authority: app.definition.authority }, t),
    },
    ...officeRows(view, t),
    ...promiseRows(view, t),
  ];
  const lines = rows.map(
    ({ key, value }) => html`<p class="govuk-body"><strong>${key}</strong><br>${value}</p>`,
  );
  return html`<h2 class="govuk-heading-s">${t("service.at-a-glance")}</h2>${lines}`;
}

/** Where the offices are that have it now, as far as their places are known. */
function officeRows({ app, catalogue }: CaseView, t: Translate) {
  const open = app.state.tasks.filter(({ done, cancelled }) => !done && !cancelled);
  const at = new Map(open.map((task) => [officeKey(task.authority, task.office), task]));
  return [...at].flatMap(([key, { authority, office }]) => {
    const place = catalogue.jurisdiction.offices?.[key];
    const name = office && html`${t.words(officeName(catalogue, authority, office))}<br>`;
    return place
      ? [{ key: t("application.office"), value: html`${name}${officePlaceView(place, t)}` }]
      : [];
  });
}

/** The promised date and its state: due, paused, late or done. */
function promiseRows({ app, catalogue, now }: CaseView, t: Translate) {
  const { clock, request } = app.state;
  const decision = standingDecision(app.state);
  const zone = catalogue.jurisdiction.timeZone;
  if (decision)
    return [
      { key: t("application.decided-on"), value: t.day(decision.at, zone) },
      ...stepRows(app, zone, t),
    ];
  if (clock.left)
    return [
      { key: t("application.promised-by"), value: t("application.paused") },
      ...(request
        ? [{ key: t("me.answer-until"), value: t.until(request.dueAt, zone) }]
        : stepRows(app, zone, t)),
    ];
  if (!clock.dueAt) return stepRows(app, zone, t);
  const late = clock.expired || clock.dueAt < now.toISOString();
  const mark = late ? tag(t("application.late"), "bad") : tag(t("application.on-time"), "good");
  const day = t.until(clock.dueAt, zone);
  return [{ key: t("application.promised-by"), value: html`${day} ${mark}` }];
}

/** By when the step that is being done is to be done, where no date of the whole says it. */
function stepRows({ state, definition }: CaseView["app"], zone: string, t: Translate) {
  const due = state.tasks
    .filter((task) => isOpen(task) && task.dueAt !== undefined)
    .map((task) => ({ task, dueAt: task.dueAt ?? "" }))
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .at(-1);
  if (!due) return [];
  const { stage: id } = due.task;
  const title =
    id === appealStage
      ? t("status.appealed")
      : t.words(definition.process?.stages.find((stage) => stage.id === id)?.title);
  return [{ key: t("me.step-until", { step: title }), value: t.until(due.dueAt, zone) }];
}

/** The decision on an appeal that let the refusal stand; not one that something came after. */
function lostAppeal({ history, state: { decision } }: CaseView["app"]) {
  const last = history.findLast(
    (event) => event.type === "AppealDecided" || event.type === "CaseDecided",
  );
  return last?.type === "AppealDecided" && decision?.outcome === "refused" ? last.data : undefined;
}

/**
 * Why it was refused: the listed reason, the law, and the officer's words. Where an appeal was
 * lost, what was decided on it, and the words of those who decided it in place of the first ones;
 * without a majority the first ones hold.
 */
export function reasonView({ app }: Pick<CaseView, "app">, t: Translate): SafeHtml | null {
  const decision = standingDecision(app.state);
  if (decision?.outcome !== "refused") return null;
  const appeal = lostAppeal(app);
  const reason = appeal?.reason?.text ? appeal.reason : decision.reason;
  const { codes, texts } = reasonSaid(reason, app.statements);
  const isTied = appeal && !appeal.reason && isAppealTied(app.definition, app.state);
  const chosen = app.definition.appeal?.outcomes.find(({ id }) => id === appeal?.outcome);
  const outcome = t.words(chosen?.title) || (appeal?.outcome ?? "");
  const isListed = codes.some((code) => groundOf(app, code).explanation);
  return html`<h2 class="govuk-heading-m">${t("application.reason")}</h2>
    ${
      appeal
        ? html`<p class="govuk-body"><strong>
      ${t("apply.story.appeal-decided", { outcome })}</strong>
      ${isTied ? html`<br>${t("appeal.no-majority")}` : null}</p>`
        : null
    }
    ${codes.map((code) => groundView(app, code, t))}
    ${
      isListed && texts.some((text) => text !== undefined)
        ? html`<p class="govuk-body">${t("application.office-adds")}</p>`
        : null
    }
    ${texts.map((text) => (text === undefined ? null : quoted(text)))}${decisionLink(app, t)}`;
}

/** The way to the letter of the decision. */
const decisionLink = (app: CaseView["app"], t: Translate): SafeHtml =>
  html`<p class="govuk-body">
    <a class="govuk-link" href="/applications/${app.id}/decision/${paperLang(app, t)}" download>
    ${t("slip.download-decision")} (PDF)</a></p>`;

/** A listed ground of a refusal with its law; neither where it is not listed any more. */
function groundOf({ definition }: CaseView["app"], code: string) {
  const listed = definition.process?.refusalReasons.find(({ id }) => id === code);
  const law = definition.laws.find(({ id }) => id === listed?.law);
  return { law, explanation: listed?.explanation };
}

function groundView(app: CaseView["app"], code: string, t: Translate): SafeHtml | null {
  const title = groundTitle(app.definition, code, t);
  const { law, explanation } = groundOf(app, code);
  return html`${
    title
      ? html`<p class="govuk-body"><strong>${title}</strong>
      ${law ? html`<br><span class="hw-muted">${t.words(law.title)}</span>` : null}</p>`
      : null
  }
    ${explanation ? html`<p class="govuk-body">${t.words(explanation)}</p>` : null}`;
}

/**
 * What the answers entitle to, with the reasons, by the facts of the day on which they were sent.
 */
function rightsView({ app, catalogue }: CaseView, t: Translate): SafeHtml | null {
  const { definition: def, answers } = app;
  if (!def.entitlements) return null;
  const { at } = submittedOf(app);
  const today = dateIn(new Date(at), catalogue.jurisdiction.timeZone);
  const held = entitlementsOf(def, answers, formFactsOf(app, today));
  if (held.length === 0) return null;
  return html`<h2 class="govuk-heading-m">${t("public.entitled")}</h2>
    ${bullets(held.map((each) => entitlementIn(def, each, t)))}`;
}

/** What the person gave, as it was asked, in the language of that day. */
function answersView({ app }: CaseView, t: Translate): SafeHtml {
  const { lang, pages } = app.asked;
  const none = html`<span lang="${t.lang}">${t("form.not-answered")}</span>`;
  const shown = pages.map(
    ({ title, rows }) =>
      html`<h3 class="govuk-heading-s">${title}</h3>
        ${summaryList({
          rows: rows.map(({ question, ...row }) => ({
            key: question,
            value: answered(row) || none,
          })),
        })}`,
  );
  return details(t("application.answers"), html`<div lang="${lang}">${shown}</div>`);
}

/** To say how one was served in this application, to whom it concerns. */
const complaintButton = ({ app, csrf }: CaseView, t: Translate): SafeHtml =>
  html`<form method="post" action="/applications/${app.id}/complaint">${csrf}
    ${button({ text: t("application.complain"), kind: "secondary" })}</form>`;

const filesList = (
  heading: string,
  files: readonly { readonly id: string; readonly name: string; readonly title?: string }[],
): SafeHtml | null =>
  files.length === 0
    ? null
    : html`<h2 class="govuk-heading-s">${heading}</h2>
      <ul class="hw-attached">
      ${files.map(
        ({ id, name, title }) => html`<li>${title ? `${title}: ` : null}<a class="govuk-link"
        href="/files/${id}">
        ${name}</a></li>`,
      )}</ul>`;

/** The person's documents, who has opened the file, and how to withdraw. */
function ownPart(view: CaseView, t: Translate): SafeHtml {
  const { app } = view;
  const list = filesList(t("application.attachments"), Object.values(app.documents).flat());
  const recorded = filesForApplicant(app).map(({ document, ...file }) => {
    const title = documentIn(app.definition, document)?.title;
    return { ...file, ...(title && { title: t.words(title) }) };
  });
  const own = (path: string, text: string) =>
    html`<p class="govuk-body"><a class="govuk-link" href="/applications/${app.id}/${path}">
      ${text}</a></p>`;
  return html`${list}${filesList(t("application.recorded"), recorded)}
    ${own("seen", t("application.seen-by"))}
    ${windowOf("contact", view).ok ? own("contact", t("contact.heading")) : null}
    ${windowOf("withdraw", view).ok ? own("withdraw", t("withdraw.heading")) : null}
    ${complaintForm(view) ? complaintButton(view, t) : null}`;
}
