import type { CommitmentState } from "../partnership/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Brief, BriefEvent, BriefList } from "./brief.ts";

/** Lines of a section on the first two pages; the rest stands in the annex. */
export const linesOnFront = 5;

export interface BriefSection {
  readonly title: string;
  readonly lines: readonly string[];
  /** How many more there are than lines. */
  readonly more: number;
}

/** A brief as text: what stands on two pages, and the annex. */
export interface BriefText {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly BriefSection[];
  readonly annex: readonly BriefSection[];
}

/** The same brief for every kind of file, in the language of whoever asked for it. */
export function briefText(brief: Brief, talkingPoints: readonly string[], t: Translate): BriefText {
  const { since, today, next, events, changed, late, proposals, pilots, minutes, risks } = brief;
  const party = (side: string) => t.named(`public.party-${side}`);
  const words = ({ joint }: CommitmentState) => t.words(joint?.text);
  const due = (one: CommitmentState) =>
    t("partnership.brief.due", { text: words(one), date: t.date(one.joint?.deadline ?? today) });
  const decide = [
    ...proposals.items.map((one) => t("partnership.brief.proposal", { text: words(one) })),
    ...pilots.map(({ pilot: { charter, gate = "g0" }, refused }) =>
      t(refused ? "partnership.brief.gate-refuses" : "partnership.brief.gate", {
        pilot: t.words(charter?.title),
        gate: t(`partnership.pilot.gate.${gate}`),
      }),
    ),
    ...minutes.map(({ title }) => t("partnership.brief.minutes", { session: t.words(title) })),
  ];
  const changes = changed.items.map(({ commitment, closed, agreed, reports }) => {
    if (closed) return t("partnership.brief.closed", { text: words(commitment) });
    if (agreed) return t("partnership.brief.agreed", { text: words(commitment) });
    const wording = reports.map(
      ({ side, status }) => `${party(side)}: ${t.named(`commitments.status.${status}`)}`,
    );
    return `${words(commitment)} (${t.list(wording)})`;
  });
  // Those that were made or closed stand first; the others are progress.
  const madeOrClosed = changed.items.filter(({ closed, agreed }) => closed || agreed).length;
  const isGate = ({ type }: BriefEvent) => type === "gate-decided";
  const gates = events.filter(isGate).map((event) => eventWords(event, t));
  const dated = events.filter((event) => !isGate(event)).map((event) => eventWords(event, t));
  const points = section(t("partnership.brief.talking-points"), {
    ...{ items: talkingPoints, count: talkingPoints.length },
  });
  const whole = [
    section(t("partnership.brief.changed"), {
      items: [
        ...dated,
        ...changes.slice(0, madeOrClosed),
        ...gates,
        ...changes.slice(madeOrClosed),
      ],
      count: events.length + changed.count,
    }),
    ...late.map(({ side, items, count }) =>
      section(t("partnership.brief.late", { side: party(side) }), { items: items.map(due), count }),
    ),
    section(t("partnership.brief.to-decide"), { items: decide, count: decide.length }),
    section(t("partnership.risk.risks"), {
      items: risks.map(({ event, nextLook }) =>
        t("partnership.brief.risk", { event, date: t.date(nextLook) }),
      ),
      count: risks.length,
    }),
    ...(talkingPoints.length > 0 ? [points] : []),
  ];
  return {
    title: t("partnership.brief.title"),
    lead: [
      t("partnership.brief.since", { since: t.date(since), today: t.date(today) }),
      ...(next?.plannedOn
        ? [
            t("partnership.brief.next", {
              ...{ session: t.words(next.title), date: t.date(next.plannedOn) },
            }),
          ]
        : []),
    ],
    sections: whole.map(front),
    annex: whole.filter(({ lines }) => lines.length > linesOnFront),
  };
}

/** What happened, with its day. */
function eventWords(event: BriefEvent, t: Translate): string {
  const date = t.date(event.on);
  const title = t.words(event.title);
  switch (event.type) {
    case "in-force":
      return t("partnership.brief.in-force", { date, title });
    case "held":
      return t("partnership.brief.held", { date, session: title });
    case "signed":
      return t("partnership.brief.signed", { date, session: title });
    case "gate-decided":
      return t("partnership.brief.gate-decided", {
        ...{ date, pilot: title, gate: t.named(`partnership.pilot.gate.${event.gate}`) },
        decision: t(`partnership.pilot.decisions.${event.decision}`),
      });
  }
}

const section = (title: string, { items, count }: BriefList<string>): BriefSection => ({
  ...{ title, lines: items, more: Math.max(0, count - items.length) },
});

const front = ({ title, lines, more }: BriefSection): BriefSection => ({
  title,
  lines: lines.slice(0, linesOnFront),
  more: more + Math.max(0, lines.length - linesOnFront),
});
