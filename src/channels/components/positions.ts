import type { Position, Side } from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { bothWords, factLabel } from "./facts/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { sideName } from "./sides.ts";
import { table } from "./table.ts";
import { type Tone, tag } from "./tag.ts";

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
  const nothing = html`<span class="hw-muted">${t("two-sides.said-nothing")}</span>`;
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
      const words = bothWords(at, t);
      return [
        side ? factLabel(side, t) : at.slot,
        words.ours ?? nothing,
        words.theirs ?? nothing,
        standingWords(at, t),
      ];
    }),
  });
}

/** Both say it, or it is the word of one side alone and needs no other. */
const isSettled = ({ share, standing }: Position): boolean =>
  standing === "agreed" || standing === "taken" || (share === "own" && standing === "told");

/**
 * What the registers say about one subject: that they agree, or side by side where they do not; one
 * section for each partner. Nothing before another register has said anything.
 */
export const positionSections = (
  positions: readonly Position[],
  own: Side,
  t: Translate,
): readonly SafeHtml[] =>
  [...Map.groupBy(positions, ({ partner }) => partner)].flatMap(([partner, all]) => {
    if (!all.some(({ theirs }) => theirs)) return [];
    const open = all.filter((at) => !isSettled(at));
    const content =
      open.length === 0
        ? html`<p class="govuk-body">${t("two-sides.all-agree", { count: all.length })}</p>`
        : html`<p class="govuk-body">${t("two-sides.facts-lead")}</p>
          ${positionTable(open, own, partner, t)}`;
    return [html`<h2 class="govuk-heading-m">${t("two-sides.facts")}</h2>${content}`];
  });

const at = new Date("2026-11-28T08:00:00Z");
const note = (number: string, on: string) => ({
  ...{ number: 1, type: "NoteReceived", at, bundle: 1 },
  data: { side: "az", note: { number, on } },
});

export const examples = (t: Translate): Example[] => [
  {
    name: "two registers that differ",
    html: positionTable(
      [
        {
          ...{
            partner: "az",
            subject: "instrument-air",
            slot: "note:az",
            share: "joint",
            about: null,
          },
          ...{
            standing: "differs",
            declined: "az",
            refusal: null,
            refusalFacts: null,
            theirsDigest: "",
          },
          ...{ ours: note("NV-11", "2026-11-20"), theirs: note("NV-11", "2026-11-21") },
        },
        {
          ...{
            partner: "az",
            subject: "instrument-air",
            slot: "note:rw",
            share: "joint",
            about: null,
          },
          ...{
            standing: "waits",
            declined: null,
            refusal: null,
            refusalFacts: null,
            theirsDigest: "",
          },
          ...{ ours: null, theirs: note("NV-12", "2026-11-23") },
        },
      ],
      "rw",
      "az",
      t,
    ),
  },
];
