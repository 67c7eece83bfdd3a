import { officesOf, teamOf, workOfNobodyWords } from "../../acts/index.ts";
import type { LateCounts, TakenFrom } from "../../notifications/index.ts";
import { officersOf } from "../../platform/auth/index.ts";
import { type Content, html, type SafeHtml, table } from "../components/index.ts";
import { committeesTable, nobodysInset, votesShown } from "../staff/index.ts";
import type { Day } from "./day.ts";

const link = (href: string, text: string): SafeHtml =>
  html`<a class="govuk-link" href="${href}">${text}</a>`;

/**
 * What of all their authority is late, escalated, taken over, or with somebody on leave; and
 * whether a committee of it lacks members, which waits for nobody else.
 */
export async function teamPart(
  at: Day,
): Promise<{ readonly content: SafeHtml; readonly isShort: boolean }> {
  const { deps, officer, t } = at;
  const { authority } = officer;
  const staff = await officersOf(deps.sql, authority, deps.clock());
  const [{ counts, takenFrom, away, votes }, nobodys] = await Promise.all([
    teamOf(deps, authority, staff),
    workOfNobodyWords(deps, t, { authority, staff }),
  ]);
  const shown = await votesShown(deps, votes);
  const leave = table({
    caption: t("supervise.away"),
    columns: [
      { text: t("office.officer") },
      { text: t("office-pages.show.in-hand"), numeric: true },
    ],
    rows: away.map(({ id, name, files }) => [
      link(`/office/load/${id}`, name),
      link(`/office?show=in-hand&holder=${id}`, t.number(files)),
    ]),
  });
  const content = html`${nobodys ? nobodysInset(t, deps.catalogue, nobodys) : null}
    ${lateTable(at, counts)}${committeesTable(t, deps.catalogue, shown)}
    ${away.length > 0 ? leave : null}
    ${takenFrom.length > 0 ? await takenTable(at, takenFrom) : null}`;
  return { content, isShort: shown.some(({ noQuorum }) => noQuorum !== undefined) };
}

type Late = LateCounts & {
  readonly offices: readonly (LateCounts & { readonly office: string })[];
};

function lateTable({ deps, officer, t }: Day, { offices, ...whole }: Late): SafeHtml {
  const names = new Map(
    officesOf(deps.catalogue, officer.authority).map((each) => [each.value, each.label]),
  );
  const row = (name: string, late: LateCounts, office?: string): readonly Content[] => {
    const number = (show: string, count: number) => {
      const query = new URLSearchParams({ show, ...(office && { office }) });
      return count > 0 ? link(`/office?${query}`, t.number(count)) : t.number(0);
    };
    return [
      name,
      number("overdue", late.overdue),
      number("step-overdue", late.stepOverdue),
      number("escalated", late.escalated),
    ];
  };
  return table({
    caption: t("supervise.by-office"),
    columns: [
      { text: t("office-pages.office") },
      { text: t("office-pages.show.overdue"), numeric: true },
      { text: t("office-pages.show.step-overdue"), numeric: true },
      { text: t("office-pages.show.escalated"), numeric: true },
    ],
    rows: [
      row(t("notifications.morning.team"), whole),
      ...offices.map(({ office, ...late }) =>
        row(t.words(names.get(office)) || office, late, office),
      ),
    ],
  });
}

async function takenTable({ deps, t }: Day, rows: readonly TakenFrom[]): Promise<SafeHtml> {
  const { timeZone } = deps.catalogue.jurisdiction;
  const names = await deps.officerNames(
    rows.flatMap(({ officer, by }) => [officer, by ?? []].flat()),
  );
  return table({
    caption: t("supervise.taken"),
    columns: [
      { text: t("application.number") },
      { text: t("supervise.whose") },
      { text: t("roster.own-when") },
    ],
    rows: rows.map(({ caseId, reference, officer, kind, by, at }) => [
      caseId ? link(`/office/cases/${caseId}`, reference ?? "–") : (reference ?? "–"),
      names.get(officer) ?? officer,
      [
        t.dateTime(at, timeZone),
        t(`notifications.kinds.${kind}`),
        by && t("notifications.by", { name: names.get(by) ?? by }),
      ]
        .filter(Boolean)
        .join(" · "),
    ]),
  });
}
