import type {
  CommitmentState,
  Contribution,
  Evidence,
  Post,
  Proposal,
  Side,
  StatusReport,
} from "../../partnership/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  commitmentTitle,
  isLate,
  phaseTag,
  sideStatusTag,
  silenceWords,
} from "./commitment-table.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { details, inset } from "./notices.ts";
import { provenance, sourceLink } from "./provenance.ts";
import { sideName, statedTag } from "./sides.ts";
import { summaryList } from "./summary-list.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";
import { timeline } from "./timeline.ts";

/** What a page of commitments needs to know beside them. */
export interface CommitmentsAround {
  readonly today: string;
  readonly posts: ReadonlyMap<string, Post>;
  /** Titles of groups and of instruments by id. */
  readonly groups: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Groups that take on nothing new. */
  readonly endedGroups?: ReadonlySet<string>;
  readonly instruments: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** What the other government may read too: difficulties, visibility. */
  readonly atDesk: boolean;
}

/** What somebody wrote, in the language in which it was written. */
const inLanguage = (text: string, lang: string): SafeHtml =>
  html`<span lang="${lang}">${text}</span>`;

export function evidenceWords(
  { on, title, where }: Evidence,
  lang: string,
  t: Translate,
): SafeHtml {
  const place = /^https?:\/\//.test(where)
    ? html`<a class="govuk-link" href="${where}" rel="external noopener">
        ${inLanguage(title, lang)}</a>`
    : html`${inLanguage(title, lang)}, ${inLanguage(where, lang)}`;
  return html`${place}, ${t.date(on)}`;
}

function reportContent(
  report: StatusReport,
  prevailing: string,
  around: CommitmentsAround,
  t: Translate,
): SafeHtml {
  const lang = report.lang ?? prevailing;
  const { nextStep, forecast, difficulty, evidence, letter } = report;
  const line = (label: string, value: Content) =>
    html`<p class="govuk-body"><strong>${label}:</strong> ${value}</p>`;
  return html`${
    nextStep === "" ? null : line(t("commitments.next-step"), inLanguage(nextStep, lang))
  }
    ${forecast ? line(t("commitments.forecast"), t.date(forecast)) : null}
    ${
      difficulty && around.atDesk
        ? line(t("commitments.difficulty"), inLanguage(difficulty, lang))
        : null
    }
    ${evidence ? line(t("commitments.evidence"), evidenceWords(evidence, lang, t)) : null}
    ${letter && around.atDesk ? line(t("commitments.letter"), letter) : null}`;
}

const postTitle = (id: string | undefined, { posts }: CommitmentsAround, t: Translate): string => {
  const post = id === undefined ? undefined : posts.get(id);
  return post ? t.words(post.title) : (id ?? "");
};

/** Who owns a side's part, and whether anybody holds that post. */
function ownerLine(
  state: CommitmentState,
  side: Side,
  around: CommitmentsAround,
  t: Translate,
): SafeHtml {
  const owner = state.sides[side]?.owner;
  if (owner === undefined) return html`<p class="govuk-body">${t("commitments.no-owner")}</p>`;
  const post = around.posts.get(owner);
  const vacant = post && !post.holder ? tag(t("commitments.vacant"), "bad") : null;
  const title = postTitle(owner, around, t);
  const name =
    around.atDesk && post
      ? html`<a class="govuk-link" href="/desk/posts/${owner}">${title}</a>`
      : title;
  return html`<p class="govuk-body">${t("commitments.owner")}: ${name} ${vacant}</p>`;
}

/** One side's own part: its status, who owns it, its last report and those before. */
function sideContent(
  state: CommitmentState,
  side: Side,
  around: CommitmentsAround,
  t: Translate,
): SafeHtml {
  const reports = state.sides[side]?.reports ?? [];
  const prevailing = state.joint?.prevailing ?? "en";
  const last = reports.at(-1);
  const silence = silenceWords(state, side, around.today, t);
  const unanswered = state.sides[side]?.unanswered ?? 0;
  const earlier = reports.slice(0, -1).toReversed();
  return html`<section class="govuk-grid-column-one-half" aria-labelledby="side-${side}">
    <h2 class="govuk-heading-m" id="side-${side}">${sideName(side, t)}</h2>
    <p class="govuk-body">
      ${sideStatusTag(last?.status, t)}
      ${last ? html` <span class="hw-muted">${t.date(last.on)}</span>` : null}
    </p>
    ${
      silence
        ? inset(
            html`<p class="govuk-body"><strong>${silence}</strong></p>
              <p class="govuk-body">${t("commitments.unanswered", { count: unanswered })}</p>`,
          )
        : null
    }
    ${ownerLine(state, side, around, t)}
    ${last ? reportContent(last, prevailing, around, t) : null}
    ${
      earlier.length > 0
        ? details(
            t("commitments.earlier", { count: earlier.length }),
            timeline(
              earlier.map((report) => ({
                title: sideStatusTag(report.status, t),
                when: t.date(report.on),
                datetime: report.on,
                content: reportContent(report, prevailing, around, t),
              })),
            ),
          )
        : null
    }
  </section>`;
}

