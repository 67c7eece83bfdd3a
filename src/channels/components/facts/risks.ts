import type { Translate } from "../../../platform/i18n/index.ts";
import { type Data, day, type FactTable, inner, joined, number, text } from "./words.ts";

const rated = (said: Data, name: string, t: Translate): string => {
  const { likelihood, impact } = inner(said, name);
  return t("partnership.risk.rated", { likelihood: number(likelihood), impact: number(impact) });
};

const risk = {
  label: (_said: Data, t: Translate) => t("partnership.risk.event"),
  words: (said: Data, t: Translate) =>
    joined(
      text(said.event),
      `${t("partnership.risk.cause")}: ${text(said.cause)}`,
      `${t("partnership.risk.residual")}: ${rated(said, "residual", t)}`,
    ),
  title: (said: Data) => text(said.event),
};

export const riskFacts: FactTable = {
  RiskIdentified: risk,
  RiskShared: risk,
  SignalNoted: {
    label: (_said, t) => t("partnership.risk.note-signal"),
    words: (said, t) => joined(text(said.text), text(said.source), day(said.on, t)),
  },
  RiskLookedAt: {
    label: (_said, t) => t("partnership.risk.look"),
    words: (said, t) => joined(rated(said, "residual", t), day(said.on, t)),
  },
  RiskClosed: {
    label: (_said, t) => t("partnership.risk.close"),
    words: (said, t) => joined(text(said.reason), day(said.on, t)),
  },
};
