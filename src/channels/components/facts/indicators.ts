import { periodLabel } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type Data, day, type FactTable, inWords, joined, named, number, text } from "./words.ts";

const periodOf = (said: Data): string =>
  periodLabel({ side: text(said.side), from: text(said.from), until: text(said.until) });

const lockLabel = (said: Data, t: Translate): string =>
  joined(t("partnership.indicator.locked"), periodOf(said), named(said.side, t));

export const indicatorFacts: FactTable = {
  IndicatorDefined: {
    label: (_said, t) => t("partnership.indicator.indicator"),
    words: (said, t) => joined(inWords(said, "title", t), text(said.unit)),
    title: (said, t) => inWords(said, "title", t),
  },
  TargetSet: {
    label: (said, t) => joined(t("partnership.pilot.target"), text(said.year), named(said.side, t)),
    words: (said, t) => t.number(number(said.value)),
  },
  ValueReported: {
    label: (said, t) =>
      joined(t("partnership.indicator.value"), periodOf(said), named(said.side, t)),
    words: (said, t) =>
      joined(
        t.number(number(said.value)),
        text(said.source),
        `${t("partnership.indicator.vintage")} ${day(said.vintage, t)}`,
      ),
  },
  PeriodLocked: {
    label: lockLabel,
    words: (said, t) =>
      joined(
        t("partnership.indicator.was-locked", { period: periodOf(said) }),
        text(said.by),
        day(said.on, t),
      ),
  },
  PeriodReopened: {
    label: lockLabel,
    words: (said, t) =>
      joined(
        t("partnership.indicator.was-reopened", { period: periodOf(said) }),
        text(said.reason),
        text(said.by),
        day(said.on, t),
      ),
  },
};
