/** What is said of an appointment, the same on its page, its slip and in a calendar file. */
import ical, { ICalAlarmType, ICalCalendarMethod } from "ical-generator";
import type { Appointment, Centre } from "../centres/index.ts";
import { clockTime, dateIn, isoWeekday } from "../kernel/index.ts";
import type { Lang, Translate } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";

type Needs = Pick<ActDeps, "catalogue" | "calendar"> & {
  readonly centres: Pick<ActDeps["centres"], "find">;
};

/** 1 Monday … 7 Sunday. */
export const weekdayWords = (weekday: number, t: Translate): string =>
  t.named(`visits.weekday.${weekday}`);

/** "Tuesday 24 November 2026". */
export const dayWithWeekday = (day: string, t: Translate): string =>
  t("visits.on-weekday", { weekday: weekdayWords(isoWeekday(day), t), date: t.date(day) });

/** Where an appointment is: the centre, or the stop of that day. */
export function placeWords(centre: Centre, day: string, t: Translate): string {
  const stop = centre.stops?.find((each) => each.day === day);
  return stop ? `${t.words(centre.name)}, ${t.words(stop.place)}` : t.words(centre.name);
}

export interface AppointmentWords {
  /** The service, or the topic. */
  readonly what: string;
  /** "Tuesday 24 November 2026, 09:00". */
  readonly when: string;
  readonly where: string;
  readonly address: string;
  /** How early and how late one may come; empty where the centre is not there any more. */
  readonly rules: readonly string[];
}

type About = Pick<Appointment, "centre" | "topic" | "service" | "startsAt">;

/** An appointment in words. */
export function appointmentWords(deps: Needs, about: About, t: Translate): AppointmentWords {
  const { timeZone } = deps.calendar();
  const day = dateIn(about.startsAt, timeZone);
  const centre = deps.centres.find(about.centre);
  const service = about.service === null ? undefined : deps.catalogue.current(about.service);
  const topic = centre?.topics.find(({ id }) => id === about.topic);
  return {
    what: t.words(service?.title ?? topic?.name ?? {}) || about.topic,
    when: `${dayWithWeekday(day, t)}, ${clockTime(about.startsAt, timeZone)}`,
    where: centre ? placeWords(centre, day, t) : about.centre,
    address: centre ? t.words(centre.address) : "",
    rules: centre
      ? [
          t("visits.rule-early", { minutes: centre.rules.earlyMinutes }),
          t("visits.rule-late", { minutes: centre.rules.lateMinutes }),
        ]
      : [],
  };
}

/** What to have in hand, and the services whose page says more. */
export function toBring({ catalogue, centres }: Omit<Needs, "calendar">, about: About) {
  const topic = centres.find(about.centre)?.topics.find(({ id }) => id === about.topic);
  const ids = about.service === null ? (topic?.services ?? []) : [about.service];
  const services = ids.flatMap((id) => catalogue.current(id) ?? []);
  const [only, ...others] = services;
  // Where a topic serves several services, their papers would only confuse.
  const papers = only && others.length === 0 ? only.documents.map(({ title }) => title) : [];
  return { services, papers };
}

/**
 * The appointment as a file for the person's own calendar (RFC 5545), with an alarm two hours
 * before. The same appointment keeps its id, so that a new file replaces the old entry.
 */
export function appointmentCalendar(
  deps: Needs & Pick<ActDeps, "i18n" | "baseUrl" | "clock">,
  appointment: Appointment,
  lang: Lang,
): string {
  const t = deps.i18n.for(lang);
  const { what, when, where, address, rules } = appointmentWords(deps, appointment, t);
  const url = `${deps.baseUrl}/appointments/${appointment.id}`;
  const { papers } = toBring(deps, appointment);
  const bring = [t("visits.bring-identity"), ...papers.map((title) => t.words(title))];
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Hamwe", product: "appointments", language: lang.toUpperCase() },
  });
  const summary = `${what} · ${where}`;
  const event = calendar.createEvent({
    id: `appointment-${appointment.id}@${new URL(deps.baseUrl).hostname}`,
    ...{ start: appointment.startsAt, end: appointment.endsAt, stamp: deps.clock(), summary, url },
    location: [where, address].filter((part) => part !== "").join(", "),
    description: [
      when,
      `${t("visits.code")}: ${appointment.code}`,
      `${t("visits.bring")}: ${t.list(bring)}`,
      ...rules,
    ].join("\n"),
  });
  event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 2 * 3600, description: summary });
  return calendar.toString();
}
