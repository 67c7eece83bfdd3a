import { isWorkOf, type WorkRow } from "../../cases/index.ts";
import type { Reference } from "../../kernel/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, select, type Tone, tag } from "../components/index.ts";
import { banner } from "./banner.ts";
import type { Due } from "./days.ts";
import { actorAt, type Desk, officeWords } from "./desk.ts";
import { findForm } from "./find.ts";
import type { NameOf } from "./names.ts";
import { servicesOf } from "./services-of.ts";

/** The lists that an officer may look at. */
export const shown = [
  "all",
  "mine",
  "unclaimed",
  "overdue",
  "second-signature",
  "waiting",
] as const;

export interface WorklistFilter {
  readonly show: (typeof shown)[number];
  readonly service?: string;
  /** A whole application number. */
  readonly q?: Reference;
  readonly after?: string;
}

export interface Worklist {
  readonly wanted: WorklistFilter;
  readonly rows: readonly WorkRow[];
  /** Cursor of the next page, where there is one. */
  readonly next: string | undefined;
  readonly nameOf: NameOf;
  readonly flash: Flash | undefined;
}

/** The address of a list; what is the default is left out. */
export function listHref(wanted: Partial<WorklistFilter>): string {
  const query = new URLSearchParams();
  if (wanted.show && wanted.show !== "all") query.set("show", wanted.show);
  if (wanted.service) query.set("service", wanted.service);
  if (wanted.after) query.set("after", wanted.after);
  return query.size > 0 ? `/office?${query}` : "/office";
}

/** All that waits for an officer, due first: fifty rows, each with the one thing to do about it. */
export function worklistPage(desk: Desk, list: Worklist): SafeHtml {
  const { t } = desk;
  return html`
    ${flashed(desk, list)}
    <h1 class="govuk-heading-l">${t("office.worklist")}</h1>
    ${findForm(desk)}${tabs(list, t)}${filterForm(desk, list)}
    ${list.rows.length === 0 ? emptyList(list, t) : rowsForm(desk, list)}${pages(list, t)}
  `;
}

/** The news of the page before, with the way to the next file where a file was finished. */
function flashed(desk: Desk, { flash, rows }: Worklist): SafeHtml | null {
  if (!flash) return null;
  const { t } = desk;
  const next = rows.find((row) => claimable(desk, row));
  return banner(
    flash,
    t,
    flash.kind === "success" && next
      ? html`
        <a class="govuk-notification-banner__link" href="/office/cases/${next.caseId}">
          ${t("office-pages.next-file", { reference: next.reference })}
        </a>
      `
      : undefined,
  );
}

function filterForm(desk: Desk, { wanted }: Worklist): SafeHtml | null {
  const { t } = desk;
  const items = servicesOf(desk).map(({ id, title }) => ({ value: id, text: t.words(title) }));
  if (items.length < 2) return null;
  return html`
    <form class="of-filter" method="get" action="/office" aria-label="${t("office.filter")}">
      ${
        wanted.show === "all"
          ? null
          : html`
        <input type="hidden" name="show" value="${wanted.show}">
      `
      }
      ${select(
        {
          id: "service",
          name: "service",
          label: t("office.service"),
          items: [{ value: "", text: t("office-pages.all-services") }, ...items],
          value: wanted.service ?? "",
          empty: false,
        },
        t,
      )}
      <button type="submit" class="govuk-button govuk-button--secondary">
        ${t("office.apply-filter")}
      </button>
    </form>
  `;
}

const tabs = ({ wanted }: Worklist, t: Translate): SafeHtml =>
  html`
    <nav class="of-tabs" aria-label="${t("office-pages.lists")}">
      <ul>
        ${shown.map(
          (each) => html`
          <li>
            <a
              class="of-tabs__link"
              href="${listHref({
                show: each,
                ...(wanted.service && { service: wanted.service }),
              })}"${each === wanted.show && !wanted.q ? html` aria-current="page"` : null}
            >
              ${t(`office-pages.show.${each}`)}
            </a>
          </li>
        `,
        )}
      </ul>
    </nav>
  `;

const emptyList = ({ wanted }: Worklist, t: Translate): SafeHtml =>
  html`
    <p class="govuk-body hw-empty">
      ${wanted.q ? t("office-pages.empty-search", { reference: wanted.q }) : t("office.empty")}
    </p>
  `;

function pages({ wanted, next }: Worklist, t: Translate): SafeHtml | null {
  if (!next && !wanted.after) return null;
  const { after: _after, ...first } = wanted;
  return html`
    <nav class="of-pages" aria-label="${t("component.pagination")}">
      ${
        wanted.after
          ? html`
        <a class="govuk-link" href="${listHref(first)}">${t("office-pages.first-page")}</a>
      `
          : null
      }
      ${
        next
          ? html`
        <a class="govuk-link" rel="next" href="${listHref({ ...wanted, after: next })}">
          ${t("component.next-page")}
        </a>
      `
          : null
      }
    </nav>
  `;
}

const column = (text: string) => html`<th scope="col" class="govuk-table__header">${text}</th>`;

