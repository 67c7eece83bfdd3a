// The pages around the questions: home, tickets, who is in front, the receipt.

import { askedOf, callOf, feesOf } from "../../../../form/index.ts";
import { isAllDigits } from "../../../../kernel/index.ts";
import { languageNames, languages } from "../../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  dateInput,
  errorSummary,
  html,
  input,
  inset,
  linkButton,
  radios,
  select,
  tag,
  warningText,
} from "../../../components/index.ts";
import { dayAt } from "./device.js";
import { askedWords, openedOf } from "./questions.js";
import { isReady } from "./sync.js";

/** So few references left that the operator should look for network. */
const fewReferences = 5;

export const errors = (problems, t) =>
  errorSummary(
    Object.entries(problems).map(([id, text]) => ({ id, text })),
    t,
  );
export const heading = (text) => html`<h1 class="govuk-heading-l">${text}</h1>`;
export const form = (action, content) =>
  html`<form method="post" action="${action}" novalidate>${content}</form>`;

const stateTag = ({ t }, { state, queue }) => {
  const name = state === "ready" && queue === "served" ? "served" : state;
  const tones = {
    open: "neutral",
    ready: "waiting",
    served: "good",
    conflict: "bad",
    done: "good",
  };
  return tag(t(`offline.state.${name}`), tones[name] ?? "neutral");
};

const statusOf = ({ revoked, signIn, trouble, online }) => {
  if (revoked) return "revoked";
  if (signIn) return "sign-in";
  if (trouble) return "trouble";
  return online ? "online" : "offline";
};

/** What this device knows of the network and of what it still holds. */
export function statusView(app) {
  const { t, device, net } = app;
  const waiting = device.items().filter(isReady).length;
  const what = statusOf(net);
  const act = html`${net.signIn ? linkButton({ text: t("offline.sign-in.do"), href: "/sign-in?as=staff&next=/counter/offline", kind: "secondary" }) : null}${button({ text: t("offline.sync.do"), kind: "secondary", id: "sync" })}`;
  return html`<section class="of-status of-status--${what}" aria-label="${t("offline.status.title")}"><p class="of-status__net" role="status" id="net" data-net="${what}">${t(`offline.status.${what}`)}</p><p class="of-status__held" id="held" data-waiting="${waiting}">${t("offline.status.waiting", { count: waiting })}</p>${form("#/sync", act)}</section>`;
}

export function homePage(app) {
  const { t, device, offer } = app;
  const today = dayAt(offer.timeZone);
  const items = device.items();
  const tickets = items
    .filter(({ kind, day, state }) => kind === "ticket" && (day === today || state === "conflict"))
    .reverse();
  const line = tickets.filter(({ queue, state }) => queue !== "served" && state === "ready");
  const others = items.filter(({ kind, state }) => kind === "application" && state !== "conflict");
  const conflicts = items.filter(({ state }) => state === "conflict");
  const acts = buttonGroup(
    linkButton({ text: t("offline.ticket.take"), href: "#/ticket" }),
    linkButton({ text: t("offline.new"), href: "#/new" }),
    linkButton({ text: t("offline.lock"), href: "#/lock", kind: "secondary" }),
  );
  return html`${statusView(app)}${warningsView(app)}${heading(`${t("offline.title")} · ${t.words(offer.centre(device.info.centre)?.name)}`)}${acts}${conflictsView(app, conflicts)}${queueView(app, line)}${applicationsView(app, others)}<p class="govuk-body-s hw-muted">${t("offline.left", { count: device.left() })}</p>${languagesView(app)}`;
}

/** The operator's language: kept on the device, for the page that is kept has only one. */
export const languagesView = ({ t }) =>
  html`<nav aria-label="${t("layout.language")}"><ul class="govuk-list of-languages">${languages.map((lang) => html`<li><a class="govuk-link" href="#/lang/${lang}" lang="${lang}"${lang === t.lang ? html` aria-current="true"` : null}>${languageNames[lang]}</a></li>`)}</ul></nav>`;

/** What the operator should put right before it does harm. */
const warningsView = ({ t, net, lasting, device }) => {
  const off = net.minutesOff ?? 0;
  const left = device.left();
  const { operator } = device.info;
  const other = net.officer && operator && net.officer !== operator;
  return html`${other ? inset(t("offline.other-operator", { other: net.officer, name: operator })) : null}${off === 0 ? null : warningText(t(off > 0 ? "offline.clock-behind" : "offline.clock-ahead", { count: Math.abs(off) }), t)}${left <= fewReferences ? warningText(t("offline.left", { count: left }), t) : null}${lasting === false ? inset(t("offline.not-lasting")) : null}`;
};

export const faultView = ({ t }) =>
  html`<p class="of-status of-status--revoked" role="alert">${t("offline.fault")}</p>`;

/** The way out of a page; what was typed before is kept. */
export const homeLink = ({ t }) =>
  html`<nav class="of-print" aria-label="${t("form.back")}"><a class="govuk-back-link" href="#/">${t("offline.home")}</a></nav>`;

