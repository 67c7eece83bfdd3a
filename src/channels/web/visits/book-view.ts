import { appointmentWords } from "../../../acts/index.ts";
import type { Centre, Topic } from "../../../centres/index.ts";
import { dateIn, type Refusal } from "../../../kernel/index.ts";
import { type FormFields, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  errorSummary,
  html,
  input,
  lifeEvents,
  linkButton,
  radios,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { addressOf } from "./choose-view.ts";
import type { VisitDeps } from "./deps.ts";
import { takesAppointments } from "./words.ts";

/** The topics that can be booked; those without appointments are left out. */
export function topicsView(centre: Centre, t: Translate): SafeHtml {
  const links = centre.topics.filter(takesAppointments).map(({ id, name }) => ({
    title: t.words(name),
    href: addressOf(`/centres/${centre.id}/book`, { topic: id }),
  }));
  const none = html`<p class="govuk-body hw-empty">${t("visits.only-walk-in")}</p>`;
  return html`<span class="govuk-caption-l">${t.words(centre.name)}</span>
    <h1 class="govuk-heading-l">${t("visits.choose-topic")}</h1>
    ${links.length === 0 ? none : lifeEvents(links)}`;
}

export interface Confirming {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly service: string | undefined;
  readonly at: Date;
  readonly hidden: SafeHtml;
  readonly key: string;
  /** Nobody is signed in: the way to do so stands in place of the form. */
  readonly isGuest: boolean;
  readonly form?: FormFields;
  readonly refusal?: Refusal;
}

/** The summary to confirm, the number of visitors, and whether one of them has legal priority. */
export function confirmView(view: Confirming, deps: VisitDeps, t: Translate): SafeHtml {
  const { centre, topic, service, at, refusal } = view;
  const day = dateIn(at, deps.calendar().timeZone);
  const path = `/centres/${centre.id}/book`;
  const chosen = { topic: topic.id, service: service ?? "" };
  const about = {
    ...{ centre: centre.id, topic: topic.id, service: service ?? null, startsAt: at },
  };
  const { when, where, what } = appointmentWords(deps, about, t);
  const change = addressOf(path, { ...chosen, day });
  const rows = [
    {
      key: t("visits.time"),
      value: when,
      actions: [{ href: change, text: t("form.change"), hidden: t("visits.time") }],
    },
    { key: t("visits.place"), value: where },
    { key: t("visits.topic"), value: what },
  ];
  const problem = refusal && t.refusal(refusal);
  const here = addressOf(path, { ...chosen, day, at: at.toISOString() });
  return html`${errorSummary(problem ? [{ text: problem, id: "party" }] : [], t)}
    <h1 class="govuk-heading-l">${t("visits.confirm")}</h1>${summaryList({ rows })}
    ${view.isGuest ? signInPart(here, t) : formPart(view, path, problem, t)}`;
}

/** Only now it is asked who comes; the same page follows, with the form. */
const signInPart = (here: string, t: Translate): SafeHtml =>
  html`<p class="govuk-body">${t("visits.sign-in-why")}</p><p>
    ${linkButton({
      text: t("visits.sign-in-button"),
      href: `/sign-in?${new URLSearchParams({ next: here })}`,
    })}</p>`;

function formPart(view: Confirming, path: string, problem: string | undefined, t: Translate) {
  const { centre, topic, service, at, hidden, key, form } = view;
  const facts = { topic: topic.id, service: service ?? "", startsAt: at.toISOString(), _key: key };
  const fields = Object.entries(facts).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const party = form ? textOf(form, "party") : "1";
  return html`<form method="post" action="${path}" novalidate>${hidden}${fields}
    ${partyField(party, problem, t)}${groupField(centre, form ? textOf(form, "group") : "", t)}
    ${buttonGroup(button({ text: t("visits.confirm-button") }))}</form>`;
}

const partyField = (value: string, error: string | undefined, t: Translate): SafeHtml =>
  input(
    {
      id: "party",
      name: "party",
      label: t("visits.party"),
      hint: t("visits.party-hint"),
      ...{ value, error },
      inputmode: "numeric",
      width: 2,
    },
    t,
  );

const groupField = ({ groups }: Centre, value: string, t: Translate): SafeHtml | null =>
  groups.length === 0
    ? null
    : radios(
        {
          id: "group",
          name: "group",
          legend: t("visits.group"),
          hint: t("visits.group-hint"),
          value,
          items: [
            ...groups.map(({ id, name }) => ({ value: id, text: t.words(name) })),
            { value: "", text: t("visits.group-none") },
          ],
        },
        t,
      );
