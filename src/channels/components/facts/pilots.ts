import type { Money } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  contributionWords,
  type Data,
  day,
  type FactTable,
  inner,
  inWords,
  joined,
  named,
  number,
  text,
} from "./words.ts";

/** The charter in a line: its name, what may be spent, what is measured, when it stops. */
function charterWords(said: Data, t: Translate): string {
  const charter = inner(said, "charter");
  const metrics = Array.isArray(charter.metrics) ? (charter.metrics as readonly Data[]) : [];
  const stops = Array.isArray(charter.killCriteria) ? (charter.killCriteria as Data[]) : [];
  return joined(
    inWords(charter, "title", t),
    t("partnership.pilot.spent-of", {
      spent: t.money({ minor: 0, currency: text(inner(charter, "cap").currency) }),
      cap: t.money(inner(charter, "cap") as unknown as Money),
    }),
    ...metrics.map(
      (metric) =>
        `${inWords(metric, "title", t)} ${t.number(number(metric.target))} ${text(metric.unit)}`,
    ),
    ...stops.map((stop) => `${t("partnership.pilot.stop-rule")}: ${inWords(stop, "title", t)}`),
  );
}

export const pilotFacts: FactTable = {
  PilotProposed: {
    label: (_said, t) => t("partnership.pilot.charter"),
    words: charterWords,
    title: (said, t) => inWords(inner(said, "charter"), "title", t),
  },
  CharterRevised: { label: (_said, t) => t("partnership.pilot.charter"), words: charterWords },
  ReadingTaken: {
    label: (said, t) => joined(t("partnership.pilot.reading"), named(said.side, t)),
    words: (said, t) =>
      joined(
        `${text(said.metric)}: ${t.number(number(said.value))}`,
        day(said.on, t),
        text(said.source),
      ),
  },
  MoneySpent: {
    label: (said, t) => joined(t("partnership.pilot.spent"), named(said.side, t)),
    words: (said, t) =>
      joined(t.money(inner(said, "money") as unknown as Money), text(said.for), day(said.on, t)),
  },
  MoneyPromised: {
    label: (said, t) => joined(t("commitments.money"), named(said.side, t)),
    words: (said, t) => contributionWords(said, t),
  },
  SpendingTakenBack: {
    label: (said, t) => joined(t("partnership.pilot.taken-back"), named(said.by, t)),
    words: (said, t) => joined(text(said.reason), day(said.on, t)),
  },
  GateSigned: {
    label: (said, t) =>
      joined(
        t("two-sides.slot.signature"),
        t.named(`partnership.pilot.gate.${text(said.gate)}`),
        named(said.side, t),
      ),
    words: (said, t) =>
      joined(
        t.named(`partnership.pilot.decisions.${text(said.decision)}`),
        day(said.on, t),
        said.override === true ? t("partnership.pilot.overridden") : "",
        text(said.reason),
        text(said.dissent) && `${t("partnership.pilot.dissent")}: ${text(said.dissent)}`,
        text(said.paper) && t("partnership.session.on-paper", { paper: text(said.paper) }),
      ),
  },
};
