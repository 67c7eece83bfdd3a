import { closingWords } from "../../acts/index.ts";
import type { Centre } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { markOf } from "../../settings/index.ts";
import { alsoWrong } from "../staff/index.ts";
import type { Admin } from "./admin.ts";
import { wordsFields, wordsIn } from "./centre-words.ts";
import { type ListSubject, listPages } from "./setting-list.ts";

type Closing = NonNullable<Centre["closings"]>[number];

const todayOf = ({ deps }: Admin): string =>
  dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

/** Days and hours on which a centre is closed once. */
export const closings: ListSubject<Closing> = {
  ...{ setting: "centre-closings", slug: "closings" },
  items: (at, { id }) =>
    (at.deps.settings.value({ setting: "centre-closings", of: id }) as Closing[] | undefined) ?? [],
  value: (items) => items.toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1)),
  key: (closing) => markOf(closing),
  isOpen: (at, { lastDay }) => lastDay >= todayOf(at),
  name: ({ t }, closing) => closingWords(closing, t).days,
  columns: ({ t }) => [
    t("settings.calendar.day"),
    t("settings.closing.times"),
    t("settings.closing.reason"),
  ],
  row: ({ t }, closing) => {
    const { days, times } = closingWords(closing, t);
    return [days, times, t.words(closing.reason)];
  },
  fields: (at, _, closing) => {
    const { t } = at;
    const { firstDay, lastDay, from, until, reason } = closing ?? {};
    return [
      {
        ...{ kind: "date", name: "first", label: t("settings.closing.first"), value: firstDay },
        missing: t("settings.calendar.enter-day"),
      },
      {
        ...{ kind: "date", name: "last", label: t("settings.closing.last") },
        ...{ hint: t("settings.closing.last-hint"), value: lastDay === firstDay ? "" : lastDay },
      },
      {
        ...{ kind: "time", name: "from", label: t("settings.closing.from"), value: from },
        hint: t("settings.closing.from-hint"),
      },
      { ...{ kind: "time", name: "until", label: t("settings.closing.until"), value: until } },
      ...wordsFields(at, { name: "reason", label: t("settings.closing.reason"), words: reason }),
    ];
  },
  read: (at, typed, form) => {
    const { first = "", last = "", from = "", until = "" } = typed.values;
    let wrong = typed;
    const isWrong = (name: string, missing: string) => {
      wrong = alsoWrong(form, wrong, name, missing);
    };
    if (first !== "" && first < todayOf(at)) isWrong("first", at.t("settings.closing.past"));
    if (last !== "" && last < first) isWrong("last", at.t("settings.closing.order-days"));
    if (from !== "" && until !== "" && until <= from)
      isWrong("until", at.t("settings.closing.order-times"));
    if (wrong.wrong.length > 0) return { wrong };
    const item: Closing = {
      ...{ firstDay: first, lastDay: last === "" ? first : last },
      ...(from !== "" && { from }),
      ...(until !== "" && { until }),
      reason: wordsIn(at, typed, "reason") ?? {},
    };
    return { item };
  },
  fieldOf: ([key]) =>
    ({ firstDay: "first", lastDay: "last", from: "from", until: "until" })[String(key)],
  words: ({ t }) => ({
    ...{ title: t("settings.kind.centre-closings"), lead: t("settings.closing.lead") },
    ...{ add: t("settings.closing.add"), none: t("settings.closing.none") },
    removes: t("settings.closing.removes"),
  }),
};

export const closingPages = listPages(closings);
