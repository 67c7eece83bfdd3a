import type { Translate } from "../../../platform/i18n/index.ts";
import { type Data, day, type FactTable, inner, inWords, joined, named, text } from "./words.ts";

const paragraphLabel = (said: Data, t: Translate) => {
  const { paragraph } = said;
  const id = typeof paragraph === "string" ? paragraph : text(inner(said, "paragraph").id);
  return t("partnership.session.paragraph", { paragraph: id });
};
const itemLabel = (_said: Data, t: Translate) => t("partnership.session.to-item");
const takenBack = (_said: Data, t: Translate) => t("two-sides.taken-back");

/** The yes of one side: its day, and where the paper is if it was given on paper. */
const yesWords = (said: Data, t: Translate): string =>
  joined(
    day(said.on, t),
    text(said.paper) && t("partnership.session.on-paper", { paper: text(said.paper) }),
  );

export const sessionFacts: FactTable = {
  SessionPlanned: {
    label: (_said, t) => t("partnership.session.title"),
    words: (said, t) =>
      joined(
        inWords(said, "title", t),
        t.named(`partnership.session.of.${text(said.kind)}`),
        day(said.plannedOn, t),
        text(said.place),
      ),
    title: (said, t) => inWords(said, "title", t),
  },
  SessionMoved: {
    label: (_said, t) => t("partnership.session.planned-on"),
    words: (said, t) => joined(day(said.plannedOn, t), text(said.place)),
  },
  SessionCancelled: {
    label: (_said, t) => t("partnership.session.phase.cancelled"),
    words: (said, t) => joined(text(said.reason), day(said.on, t)),
  },
  AgendaItemAdded: { label: itemLabel, words: (said, t) => inWords(said, "title", t) },
  AgendaItemRemoved: { label: itemLabel, words: takenBack },
  SessionOpened: {
    label: (_said, t) => t("partnership.session.opened-on"),
    words: (said, t) => day(said.on, t),
  },
  SessionClosed: {
    label: (_said, t) => t("partnership.session.closed-on"),
    words: (said, t) => day(said.on, t),
  },
  ParagraphWritten: {
    label: paragraphLabel,
    words: (said, t) => {
      const paragraph = inner(said, "paragraph");
      const promised = inner(paragraph, "promised");
      return joined(
        `${t.named(`partnership.session.kinds.${text(paragraph.kind)}`)}: ${inWords(
          paragraph,
          "text",
          t,
        )}`,
        text(promised.deadline) && t("commitments.by", { date: day(promised.deadline, t) }),
        text(promised.measure),
        text(promised.verification),
        ...Object.entries(inner(promised, "owners")).map(
          ([side, owner]) => `${t("commitments.owner")}, ${named(side, t)}: ${text(owner)}`,
        ),
      );
    },
  },
  ParagraphRemoved: { label: paragraphLabel, words: takenBack },
  MinutesSigned: {
    label: (said, t) => joined(t("two-sides.slot.signature"), named(said.side, t)),
    words: (said, t) => joined(yesWords(said, t), `SHA-256 ${text(said.hash).slice(0, 12)}…`),
  },
  ErratumProposed: {
    label: (said, t) =>
      joined(
        t("partnership.session.errata"),
        t("partnership.session.erratum-to", { paragraph: text(said.paragraph) }),
      ),
    words: (said, t) => joined(inWords(said, "text", t), text(said.reason), day(said.on, t)),
  },
  ErratumAccepted: {
    label: (said, t) => joined(t("partnership.session.errata"), named(said.side, t)),
    words: yesWords,
  },
};