const conflictsView = (app, conflicts) =>
  conflicts.length === 0
    ? null
    : html`<section id="conflicts"><h2 class="govuk-heading-m">${app.t("offline.conflicts.title")}</h2><ul class="govuk-list of-list">${conflicts.map((item) => html`<li class="of-row of-row--bad"><a class="govuk-link" href="#/item/${item.id}">${item.reference ?? item.number}</a> ${item.person?.name ?? null}<br>${app.t(`refusals.${item.reason}`)}</li>`)}</ul>${linkButton({ text: app.t("offline.conflicts.go"), href: `/counter/sync/conflicts?lang=${app.t.lang}`, kind: "secondary" })}</section>`;

const queueView = (app, line) => {
  const { t, offer, device } = app;
  const topics = offer.centre(device.info.centre)?.topics ?? [];
  const name = (id) => t.words(topics.find((topic) => topic.id === id)?.name);
  const press = (item) => {
    const called = item.queue === "called";
    const text = t(called ? "offline.ticket.finish" : "offline.ticket.call");
    return form(
      `#/queue/${item.id}`,
      button({
        text,
        kind: "secondary",
        name: "act",
        value: called ? "finish" : "call",
        hidden: item.number,
      }),
    );
  };
  const rows = line.map(
    (item) =>
      html`<li class="of-row${item.queue === "called" ? " of-row--now" : ""}"><strong class="of-number">${item.number}</strong> <span>${name(item.topic)}</span> ${press(item)}</li>`,
  );
  return html`<h2 class="govuk-heading-m">${t("offline.queue")}</h2>${rows.length > 0 ? html`<ul class="govuk-list of-list" id="queue">${rows}</ul>` : html`<p class="govuk-body">${t("offline.queue-none")}</p>`}`;
};

const applicationsView = (app, items) => {
  const { t, offer } = app;
  const rows = items.map((item) => {
    const title = t.words(offer.service(item.service)?.title) || item.service;
    const href = item.state === "open" ? `#/draft/${item.id}` : `#/item/${item.id}`;
    const changed = item.given
      ? html`<br>${t("offline.changed", { given: item.given, reference: item.reference })}`
      : null;
    const drop =
      item.state === "open"
        ? html` <a class="govuk-link" href="#/drop/${item.id}">${t("offline.drop")}<span class="govuk-visually-hidden"> ${item.person?.name}</span></a>`
        : null;
    return html`<li class="of-row"><a class="govuk-link" href="${href}">${item.reference ?? t("form.continue")}</a> <span>${title}</span> <span>${item.person?.name ?? null}</span> ${stateTag(app, item)}${drop}${changed}</li>`;
  });
  return html`<h2 class="govuk-heading-m">${t("offline.applications")}</h2>${rows.length > 0 ? html`<ul class="govuk-list of-list" id="outbox">${rows}</ul>` : html`<p class="govuk-body">${t("offline.applications-none")}</p>`}`;
};

export function ticketPage(app, typed = {}, problems = {}) {
  const { t, offer, device } = app;
  const { topics, groups } = offer.centre(device.info.centre);
  const choice = ({ id, name }) => ({ value: id, text: t.words(name) });
  const topic = {
    ...{ id: "topic", name: "topic", legend: t("offline.ticket.topic"), items: topics.map(choice) },
    ...{ value: typed.topic, error: problems.topic },
  };
  const group = {
    ...{ id: "group", name: "group", label: t("offline.ticket.group"), optional: true },
    items: [{ value: "", text: t("offline.ticket.group-none") }, ...groups.map(choice)],
    value: typed.group ?? "",
  };
  return html`${errors(problems, t)}${heading(t("offline.ticket.take"))}${form("#/ticket", html`${radios(topic, t)}${select(group, t)}${button({ text: t("offline.ticket.take") })}`)}`;
}

export function servicesPage({ t, offer }) {
  const today = dayAt(offer.timeZone);
  const open = offer.services.filter(
    (def) => !["before", "closed"].includes(callOf(def, today).state),
  );
  const rows = open.map(
    (def) =>
      html`<li class="of-row"><a class="govuk-link" href="#/new/${def.id}">${t.words(def.title)}</a></li>`,
  );
  return html`${heading(t("offline.new"))}${inset(t("offline.new-limits"))}<ul class="govuk-list of-list">${rows}</ul>`;
}

