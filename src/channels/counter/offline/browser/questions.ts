// The questions of a service on the device: the same views, the same reading and the same rules as
// on the server (src/form, src/channels/questions). Only where the answers are stored differs.
import type { Definition } from "../../../../catalogue/index.ts";
import {
  type AskedWords,
  type FormFacts,
  type FormPosition,
  phoneOptional,
  type Screen,
  type Summary,
  screenAt,
  summaryOf,
  type TurnFacts,
  takeWhole,
  turn,
  type Way,
  type Whole,
  wholeForm,
} from "../../../../form/index.ts";
import { birthYearIn } from "../../../../kernel/index.ts";
import { languageNames, type Translate } from "../../../../platform/i18n/index.ts";
import type { Rule } from "../../../../rules/index.ts";
import { button, html, inset, type SafeHtml, warningText } from "../../../components/index.ts";
import {
  inputIn,
  inputInWhole,
  narrowedTo,
  pathOf,
  placePath,
  screenPath,
  screenView,
  summaryView,
  unmetView,
  wayOf,
  wholeView,
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
  const offered = offer.service(item.service);
  if (!offered) return undefined;
  const { name, nationalId, birthDate, phone = null } = item.person;
  const def = phone === null ? phoneOptional(offered) : offered;
  const applicant = { name, nationalId, birthDate, phone, nationality: null, email: null };
  const facts: FormFacts = { today: dayAt(offer.timeZone), applicant, renewal: false };
  return { def, facts, item, base: `#/draft/${item.id}` } satisfies Opened;
}

const wayIn = ({ def, facts, item }: Opened): Way => wayOf({ def, facts, draft: item });

/** What the person checks before they take it home, in their own words. */
export const summaryIn = ({ offer }: Pick<App, "offer">, opened: Opened, t: Translate): Summary =>
  summaryOf({ def: opened.def, answers: opened.item.answers }, opened.facts, {
    lang: t.lang,
    words: askedWords(t),
    codes: offer.codeLists,
  });

/**
 * Where the person goes on: all questions on one page, unless the operators chose a page at a time;
 * `#/draft/<id>/check` when everything is answered.
 */
export function openPath(app: App, item: FilledApplication): string {
  const opened = openedOf(app, item);
  if (!opened) return "#/";
  const { steps, open } = wayIn(opened);
  const isPage = app.whole && steps[open]?.kind === "page";
  return isPage ? `${opened.base}/all` : pathOf(opened.base, steps[open]);
}

const factsIn = ({ offer, t }: App, { facts }: Opened): TurnFacts => ({
  form: facts,
  lists: offer.lists,
  lang: t.lang,
});

/** The screen, or where to go on where it is not shown at this place. */
function shownAt(app: App, opened: Opened, screen: Screen, place: FormPosition): Shown {
  const { t, offer } = app;
  const { base, item } = opened;
  if (screen.show === "saved") return { goTo: "#/" };
  const path = screenPath(base, screen);
  if (path === undefined) return { goTo: openPath(app, item) };
  if (!("place" in screen)) return { goTo: path };
  if (!screen.returned && path !== placePath(base, place)) return { goTo: path };
  const { number, total } = screen;
  const { shown, catalogue } = narrowedTo(screen, opened, offer.lists);
  const parts = {
    ...{ catalogue, askedWords: () => askedWords(t), hidden: html`` },
    step: t("form.section-of", { number, total }),
  };
  const text = t("counter.all-at-once");
  const whole = html`<form method="post" action="${base}/whole">
    ${button({ text, kind: "secondary" })}</form>`;
  return { content: html`${screenView(shown, { ...opened, draft: item }, parts, t)}${whole}` };
}

/** A page of questions, an item of a repeating page, or its list. */
export function pageView(app: OpenApp, item: FilledApplication, place: FormPosition): Shown {
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  return shownAt(app, opened, screenAt(opened.def, item, place, factsIn(app, opened)), place);
}

/**
 * Accepts a posted page: what can be read is stored, what cannot is shown again as it was typed.
 */
export async function takePage(
  app: OpenApp,
  item: FilledApplication,
  at: FormPosition,
  form: FormFields,
): Promise<Shown> {
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  const place = { ...at, change: at.change || textIn(form, "_change") === "1" };
  const facts = factsIn(app, opened);
  const { progress, screen } = turn(opened.def, item, place, inputIn(form), facts);
  const stored = progress === item ? item : await app.device.save({ ...item, ...progress });
  return shownAt(app, { ...opened, item: stored }, screen, place);
}

/** What was typed comes back as it is; nothing of it is judged yet. */
const unjudged = (whole: Whole): Whole => ({
  ...whole,
  pages: whole.pages.map((page) => ({ ...page, problems: [] })),
  added: [],
});

const readWhole = (app: App, opened: Opened, form: FormFields): Whole => {
  const shown = textIn(form, "_shown").split(",");
  return takeWhole(opened.def, opened.item, form, shown, factsIn(app, opened));
};

/** All questions on one page. */
export function wholePage(app: OpenApp, item: FilledApplication): Shown {
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  return wholeShown(app, opened, wholeForm(opened.def, item, factsIn(app, opened)));
}

