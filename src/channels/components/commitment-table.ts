import type {
  CommitmentPhase,
  CommitmentState,
  Side,
  SideStatus,
} from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { sideName } from "./sides.ts";
import { table } from "./table.ts";
import { type Tone, tag } from "./tag.ts";

const tones: Readonly<Record<SideStatus, Tone>> = {
  "not-started": "neutral",
  "on-track": "working",
  late: "bad",
  blocked: "action",
  done: "good",
};

const phaseTones: Readonly<Record<CommitmentPhase, Tone>> = {
  proposed: "waiting",
  agreed: "working",
  closed: "good",
  dropped: "neutral",
};

/** Text in the reader's language, or as it was written and marked as such. */
export function inItsLanguage(
  words: Readonly<Record<string, string>>,
  prevailing: string,
  t: Translate,
): Content {
  const own = words[t.lang];
  if (own !== undefined) return own;
  const lang = words[prevailing] === undefined ? "en" : prevailing;
  return html`<span lang="${lang}">${words[lang]}</span>`;
}

/** The text of a commitment, which is its title. */
export const commitmentTitle = ({ joint, id }: CommitmentState, t: Translate): Content =>
  joint ? inItsLanguage(joint.text, joint.prevailing, t) : (id ?? "");

/** The same without markup, for the title of a page. */
export const commitmentName = ({ joint, id }: CommitmentState, t: Translate): string =>
  joint?.text[t.lang] ?? joint?.text[joint.prevailing] ?? id ?? "";

export const sideStatusTag = (status: SideStatus | undefined, t: Translate): SafeHtml =>
  status === undefined
    ? tag(t("commitments.no-report"), "neutral")
    : tag(t(`commitments.status.${status}`), tones[status]);

export const phaseTag = (phase: CommitmentState["phase"], t: Translate): SafeHtml | null =>
  phase === "none" ? null : tag(t(`commitments.phase.${phase}`), phaseTones[phase]);

/** "No answer since …", where a question of this side is overdue. */
export function silenceWords(
  { sides, asks }: CommitmentState,
  side: Side,
  today: string,
  t: Translate,
): string | undefined {
  const ask = asks.find((open) => open.side === side);
  // A newer question does not end the silence about those before.
  const isSilent = ask && (ask.due <= today || (sides[side]?.unanswered ?? 0) > 1);
  if (!isSilent) return undefined;
  const since = sides[side]?.reports.at(-1)?.on ?? ask.sentOn;
  return t("commitments.no-answer-since", { date: t.date(since) });
}

export const isLate = ({ phase, joint }: CommitmentState, today: string): boolean =>
  phase === "agreed" && joint !== undefined && joint.deadline < today;

const sideCell = (state: CommitmentState, side: Side, today: string, t: Translate): Content => {
  const silence = silenceWords(state, side, today, t);
  const status = sideStatusTag(state.sides[side]?.reports.at(-1)?.status, t);
  return silence
    ? html`<span>${status}<br><span class="hw-muted">${silence}</span></span>`
    : status;
};

const deadlineCell = (state: CommitmentState, today: string, t: Translate): Content => {
  const day = state.joint ? t.date(state.joint.deadline) : "";
  if (state.phase !== "agreed") return html`<span>${day} ${phaseTag(state.phase, t)}</span>`;
  return isLate(state, today)
    ? html`<span>${day} ${tag(t("commitments.overdue"), "bad")}</span>`
    : day;
};

/** Commitments in a table, each side's own status in a column of its own. */
export function commitmentTable(
  states: readonly CommitmentState[],
  parties: readonly Side[],
  page: {
    readonly caption: string;
    readonly href: (id: string) => string;
    readonly today: string;
    readonly empty?: string;
  },
  t: Translate,
): SafeHtml {
  const invented = states.filter(({ joint }) => joint?.source.illustrative);
  // Where all are, it is said once and not on every row.
  const allInvented = invented.length > 0 && invented.length === states.length;
  const list = table({
    caption: page.caption,
    captionHidden: true,
    columns: [
      { text: t("commitments.commitment") },
      { text: t("commitments.deadline") },
      ...parties.map((side) => ({ text: sideName(side, t) })),
    ],
    rows: states.map((state) => [
      html`<a class="govuk-link hw-table__title" href="${page.href(state.id ?? "")}">
          ${commitmentTitle(state, t)}</a>
        ${
          state.joint?.source.illustrative && !allInvented
            ? html` ${tag(t("service.illustrative"))}`
            : null
        }`,
      deadlineCell(state, page.today, t),
      ...parties.map((side) => sideCell(state, side, page.today, t)),
    ]),
    empty: page.empty ?? t("commitments.none"),
  });
  return allInvented
    ? html`<p class="govuk-body hw-muted">${t("commitments.all-illustrative")}</p>${list}`
    : list;
}

const short: CommitmentState = {
  ...{ id: "asan", phase: "agreed", parties: ["rw", "az"], closing: [], asks: [] },
  joint: {
    ...{ text: { en: "Open a one-stop centre" }, prevailing: "en", deadline: "2026-06-30" },
    ...{ source: { instrument: "air" }, measure: "It serves people", verification: "Report" },
  },
  sides: {},
};

export const examples = (t: Translate): Example[] => {
  const page = { caption: "Commitments", href: (id: string) => `#${id}`, today: "2026-11-28" };
  return [{ name: "commitments", html: commitmentTable([short], ["rw", "az"], page, t) }];
};
