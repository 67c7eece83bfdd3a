import { dayWithWeekday } from "../../acts/index.ts";
import type { Centre } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { markOf } from "../../settings/index.ts";
import { alsoWrong, type StaffField } from "../staff/index.ts";
import type { Admin } from "./admin.ts";
import { wordsFields, wordsIn } from "./centre-words.ts";
import { type ListSubject, listPages } from "./setting-list.ts";

type Stop = NonNullable<Centre["stops"]>[number];

const todayOf = ({ deps }: Admin): string =>
  dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

/** Where a mobile unit stands when. */
export const stops: ListSubject<Stop> = {
  ...{ setting: "centre-stops", slug: "stops" },
  items: (at, { id }) =>
    (at.deps.settings.value({ setting: "centre-stops", of: id }) as Stop[] | undefined) ?? [],
  value: (items) =>
    items.toSorted((a, b) => (`${a.day} ${a.opens}` < `${b.day} ${b.opens}` ? -1 : 1)),
  key: (stop) => markOf(stop),
  isOpen: (at, { day }) => day >= todayOf(at),
  name: ({ t }, { day }) => dayWithWeekday(day, t),
  columns: ({ t }) => [t("settings.calendar.day"), t("visits.times"), t("settings.stop.place")],
  row: ({ t }, { day, opens, closes, place }) => [
    ...[dayWithWeekday(day, t), `${opens}–${closes}`, t.words(place)],
  ],
  fields: (at, _, stop) => {
    const { t } = at;
    const time = (name: "opens" | "closes"): StaffField => ({
      ...{ kind: "time", name, label: t(`settings.hours.${name}`), value: stop?.[name] },
      missing: `${t(`settings.hours.${name}`)}: ${t("settings.enter-time")}`,
    });
    return [
      {
        ...{ kind: "date", name: "day", label: t("settings.calendar.day"), value: stop?.day },
        missing: t("settings.calendar.enter-day"),
      },
      ...[time("opens"), time("closes")],
      ...wordsFields(at, { name: "place", label: t("settings.stop.place"), words: stop?.place }),
    ];
  },
  read: (at, typed, form) => {
    const { day = "", opens = "", closes = "" } = typed.values;
    let wrong = typed;
    if (day !== "" && day < todayOf(at))
      wrong = alsoWrong(form, wrong, "day", at.t("settings.closing.past"));
    if (opens !== "" && closes !== "" && closes <= opens)
      wrong = alsoWrong(form, wrong, "closes", at.t("settings.closing.order-times"));
    if (wrong.wrong.length > 0) return { wrong };
    return { item: { day, opens, closes, place: wordsIn(at, typed, "place") ?? {} } };
  },
  fieldOf: ([key]) => (key === "place" ? undefined : String(key)),
  words: ({ t }) => ({
    ...{ title: t("settings.kind.centre-stops"), lead: t("settings.stop.lead") },
    ...{ add: t("settings.stop.add"), none: t("settings.stop.none") },
    removes: t("settings.stop.removes"),
  }),
};

export const stopPages = listPages(stops);
