// The pages around the questions: home, tickets, the person in front of the operator.
import { reasonLength } from "../../../../counter/index.ts";
import { callOf } from "../../../../form/index.ts";
import { isAllDigits } from "../../../../kernel/index.ts";
import {
  type Lang,
  languageNames,
  languages,
  type Translate,
} from "../../../../platform/i18n/index.ts";
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
  type SafeHtml,
  select,
  warningText,
} from "../../../components/index.ts";
import type { App, Network, OpenApp } from "./app.ts";
import { dayAt } from "./device.ts";
import { type FormFields, textIn } from "./fields.ts";
import { type Application, type Client, type Item, isHere, isReady, type Ticket } from "./items.ts";
import type { CentreOffered } from "./offer.ts";
import { applicationsView, conflictsView, countView } from "./outbox.ts";
import { isHallClosed, queueView, ticketOf, twiceView } from "./queue.ts";
import { onlineWay, presentView, signedInView } from "./who.ts";

/** With so few references left the operator should look for network. */
const fewReferences = 5;

/** What is wrong, by the id of the field. */
export type Problems = Readonly<Record<string, string>>;

export const errors = (problems: Problems, t: Translate): SafeHtml | null =>
  errorSummary(
    Object.entries(problems).map(([id, text]) => ({ id, text })),
    t,
  );

export const heading = (text: string): SafeHtml => html`<h1 class="govuk-heading-l">${text}</h1>`;

export const form = (action: string, content: SafeHtml): SafeHtml =>
  html`<form method="post" action="${action}" novalidate>${content}</form>`;

export const statusOf = ({ revoked, signIn, otherRole, trouble, online }: Network): string => {
  if (revoked) return "revoked";
  if (signIn) return otherRole ? "other-role" : "sign-in";
  if (trouble) return "trouble";
  return online ? "online" : "offline";
};

/** What "Send now" came to, where something else than a status has to be said. */
function sentView({ t, net }: OpenApp): SafeHtml | null {
  const status = statusOf(net);
  if (status !== "online" && status !== "offline") return null;
  const text = t(status === "online" ? "offline.sync.sent" : "offline.sync.offline");
  return html`<p class="govuk-body" id="sent" tabindex="-1" data-news>${text}</p>`;
}

/** The state of the network, and how much is still to be delivered. */
function statusView(app: OpenApp): SafeHtml {
  const { t, device, net } = app;
  const waiting = device.items().filter(isReady).length;
  const status = statusOf(net);
  const href = `/sign-in?as=staff${net.otherRole ? "&fresh=1" : ""}&next=/counter/offline`;
  const signIn = linkButton({ text: t("offline.sign-in.do"), href, kind: "secondary" });
  const isOnline = net.online && !net.signIn;
  const counter = onlineWay(app, t("offline.online-counter"), "/counter");
  const sync = button({ text: t("offline.sync.do"), kind: "secondary", id: "sync" });
  return html`
    <section class="of-status of-status--${status}" aria-label="${t("offline.status.title")}">
      <p class="of-status__net" role="status" id="net" data-net="${status}">
        ${t.named(`offline.status.${status}`)}
      </p>
      <p class="of-status__held" id="held" data-waiting="${waiting}">
        ${waiting ? t("offline.status.waiting", { count: waiting }) : t("offline.status.none")}
      </p>
      ${signedInView(app)}
      ${form("#/sync", html`${net.signIn ? signIn : null}${isOnline ? counter : null}${sync}`)}
    </section>
  `;
}

export function homePage(app: OpenApp, isAsked = false): SafeHtml {
  const { t, device, offer } = app;
  const today = dayAt(offer.timeZone);
  const items = device.items();
  const applications = items.filter(({ kind }) => kind === "application") as Application[];
  const tickets = (items.filter(({ kind }) => kind === "ticket") as Ticket[]).filter(
    ({ day }) => day === today,
  );
  const waiting = tickets.filter(({ queue }) => queue !== "served");
  // A ticket of a day without hours is called below; nothing is wrong with it before tomorrow.
  const conflicts = items.filter(
    (item) =>
      item.state === "conflict" &&
      !(item.kind === "ticket" && isHallClosed(item) && item.day === today),
  );
  // Each stands once, where something is to be done.
  const rest = applications.filter((item) => item.state !== "conflict" && !ticketOf(app, item));
  const { revoked } = app.net;
  const take = (text: string, href: string) =>
    revoked
      ? html`<button type="button" class="govuk-button" disabled>${text}</button>`
      : linkButton({ text, href });
  const acts = buttonGroup(
    take(t("offline.ticket.take"), "#/ticket"),
    take(t("offline.new"), "#/new"),
    linkButton({ text: t("offline.lock"), href: "#/lock", kind: "secondary" }),
  );
  const centre = t.words(offer.centre(device.info.centre)?.name);
  return html`
    ${statusView(app)}${isAsked ? sentView(app) : null}${warningsView(app)}
    ${heading(`${t("offline.title")} · ${centre}`)}${presentView(app)}${acts}
    ${revoked ? html`<p class="govuk-body" id="no-takes">${t("offline.status.revoked")}</p>` : null}
    ${countView(app, applications)}
    ${conflictsView(app, conflicts)}
    ${twiceView(app, tickets)}
    ${queueView(app, waiting)}
    ${rest.length > 0 || applications.length === 0 ? applicationsView(app, rest) : null}
    <p class="govuk-body-s hw-muted">${t("offline.left", { count: device.left() })}</p>
    ${languagesView(app)}
  `;
}

