import { dayWithWeekday } from "../../../acts/index.ts";
import { type DayLoad, loadWord, type Slot } from "../../../centres/index.ts";
import { clockTime } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { bar, errorSummary, html, type SafeHtml } from "../../components/index.ts";

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
  /** Somebody went on without choosing: what to choose. */
  readonly missing?: string | undefined;
}

/** The heading, under the problem where there is one. The first choice has the id `choose`. */
const heading = ({ caption, missing }: Choosing, title: string, t: Translate): SafeHtml =>
  html`${errorSummary(missing ? [{ text: missing, id: "choose" }] : [], t)}
    <span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** Which day, each with how full it is. A full day is shown, so that nobody looks for it. */
export function daysView(days: readonly DayLoad[], choosing: Choosing, t: Translate): SafeHtml {
  const { path, query } = choosing;
  const first = days.find(({ free }) => free > 0)?.day;
  const items = days.map((load) => {
    const { day, free, places } = load;
    const name = dayWithWeekday(day, t);
    const title =
      free === 0
        ? html`<span class="hw-day__name">${name}</span>`
        : html`<a class="hw-day__name hw-day__link" href="${addressOf(path, { ...query, day })}"
          ${day === first ? html` id="choose"` : null}>${name}</a>`;
    const word = loadWord(load);
    const left = t("visits.places", { count: free });
    const text = word === "busy" ? `${t("visits.busy")} · ${left}` : t(`visits.${word}`);
    const tone = word === "quiet" ? undefined : "bad";
    const inWords = `${t(`visits.${word}`)}, ${left}`;
    const strip = bar({
      label: "",
      value: places - free,
      max: places,
      text,
      ...(tone && { tone }),
    });
    return html`<li class="hw-day">${title}<span class="hw-day__load" aria-hidden="true">${strip}
      </span><span class="govuk-visually-hidden">${inWords}</span></li>`;
  });
  const none = html`<p class="govuk-body hw-empty">${t("visits.no-days")}</p>`;
  return html`${heading(choosing, t("visits.choose-day"), t)}
    ${first === undefined ? none : html`<ul class="hw-days">${items}</ul>`}`;
}

const noon = "12:00";

/** Which time of that day, by morning and afternoon, with how many places are left at each. */
export function timesView(
  day: string,
  slots: readonly Slot[],
  choosing: Choosing,
  t: Translate,
): SafeHtml {
  const { path, query, timeZone } = choosing;
  const title = t("visits.choose-time", { day: dayWithWeekday(day, t) });
  const other = html`<p class="govuk-body"><a class="govuk-link" href="${addressOf(path, query)}">
    ${t("visits.other-day")}</a></p>`;
  if (slots.length === 0)
    return html`${heading(choosing, title, t)}
      <p class="govuk-body hw-empty">${t("visits.no-times")}</p>${other}`;
  const timeOf = ({ startsAt }: Slot) => clockTime(startsAt, timeZone);
  const part = (id: "morning" | "afternoon", of: readonly Slot[]) =>
    of.length === 0
      ? null
      : html`<h2 class="govuk-heading-s" id="${id}">${t(`visits.${id}`)}</h2>
        <ul class="hw-times" aria-labelledby="${id}">${of.map((slot) => {
          const at = slot.startsAt.toISOString();
          const mark = slot === slots[0] ? html` id="choose"` : null;
          const href = addressOf(path, { ...query, day, at });
          return html`<li><a class="hw-time" href="${href}"${mark}>
            <strong>${timeOf(slot)}</strong>
            <span>${t("visits.places", { count: slot.free })}</span></a></li>`;
        })}</ul>`;
  return html`${heading(choosing, title, t)}
    ${part(
      "morning",
      slots.filter((slot) => timeOf(slot) < noon),
    )}
    ${part(
      "afternoon",
      slots.filter((slot) => timeOf(slot) >= noon),
    )}${other}`;
}
