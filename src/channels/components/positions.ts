import type { Position, Side } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { dayWords, sideName } from "./sides.ts";
import { table } from "./table.ts";
import { type Tone, tag } from "./tag.ts";

type Data = Readonly<Record<string, unknown>>;
type Said = Pick<NonNullable<Position["theirs"]>, "type" | "data">;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const day = (value: unknown, t: Translate): string => (text(value) ? dayWords(text(value), t) : "");
const inner = (data: object, name: string): Data => {
  const value = (data as Data)[name];
  return typeof value === "object" && value !== null ? (value as Data) : {};
};
const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(", ");

/** What a fact is about, from the statement of either side. */
export function factLabel({ type, data }: Said, t: Translate): string {
  const value = data as Data;
  switch (type) {
    case "InstrumentRegistered":
      return t("two-sides.slot.text");
    case "ClausesRecorded":
      return t("partnership.clauses.title");
    case "InstrumentSigned":
      return t("two-sides.slot.signature");
    case "StepTaken": {
      const what = t.named(`partnership.step.${text(inner(data, "step").kind)}`);
      return t("two-sides.slot.step", { what, side: sideName(text(value.side), t) });
    }
    case "NoteReceived":
    case "NoteWithdrawn":
      return t("two-sides.slot.note", { side: sideName(text(value.side), t) });
    case "NoticeGiven":
    case "NoticeWithdrawn":
      return t("two-sides.slot.notice", { side: sideName(text(value.by), t) });
    case "CommitmentRecorded":
      return t("commitments.text");
    case "StatusReported":
      return joined(t("partnership.stands"), sideName(text(value.side), t));
    case "OwnerNamed":
      return joined(t("commitments.owner"), sideName(text(value.side), t));
    case "InstrumentAmended":
      return t("two-sides.slot.amendment");
    case "RegisteredWithUN":
      return t("two-sides.slot.un");
    case "EntryIntoForceStated":
      return t("two-sides.slot.stated");
    default:
      return type;
  }
}

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

/** What one side states, in words. */
export function factWords({ type, data }: Said, t: Translate): Content {
  const value = data as Data;
  switch (type) {
    case "InstrumentRegistered": {
      const { years } = inner(data, "term");
      return joined(
        t.words(inner(data, "title") as Readonly<Record<string, string>>),
        t.named(`partnership.kind.${text(value.kind)}`),
        entryWords(inner(data, "entry"), t),
        typeof years === "number" ? t("two-sides.years", { count: years }) : "",
      );
    }
    case "ClausesRecorded": {
      const { years } = inner(data, "term");
      return joined(
        entryWords(inner(data, "entry"), t),
        typeof years === "number" ? t("two-sides.years", { count: years }) : "",
      );
    }
    case "InstrumentSigned":
      return joined(
        day(value.on, t),
        t.words(inner(data, "place") as Readonly<Record<string, string>>),
      );
    case "StepTaken": {
      const step = inner(data, "step");
      return joined(day(step.on, t), text(step.act));
    }
    case "NoteReceived": {
      const note = inner(data, "note");
      return joined(t("partnership.note", { number: text(note.number) }), day(note.on, t));
    }
    case "NoticeGiven":
      return joined(
        t.named(`partnership.notice.${text(value.what)}`, { number: text(value.number) }),
        day(value.on, t),
      );
    case "CommitmentRecorded": {
      const joint = inner(data, "joint");
      const words = t.words(inner(joint, "text") as Readonly<Record<string, string>>);
      return joined(words, day(joint.deadline, t));
    }
    case "StatusReported": {
      const report = inner(data, "report");
      return joined(t.named(`commitments.status.${text(report.status)}`), day(report.on, t));
    }
    case "OwnerNamed":
      return text(value.owner);
    case "InstrumentAmended":
      return joined(
        day(value.on, t),
        t.words(inner(data, "title") as Readonly<Record<string, string>>),
      );
    case "RegisteredWithUN":
      return joined(text(value.number), day(value.on, t));
    case "EntryIntoForceStated":
      return t("partnership.since", { date: day(value.inForceOn, t) });
    case "NoteWithdrawn":
    case "NoticeWithdrawn":
      return t("two-sides.taken-back");
    default:
      return type;
  }
}

const tones: Readonly<Record<Position["standing"], Tone>> = {
  agreed: "good",
  taken: "good",
  told: "neutral",
  waits: "waiting",
  differs: "bad",
  declined: "bad",
};

/** How both sides stand on a fact, as a tag and, where a side said no, who. */
export function standingWords(at: Position, t: Translate): SafeHtml {
  const declined = at.declined
    ? html`<p class="govuk-hint">
        ${t("two-sides.declined-by", { side: sideName(at.declined, t) })}
      </p>`
    : null;
  const standing = tag(t(`two-sides.standing.${at.standing}`), tones[at.standing]);
  return html`<div>${standing}${declined}</div>`;
}

/** Facts of a subject, each side's word beside the other's and never merged. */
export function positionTable(
  positions: readonly Position[],
  own: Side,
  other: Side,
  t: Translate,
): SafeHtml {
  const words = (said: Position["ours"]) =>
    said ? factWords(said, t) : html`<span class="hw-muted">${t("two-sides.said-nothing")}</span>`;
  return table({
    caption: t("two-sides.facts"),
    captionHidden: true,
    columns: [
      { text: t("two-sides.fact") },
      { text: sideName(own, t) },
      { text: sideName(other, t) },
      { text: t("two-sides.standing-of") },
    ],
    rows: positions.map((at) => {
      const side = at.ours ?? at.theirs;
      return [
        side ? factLabel(side, t) : at.slot,
        words(at.ours),
        words(at.theirs),
        standingWords(at, t),
      ];
    }),
  });
}

/**
 * What the two registers say about one subject: that they agree, or side by side where they do not.
 * null before the other register has said anything.
 */
export function positionSection(
  positions: readonly Position[],
  own: Side,
  other: Side,
  t: Translate,
): SafeHtml | null {
  if (!positions.some(({ theirs }) => theirs)) return null;
  const open = positions.filter(({ standing }) => standing !== "agreed" && standing !== "taken");
  const count = positions.length;
  const content =
    open.length === 0
      ? html`<p class="govuk-body">${t("two-sides.all-agree", { count })}</p>`
      : html`<p class="govuk-body">${t("two-sides.facts-lead")}</p>
        ${positionTable(open, own, other, t)}`;
  return html`<h2 class="govuk-heading-m">${t("two-sides.facts")}</h2>${content}`;
}

const at = new Date("2026-11-28T08:00:00Z");
const note = (number: string, on: string) => ({
  ...{ number: 1, type: "NoteReceived", at },
  data: { side: "az", note: { number, on } },
});

export const examples = (t: Translate): Example[] => [
  {
    name: "two registers that differ",
    html: positionTable(
      [
        {
          ...{ subject: "instrument-air", slot: "note:az", share: "joint", about: null },
          ...{ standing: "differs", declined: "az", refusal: null, theirsDigest: "" },
          ...{ ours: note("NV-11", "2026-11-20"), theirs: note("NV-11", "2026-11-21") },
        },
        {
          ...{ subject: "instrument-air", slot: "note:rw", share: "joint", about: null },
          ...{ standing: "waits", declined: null, refusal: null, theirsDigest: "" },
          ...{ ours: null, theirs: note("NV-12", "2026-11-23") },
        },
      ],
      "rw",
      "az",
      t,
    ),
  },
];