/** The operator's language. It is chosen on the device: the cached page has only one. */
export function languagesView({ t }: App): SafeHtml {
  const current = html` aria-current="true"`;
  const links = languages.map(
    (lang) => html`
      <li>
        <a class="govuk-link" href="#/lang/${lang}"
        lang="${lang}"${lang === t.lang ? current : null}>
          ${languageNames[lang]}
        </a>
      </li>
    `,
  );
  return html`
    <nav aria-label="${t("layout.language")}">
      <ul class="govuk-list of-languages">${links}</ul>
    </nav>
  `;
}

/** What the operator should put right before it does harm. */
function warningsView({ t, net, lasting, device, offer }: OpenApp): SafeHtml {
  const off = net.minutesOff ?? 0;
  const left = device.left();
  const clock = t(off > 0 ? "offline.clock-behind" : "offline.clock-ahead", {
    count: Math.abs(off),
  });
  return html`
    ${off === 0 ? null : warningText(clock, t)}
    ${closedToday({ t, offer, device })}
    ${left <= fewReferences ? warningText(t("offline.left", { count: left }), t) : null}
    ${lasting === false ? inset(t("offline.not-lasting")) : null}
  `;
}

/** The centre has no hours today: what a ticket and an application of today are worth. */
const closedToday = ({ t, offer, device }: Pick<OpenApp, "t" | "offer" | "device">) =>
  offer.isOpenOn(device.info.centre, dayAt(offer.timeZone))
    ? null
    : warningText(t("offline.closed-today"), t);

export const faultView = ({ t }: App): SafeHtml =>
  html`<p class="of-status of-status--revoked" role="alert">${t("offline.fault")}</p>`;

/** The way back from a page; what was entered before is kept. */
export const homeLink = ({ t }: App): SafeHtml => html`
  <nav class="of-print" aria-label="${t("form.back")}">
    <a class="govuk-back-link" href="#/">${t("offline.home")}</a>
  </nav>
`;

/** A list, or a sentence where it is empty. */
export const listOr = (id: string, rows: SafeHtml[], empty: string): SafeHtml =>
  rows.length > 0
    ? html`<ul class="govuk-list of-list" id="${id}">${rows}</ul>`
    : html`<p class="govuk-body">${empty}</p>`;

/** Discarded by the hall, and not withdrawn here. */
export const isDiscarded = ({ state, withdrawn }: Application): boolean =>
  state === "dropped" && !withdrawn;

/** What the person has to be told: another number, or that it was discarded; empty for nothing. */
export function newsText(item: Application, t: Translate): string {
  const { given, reference = "", dropReason } = item;
  if (!isDiscarded(item)) return given ? t("offline.changed", { given, reference }) : "";
  const why = dropReason ? ` ${t("offline.conflicts.why")}: ${dropReason}` : "";
  return t("offline.discarded") + why;
}

export const noCentre: CentreOffered = {
  id: "",
  name: {},
  address: {},
  topics: [],
  groups: [],
  kind: "hall",
  hours: [],
};

export function ticketPage(
  { t, offer, device }: OpenApp,
  typed: { readonly topic?: string; readonly group?: string } = {},
  problems: Problems = {},
): SafeHtml {
  const { topics, groups } = offer.centre(device.info.centre) ?? noCentre;
  const choice = ({ id, name }: CentreOffered["topics"][number]) => ({
    value: id,
    text: t.words(name),
  });
  const topic = {
    id: "topic",
    name: "topic",
    legend: t("offline.ticket.topic"),
    items: topics.map(choice),
    value: typed.topic,
    error: problems.topic,
  };
  const group = {
    id: "group",
    name: "group",
    label: t("offline.ticket.group"),
    empty: false,
    items: [{ value: "", text: t("offline.ticket.group-none") }, ...groups.map(choice)],
    value: typed.group ?? "",
  };
  const take = button({ text: t("offline.ticket.take") });
  return html`
    ${errors(problems, t)}${heading(t("offline.ticket.take"))}
    ${closedToday({ t, offer, device })}
    ${form("#/ticket", html`${radios(topic, t)}${select(group, t)}${take}`)}
  `;
}

