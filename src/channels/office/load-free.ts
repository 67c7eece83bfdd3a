import { colleaguesForAny } from "../../acts/index.ts";
import {
  cursorOf,
  type Load,
  type LoadOf,
  type WorkRow,
  type WorkWanted,
} from "../../cases/index.ts";
import { newId } from "../../platform/db/index.ts";
import { button, checkboxes, html, type SafeHtml, select } from "../components/index.ts";
import { nobodyPart, sharingItems } from "./assignees.ts";
import { type Desk, officeWords } from "./desk.ts";
import { listHref, listQuery } from "./lists.ts";
import { isAssignable } from "./work-row.ts";

/** Files that are offered to be assigned from the load; the list has them all. */
const most = 10;

/** Rows that are read at once to find them. */
const size = 50;

/**
 * The most urgent work that nobody has in hand, to be given to a colleague here: whoever has least
 * is the first of them. Nothing where all is somebody's.
 */
export async function urgentFree(
  desk: Desk,
  { service, office }: LoadOf,
  load: readonly Load[],
): Promise<SafeHtml | null> {
  const { deps, t, officer, csrf } = desk;
  const narrowed = { ...(service && { service }), ...(office && { office }) };
  const rows = await assignable(desk, { officer, filter: "unclaimed", ...narrowed });
  if (rows.length === 0) return null;
  const [staff, details] = await Promise.all([
    deps.staffOf(officer.authority),
    deps.cases.workDetails(
      rows.map(({ caseId }) => caseId),
      [],
    ),
  ]);
  const applicants = new Map(details.map(({ caseId, applicant }) => [caseId, applicant]));
  const takers = await colleaguesForAny(deps, staff, rows);
  const isNobody = takers.every(({ away }) => away);
  const inHand = new Map(load.map((each) => [each.officer, each.inHand]));
  const countOf = ({ id }: { readonly id: string }) => inHand.get(id) ?? 0;
  const list = { ...narrowed, show: "unclaimed" as const };
  const title = t("supervise.free.title");
  const items = rows.map((row) => ({
    value: `${row.caseId}~${row.key}`,
    text: [row.reference, applicants.get(row.caseId), workOf(desk, row)]
      .filter(Boolean)
      .join(" · "),
    hint: termOf(desk, row),
  }));
  return html`
    <section class="hw-box" aria-labelledby="free">
      <h2 class="govuk-heading-m" id="free">${title}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="${listHref(list)}">${t("supervise.free.all")}</a>
      </p>
      ${
        isNobody
          ? await nobodyPart(desk, rows)
          : html`
            <form method="post" action="/office/assign-all" novalidate>
              ${csrf}<input type="hidden" name="list" value="${listQuery(list)}">
              <input type="hidden" name="key" value="${newId()}">
              ${checkboxes(
                { id: "free-files", name: "stack", legend: t("supervise.free.files"), items },
                t,
              )}
              ${select(
                {
                  ...{ id: "free-to", name: "to", label: t("office-desk.list.assign-to") },
                  items: sharingItems(
                    desk,
                    takers.toSorted((one, other) => countOf(one) - countOf(other)),
                    ({ id, name, count }) =>
                      t("supervise.free.colleague", {
                        ...{ name, count, of: rows.length, files: countOf({ id }) },
                      }),
                  ),
                },
                t,
              )}
              ${button({ text: t("office-desk.list.assign"), kind: "secondary" })}
            </form>
          `
      }
    </section>
  `;
}

/** The most urgent of a list that can be assigned, however much stands before them that cannot. */
async function assignable(
  desk: Desk,
  asked: Omit<WorkWanted, "now" | "size" | "after">,
): Promise<readonly WorkRow[]> {
  const urgent: WorkRow[] = [];
  let after: string | undefined;
  do {
    const page = await desk.deps.cases.worklist({ ...asked, size, ...(after && { after }) });
    const rows = page.slice(0, size);
    urgent.push(...rows.filter((row) => isAssignable(desk, row)));
    const last = rows.at(-1);
    after = page.length > size && last ? cursorOf(last) : undefined;
  } while (after && urgent.length < most);
  return urgent.slice(0, most);
}

const workOf = (desk: Desk, row: WorkRow): string => {
  const { service, task } = desk.deps.workWords(desk.t, row);
  const place = officeWords(desk, row.office);
  return [service, task, place].filter(Boolean).join(" · ");
};

const termOf = ({ deps, t, now }: Desk, { promisedAt, dueAt, openedAt }: WorkRow): string => {
  const term = (label: string, at: Date | null) =>
    at ? `${label}: ${deps.days.due(t, at, now).text}` : "";
  const { timeZone } = deps.catalogue.jurisdiction;
  return [
    term(t("office-pages.promised"), promisedAt),
    term(t("office-pages.this-step"), dueAt),
    t("supervise.free.since", { day: t.day(openedAt, timeZone) }),
  ]
    .filter(Boolean)
    .join(" · ");
};
