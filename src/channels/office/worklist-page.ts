import { officesOf } from "../../acts/index.ts";
import { mostCounted, sorts } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { attr, details, flat, html, input, type SafeHtml, select } from "../components/index.ts";
import { banner } from "./banner.ts";
import { colleagueSelect } from "./colleagues.ts";
import type { Desk } from "./desk.ts";
import { findForm } from "./find.ts";
import { listHref, rowHref, shown, type Worklist, type WorklistFilter } from "./lists.ts";
import { servicesOf } from "./services-of.ts";
import { takeBackIn } from "./take-back.ts";
import { viewForm, viewsNav } from "./views.ts";
import { claimable, rowsForm } from "./worklist-rows.ts";

/** All that waits for an officer, due first: fifty rows, each with the one thing to do about it. */
export function worklistPage(desk: Desk, list: Worklist): SafeHtml {
  const { t } = desk;
  return html`
    ${flashed(desk, list)}
    <h1 class="govuk-heading-m of-list-title">${t("office.worklist")}</h1>
    ${findForm(desk)}${tabs(desk, list)}
    <div class="of-narrow">${viewsNav(desk, list)}${filterForm(desk, list)}</div>
    ${list.rows.length === 0 ? emptyList(list, t) : rowsForm(desk, list)}${pages(list, t)}
  `;
}

/** The news of the page before, with the way to the next file where a file was finished. */
function flashed(desk: Desk, { flash, rows, wanted }: Worklist): SafeHtml | null {
  if (!flash) return null;
  const { t } = desk;
  const next = rows.find((row) => claimable(desk, row));
  const toNext =
    flash.kind === "success" && next
      ? html`
        <a class="govuk-notification-banner__link" href="${rowHref(wanted, next.caseId)}">
          ${t("office-pages.next-file", { reference: next.reference })}
        </a>
      `
      : undefined;
  const back = takeBackIn(desk, flash);
  return banner(flash, t, back || toNext ? html`${back}${toNext}` : undefined);
}

/** By the services, a new object after each publication, and by what is chosen and by whom. */
const choicesMade = new WeakMap<Catalogue["services"], Map<string, SafeHtml>>();
const mostChoices = 500;

/** What is chosen from the catalogue: service, step and office. Made once, for there are many. */
function catalogueChoices(desk: Desk, filter: WorklistFilter): SafeHtml {
  const { deps, officer, t } = desk;
  const made = choicesMade.get(deps.catalogue.services) ?? new Map<string, SafeHtml>();
  choicesMade.set(deps.catalogue.services, made);
  const { service, stage, office } = filter;
  const isOfOne = officer.offices.length === 1;
  const key = [t.lang, officer.authority, isOfOne, service, stage, office].join();
  const cached = made.get(key);
  if (cached) return cached;
  if (made.size >= mostChoices) made.clear();
  const html = flat(makeCatalogueChoices(desk, filter, isOfOne));
  made.set(key, html);
  return html;
}

function makeCatalogueChoices(
  { deps, officer, t }: Desk,
  filter: WorklistFilter,
  isOfOne: boolean,
): SafeHtml {
  const services = servicesOf({ deps, officer });
  const offices = officesOf(deps.catalogue, officer.authority);
  const stages = filter.service
    ? (deps.catalogue.current(filter.service)?.process?.stages ?? [])
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
  ];
  return html`${choices.map((each) => each(filter, t))}`;
}

function filterForm(desk: Desk, list: Worklist): SafeHtml {
  const filter = list.wanted;
  const { t } = desk;
  const choices = [
    () => catalogueChoices(desk, filter),
    () =>
      colleagueSelect(
        holders(list),
        {
          ...{ id: "holder", name: "holder", label: t("office.officer") },
          ...{ none: t("office-pages.all-officers"), value: filter.holder ?? "" },
        },
        t,
      ),
    choice("sort", t("office-pages.sort"), t("office-pages.sort-promise"), {
      items: sorts.flatMap((value) =>
        value === "promise" ? [] : [{ value, text: t(`office-desk.list.sort.${value}`) }],
      ),
    }),
  ];
  const isReversed = filter.from && filter.to && filter.to < filter.from;
  const form = html`
    <form class="of-filter" method="get" action="/office" aria-label="${t("office.filter")}">
      ${
        filter.show === "all"
          ? null
          : html`
        <input type="hidden" name="show" value="${filter.show}">
      `
      }
      ${choices.map((each) => each(filter, t))}
      ${(["from", "to"] as const).map((name) =>
        input(
          {
            ...{ id: name, name, type: "date", value: filter[name] },
            label: t(`office-desk.list.${name}`),
            error: name === "to" && isReversed ? t("office-desk.list.days-reversed") : undefined,
          },
          t,
        ),
      )}
      <button type="submit" class="govuk-button govuk-button--secondary">
        ${t("office.apply-filter")}
      </button>
    </form>
    <p class="govuk-body">${amongFilters.map((each) => html`${listLink(list, each, t)} `)}</p>
    ${viewForm(desk, list)}
  `;
  const { service, office, stage, holder, from, to, show } = filter;
  const narrowing = [service, office, stage, holder, from, to];
  const isUsed = narrowing.some(Boolean) || isAmongFilters(show);
  return details(t("office.filter"), form, isUsed);
}

/** Whose work the list can show: colleagues of now, and whoever it shows already. */
const holders = ({ wanted: { holder }, colleagues, nameOf }: Worklist) =>
  holder && !colleagues.some(({ id }) => id === holder)
    ? [...colleagues, { id: holder, name: nameOf(holder) }]
    : colleagues;

/** One of the filters; nothing where there is nothing to choose. */
const choice =
  (
    name: "service" | "stage" | "office" | "sort",
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

/** A list by its name, with how much is in it. */
function listLink(
  { wanted, counts }: Worklist,
  show: WorklistFilter["show"],
  t: Translate,
  name = "govuk-link",
): SafeHtml {
  const count = countWords(counts.get(show), t);
  const current = show === wanted.show && !wanted.q ? "page" : undefined;
  return html`
    <a
      class="${name}"
      href="${listHref({ ...firstPage(wanted), show })}"${attr("aria-current", current)}
    >
      ${t(`office-pages.show.${show}`)} (${count})
    </a>
  `;
}

/** What somebody has in hand, and what was escalated, stand with the filters. */
const amongFilters = ["in-hand", "escalated"] as const;

const isAmongFilters = (show: WorklistFilter["show"]) => amongFilters.some((each) => each === show);

/** Whether a role of theirs is above the supervisor in a service: what goes on comes to them. */
const isAbove = (desk: Desk): boolean =>
  servicesOf(desk).some(
    ({ authority, process }) =>
      process?.escalation &&
      authority === desk.officer.authority &&
      desk.officer.roles.includes(process.escalation.role),
  );

/** The lists of every day. */
function tabs(desk: Desk, list: Worklist): SafeHtml {
  const { t } = desk;
  const isOpen = (each: WorklistFilter["show"]) =>
    each === "escalated-to-me" ? isAbove(desk) : list.counts.has(each) && !isAmongFilters(each);
  return html`
    <nav class="of-tabs" aria-label="${t("office-pages.lists")}">
      <ul>
        ${shown
          .filter(isOpen)
          .map((each) => html`<li>${listLink(list, each, t, "of-tabs__link")}</li>`)}
      </ul>
    </nav>
  `;
}

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