export function personPage(app, service, typed = {}, problems = {}) {
  const { t, offer } = app;
  const def = offer.service(service);
  const line = (id, more = {}) =>
    input(
      {
        ...{
          id,
          name: id,
          label: t(`offline.person.${id === "name" ? `name-${offer.nameOrder}` : id}`),
          value: typed[id],
          error: problems[id],
        },
        ...{ autocomplete: "off", spellcheck: false, maxlength: 80, ...more },
      },
      t,
    );
  const birth = {
    ...{ id: "birth", name: "birth", legend: t("offline.person.birth"), size: "s" },
    ...{ day: typed["birth-day"], month: typed["birth-month"], year: typed["birth-year"] },
    error: problems["birth-day"],
  };
  const lang = {
    ...{
      id: "lang",
      name: "lang",
      legend: t("offline.person.lang"),
      size: "s",
      error: problems.lang,
    },
    items: languages.map((value) => ({ value, text: languageNames[value] })),
    value: typed.lang,
    inline: true,
  };
  const fields = html`${line("name")}${line("national-id", { ...(isAllDigits(offer.identityNumber) && { inputmode: "numeric" }), width: 20 })}${dateInput(birth, t)}${line("phone", { type: "tel", width: 20, optional: true })}${radios(lang, t)}${button({ text: t("form.continue") })}`;
  return html`${errors(problems, t)}<p class="govuk-caption-l">${t.words(def.title)}</p>${heading(t("offline.person.title"))}${inset(t("offline.person.lead"))}${form(`#/new/${service}`, fields)}`;
}

/** What was begun and cannot be taken here: papers are wanted, or the service is another one now. */
export const stoppedPage = ({ t }, item, why) =>
  html`${heading(t("counter.not-possible"))}${warningText(t(why), t)}${form(`#/drop/${item.id}`, buttonGroup(linkButton({ text: t("form.back"), href: "#/", kind: "secondary" }), button({ text: t("offline.drop"), kind: "warning" })))}`;

const printing = ({ t }) =>
  html`<div class="govuk-button-group of-print"><button type="button" class="govuk-button" id="print">${t("offline.print")}</button>${linkButton({ text: t("offline.home"), href: "#/", kind: "secondary" })}</div>`;

/** What whoever waits holds in his hand: his number, for what, where and since when. */
function ticketView({ offer, info }, item, t) {
  const { name, topics } = offer.centre(info.centre) ?? { topics: [] };
  // Of one that was delivered the device keeps the number alone.
  const topic = topics.find(({ id }) => id === item.topic);
  const about = [t.words(topic?.name), t.words(name), t.dateTime(item.takenAt, offer.timeZone)];
  return html`<article class="of-receipt">${heading(t("offline.ticket.number"))}<p class="of-huge" id="number">${item.number}</p><p class="govuk-body-l">${about.filter(Boolean).join(" · ")}</p></article>`;
}

const factsView = (rows) =>
  html`<dl class="of-facts">${rows.map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl>`;

/** All that was read to him, and what it costs: the sheet that he signs says what he says yes to. */
function saidView({ offer }, item, t) {
  const { def, facts } = openedOf({ offer }, item);
  const asked = askedOf(def, item.answers, {}, facts, t.lang, askedWords(t), offer.codeLists);
  const rows = asked.pages
    .flatMap((page) => page.rows)
    .filter(({ answer }) => answer)
    .map(({ question, answer }) => [question, answer]);
  const fees = feesOf(def, item.answers, facts, facts.today).map(({ title, money }) => [
    `${t("check.fee")}: ${t.words(title)}`,
    t.money(money),
  ]);
  return html`<h2 class="govuk-heading-m">${t("counter.receipt.said")}</h2>${factsView([...rows, ...fees])}`;
}

/** The reference or the number in letters that are read across a table, and the sheet to sign. */
export function itemPage(app, item) {
  const { offer, wordsIn, info } = app;
  const t = wordsIn(item.lang ?? app.t.lang);
  if (item.kind === "ticket")
    return { lang: t.lang, content: html`${ticketView(app, item, t)}${printing({ t })}` };
  const def = offer.service(item.service);
  const at = t.dateTime(item.takenAt, offer.timeZone);
  const rows = [
    [t("offline.service"), t.words(def?.title)],
    ...(item.person ? [[t(`offline.person.name-${offer.nameOrder}`), item.person.name]] : []),
    ...(item.person ? [[t("offline.person.national-id"), item.person.nationalId]] : []),
    [t("offline.taken"), at],
    [t("offline.where"), `${t.words(offer.centre(info.centre)?.name)} · ${info.name}`],
  ];
  const note = item.given
    ? inset(t("offline.changed", { given: item.given, reference: item.reference }))
    : null;
  const wrong = item.state === "conflict" ? warningText(t(`refusals.${item.reason}`), t) : null;
  const said = item.answers && def ? saidView(app, item, t) : null;
  const sign = item.person ? html`<p class="of-sign">${t("offline.receipt.sign")}</p>` : null;
  return {
    lang: t.lang,
    content: html`<article class="of-receipt">${heading(t("offline.receipt.title"))}<p class="govuk-body">${t("submitted.reference")}</p><p class="of-huge" id="reference">${item.reference}</p>${note}${wrong}${factsView(rows)}<p class="govuk-body">${t("offline.receipt.later")}</p>${said}${sign}</article>${printing({ t })}`,
  };
}
