// The questions of a service on the device: the same views, the same reading and the same rules as on
// the server (src/form, src/channels/questions). Only where the answers are stored differs.
import type { Definition, Page } from "../../../../catalogue/index.ts";
import {
  type Answers,
  type AskedWords,
  askedOf,
  dropItem,
  eligibilityOf,
  type FormFacts,
  feesOf,
  itemsOf,
  prefillOf,
  problemsOf,
  putPage,
  type RawPage,
  rawOf,
  readPage,
  type Step,
} from "../../../../form/index.ts";
import type { Problem } from "../../../../kernel/index.ts";
import type { Translate } from "../../../../platform/i18n/index.ts";
import type { Rule } from "../../../../rules/index.ts";
import {
  button,
  html,
  inset,
  notificationBanner,
  type SafeHtml,
  summaryList,
} from "../../../components/index.ts";
import {
  answersView,
  type CodeSearches,
  fieldsShown,
  foundIn,
  type ListedItem,
  listView,
  pathOf,
  questionsView,
  searchesIn,
  type Way,
  wayOf,
} from "../../../questions/index.ts";
import type { App, OpenApp, Shown } from "./app.ts";
import { dayAt } from "./device.ts";
import { type FormFields, textIn } from "./fields.ts";
import type { FilledApplication } from "./items.ts";

export const askedWords = (t: Translate): AskedWords => ({
  yes: t("form.yes"),
  no: t("form.no"),
  formatDate: t.date,
  formatMoney: t.money,
  formatNumber: t.number,
  documents: t("form.documents"),
});

/** An application as the views of questions know a draft. */
export interface Opened {
  readonly def: Definition;
  readonly facts: FormFacts;
  readonly item: FilledApplication;
  readonly base: string;
}

/** Undefined where the service is no longer offered here. */
export function openedOf({ offer }: Pick<App, "offer">, item: FilledApplication) {
  const def = offer.service(item.service);
  if (!def) return undefined;
  const { name, nationalId, birthDate, phone = null } = item.person;
  const applicant = { name, nationalId, birthDate, phone, nationality: null, email: null };
  const facts: FormFacts = { today: dayAt(offer.timeZone), applicant, renewal: false };
  return { def, facts, item, base: `#/draft/${item.id}` } satisfies Opened;
}

const wayIn = ({ def, facts, item }: Opened): Way => wayOf({ def, facts, draft: item });

/** The answers in words, as the person checks them. */
export const answersAsked = ({ offer }: Pick<App, "offer">, opened: Opened, t: Translate) =>
  askedOf(
    opened.def,
    opened.item.answers,
    {},
    opened.facts,
    t.lang,
    askedWords(t),
    offer.codeLists,
  );

/** Where the person goes on; `#/draft/<id>/check` when everything is answered. */
export function openPath(app: App, item: FilledApplication): string {
  const opened = openedOf(app, item);
  if (!opened) return "#/";
  const { steps, open } = wayIn(opened);
  return pathOf(opened.base, steps[open]);
}

const isAt = (step: Step, page: string): boolean => "page" in step && step.page === page;

const stepText = ({ t }: App, { steps }: Way, page: string): string => {
  const number = steps.findIndex((step) => isAt(step, page)) + 1;
  return t("form.section-of", { number, total: steps.length });
};

/** One page of questions; on a repeating page an item of it, counted from 0, or else its list. */
export interface PagePlace {
  readonly page: string;
  readonly index: number | undefined;
  /** The person came to change one answer. */
  readonly change: boolean;
}

/** What was posted and cannot be accepted, to be shown again. */
interface Rejected {
  readonly problems: readonly Problem[];
  readonly raw?: RawPage;
  readonly searches?: CodeSearches;
  readonly answers?: Answers;
}

const noProblems: Rejected = { problems: [] };

/** A page of questions, an item of a repeating page, or its list. */
export function pageView(
  app: OpenApp,
  item: FilledApplication,
  place: PagePlace,
  rejected = noProblems,
): Shown {
  const opened = openedOf(app, item);
  const page = opened?.def.form.find(({ id }) => id === place.page);
  if (!opened || !page) return { goTo: openPath(app, item) };
  const way = wayIn(opened);
  const at = way.steps.findIndex((step) => isAt(step, page.id));
  if (at < 0 || at > way.open) return { goTo: openPath(app, item) };
  return page.repeat && place.index === undefined
    ? itemsView(app, opened, page, place, rejected)
    : fieldsView(app, opened, page, place, rejected);
}

