import { hoursWords } from "../../acts/index.ts";
import type { Centre } from "../../catalogue/index.ts";
import { type DayHours, hoursOf, weekOf } from "../../settings/index.ts";
import { html, linkButton, type SafeHtml, table } from "../components/index.ts";
import { alsoWrong, type StaffField, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin } from "./admin.ts";
import { centrePath, weekdayName } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const parts = ["opens", "closes", "breakFrom", "breakUntil"] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** The opening hours on the page of a hall. */
export function hoursPart(at: Admin, { id, hours }: Centre): SafeHtml {
  const { t } = at;
  return html`<h2 class="govuk-heading-m" id="hours">${t("settings.kind.centre-hours")}</h2>
    ${table({
      ...{ caption: t("settings.kind.centre-hours"), captionHidden: true },
      columns: [{ text: t("visits.days") }, { text: t("visits.times") }],
      rows: hoursWords(hours, t).map(({ days, times }) => [days, t.list(times)]),
    })}
    ${linkButton({
      ...{ text: t("settings.hours.change"), href: `${centrePath(id)}/hours`, kind: "secondary" },
    })}`;
}

/** The fields of a week; undefined where a day has more than one break. */
export function weekFields(at: Admin, hours: Centre["hours"]): StaffField[] | undefined {
  const week = weekOf(hours);
  return (
    week &&
    weekdays.flatMap((weekday): StaffField[] =>
      parts.map((part) => ({
        ...{ kind: "time", name: `${part}-${weekday}`, label: at.t(`settings.hours.${part}`) },
        ...{ value: week[weekday - 1]?.[part], group: weekdayName(at, weekday), atTimes: true },
      })),
    )
  );
}

function hoursForm(at: Admin, { id, hours }: Centre): StaffForm | undefined {
  const fields = weekFields(at, hours);
  const action = `${centrePath(id)}/hours`;
  return fields && { id: "hours", action, send: at.t("settings.save"), inRows: true, fields };
}

/** The week that was typed, or all that is wrong with it. */
export function readWeek(at: Admin, form: StaffForm, typed: Typed) {
  const week = weekdays.map(
    (weekday) =>
      Object.fromEntries(
        // What cannot be read is wrong already; here it counts as typed.
        parts.map((part) => [part, typed.values[`${part}-${weekday}`] ?? ""]),
      ) as unknown as DayHours,
  );
  if (typed.wrong.length > 0) return { wrong: typed };
  const result = hoursOf(week);
  if ("hours" in result) return { value: result.hours };
  const wrong = result.problems.reduce((all, { weekday, part, code }) => {
    const day = weekdayName(at, weekday);
    const label = at.t(`settings.hours.${part}`);
    const words = at.t(`settings.hours.wrong.${code}`, { day, label });
    return alsoWrong(form, all, `${part}-${weekday}`, words);
  }, typed);
  return { wrong };
}

function pageOf(at: Admin, centre: Centre): SettingPage | undefined {
  const form = hoursForm(at, centre);
  return (
    form && {
      ...{ place: { setting: "centre-hours", of: centre.id }, centre: centre.id, form },
      title: at.t("settings.change-of", { name: at.t("settings.kind.centre-hours") }),
      lead: html`<p class="govuk-body">${at.t("settings.hours.lead")}</p>`,
      back: { href: `${centrePath(centre.id)}#hours`, text: at.t.words(centre.name) },
      read: (typed) => readWeek(at, form, typed),
    }
  );
}

const inFile = { kind: "invalid", code: "settings.hours-in-file" } as const;

/** GET /admin/centres/:id/hours */
export function hoursPage(at: Admin, centre: Centre) {
  const page = pageOf(at, centre);
  return page ? settingPage(at, page) : refuseAdmin(at, inFile, centrePath(centre.id));
}

/** POST /admin/centres/:id/hours */
export function changeHours(at: Admin, centre: Centre) {
  const page = pageOf(at, centre);
  return page ? changeSetting(at, page) : refuseAdmin(at, inFile, centrePath(centre.id));
}