/** Where an application begins, for the holder of a ticket where one was called. */
export const newPath = (service: string, ticket = ""): string =>
  `#/new/${service}${ticket && `/${ticket}`}`;

export function servicesPage({ t, offer }: App, ticket?: string): SafeHtml {
  const today = dayAt(offer.timeZone);
  const open = offer.services.filter(
    (def) => !["before", "closed"].includes(callOf(def, today).state),
  );
  const rows = open.map(
    ({ id, title }) =>
      html`<li class="of-row">
        <a class="govuk-link" href="${newPath(id, ticket)}">${t.words(title)}</a></li>`,
  );
  return html`
    ${heading(t("offline.new"))}${inset(t("offline.new-limits"))}
    <ul class="govuk-list of-list">${rows}</ul>
  `;
}

/** What is known of somebody, as it stands in the fields. */
export function typedPerson({ name, nationalId, birthDate, phone }: Client, lang: Lang) {
  const [year = "", month = "", day = ""] = birthDate.split("-");
  return {
    ...{ name, "national-id": nationalId, phone: phone ?? "", lang },
    ...{ "birth-day": day, "birth-month": month, "birth-year": year },
  };
}

export function personPage(
  { t, offer }: App,
  service: string,
  typed: FormFields = {},
  { problems = {}, action = newPath(service) }: { problems?: Problems; action?: string } = {},
): SafeHtml {
  const line = (id: string, more: Partial<Parameters<typeof input>[0]> = {}) =>
    input(
      {
        id,
        name: id,
        label: t.named(`offline.person.${id === "name" ? `name-${offer.nameOrder}` : id}`),
        value: textIn(typed, id),
        error: problems[id],
        autocomplete: "off",
        spellcheck: false,
        maxlength: 80,
        ...more,
      },
      t,
    );
  const birth = {
    id: "birth",
    name: "birth",
    legend: t("offline.person.birth"),
    size: "s" as const,
    day: textIn(typed, "birth-day"),
    month: textIn(typed, "birth-month"),
    year: textIn(typed, "birth-year"),
    error: problems["birth-day"],
  };
  const lang = {
    id: "lang",
    name: "lang",
    legend: t("offline.person.lang"),
    size: "s" as const,
    error: problems.lang,
    items: languages.map((value) => ({ value, text: languageNames[value] })),
    value: textIn(typed, "lang"),
    inline: true,
  };
  const digits = isAllDigits(offer.identityNumber) && { inputmode: "numeric" as const };
  const fields = html`
    ${line("name")}
    ${line("national-id", { ...digits, width: 20 })}
    ${dateInput(birth, t)}
    ${line("phone", { type: "tel", width: 20, optional: true })}
    ${radios(lang, t)}
    ${button({ text: t("form.continue") })}
  `;
  return html`
    ${errors(problems, t)}
    <p class="govuk-caption-l">${t.words(offer.service(service)?.title)}</p>
    ${heading(t("offline.person.title"))}${inset(t("offline.person.lead"))}
    ${form(action, fields)}
  `;
}

/** It was taken here and is not sent: why. */
export function withdrawPage(
  { t, offer }: App,
  { id, service, reference = "", person }: Application,
  error?: string,
  value?: string,
): SafeHtml {
  const field = {
    ...{ id: "reason", name: "reason", maxlength: reasonLength.most, autocomplete: "off" },
    ...{ label: t("offline.withdraw.reason"), hint: t("offline.withdraw.hint"), error, value },
  };
  const acts = buttonGroup(
    linkButton({ text: t("form.back"), href: `#/item/${id}`, kind: "secondary" }),
    button({ text: t("offline.withdraw.title"), kind: "warning" }),
  );
  const about = [t.words(offer.service(service)?.title), person?.name].filter(Boolean).join(" · ");
  return html`
    ${errors(error ? { reason: error } : {}, t)}
    <p class="govuk-caption-l">${about}</p>${heading(t("offline.withdraw.title"))}
    ${warningText(t("offline.withdraw.lead", { reference }), t)}
    ${form(`#/drop/${id}`, html`${input(field, t)}${acts}`)}
  `;
}

/** An application that cannot be finished here: it needs uploads, or the service has changed. */
export function stoppedPage({ t }: App, item: Item, why: string): SafeHtml {
  const { id } = item;
  const acts = buttonGroup(
    linkButton({ text: t("form.back"), href: "#/", kind: "secondary" }),
    isHere(item)
      ? linkButton({ text: t("offline.withdraw.title"), href: `#/drop/${id}` })
      : button({ text: t("offline.drop"), kind: "warning" }),
  );
  const title = t(why === "offline.drop-lead" ? "offline.drop" : "counter.not-possible");
  return html`
    ${heading(title)}${warningText(t.named(why), t)}
    ${form(`#/drop/${id}`, acts)}
  `;
}
