import { dayWithWeekday } from "../../../acts/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { CallOut, Centre } from "../../../centres/index.ts";
import { clockTime, type Refusal } from "../../../kernel/index.ts";
import { type FormFields, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  card,
  errorSummary,
  html,
  type SafeHtml,
  select,
  summaryList,
  type Tone,
  tag,
  textarea,
} from "../../components/index.ts";
import type { VisitDeps } from "./deps.ts";

export interface Ordering {
  readonly centre: Centre;
  readonly days: readonly string[];
  readonly catalogue: Catalogue;
  readonly hidden: SafeHtml;
  readonly key: string;
  readonly form?: FormFields;
  readonly refusal?: Refusal;
}

/** The field of the form for each part of an order. */
const fieldOf: Readonly<Record<string, string>> = {
  services: "service",
  address: "address",
  wishedDay: "day",
};

const servicesFor = ({ topics, callOuts }: Centre, catalogue: Catalogue, t: Translate) =>
  topics
    .filter(({ id }) => callOuts?.topics.includes(id))
    .flatMap(({ services }) => services)
    .flatMap((id) => catalogue.current(id) ?? [])
    .map(({ id, title }) => ({ value: id, text: t.words(title) }));

/** What for, where to, and on which day. Nothing is asked for money, because no fee is set. */
export function orderView(view: Ordering, t: Translate): SafeHtml {
  const { centre, days, catalogue, hidden, key, form = {}, refusal } = view;
  const errors = (refusal?.problems ?? []).map(({ field, code, facts = {} }) => ({
    id: fieldOf[field] ?? field,
    text: t.named(`problems.${code}`, facts),
  }));
  const common = (name: string) => ({
    ...{ id: name, name, label: t.named(`visits.order-${name}`) },
    hint: t.named(`visits.order-${name}-hint`),
    value: textOf(form, name),
    error: errors.find(({ id }) => id === name)?.text,
  });
  const dayItems = days.map((value) => ({ value, text: dayWithWeekday(value, t) }));
  return html`${errorSummary(errors, t)}<span class="govuk-caption-l">${t.words(centre.name)}</span>
    <h1 class="govuk-heading-l">${t("visits.call-out")}</h1><p class="govuk-body-l">
    ${t("visits.call-out-lead")}</p><p class="govuk-body">${t("visits.call-out-terms")}</p>
    <form method="post" action="/centres/${centre.id}/call-out" novalidate>${hidden}
    <input type="hidden" name="_key" value="${key}">
    ${select({ ...common("service"), items: servicesFor(centre, catalogue, t) }, t)}
    ${textarea({ ...common("address"), rows: 3, maxlength: 500 }, t)}
    ${select({ ...common("day"), items: dayItems }, t)}
    ${button({ text: t("visits.order-button") })}</form>`;
}

const tones: Readonly<Record<CallOut["status"], Tone>> = {
  requested: "working",
  planned: "action",
  done: "good",
  cancelled: "neutral",
};

/** The visits that a person ordered; each with what is known of it. */
export function callOutsPart(
  callOuts: readonly CallOut[],
  { catalogue, calendar }: Pick<VisitDeps, "catalogue" | "calendar">,
  t: Translate,
): SafeHtml | null {
  if (callOuts.length === 0) return null;
  const { timeZone } = calendar();
  const each = callOuts.map((callOut) => {
    const titles = callOut.services.map((id) => t.words(catalogue.current(id)?.title) || id);
    const rows = [
      { key: t("visits.time"), value: whenOf(callOut, timeZone, t) },
      { key: t("visits.topic"), value: t.list(titles) },
      { key: t("visits.status-heading"), value: statusOf(callOut, t) },
    ];
    const open = callOut.status === "requested" || callOut.status === "planned";
    const way = open
      ? html`<p class="govuk-body"><a class="govuk-link" href="/call-outs/${callOut.id}/cancel">
        ${t("visits.withdraw")}
        <span class="govuk-visually-hidden">: ${whenOf(callOut, timeZone, t)}</span></a></p>`
      : null;
    return card(html`${summaryList({ rows, noBorder: true })}${way}`);
  });
  return html`<h2 class="govuk-heading-m">${t("visits.call-outs")}</h2>${each}`;
}

function whenOf({ day, from, to, wishedDay }: CallOut, timeZone: string, t: Translate): string {
  if (!day || !from || !to) return t("visits.wished", { day: dayWithWeekday(wishedDay, t) });
  return `${dayWithWeekday(day, t)}, ${clockTime(from, timeZone)}–${clockTime(to, timeZone)}`;
}

const statusOf = ({ status, endedWhy }: CallOut, t: Translate): SafeHtml =>
  html`${tag(t(`visits.outing.${status}`), tones[status])}
    ${endedWhy && endedWhy !== "person" ? html`<br>${t(`visits.why.${endedWhy}`)}` : null}`;

export const withdrawView = ({ id }: CallOut, hidden: SafeHtml, t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-l">${t("visits.withdraw-heading")}</h1><p class="govuk-body">
    ${t("visits.withdraw-lead")}</p><form method="post" action="/call-outs/${id}/cancel">
    ${hidden}${buttonGroup(
      button({ text: t("visits.withdraw-button"), kind: "warning" }),
      html`
      <a class="govuk-link" href="/appointments">${t("visits.keep")}</a>`,
    )}</form>`;
