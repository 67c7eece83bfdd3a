import { officesOf } from "../../acts/index.ts";
import { isWorkOf, mostCounted, type WorkDetails, type WorkRow } from "../../cases/index.ts";
import type { Reference } from "../../kernel/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { attr, html, type SafeHtml, select, type Tone, tag } from "../components/index.ts";
import { banner } from "./banner.ts";
import { aboutWords } from "./columns.ts";
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
  "step-overdue",
  "second-signature",
  "waiting",
] as const;

export interface WorklistFilter {
  readonly show: (typeof shown)[number];
  readonly service?: string;
  /** A whole application number. */
  readonly q?: Reference;
  /** A code of an office of the authority. */
  readonly office?: string;
  /** A stage of the service. */
  readonly stage?: string;
  /** The officer who has it in hand, by id. */
  readonly holder?: string;
  readonly sort?: "step";
  readonly after?: string;
}

export interface Worklist {
  readonly wanted: WorklistFilter;
  readonly rows: readonly WorkRow[];
  /** Cursor of the next page, where there is one. */
  readonly next: string | undefined;
  readonly details: ReadonlyMap<string, WorkDetails>;
  /** How many rows each list has, in the order of `shown`; at most a hundred are counted. */
  readonly counts: readonly number[];
  readonly nameOf: NameOf;
  readonly flash: Flash | undefined;
}

/** The address of a list; what is the default is left out. */
export function listHref(wanted: Partial<WorklistFilter>, path = "/office"): string {
  const query = listQuery(wanted);
  return query ? `${path}?${query}` : path;
}

const parts = ["service", "office", "stage", "holder", "sort", "after"] as const;

