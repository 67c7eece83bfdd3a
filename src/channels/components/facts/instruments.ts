import type { Translate } from "../../../platform/i18n/index.ts";
import { type Data, day, type FactTable, inner, inWords, joined, named, text } from "./words.ts";

function entryWords(entry: Data, t: Translate): string {
  const count = Number(entry.daysAfter ?? 0);
  switch (entry.on) {
    case "signature":
      return t("two-sides.entry.signature");
    case "date":
      return t("two-sides.entry.date", { date: day(entry.date, t) });
    case "last-note":
      return count === 0
        ? t("two-sides.entry.last-note")
        : t("two-sides.entry.days-after", { count });
    default:
      return t("two-sides.entry.unknown");
  }
}

const termWords = (said: Data, t: Translate): string => {
  const { years } = inner(said, "term");
  return typeof years === "number" ? t("two-sides.years", { count: years }) : "";
};

const noteLabel = (said: Data, t: Translate) =>
  t("two-sides.slot.note", { side: named(said.side, t) });
const noticeLabel = (said: Data, t: Translate) =>
  t("two-sides.slot.notice", { side: named(said.by, t) });
const takenBack = (_said: Data, t: Translate) => t("two-sides.taken-back");

export const instrumentFacts: FactTable = {
  InstrumentRegistered: {
    label: (_said, t) => t("two-sides.slot.text"),
    words: (said, t) =>
      joined(
        inWords(said, "title", t),
        t.named(`partnership.kind.${text(said.kind)}`),
        entryWords(inner(said, "entry"), t),
        termWords(said, t),
      ),
    title: (said, t) => inWords(said, "title", t),
  },
  ClausesRecorded: {
    label: (_said, t) => t("partnership.clauses.title"),
    words: (said, t) => joined(entryWords(inner(said, "entry"), t), termWords(said, t)),
  },
  InstrumentSigned: {
    label: (_said, t) => t("two-sides.slot.signature"),
    words: (said, t) => joined(day(said.on, t), inWords(said, "place", t)),
  },
  StepTaken: {
    label: (said, t) =>
      t("two-sides.slot.step", {
        what: t.named(`partnership.step.${text(inner(said, "step").kind)}`),
        side: named(said.side, t),
      }),
    words: (said, t) => {
      const step = inner(said, "step");
      return joined(day(step.on, t), text(step.act));
    },
  },
  NoteReceived: {
    label: noteLabel,
    words: (said, t) => {
      const note = inner(said, "note");
      return joined(t("partnership.note", { number: text(note.number) }), day(note.on, t));
    },
  },
  NoteWithdrawn: { label: noteLabel, words: takenBack },
  NoticeGiven: {
    label: noticeLabel,
    words: (said, t) =>
      joined(
        t.named(`partnership.notice.${text(said.what)}`, { number: text(said.number) }),
        day(said.on, t),
      ),
  },
  NoticeWithdrawn: { label: noticeLabel, words: takenBack },
  InstrumentAmended: {
    label: (_said, t) => t("two-sides.slot.amendment"),
    words: (said, t) => joined(day(said.on, t), inWords(said, "title", t)),
  },
  RegisteredWithUN: {
    label: (_said, t) => t("two-sides.slot.un"),
    words: (said, t) => joined(text(said.number), day(said.on, t)),
  },
  EntryIntoForceStated: {
    label: (_said, t) => t("two-sides.slot.stated"),
    words: (said, t) => t("partnership.since", { date: day(said.inForceOn, t) }),
  },
};
