import type { CardCheck, Visit } from "../../counter/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { details, html, type SafeHtml, table } from "../components/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** So many of the newest are shown. */
const mostShown = 20;

interface Line {
  readonly at: Date;
  readonly centre: string | null;
  readonly counter: string | null;
  readonly officers: readonly string[];
  readonly what: string;
}

const outcomeWords = ({ outcome, note }: CardCheck, t: Translate): string =>
  outcome === "not-accepted"
    ? t("counter.history.card-not-accepted", { reason: note ?? "" })
    : t(`counter.history.card-${outcome === null || outcome === "replaced" ? "differs" : outcome}`);

/** Who served this person where, how their file was opened, and how their card was checked. */
export async function fileHistory({ deps, t, person }: VisitDesk): Promise<SafeHtml> {
  const [visits, checks] = await Promise.all([
    deps.counter.visitsOf(person.id),
    deps.counter.settledChecksOf(person.id),
  ]);
  const opened = ({ openedAt: at, operator, centre, counter, access }: Visit): Line => ({
    ...{ at, centre, counter, officers: [operator] },
    what: t(`counter.history.open-${access ?? "none"}`),
  });
  const checked = (check: CardCheck): Line => ({
    ...{ at: check.settledAt ?? check.askedAt, centre: check.centre, counter: check.counter },
    officers: [...new Set([check.operator, check.settledBy ?? check.operator])],
    what: outcomeWords(check, t),
  });
  const lines = [...visits.map(opened), ...checks.map(checked)]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, mostShown);
  const names = await deps.officerNames(lines.flatMap(({ officers }) => officers));
  const zone = deps.catalogue.jurisdiction.timeZone;
  const place = ({ centre, counter }: Line) =>
    centre === null
      ? t("counter.badge.agent")
      : [
          t.words(deps.centres.find(centre)?.name),
          ...(counter ? [t("counter.counter", { number: counter })] : []),
        ].join(" · ");
  const list = table({
    caption: t("counter.history.title"),
    captionHidden: true,
    columns: [
      { text: t("counter.when") },
      { text: t("counter.reviews.where") },
      { text: t("counter.reviews.officer") },
      { text: t("counter.reviews.what") },
    ],
    rows: lines.map((line) => [
      t.dateTime(line.at, zone),
      place(line),
      t.list(line.officers.map((id) => names.get(id) ?? "–")),
      line.what,
    ]),
  });
  return details(t("counter.history.title"), html`${list}`);
}
