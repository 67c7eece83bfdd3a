import type { Catalogue } from "../../../catalogue/index.ts";
import type { Centre, Topic } from "../../../centres/index.ts";
import { clockTime, dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  html,
  input,
  lifeEvents,
  radios,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { addressOf } from "./choose-view.ts";
import { dayWithWeekday, placeOf, takesAppointments } from "./words.ts";

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
  readonly timeZone: string;
  readonly hidden: SafeHtml;
  readonly key: string;
}

/** The summary to confirm, the number of visitors, and whether one of them has legal priority. */
export function confirmView(view: Confirming, catalogue: Catalogue, t: Translate): SafeHtml {
  const { centre, topic, service, at, timeZone, hidden, key } = view;
  const day = dateIn(at, timeZone);
  const path = `/centres/${centre.id}/book`;
  const back = addressOf(path, { topic: topic.id, service: service ?? "", day });
  const def = service === undefined ? undefined : catalogue.current(service);
  const rows = [
    {
      key: t("visits.time"),
      value: `${dayWithWeekday(day, t)}, ${clockTime(at, timeZone)}`,
      actions: [{ href: back, text: t("form.change"), hidden: t("visits.time") }],
    },
    { key: t("visits.place"), value: placeOf(centre, day, t) },
    { key: t("visits.topic"), value: t.words(def?.title ?? topic.name) },
  ];
  const facts = { topic: topic.id, service: service ?? "", startsAt: at.toISOString(), _key: key };
  const fields = Object.entries(facts).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<h1 class="govuk-heading-l">${t("visits.confirm")}</h1>${summaryList({ rows })}
    <form method="post" action="${path}" novalidate>${hidden}${fields}${partyField(t)}
    ${groupField(centre, t)}${buttonGroup(button({ text: t("visits.confirm-button") }))}</form>`;
}

const partyField = (t: Translate): SafeHtml =>
  input(
    {
      id: "party",
      name: "party",
      label: t("visits.party"),
      hint: t("visits.party-hint"),
      value: "1",
      inputmode: "numeric",
      width: 2,
    },
    t,
  );

const groupField = ({ groups }: Centre, t: Translate): SafeHtml | null =>
  groups.length === 0
    ? null
    : radios(
        {
          id: "group",
          name: "group",
          legend: t("visits.group"),
          hint: t("visits.group-hint"),
          value: "",
          items: [
            ...groups.map(({ id, name }) => ({ value: id, text: t.words(name) })),
            { value: "", text: t("visits.group-none") },
          ],
        },
        t,
      );