/** What both agreed, as a list. */
function jointRows(state: CommitmentState, around: CommitmentsAround, t: Translate) {
  const { joint } = state;
  if (!joint) return [];
  const { prevailing, source, measure, verification, deadline, visibility = "both" } = joint;
  const instrument = source.instrument;
  const title = instrument && t.words(around.instruments.get(instrument));
  const base = around.atDesk ? "/desk/instruments" : "/partnership";
  const sessions = around.atDesk ? "/desk/sessions" : "/partnership/sessions";
  const where = title
    ? html`<a class="govuk-link" href="${base}/${instrument}">${title}</a>`
    : source.session
      ? html`<a class="govuk-link" href="${sessions}/${source.session}">
          ${t("partnership.session.minutes")}</a>`
      : (instrument ?? "");
  const paragraph = source.session && source.at;
  const at = paragraph
    ? html`, ${t("partnership.session.paragraph", { paragraph })}`
    : // "article 4" was typed as it reads; a bare number gets its noun.
      /^\d/.test(source.at ?? "")
      ? html`, ${t("commitments.article", { at: source.at ?? "" })}`
      : source.at
        ? html`, ${source.at}`
        : null;
  const row = (key: string, value: Content) => ({ key, value });
  return [
    row(t("commitments.prevailing"), inLanguage(joint.text[prevailing] ?? "", prevailing)),
    row(
      t("commitments.source"),
      html`${where}${at} ${source.source ? sourceLink(source.source) : provenance(source, t)}`,
    ),
    row(t("commitments.deadline"), t.date(deadline)),
    row(t("commitments.measure"), inLanguage(measure, prevailing)),
    ...(verification
      ? [row(t("commitments.verification"), inLanguage(verification, prevailing))]
      : []),
    ...(joint.group ? [row(t("commitments.group"), t.words(around.groups.get(joint.group)))] : []),
    ...(around.atDesk
      ? [
          row(
            t("commitments.visibility-of"),
            joint.embargoUntil
              ? `${t(`commitments.visibility.${visibility}`)}, ${t("commitments.embargo", {
                  date: t.date(joint.embargoUntil),
                })}`
              : t(`commitments.visibility.${visibility}`),
          ),
        ]
      : []),
  ];
}

function moneyTable(state: CommitmentState, t: Translate): SafeHtml | null {
  const rows = Object.entries(state.sides).flatMap(([side, { contributions }]) =>
    contributions.map((each): [Side, Contribution] => [side, each]),
  );
  if (rows.length === 0) return null;
  return html`<h2 class="govuk-heading-m">${t("commitments.money")}</h2>
    ${table({
      caption: t("commitments.money"),
      captionHidden: true,
      columns: [
        { text: t("commitments.side") },
        { text: t("commitments.money-kind") },
        { text: t("commitments.money-stage") },
        { text: t("commitments.amount"), numeric: true },
        { text: t("commitments.day") },
      ],
      rows: rows.map(([side, { kind, stage, money, on, rateOn, statedBy }]) => [
        html`${sideName(side, t)} ${statedTag({ statedBy }, t)}`,
        t(`commitments.kind.${kind}`),
        t(`commitments.stage.${stage}`),
        t.money(money),
        rateOn
          ? html`${t.date(on)}<br>
            <span class="hw-muted">${t("commitments.rate-of", { date: t.date(rateOn) })}</span>`
          : t.date(on),
      ]),
    })}`;
}

/** What a change would change: the name of each fact, and its new value. */
export function proposalLines(
  { what, joint: changed = {} }: Pick<Proposal, "what" | "joint">,
  lang: string,
  around: CommitmentsAround,
  t: Translate,
): readonly (readonly [string, Content])[] {
  if (what !== "change") return [];
  const { deadline, measure, verification, text, group, visibility } = changed;
  const line = (label: string, value: Content) => [label, value] as const;
  return [
    ...(deadline ? [line(t("commitments.deadline"), t.date(deadline))] : []),
    ...(measure ? [line(t("commitments.measure"), inLanguage(measure, lang))] : []),
    ...(verification ? [line(t("commitments.verification"), inLanguage(verification, lang))] : []),
    ...(text ? [line(t("commitments.text"), inLanguage(text[lang] ?? "", lang))] : []),
    ...(group ? [line(t("commitments.group"), t.words(around.groups.get(group)))] : []),
    ...(visibility
      ? [line(t("commitments.visibility-of"), t(`commitments.visibility.${visibility}`))]
      : []),
  ];
}

