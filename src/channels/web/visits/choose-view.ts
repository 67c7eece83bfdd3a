import type { Slot } from "../../../centres/index.ts";
import { clockTime } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { button, html, lifeEvents, type SafeHtml, select } from "../../components/index.ts";
import { dayWithWeekday } from "./words.ts";

/** An address with what was chosen so far; empty values are left out. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const chosen = Object.entries(query).filter(([, value]) => value !== "");
  const text = new URLSearchParams(chosen).toString();
  return text === "" ? path : `${path}?${text}`;
}

export interface Choosing {
  readonly path: string;
  /** What was chosen before. */
  readonly query: Readonly<Record<string, string>>;
  readonly caption: string;
  readonly timeZone: string;
}

const heading = (caption: string, title: string): SafeHtml =>
  html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** Which day: only those on which a place is free. */
export function daysView(days: readonly string[], choosing: Choosing, t: Translate): SafeHtml {
  const { path, query, caption } = choosing;
  const links = days.map((day) => ({
    title: dayWithWeekday(day, t),
    href: addressOf(path, { ...query, day }),
  }));
  const none = html`<p class="govuk-body hw-empty">${t("visits.no-days")}</p>`;
  return html`${heading(caption, t("visits.choose-day"))}
    ${links.length === 0 ? none : lifeEvents(links)}`;
}

/**
 * Which time of that day, with how many places are left: one list, because a day has up to forty.
 */
export function timesView(
  day: string,
  slots: readonly Slot[],
  { path, query, caption, timeZone }: Choosing,
  t: Translate,
): SafeHtml {
  const title = t("visits.choose-time", { day: dayWithWeekday(day, t) });
  const other = html`<p class="govuk-body"><a class="govuk-link" href="${addressOf(path, query)}">
    ${t("visits.other-day")}</a></p>`;
  if (slots.length === 0)
    return html`${heading(caption, title)}<p class="govuk-body hw-empty">${t("visits.no-times")}</p>
      ${other}`;
  const items = slots.map(({ startsAt, free }) => ({
    value: startsAt.toISOString(),
    text: `${clockTime(startsAt, timeZone)} – ${t("visits.places", { count: free })}`,
  }));
  const fields = Object.entries({ ...query, day }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const field = { id: "at", name: "at", label: title, pageHeading: true, items };
  return html`<span class="govuk-caption-l">${caption}</span><form method="get" action="${path}">
    ${fields}${select(field, t)}${button({ text: t("form.continue") })}</form>${other}`;
}
