import type { Catalogue } from "../../../catalogue/index.ts";
import type { Centre, Topic } from "../../../centres/index.ts";
import { type Calendar, dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  html,
  linkButton,
  type SafeHtml,
  type ServiceCard,
  serviceCards,
  table,
  tag,
} from "../../components/index.ts";
import { dayWithWeekday, hoursOf, stopsAhead, takesAppointments, todayIn } from "./words.ts";

export interface CentreFacts {
  readonly now: Date;
  readonly calendar: Calendar;
  readonly catalogue: Catalogue;
}

/** Every centre: halls, then what comes to the people. */
export function centresView(all: readonly Centre[], facts: CentreFacts, t: Translate): SafeHtml {
  const cards = (kind: Centre["kind"]) =>
    all.filter((centre) => centre.kind === kind).map((centre) => cardOf(centre, facts, t));
  const group = (kind: Centre["kind"]) =>
    cards(kind).length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t(`visits.kind.${kind}`)}</h2>${serviceCards(cards(kind))}`;
  const none = html`<p class="govuk-body hw-empty">${t("visits.no-centres")}</p>`;
  return html`<h1 class="govuk-heading-xl">${t("visits.centres")}</h1><p class="govuk-body-l">${t("visits.centres-lead")}</p>${all.length === 0 ? none : html`${group("hall")}${group("mobile")}`}<p class="govuk-body"><a class="govuk-link" href="/appointments">${t("visits.mine")}</a></p>`;
}

function cardOf(centre: Centre, { now, calendar }: CentreFacts, t: Translate): ServiceCard {
  const [next] = stopsAhead(centre, dateIn(now, calendar.timeZone), 1);
  const facts = centre.stops
    ? next && [
        {
          label: t("visits.next-stop"),
          value: `${t.words(next.place)}, ${dayWithWeekday(next.day, t)}, ${next.opens}–${next.closes}`,
        },
      ]
    : [{ label: t("visits.today"), value: todayIn(centre, now, calendar, t) }];
  return {
    title: t.words(centre.name),
    href: `/centres/${centre.id}`,
    summary: t.words(centre.address),
    facts: facts ? [...facts] : undefined,
    badge: centre.illustrative ? t("service.illustrative") : undefined,
  };
}

/** How many stops of a timetable are shown. */
const stopsShown = 12;

/** One centre: when, where, for what, and the ways to be served there. */
export function centreView(
  centre: Centre,
  facts: CentreFacts & { readonly today: string },
  t: Translate,
): SafeHtml {
  const badge = centre.illustrative ? html`<p>${tag(t("service.illustrative"))}</p>` : null;
  const bookable = centre.topics.some(takesAppointments);
  const book = bookable
    ? html`<p>${linkButton({ text: t("visits.book"), href: `/centres/${centre.id}/book` })}</p>`
    : null;
  const ticket = html`<p class="govuk-body"><a class="govuk-link" href="/centres/${centre.id}/ticket">${t("hall.own.title")}</a></p>`;
  return html`<h1 class="govuk-heading-xl">${t.words(centre.name)}</h1><p class="govuk-body-l">${t.words(centre.address)}</p>${badge}${book}${ticket}${centre.stops ? timetable(centre, facts.today, t) : hoursTable(centre, t)}${rulesOf(centre, bookable, t)}<h2 class="govuk-heading-m">${t("visits.topics")}</h2>${centre.topics.map((topic) => topicPart(centre, topic, facts, t))}${callOutPart(centre, t)}`;
}

const hoursTable = (centre: Centre, t: Translate): SafeHtml =>
  html`${table({
    caption: t("visits.hours"),
    columns: [{ text: t("visits.days") }, { text: t("visits.times") }],
    rows: hoursOf(centre, t).map(({ days, times }) => [days, t.list(times)]),
  })}<p class="govuk-body">${t("visits.closed-on-holidays")}</p>`;

const timetable = (centre: Centre, today: string, t: Translate): SafeHtml =>
  table({
    caption: t("visits.timetable"),
    columns: [{ text: t("visits.day") }, { text: t("visits.times") }, { text: t("visits.place") }],
    rows: stopsAhead(centre, today, stopsShown).map(({ day, opens, closes, place }) => [
      dayWithWeekday(day, t),
      `${opens}–${closes}`,
      t.words(place),
    ]),
    empty: t("visits.no-stops"),
  });

function rulesOf({ rules }: Centre, bookable: boolean, t: Translate): SafeHtml | null {
  if (!bookable) return null;
  const { earlyMinutes, lateMinutes, daysAhead } = rules;
  return html`<p class="govuk-body">${t("visits.rule-ahead", { days: daysAhead })} ${t("visits.rule-early", { minutes: earlyMinutes })} ${t("visits.rule-late", { minutes: lateMinutes })}</p>`;
}

/** What one comes for, with the services and whether a time can be kept. */
function topicPart(centre: Centre, topic: Topic, { catalogue }: CentreFacts, t: Translate) {
  const services = topic.services.flatMap((id) => catalogue.current(id) ?? []);
  const links = services.map(
    ({ id, title }) =>
      html`<li><a class="govuk-link" href="/services/${id}">${t.words(title)}</a></li>`,
  );
  const name = t.words(topic.name);
  const way = takesAppointments(topic)
    ? html`<a class="govuk-link" href="/centres/${centre.id}/book?topic=${topic.id}">${t("visits.book")}<span class="govuk-visually-hidden">: ${name}</span></a>`
    : t("visits.walk-in");
  return html`<h3 class="govuk-heading-s">${name}</h3><ul class="govuk-list govuk-list--bullet">${links}</ul><p class="govuk-body">${way}</p>`;
}

const callOutPart = ({ id, callOuts }: Centre, t: Translate): SafeHtml | null =>
  callOuts
    ? html`<h2 class="govuk-heading-m">${t("visits.call-out")}</h2><p class="govuk-body">${t("visits.call-out-lead")}</p><p>${linkButton({ text: t("visits.call-out-order"), href: `/centres/${id}/call-out`, kind: "secondary" })}</p>`
    : null;
