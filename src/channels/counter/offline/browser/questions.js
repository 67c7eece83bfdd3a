// The questions of a service on the device: the same views, the same reading and the same rules as on the
// server (src/form, src/channels/questions); only where the answers are kept differs.
import {
  askedOf,
  dropItem,
  eligibilityOf,
  feesOf,
  itemsOf,
  prefillOf,
  problemsOf,
  putPage,
  rawOf,
  readPage,
} from "../../../../form/index.ts";
import { button, html, inset, notificationBanner, summaryList } from "../../../components/index.ts";
import {
  answersView,
  fieldsShown,
  foundIn,
  listView,
  pathOf,
  questionsView,
  searchesIn,
  wayOf,
} from "../../../questions/index.ts";
import { dayAt } from "./device.js";

export const askedWords = (t) => ({
  yes: t("form.yes"),
  no: t("form.no"),
  formatDate: t.date,
  formatMoney: t.money,
  formatNumber: t.number,
  documents: t("form.documents"),
});

/** The item as the views of questions know a draft. */
export function openedOf({ offer }, item) {
  const def = offer.service(item.service);
  const { name, nationalId, birthDate = null, phone = null } = item.person;
  const applicant = { name, nationalId, birthDate, phone, nationality: null, email: null };
  const facts = { today: dayAt(offer.timeZone), applicant, renewal: false };
  return { def, facts, draft: item, base: `#/draft/${item.id}` };
}

/** Where the person has to go on; `#/draft/<id>/check` when all is answered. */
export function openPath(app, item) {
  const opened = openedOf(app, item);
  const { steps, open } = wayOf(opened);
  return pathOf(opened.base, steps[open]);
}

const stepText = ({ t }, { steps }, name) => {
  const number = steps.findIndex(({ page }) => page === name) + 1;
  return t("form.section-of", { number, total: steps.length });
};

/** One page of questions, one item of a repeating page, or its list. */
export function pageView(app, item, { page: id, index, change }, back) {
  const { offer, t } = app;
  const opened = openedOf(app, item);
  const { def, facts, base } = opened;
  const page = def.form.find((each) => each.id === id);
  const way = wayOf(opened);
  const place = way.steps.findIndex((step) => step.page === id);
  if (!page || place < 0 || place > way.open) return { goTo: openPath(app, item) };
  const action = pathOf(base, { kind: "page", page: id });
  const step = stepText(app, way, id);
  const none = html``;
  if (page.repeat && index === undefined) {
    const count = itemsOf(def, id, item.answers).length;
    if (count === 0 && page.repeat.min > 0) return { goTo: `${action}/1` };
    const add = count < page.repeat.max ? `${action}/${count + 1}` : undefined;
    const items = listed(app, opened, page, count, action);
    const view = { def, page, step, items, problems: back?.problems ?? [] };
    return { content: listView({ ...view, action, add, change, csrf: none }, t) };
  }
  const answers = back?.answers ?? item.answers;
  const first = item.visited.includes(id) ? {} : prefillOf(def, id, answers, facts);
  const view = {
    ...{ def, page, step, change, csrf: none, known: null },
    fields: fieldsShown(def, page, answers, facts, index),
    raw: back?.raw ?? { ...first, ...rawOf(def, id, answers, index) },
    problems: back?.problems ?? [],
    searches: back?.searches ?? new Map(),
    action: index === undefined ? action : `${action}/${index + 1}`,
    itemTitle:
      index === undefined
        ? undefined
        : t("form.item", { name: t.words(page.repeat.itemTitle), number: index + 1 }),
  };
  return { content: questionsView(view, offer.lists, t) };
}

function listed({ offer, t }, { def, draft, facts }, page, count, action) {
  const asked = askedOf(def, draft.answers, {}, facts, t.lang, askedWords(t), offer.codeLists);
  const rows = asked.pages.filter((each) => each.page === page.id).flatMap((each) => each.rows);
  return Array.from({ length: count }, (_, at) => ({
    rows: rows
      .filter(({ field, answer }) => field.startsWith(`${page.repeat.name}[${at}].`) && answer)
      .slice(0, 4),
    href: `${action}/${at + 1}`,
  }));
}

const typed = (form, name) => [form[name] ?? ""].flat().at(-1);

