// The questions of a service on the device: the same views, the same reading and the same rules as on
// the server (src/form, src/channels/questions). Only where the answers are stored differs.
import type { Definition } from "../../../../catalogue/index.ts";
import {
  type AskedWords,
  askedOf,
  eligibilityOf,
  type FormFacts,
  feesOf,
  type Place,
  type Screen,
  screenAt,
  type TurnFacts,
  turn,
  type Way,
} from "../../../../form/index.ts";
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
  inputIn,
  pathOf,
  placePath,
  screenPath,
  screenView,
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

const factsIn = ({ offer, t }: App, { facts }: Opened): TurnFacts => ({
  form: facts,
  lists: offer.lists,
  lang: t.lang,
});

/** The screen, or where to go on where it is not shown at this place. */
function shownAt(app: App, opened: Opened, screen: Screen, place: Place): Shown {
  const { t, offer } = app;
  const { base, item } = opened;
  if (screen.show === "saved") return { goTo: "#/" };
  const path = screenPath(base, screen);
  if (path === undefined) return { goTo: openPath(app, item) };
  if (!("place" in screen)) return { goTo: path };
  if (!screen.returned && path !== placePath(base, place)) return { goTo: path };
  const parts = { catalogue: offer.lists, askedWords: () => askedWords(t), hidden: html`` };
  return { content: screenView(screen, { ...opened, draft: item }, parts, t) };
}

/** A page of questions, an item of a repeating page, or its list. */
export function pageView(app: OpenApp, item: FilledApplication, place: Place): Shown {
  const opened = openedOf(app, item);
  if (!opened) return { goTo: "#/" };
  return shownAt(app, opened, screenAt(opened.def, item, place, factsIn(app, opened)), place);
}

/** Accepts a posted page: what can be read is stored, what cannot is shown again as it was typed. */
export async function takePage(
  app: OpenApp,
  item: FilledApplication,
  at: Place,
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