const none = html``;

function itemsView(
  app: OpenApp,
  opened: Opened,
  page: Page,
  { change }: PagePlace,
  { problems }: Rejected,
): Shown {
  const { def, base, item } = opened;
  const { min = 0, max = 0 } = page.repeat ?? {};
  const action = pathOf(base, { kind: "page", page: page.id });
  const count = itemsOf(def, page.id, item.answers).length;
  if (count === 0 && min > 0) return { goTo: `${action}/1` };
  const view = {
    def,
    page,
    step: stepText(app, wayIn(opened), page.id),
    items: listedItems(app, opened, page, count, action),
    problems,
    action,
    add: count < max ? `${action}/${count + 1}` : undefined,
    change,
    csrf: none,
  };
  return { content: listView(view, app.t) };
}

function fieldsView(
  app: OpenApp,
  opened: Opened,
  page: Page,
  { index, change }: PagePlace,
  rejected: Rejected,
): Shown {
  const { t, offer } = app;
  const { def, facts, item, base } = opened;
  const { id } = page;
  const action = pathOf(base, { kind: "page", page: id });
  const answers = rejected.answers ?? item.answers;
  const prefilled = item.visited.includes(id) ? {} : prefillOf(def, id, answers, facts);
  const view = {
    def,
    page,
    step: stepText(app, wayIn(opened), id),
    change,
    csrf: none,
    known: null,
    fields: fieldsShown(def, page, answers, facts, index),
    raw: rejected.raw ?? { ...prefilled, ...rawOf(def, id, answers, index) },
    problems: rejected.problems,
    searches: rejected.searches ?? new Map(),
    action: index === undefined ? action : `${action}/${index + 1}`,
    itemTitle:
      index === undefined
        ? undefined
        : t("form.item", { name: t.words(page.repeat?.itemTitle), number: index + 1 }),
  };
  return { content: questionsView(view, offer.lists, t) };
}

function listedItems(
  app: App,
  opened: Opened,
  page: Page,
  count: number,
  action: string,
): ListedItem[] {
  const asked = answersAsked(app, opened, app.t);
  const rows = asked.pages.filter((each) => each.page === page.id).flatMap((each) => each.rows);
  return Array.from({ length: count }, (_, at) => ({
    rows: rows
      .filter(({ field, answer }) => field.startsWith(`${page.repeat?.name}[${at}].`) && answer)
      .slice(0, 4),
    href: `${action}/${at + 1}`,
  }));
}

/** Accepts a posted page: what can be read is stored, what cannot is shown again as it was typed. */
export async function takePage(
  app: OpenApp,
  item: FilledApplication,
  at: PagePlace,
  form: FormFields,
): Promise<Shown> {
  const { offer, t, device } = app;
  const { page: id, index } = at;
  const opened = openedOf(app, item);
  const page = opened?.def.form.find((each) => each.id === id);
  if (!opened || !page) return { goTo: openPath(app, item) };
  const { def, facts } = opened;
  const place = { ...at, change: at.change || textIn(form, "_change") === "1" };
  if (page.repeat && index === undefined) return takeList(app, opened, page, place, form);
  const searches = searchesIn(page.fields, form, offer.lists);
  const whole = foundIn(form, searches);
  const read = readPage(def, id, whole, item.answers, facts, offer.codeLists, t.lang);
  const answers = putPage(def, id, item.answers, read.answers, index);
  if (textIn(form, "_action").startsWith("search:"))
    return pageView(app, item, place, { raw: form, problems: [], searches, answers });
  const shown = textIn(form, "_shown").split(",");
  // Questions that appeared because of these answers were not asked yet: they are no problems.
  const fresh = fieldsShown(def, page, answers, facts, index)
    .map(({ name }) => name)
    .filter((name) => !shown.includes(name) && read.answers[name] === undefined);
  const problems = read.problems.filter(({ field }) => !fresh.includes(field));
  const isNew = index !== undefined && index >= itemsOf(def, id, item.answers).length;
  const complete = problems.length === 0 && fresh.length === 0;
  const stored =
    isNew && problems.length > 0
      ? item
      : await device.save(
          withAnswers(item, answers, complete && index === undefined ? id : undefined),
        );
  if (textIn(form, "_action") === "save" && problems.length === 0) return { goTo: "#/" };
  if (!complete) return pageView(app, stored, place, { raw: whole, problems, searches, answers });
  if (index !== undefined) return { goTo: `#/draft/${item.id}/page/${id}` };
  return { goTo: place.change ? openPath(app, stored) : nextPath(app, stored, id) };
}