/** A list as the query of an address, without what is the default. */
export function listQuery(wanted: Partial<WorklistFilter>): string {
  const query = new URLSearchParams();
  if (wanted.show && wanted.show !== "all") query.set("show", wanted.show);
  for (const each of parts) {
    const value = wanted[each];
    if (value) query.set(each, value);
  }
  return String(query);
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

/** The address of a file, which leads back to the list that it was opened from. */
function rowHref(wanted: WorklistFilter, caseId: string): string {
  const list = listQuery(wanted);
  return `/office/cases/${caseId}${list ? `?list=${encodeURIComponent(list)}` : ""}`;
}

/** The news of the page before, with the way to the next file where a file was finished. */
function flashed(desk: Desk, { flash, rows, wanted }: Worklist): SafeHtml | null {
  if (!flash) return null;
  const { t } = desk;
  const next = rows.find((row) => claimable(desk, row));
  return banner(
    flash,
    t,
    flash.kind === "success" && next
      ? html`
        <a class="govuk-notification-banner__link" href="${rowHref(wanted, next.caseId)}">
          ${t("office-pages.next-file", { reference: next.reference })}
        </a>
      `
      : undefined,
  );
}

function filterForm(desk: Desk, { wanted, nameOf }: Worklist): SafeHtml | null {
  const { deps, officer, t } = desk;
  const services = servicesOf(desk);
  const offices = officesOf(deps.catalogue, officer.authority);
  const isOfOne = officer.offices.length === 1;
  const stages = wanted.service
    ? (deps.catalogue.current(wanted.service)?.process?.stages ?? [])
    : [];
  const choices = [
    choice("service", t("office.service"), t("office-pages.all-services"), {
      items: services.map(({ id, title }) => ({ value: id, text: t.words(title) })),
    }),
    choice("stage", t("office.step"), t("office-pages.all-steps"), {
      items: stages.map(({ id, title }) => ({ value: id, text: t.words(title) || id })),
    }),
    choice("office", t("office-pages.office"), t("office-pages.all-offices"), {
      items: isOfOne
        ? []
        : offices.map(({ value, label }) => ({ value, text: t.words(label) || value })),
    }),
    choice("holder", t("office.officer"), t("office-pages.all-officers"), {
      items: wanted.holder ? [{ value: wanted.holder, text: nameOf(wanted.holder) }] : [],
    }),
    choice("sort", t("office-pages.sort"), t("office-pages.sort-promise"), {
      items: [{ value: "step", text: t("office-pages.sort-step") }],
    }),
  ];
  return html`
    <form class="of-filter" method="get" action="/office" aria-label="${t("office.filter")}">
      ${
        wanted.show === "all"
          ? null
          : html`
        <input type="hidden" name="show" value="${wanted.show}">
      `
      }
      ${choices.map((each) => each(wanted, t))}
      <button type="submit" class="govuk-button govuk-button--secondary">
        ${t("office.apply-filter")}
      </button>
    </form>
  `;
}

/** One of the filters; nothing where there is nothing to choose. */
const choice =
  (
    name: "service" | "stage" | "office" | "holder" | "sort",
    label: string,
    all: string,
    { items }: { readonly items: readonly { readonly value: string; readonly text: string }[] },
  ) =>
  (wanted: WorklistFilter, t: Translate): SafeHtml | null =>
    items.length === 0 || (name === "service" && items.length < 2)
      ? null
      : select(
          {
            ...{ id: name, name, label, empty: false },
            items: [{ value: "", text: all }, ...items],
            value: wanted[name] ?? "",
          },
          t,
        );

const tabs = ({ wanted, counts }: Worklist, t: Translate): SafeHtml =>
  html`
    <nav class="of-tabs" aria-label="${t("office-pages.lists")}">
      <ul>
        ${shown.map(
          (each, index) => html`
          <li>
            <a
              class="of-tabs__link"
              href="${listHref({ ...firstPage(wanted), show: each })}"${attr(
                "aria-current",
                each === wanted.show && !wanted.q ? "page" : undefined,
              )}
            >
              ${t(`office-pages.show.${each}`)} (${countWords(counts[index], t)})
            </a>
          </li>
        `,
        )}
      </ul>
    </nav>
  `;

const firstPage = ({ after: _after, q: _q, ...first }: WorklistFilter) => first;

const countWords = (count = 0, t: Translate): string =>
  count < mostCounted ? t.number(count) : `${t.number(mostCounted - 1)}+`;

const emptyList = ({ wanted }: Worklist, t: Translate): SafeHtml =>
  html`
    <p class="govuk-body hw-empty">
      ${wanted.q ? t("office-pages.empty-search", { reference: wanted.q }) : t("office.empty")}
    </p>
  `;

function pages({ wanted, next }: Worklist, t: Translate): SafeHtml | null {
  return html`
    <nav class="of-pages" aria-label="${t("component.pagination")}">
      ${
        wanted.after
          ? html`
        <a class="govuk-link" href="${listHref(firstPage(wanted))}">
          ${t("office-pages.first-page")}
        </a>
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
      <span>
        ${t("office-pages.download")}
        ${(["csv", "xlsx"] as const).map(
          (kind) => html`${" "}
            <a
              class="govuk-link"
              href="${listHref(firstPage(wanted), `/office/worklist.${kind}`)}"
              download
            >
              ${kind.toUpperCase()}
            </a>
          `,
        )}
      </span>
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
    promised: t("office-pages.promised"),
    due: t("office-pages.this-step"),
    officer: t("office.officer"),
  };
  const head = [t("office-pages.file"), ...Object.values(words)].map(column);
  const rows = list.rows.map((row) => rowHtml(desk, list, row, words));
  return html`
    <form method="post" action="/office/claim">
      ${desk.csrf}<input type="hidden" name="list" value="${listQuery(list.wanted)}">
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

type ColumnWords = Readonly<
  Record<"service" | "received" | "promised" | "due" | "officer", string>
>;

/** All that is shown of a row, in words: rows with the same words are the same HTML. */
interface RowWords {
  readonly caseId: string;
  readonly key: string;
  readonly href: string;
  readonly reference: string;
  readonly applicant: string;
  /** The answers that the service names, to tell files apart. */
  readonly about: string;
  readonly service: string;
  readonly step: string;
  readonly signature: boolean;
  readonly escalated: boolean;
  readonly received: string;
  readonly promised: string;
  readonly promisedTone: Tone;
  readonly promisedUntil: string;
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
  const due = dueWords(desk, row, row.dueAt);
  const promised = dueWords(desk, row, row.promisedAt);
  const details = list.details.get(caseId);
  return {
    ...{ caseId, key, reference, escalated, service: work.service },
    href: rowHref(list.wanted, caseId),
    applicant: details?.applicant ?? "",
    about: aboutWords(desk, row.service, details?.answers ?? {}).join(" · "),
    step: [did, officeWords(desk, row.office)].filter(Boolean).join(" · "),
    signature: row.proposedBy !== null,
    received: deps.days.words(t, details?.submittedAt ?? row.openedAt),
    promised: promised.text,
    promisedTone: promised.tone,
    promisedUntil: row.promisedAt && !waiting ? deps.days.until(t, row.promisedAt) : "",
    due: due.text,
    dueTone: due.tone,
    until: row.dueAt && !waiting ? deps.days.until(t, row.dueAt) : "",
    officer: row.claimedBy ? list.nameOf(row.claimedBy) : "",
    claimable: claimable(desk, row),
  };
}

function dueWords({ deps, t, now }: Desk, { waiting }: WorkRow, at: Date | null): Due {
  if (waiting) return { text: t("office-pages.show.waiting"), tone: "waiting" };
  return at ? deps.days.due(t, at, now) : { text: "", tone: "neutral" };
}

function rowOf(row: RowWords, columns: ColumnWords, t: Translate): SafeHtml {
  const escalated = row.escalated ? html` ${tag(t("office-pages.escalated"), "bad")}` : null;
  const signature = row.signature ? html` ${tag(t("office.second-signature"), "action")}` : null;
  return html`
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link hw-reference" href="${row.href}">${row.reference}</a>
        <span class="of-work__who">${row.applicant}</span>
        ${row.about ? html`<span class="of-work__step">${row.about}</span>` : null}
      </th>
      <td class="govuk-table__cell of-work__what" data-label="${columns.service}">
        <span>
          ${row.service}${signature}${escalated}<span class="of-work__step">${row.step}</span>
        </span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.received}">${row.received}</td>
      <td class="govuk-table__cell" data-label="${columns.promised}">
        <span>${dueCell(row.promised, row.promisedTone, row.promisedUntil, t)}</span>
      </td>
      <td class="govuk-table__cell" data-label="${columns.due}">
        <span>${dueCell(row.due, row.dueTone, row.until, t)}</span>
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

function dueCell(due: string, tone: Tone, until: string, t: Translate): SafeHtml {
  if (!due) return html`<span class="hw-muted">${t("office-pages.due.none")}</span>`;
  const last = until ? html`<span class="of-work__step">${until}</span>` : null;
  return html`${tag(due, tone)}${last}`;
}