/** One form around all rows: each row's button says which, so the token stands on the page once. */
function rowsForm(desk: Desk, list: Worklist): SafeHtml {
  const { t } = desk;
  const words = {
    service: t("office-pages.service-and-step"),
    received: t("office.received"),
    due: t("office.due"),
    officer: t("office.officer"),
  };
  const head = [t("application.number"), ...Object.values(words)].map(column);
  const rows = list.rows.map((row) => rowHtml(desk, list, row, words));
  return html`
    <form method="post" action="/office/claim">
      ${desk.csrf}
      <table class="govuk-table hw-table of-work">
        <caption class="govuk-visually-hidden">
          ${t(`office-pages.show.${list.wanted.show}`)}
        </caption>
        <thead class="govuk-table__head"><tr class="govuk-table__row">${head}<td></td></tr></thead>
        <tbody class="govuk-table__body">${rows}</tbody>
      </table>
    </form>
  `;
}

type ColumnWords = Readonly<Record<"service" | "received" | "due" | "officer", string>>;

/** All that is shown of a row, in words: rows with the same words are the same HTML. */
interface RowWords {
  readonly caseId: string;
  readonly key: string;
  readonly reference: string;
  readonly service: string;
  readonly step: string;
  readonly signature: boolean;
  readonly escalated: boolean;
  readonly received: string;
  readonly due: string;
  readonly dueTone: Tone;
  /** The last day; empty where the term is stopped or there is none. */
  readonly until: string;
  /** Empty where nobody has claimed it. */
  readonly officer: string;
  readonly claimable: boolean;
}

/**
 * The rows of the last few lists. Officers of an office look at the same rows again and again, and
 * the text of fifty is most of what a list costs beside its query.
 */
const rowsMade = new Map<string, SafeHtml>();
const mostRowsMade = 5_000;

function rowHtml(desk: Desk, list: Worklist, row: WorkRow, columns: ColumnWords): SafeHtml {
  const words = rowWords(desk, list, row);
  const key = `${desk.t.lang}\n${Object.values(words).join("\n")}`;
  const cached = rowsMade.get(key);
  if (cached) return cached;
  if (rowsMade.size >= mostRowsMade) rowsMade.clear();
  const made = html.raw`${flat(rowOf(words, columns, desk.t))}`;
  rowsMade.set(key, made);
  return made;
}

/** In one piece: V8 keeps what was put together as a tree, and walks it for every page. */
const flat = (made: SafeHtml): string => Buffer.from(String(made)).toString();

function rowWords(desk: Desk, list: Worklist, row: WorkRow): RowWords {
  const { deps, t } = desk;
  const { caseId, key, reference, escalated, waiting } = row;
  const work = deps.workWords(t, row);
  const did = work.stage === work.task ? work.task : `${work.stage}: ${work.task}`;
  const due = dueWords(desk, row);
  return {
    ...{ caseId, key, reference, escalated, service: work.service },
    step: [did, officeWords(desk, row.office)].filter(Boolean).join(" · "),
    signature: row.proposedBy !== null,
    received: deps.days.words(t, row.openedAt),
    due: due.text,
    dueTone: due.tone,
    until: row.dueAt && !waiting ? deps.days.until(t, row.dueAt) : "",
    officer: row.claimedBy ? list.nameOf(row.claimedBy) : "",
    claimable: claimable(desk, row),
  };
}

function dueWords({ deps, t, now }: Desk, { dueAt, waiting }: WorkRow): Due {
  if (waiting) return { text: t("office-pages.show.waiting"), tone: "waiting" };
  return dueAt ? deps.days.due(t, dueAt, now) : { text: "", tone: "neutral" };
}

function rowOf(row: RowWords, columns: ColumnWords, t: Translate): SafeHtml {
  const escalated = row.escalated ? html` ${tag(t("office-pages.escalated"), "bad")}` : null;
  const signature = row.signature ? html` ${tag(t("office.second-signature"), "action")}` : null;
  return html`
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link hw-reference" href="/office/cases/${row.caseId}">${row.reference}</a>
      </th>
      <td class="govuk-table__cell of-work__what" data-label="${columns.service}">
        <span>
          ${row.service}${signature}${escalated}<span class="of-work__step">${row.step}</span>
        </span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.received}">${row.received}</td>
      <td class="govuk-table__cell" data-label="${columns.due}">
        <span>${dueCell(row, t)}</span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.officer}">
        ${row.officer || html`<span class="hw-muted">${t("office-pages.nobody")}</span>`}
      </td>
      <td class="govuk-table__cell of-work__do">${row.claimable ? claimButton(row, t) : null}</td>
    </tr>
  `;
}

/** Whether this officer may claim the row: their work, unclaimed, and not signed first by them. */
function claimable(desk: Desk, row: WorkRow): boolean {
  const { role, office, service, claimedBy, waiting, proposedBy } = row;
  const { id, authority } = desk.officer;
  const task = { authority, role, ...(office !== null && { office }) };
  return !claimedBy && !waiting && isWorkOf(actorAt(desk), task, service) && proposedBy !== id;
}

const claimButton = (row: RowWords, t: Translate): SafeHtml =>
  html`
    <button type="submit" class="of-small" name="row" value="${row.caseId}~${row.key}">
      ${t("office.claim")}<span class="govuk-visually-hidden"> ${row.reference}</span>
    </button>
  `;

function dueCell({ due, dueTone, until }: RowWords, t: Translate): SafeHtml {
  if (!due) return html`<span class="hw-muted">${t("office-pages.due.none")}</span>`;
  const last = until ? html`<span class="of-work__step">${until}</span>` : null;
  return html`${tag(due, dueTone)}${last}`;
}
