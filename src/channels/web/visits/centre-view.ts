import { closingWords, dayWithWeekday, hoursWords, openWords } from "../../../acts/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import { type Centre, openAt, ticketsAt, type Waits } from "../../../centres/index.ts";
import { type Calendar, dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  buttonGroup,
  html,
  linkButton,
  type SafeHtml,
  type ServiceCard,
  serviceCards,
  table,
  tag,
  waitNow,
} from "../../components/index.ts";
import { wayPart } from "./way-view.ts";
import { stopsAhead, takesAppointments } from "./words.ts";

export interface CentreFacts {
  readonly now: Date;
  readonly calendar: Calendar;
  readonly catalogue: Catalogue;
}

/** Every centre: halls, those that are open first; then what comes to the people. */
export function centresView(
  centres: readonly CentreWaits[],
  facts: CentreFacts,
  t: Translate,
): SafeHtml {
  const isOpen = ({ centre }: CentreWaits) => openAt(centre, facts.now, facts.calendar).open;
  const all = [...centres].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  const cards = (kind: Centre["kind"]) =>
    all.filter(({ centre }) => centre.kind === kind).map((each) => cardOf(each, facts, t));
  const group = (kind: Centre["kind"]) =>
    cards(kind).length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t(`visits.kind.${kind}`)}</h2>
        ${serviceCards(cards(kind))}`;
  const none = html`<p class="govuk-body hw-empty">${t("visits.no-centres")}</p>`;
  return html`<h1 class="govuk-heading-xl">${t("visits.centres")}</h1><p class="govuk-body-l">
    ${t("visits.centres-lead")}</p>
    ${all.length === 0 ? none : html`${group("hall")}${group("mobile")}`}<p class="govuk-body">
    <a class="govuk-link" href="/appointments">${t("visits.mine")}</a></p>`;
}

/** A centre, and how many people wait there now; undefined while it is closed. */
export interface CentreWaits {
  readonly centre: Centre;
  readonly waiting: number | undefined;
}

function cardOf(
  { centre, waiting }: CentreWaits,
  { now, calendar }: CentreFacts,
  t: Translate,
): ServiceCard {
  const [next] = stopsAhead(centre, dateIn(now, calendar.timeZone), 1);
  const facts = centre.stops
    ? next && [
        {
          label: t("visits.next-stop"),
          value:
            `${t.words(next.place)}, ` +
            `${dayWithWeekday(next.day, t)}, ${next.opens}–${next.closes}`,
        },
      ]
    : [
        {
          label: t("visits.now"),
          value: openWords(openAt(centre, now, calendar), now, calendar.timeZone, t),
        },
        ...(waiting === undefined
          ? []
          : [{ label: t("visits.queue"), value: t("visits.waiting", { count: waiting }) }]),
      ];
  return {
    title: t.words(centre.name),
    href: `/centres/${centre.id}`,
    summary: t.words(centre.address),
    facts: facts ? [...facts] : undefined,
    badge: centre.illustrative ? t("service.illustrative") : undefined,
  };
}

/** How many stops of a timetable are shown. */
const stopsShown = 6;

export interface CentreNow extends CentreFacts {
  readonly today: string;
  /** See `Centres.waits`. */
  readonly waits: Waits;
}

/**
 * One centre: whether it is open, what for and how long one waits now, the ways to be served, and
 * when.
 */
export function centreView(centre: Centre, facts: CentreNow, t: Translate): SafeHtml {
  const badge = centre.illustrative ? tag(t("service.illustrative")) : null;
  const bookable = centre.topics.some(takesAppointments);
  const state = openAt(centre, facts.now, facts.calendar);
  const words = openWords(state, facts.now, facts.calendar.timeZone, t);
  const today = html`<p class="govuk-body-l">
    ${state.open ? html`<strong>${words}</strong>` : words}</p>`;
  // For a mobile unit, its next stop comes first; a hall does not move.
  const what = topicsPart(centre, facts, t);
  const closed = closingsPart(centre, facts.today, t);
  const parts = centre.stops
    ? [timetable(centre, facts.today, t), closed, what]
    : [what, hoursTable(centre, t), closed];
  return html`<h1 class="govuk-heading-xl">${t.words(centre.name)}</h1><p class="govuk-body">
    ${t.words(centre.address)} ${badge}</p>${today}${waysIn(centre, bookable, facts, t)}${parts}
    ${rulesOf(centre, bookable, t)}${wayPart(centre, facts.catalogue, t)}
    ${callOutPart(centre, t)}`;
}

/** A time kept, or a ticket while tickets are given; else when they are given again. */
function waysIn(
  centre: Centre,
  bookable: boolean,
  { now, calendar }: CentreFacts,
  t: Translate,
): SafeHtml {
  const tickets = ticketsAt(centre, now, calendar);
  const book = linkButton({ text: t("visits.book"), href: `/centres/${centre.id}/book` });
  const kind = bookable ? "secondary" : "primary";
  const ticket = linkButton({
    text: t("hall.own.title"),
    href: `/centres/${centre.id}/ticket`,
    kind,
  });
  const again =
    !tickets.open && tickets.opens
      ? html`<p class="govuk-body">
        ${t("hall.closed", { opens: t.dateTime(tickets.opens, calendar.timeZone) })}</p>`
      : null;
  return html`${again}
    ${buttonGroup(...(bookable ? [book] : []), ...(tickets.open ? [ticket] : []))}`;
}

const hoursTable = (centre: Centre, t: Translate): SafeHtml =>
  table({
    caption: t("visits.hours"),
    columns: [{ text: t("visits.days") }, { text: t("visits.times") }],
    rows: hoursWords(centre.hours, t).map(({ days, times }) => [days, t.list(times)]),
  });

/** When it is closed once, from today on, and why. */
function closingsPart({ closings = [] }: Centre, today: string, t: Translate): SafeHtml | null {
  const ahead = closings.filter(({ lastDay }) => lastDay >= today);
  if (ahead.length === 0) return null;
  return table({
    caption: t("visits.closings"),
    columns: [
      { text: t("visits.days") },
      { text: t("visits.times") },
      { text: t("visits.closing.reason") },
    ],
    rows: ahead.map((closing) => {
      const { days, times } = closingWords(closing, t);
      return [days, times, t.words(closing.reason)];
    }),
  });
}

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

/** Closing on holidays, and how early, late and far ahead an appointment can be. */
function rulesOf({ rules, stops }: Centre, bookable: boolean, t: Translate): SafeHtml | null {
  const { earlyMinutes, lateMinutes, daysAhead } = rules;
  const facts = [
    ...(stops ? [] : [t("visits.closed-on-holidays")]),
    ...(bookable
      ? [
          t("visits.rule-ahead", { days: daysAhead }),
          t("visits.rule-early", { minutes: earlyMinutes }),
          t("visits.rule-late", { minutes: lateMinutes }),
        ]
      : []),
  ];
  return facts.length === 0 ? null : html`<p class="govuk-body">${facts.join(" ")}</p>`;
}

/** Each topic with its services, its waiting time now, and whether it can be booked. */
function topicsPart(centre: Centre, facts: CentreNow, t: Translate): SafeHtml {
  const isOpen = ticketsAt(centre, facts.now, facts.calendar).open;
  const items = centre.topics.map((topic) => {
    const services = topic.services.flatMap((id) => facts.catalogue.current(id) ?? []);
    const links = services.map(
      ({ id, title }) =>
        html`<li><a class="govuk-link" href="/services/${id}">${t.words(title)}</a></li>`,
    );
    const name = t.words(topic.name);
    const way = takesAppointments(topic)
      ? html`<a class="govuk-link" href="/centres/${centre.id}/book?topic=${topic.id}">
        ${t("visits.book")}<span class="govuk-visually-hidden">: ${name}</span></a>`
      : t("visits.walk-in");
    const wait = isOpen
      ? html`<p class="hw-topic__wait">${waitNow(facts.waits.get(topic.id), t)}</p>`
      : null;
    return html`<li class="hw-topic"><h3 class="hw-topic__name">${name}</h3>
      <ul class="hw-topic__services">${links}</ul><div class="hw-topic__now">${wait}
      <p class="hw-topic__way">${way}</p></div></li>`;
  });
  return html`<h2 class="govuk-heading-m">${t("visits.topics")}</h2><ul class="hw-topics">
    ${items}</ul>`;
}

const callOutPart = ({ id, callOuts }: Centre, t: Translate): SafeHtml | null =>
  callOuts
    ? html`<h2 class="govuk-heading-m">${t("visits.call-out")}</h2><p class="govuk-body">
      ${t("visits.call-out-lead")}</p>
      <p>${linkButton({
        text: t("visits.call-out-order"),
        href: `/centres/${id}/call-out`,
        kind: "secondary",
      })}
      </p>`
    : null;