const withAnswers = (
  item: FilledApplication,
  answers: Answers,
  visited: string | undefined,
): FilledApplication => ({
  ...item,
  answers,
  visited:
    visited === undefined || item.visited.includes(visited)
      ? item.visited
      : [...item.visited, visited],
});

function nextPath(app: App, item: FilledApplication, page: string): string {
  const opened = openedOf(app, item);
  if (!opened) return "#/";
  const { steps } = wayIn(opened);
  return pathOf(opened.base, steps[steps.findIndex((step) => isAt(step, page)) + 1]);
}

async function takeList(
  app: OpenApp,
  { def, facts, item }: Opened,
  page: Page,
  place: PagePlace,
  form: FormFields,
): Promise<Shown> {
  const { device, offer } = app;
  const removed = textIn(form, "_remove");
  if (removed !== "") {
    const answers = dropItem(def, page.id, item.answers, Number(removed));
    return pageView(app, await device.save({ ...item, answers }), place);
  }
  if (textIn(form, "_action") === "save") return { goTo: "#/" };
  const name = page.repeat?.name ?? "";
  const problems = problemsOf(def, item.answers, {}, facts, offer.codeLists).filter(
    ({ field }) => field === name || field.startsWith(`${name}[`),
  );
  if (problems.length > 0) return pageView(app, item, place, { problems });
  const stored = await device.save(withAnswers(item, item.answers, page.id));
  return { goTo: place.change ? openPath(app, stored) : nextPath(app, stored, page.id) };
}

/** Whether a rule reads what only the register knows of a person, itself or through a calculation. */
const asksRegister = (def: Definition, { names }: Rule): boolean =>
  ["applicant.nationality", "applicant.email"].some((name) => names.has(name)) ||
  def.calculate.some(({ name, rule }) => names.has(name) && asksRegister(def, rule));

/** Requirements that are not met by what is known here; the rest is judged with network. */
function unmetOf({ def, facts, item }: Opened) {
  const unmet = eligibilityOf(def, item.answers, facts).filter(
    ({ verdict }) => verdict === "unmet",
  );
  return def.eligibility.filter(
    ({ id, rule }) => !asksRegister(def, rule) && unmet.some((each) => each.requirement === id),
  );
}

/** What an application costs, line by line, in words. */
export const feesShown = ({ def, facts, item }: Opened, t: Translate) =>
  feesOf(def, item.answers, facts, facts.today).map(({ title, money }) => ({
    key: t.words(title),
    value: t.money(money),
  }));

function refusedView(unmet: Definition["eligibility"], t: Translate): SafeHtml {
  const reasons = unmet.map((each) => html`<li>${t.words(each.else)}</li>`);
  const content = html`<ul class="govuk-list govuk-list--bullet">${reasons}</ul>`;
  return notificationBanner({ heading: t("eligibility.not-eligible"), content, id: "unmet" }, t);
}

const declarationView = (base: string, t: Translate): SafeHtml => html`
  <h2 class="govuk-heading-m">${t("check.declaration-heading")}</h2>
  <p class="govuk-body">${t("check.declaration")}</p>
  ${inset(t("offline.check.signature"))}
  <form method="post" action="${base}/check">
    ${button({ text: t("offline.check.take"), id: "take" })}
  </form>
`;

/** All answers once more in the person's own language, to be confirmed by signature. */
export function checkView(app: App, item: FilledApplication): Shown {
  const t = app.wordsIn(item.lang);
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  const { def, base } = opened;
  const { steps, open } = wayIn(opened);
  if (open < steps.length) return { goTo: pathOf(base, steps[open]) };
  const asked = answersAsked(app, opened, t);
  const fees = feesShown(opened, t);
  const cost = fees.length > 0 ? fees : [{ key: t("apply.fee-total"), value: t("service.free") }];
  const unmet = unmetOf(opened);
  const content = html`
    <p class="govuk-caption-l">${t.words(def.title)}</p>
    <h1 class="govuk-heading-l">${t("check.heading")}</h1>
    <p class="govuk-body-l">${t("offline.check.lead")}</p>
    ${answersView({ asked, documents: {}, base, files: "" }, t)}
    <h2 class="govuk-heading-m">${t("check.fee")}</h2>
    ${summaryList({ rows: cost })}
    ${unmet.length > 0 ? refusedView(unmet, t) : declarationView(base, t)}
  `;
  return { content, lang: t.lang };
}