/** The proposal that waits, in words: what would change, and until when silence says nothing. */
export function proposalContent(
  state: CommitmentState,
  around: CommitmentsAround,
  t: Translate,
): SafeHtml | null {
  const { proposal, joint } = state;
  if (!proposal) return null;
  const lang = joint?.prevailing ?? "en";
  const { by, on, what, evidence, silenceAfter } = proposal;
  const facts = { side: sideName(by, t), date: t.date(on) };
  const lines = proposalLines(proposal, lang, around, t).map(
    ([label, value]) => html`<li>${label}: ${value}</li>`,
  );
  const heading = t(`commitments.proposed.${what}`, facts);
  return inset(html`<p class="govuk-body"><strong>${heading}</strong></p>
    ${lines.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>` : null}
    ${evidence ? html`<p class="govuk-body">${evidenceWords(evidence, lang, t)}</p>` : null}
    ${
      silenceAfter
        ? html`<p class="govuk-body">
          ${t("commitments.silence-accepts", { date: t.date(silenceAfter) })}</p>`
        : null
    }`);
}

const disagree = ({ parties, sides, phase }: CommitmentState): boolean =>
  phase === "agreed" &&
  new Set(parties.flatMap((side) => sides[side]?.reports.at(-1)?.status ?? [])).size > 1;

/** Everything about one commitment; `acts` stands under its title. */
export function commitmentContent(
  state: CommitmentState,
  around: CommitmentsAround,
  t: Translate,
  acts?: SafeHtml | null,
): SafeHtml {
  const { joint, parties, closing, closedOn } = state;
  const overdue = isLate(state, around.today) ? tag(t("commitments.overdue"), "bad") : null;
  const proofs = closing.map(
    ({ side, ...evidence }) =>
      html`<li>${sideName(side, t)}: ${evidenceWords(evidence, joint?.prevailing ?? "en", t)}</li>`,
  );
  return html`<h1 class="govuk-heading-l">${commitmentTitle(state, t)}</h1>
    <p class="govuk-body">
      ${phaseTag(state.phase, t)} ${overdue}
      ${joint ? html` ${t("commitments.by", { date: t.date(joint.deadline) })}` : null}
    </p>
    ${acts}
    ${around.atDesk ? proposalContent(state, around, t) : null}
    ${disagree(state) ? inset(t("commitments.disagree")) : null}
    ${
      closedOn
        ? html`<h2 class="govuk-heading-m">
            ${t("commitments.closed-on", { date: t.date(closedOn) })}</h2>
          <ul class="govuk-list govuk-list--bullet">${proofs}</ul>`
        : null
    }
    <div class="govuk-grid-row">
      ${parties.map((side) => sideContent(state, side, around, t))}
    </div>
    <h2 class="govuk-heading-m">${t("commitments.agreed")}</h2>
    ${summaryList({ rows: jointRows(state, around, t) })}
    ${moneyTable(state, t)}`;
}

const example: CommitmentState = {
  ...{ id: "asan", phase: "agreed", parties: ["rw", "az"], closing: [] },
  joint: {
    text: { en: "Open a one-stop centre in Kigali" },
    ...{ prevailing: "en", source: { instrument: "air", at: "3" }, deadline: "2026-06-30" },
    ...{ measure: "The centre serves people", verification: "Report of both" },
  },
  sides: {
    rw: {
      owner: "rdb",
      unanswered: 2,
      contributions: [
        {
          ...{ kind: "cash", stage: "spent", money: { minor: 64000, currency: "RWF" } },
          ...{ on: "2026-05-01", rateOn: "2026-05-01" },
        },
      ],
      reports: [
        {
          ...{ on: "2026-03-01", status: "on-track", nextStep: "Choose a site", by: "rdb" },
          way: "link",
        },
        {
          ...{ on: "2026-05-01", status: "late", nextStep: "Train", by: "rdb", way: "desk" },
          forecast: "2026-12-01",
        },
      ],
    },
    az: { reports: [], contributions: [], unanswered: 0 },
  },
  asks: [
    {
      ...{ id: "a", side: "rw", post: "rdb", sentOn: "2026-10-01", due: "2026-10-11" },
      escalated: [0],
    },
  ],
  proposal: {
    ...{ id: "p", by: "az", on: "2026-11-01", what: "change" },
    ...{ joint: { deadline: "2027-01-31" }, silenceAfter: "2026-11-15" },
  },
};

export const examples = (t: Translate): Example[] => {
  const around: CommitmentsAround = {
    ...{ today: "2026-11-28", posts: new Map(), groups: new Map(), instruments: new Map() },
    atDesk: true,
  };
  return [{ name: "a commitment", html: commitmentContent(example, around, t) }];
};