/** Whose application this is: the operator compares it with the card before it is taken. */
function comparedView(
  { t, device, offer }: App,
  { id, service, person }: FilledApplication,
): SafeHtml {
  const { name, birthDate, nationalId } = person;
  const parts = [
    html` <strong>${name}</strong>`,
    html` · ${t("offline.person.birth")}: <strong>${t.date(birthDate)}</strong>`,
    html` · ${t("offline.person.national-id")}: <strong>${nationalId}</strong>`,
  ];
  const change = html`<br><a class="govuk-link" href="#/draft/${id}/person">${t(
    "offline.person.change",
  )}</a>`;
  const others = (device?.items() ?? []).flatMap((each) =>
    each.kind === "application" &&
    each.id !== id &&
    !each.withdrawn &&
    each.service === service &&
    each.person?.nationalId === nationalId
      ? (each.reference ?? t("offline.state.open"))
      : [],
  );
  const year = birthYearIn(nationalId, offer.identityNumber);
  const differs =
    year && !birthDate.startsWith(year)
      ? warningText(t("offline.person.year-differs", { year }), t)
      : null;
  const twice = others.length > 0 && t("offline.person.twice", { others: t.list(others) });
  return html`${inset(html`${t("counter.compare")}${parts}${change}`)}${differs}${
    twice ? html`<div id="twice">${warningText(twice, t)}</div>` : null
  }`;
}

function wholeShown(app: App, { def, base, item }: Opened, whole: Whole): Shown {
  const { t, offer } = app;
  const other = button({
    ...{ text: t("counter.page-by-page"), kind: "secondary", name: "_action", value: "pages" },
  });
  const frame = { action: `${base}/all`, hidden: html``, other };
  const title = html`<h1 class="govuk-heading-l">${t.words(def.title)}</h1>`;
  const view = wholeView(whole, frame, offer.lists, t);
  return { content: html`${title}${comparedView(app, item)}${view}` };
}

/** What can be read of it is stored; the page as these answers make it, with nothing judged. */
export async function readWholePage(
  app: OpenApp,
  item: FilledApplication,
  form: FormFields,
): Promise<Shown> {
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  const whole = readWhole(app, opened, form);
  await app.device.save({ ...item, ...whole.progress });
  return wholeShown(app, opened, unjudged(whole));
}

/** Takes all of it: what is wrong comes back at its field; then on to what is left. */
export async function takeWholePage(
  app: OpenApp,
  item: FilledApplication,
  form: FormFields,
): Promise<Shown> {
  const opened = openedOf(app, item);
  const action = textIn(form, "_action");
  if (!opened || action.startsWith("search:")) return readWholePage(app, item, form);
  const whole = readWhole(app, opened, form);
  const saved = await app.device.save({ ...item, ...whole.progress });
  const byPage = action === "pages";
  if (byPage) await app.chooseWhole(false);
  else if (!whole.done) return wholeShown(app, opened, whole);
  const { steps, open } = wayIn({ ...opened, item: saved });
  return { goTo: pathOf(opened.base, steps[open]) };
}

/**
 * Whether a rule reads what only the register knows of a person, itself or through a calculation.
 */
const asksRegister = (def: Definition, { names }: Rule): boolean =>
  ["applicant.nationality", "applicant.email"].some((name) => names.has(name)) ||
  def.calculate.some(({ name, rule }) => names.has(name) && asksRegister(def, rule));

const declarationView = (t: Translate): SafeHtml => html`
  <h2 class="govuk-heading-m">${t("check.declaration-heading")}</h2>
  <p class="govuk-body">${t("check.declaration")}</p>
`;

const takeView = ({ base, item }: Opened, t: Translate): SafeHtml => html`
  ${inset(t(item.person.phone ? "offline.check.signature" : "offline.check.second"))}
  <form method="post" action="${base}/check">
    ${button({ text: t("offline.check.take"), id: "take" })}
  </form>
`;

/**
 * All answers once more in the person's own language, to be confirmed by signature; what the
 * operator does is in theirs.
 */
export function checkView(app: App, item: FilledApplication): Shown {
  const t = app.wordsIn(item.lang);
  const own = app.t;
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  const { def, base } = opened;
  const { steps, open } = wayIn(opened);
  if (open < steps.length) return { goTo: openPath(app, item) };
  const summary = summaryIn(app, opened, t);
  // What only the register can tell is judged with network.
  const unmet = summary.unmet.filter(({ rule }) => !asksRegister(def, rule));
  const changeAt = (page: string, field: string | undefined) => {
    const input = inputInWhole(def, page, field);
    return input && `${base}/all/${input}`;
  };
  const stop = unmetView({ def, unmet }, t);
  const content = html`
    <p class="govuk-caption-l">${own.words(def.title)}</p>
    <h1 class="govuk-heading-l">${own("check.heading")}</h1>
    <p class="govuk-body-l">${own("offline.check.lead")}</p>
    ${item.reference ? inset(own("offline.correct.open", { reference: item.reference })) : null}
    ${comparedView(app, item)}
    <section class="of-aloud" lang="${t.lang}" aria-labelledby="aloud">
      <p class="govuk-caption-m" id="aloud" lang="${own.lang}">
        ${own("offline.check.read-aloud")}: ${languageNames[t.lang]}
      </p>
      ${summaryView({ summary, base, files: "", ...(app.whole && { changeAt }) }, t)}
      ${stop ?? declarationView(t)}
    </section>
    ${stop ? null : takeView(opened, own)}
  `;
  return { content };
}
