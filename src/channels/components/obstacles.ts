import type { OfficeCount } from "../../cases/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { Example, SafeHtml } from "./html.ts";
import { table } from "./table.ts";

/**
 * What people reported, by working group: how much came in, is open, late, answered, and how fast.
 */
export const obstacleTable = (
  counts: readonly OfficeCount[],
  groupName: (group: string) => string,
  t: Translate,
): SafeHtml =>
  table({
    caption: t("obstacles.title"),
    captionHidden: true,
    columns: [
      { text: t("obstacles.group") },
      { text: t("obstacles.received"), numeric: true },
      { text: t("obstacles.answered"), numeric: true },
      { text: t("obstacles.open"), numeric: true },
      { text: t("obstacles.late"), numeric: true },
      { text: t("obstacles.median"), numeric: true },
    ],
    rows: counts.map(({ office, received, decided, open, late, medianDays }) => [
      groupName(office),
      t.number(received),
      t.number(decided),
      t.number(open),
      t.number(late),
      medianDays === null ? "–" : t.number(Math.round(medianDays)),
    ]),
    empty: t("obstacles.none"),
  });

export const examples = (t: Translate): Example[] => [
  {
    name: "reported obstacles",
    html: obstacleTable(
      [{ office: "trade", received: 12, open: 3, late: 1, decided: 9, medianDays: 11.5 }],
      (group) => group,
      t,
    ),
  },
];