/** Takes a posted page: what can be read is kept, what cannot is shown again as it was typed. */
export async function takePage(app, item, { page: id, index, change }, form) {
  const { offer, t, device } = app;
  const opened = openedOf(app, item);
  const { def, facts } = opened;
  const page = def.form.find((each) => each.id === id);
  const at = { page: id, index, change: change || typed(form, "_change") === "1" };
  if (page.repeat && index === undefined) return takeList(app, item, at, form, opened);
  const searches = searchesIn(page.fields, form, offer.lists);
  const whole = foundIn(form, searches);
  const read = readPage(def, id, whole, item.answers, facts, offer.codeLists, t.lang);
  const answers = putPage(def, id, item.answers, read.answers, index);
  if (typed(form, "_action").startsWith("search:"))
    return pageView(app, item, at, { raw: form, problems: [], searches, answers });
  const shown = typed(form, "_shown").split(",");
  const fresh = fieldsShown(def, page, answers, facts, index)
    .map(({ name }) => name)
    .filter((name) => !shown.includes(name) && read.answers[name] === undefined);
  const problems = read.problems.filter(({ field }) => !fresh.includes(field));
  const isNew = index !== undefined && index >= itemsOf(def, id, item.answers).length;
  const good = problems.length === 0 && fresh.length === 0;
  const kept =
    isNew && problems.length > 0
      ? item
      : await device.save(visited(item, { answers, page: good && index === undefined && id }));
  if (typed(form, "_action") === "save" && problems.length === 0) return { goTo: "#/" };
  if (!good) return pageView(app, kept, at, { raw: whole, problems, searches, answers });
  if (index !== undefined) return { goTo: `#/draft/${item.id}/page/${id}` };
  return { goTo: at.change ? openPath(app, kept) : nextPath(app, kept, id) };
}

const visited = (item, { answers, page }) => ({
  ...item,
  answers,
  visited: page && !item.visited.includes(page) ? [...item.visited, page] : item.visited,
});

function nextPath(app, item, id) {
  const opened = openedOf(app, item);
  const { steps } = wayOf(opened);
  return pathOf(opened.base, steps[steps.findIndex(({ page }) => page === id) + 1]);
}

async function takeList(app, item, at, form, { def, facts }) {
  const { device, offer } = app;
  const removed = typed(form, "_remove");
  if (removed !== "") {
    const answers = dropItem(def, at.page, item.answers, Number(removed));
    return pageView(app, await device.save({ ...item, answers }), at);
  }
  if (typed(form, "_action") === "save") return { goTo: "#/" };
  const { name } = def.form.find((each) => each.id === at.page).repeat;
  const problems = problemsOf(def, item.answers, {}, facts, offer.codeLists).filter(
    ({ field }) => field === name || field.startsWith(`${name}[`),
  );
  if (problems.length > 0) return pageView(app, item, at, { problems });
  const kept = await device.save(visited(item, { answers: item.answers, page: at.page }));
  return { goTo: at.change ? openPath(app, kept) : nextPath(app, kept, at.page) };
}

/** Does the rule ask what only the register knows of a person, itself or through a calculation? */
const asksRegister = (def, { names }) =>
  ["applicant.nationality", "applicant.email"].some((name) => names.has(name)) ||
  def.calculate.some(({ name, rule }) => names.has(name) && asksRegister(def, rule));

/** What is not met by what is known here; the rest is judged when the network is back. */
function unmetOf({ def, facts }, { answers }) {
  const unmet = eligibilityOf(def, answers, facts).filter(({ verdict }) => verdict === "unmet");
  return def.eligibility.filter(
    ({ id, rule }) => !asksRegister(def, rule) && unmet.some((each) => each.requirement === id),
  );
}

/** Everything once more in the person's own language, and his yes by signature. */
export function checkView(app, item) {
  const { offer, wordsIn } = app;
  const t = wordsIn(item.lang);
  const opened = openedOf(app, item);
  const { def, facts, base } = opened;
  const { steps, open } = wayOf(opened);
  if (open < steps.length) return { goTo: pathOf(base, steps[open]) };
  const asked = askedOf(def, item.answers, {}, facts, t.lang, askedWords(t), offer.codeLists);
  const fees = feesOf(def, item.answers, facts, facts.today).map(({ title, money }) => ({
    key: t.words(title),
    value: t.money(money),
  }));
  const cost = fees.length > 0 ? fees : [{ key: t("apply.fee-total"), value: t("service.free") }];
  const words = unmetOf(opened, item);
  const list = html`<ul class="govuk-list govuk-list--bullet">${words.map((each) => html`<li>${t.words(each.else)}</li>`)}</ul>`;
  const refused = { heading: t("eligibility.not-eligible"), content: list, id: "unmet" };
  const yes = html`<h2 class="govuk-heading-m">${t("check.declaration-heading")}</h2><p class="govuk-body">${t("check.declaration")}</p>${inset(t("offline.check.signature"))}<form method="post" action="${base}/check">${button({ text: t("offline.check.take"), id: "take" })}</form>`;
  const content = html`<p class="govuk-caption-l">${t.words(def.title)}</p><h1 class="govuk-heading-l">${t("check.heading")}</h1><p class="govuk-body-l">${t("offline.check.lead")}</p>${answersView({ asked, documents: {}, base, files: "" }, t)}<h2 class="govuk-heading-m">${t("check.fee")}</h2>${summaryList({ rows: cost })}${words.length > 0 ? notificationBanner(refused, t) : yes}`;
  return { content, lang: t.lang };
}
