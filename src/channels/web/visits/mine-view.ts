import type { Appointment, CallOut } from "../../../centres/index.ts";
import { clockTime, dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  html,
  inset,
  linkButton,
  type SafeHtml,
  summaryList,
  type Tone,
  tag,
  taskList,
} from "../../components/index.ts";
import { callOutsPart } from "./call-out-view.ts";
import type { VisitDeps } from "./deps.ts";
import { dayWithWeekday, placeOf } from "./words.ts";

const tones: Readonly<Record<Appointment["status"], Tone>> = {
  booked: "action",
  arrived: "good",
  cancelled: "neutral",
  missed: "bad",
  "called-off": "neutral",
};

type Facts = Pick<VisitDeps, "catalogue" | "centres" | "calendar" | "clock">;

/** Day, time and place in one line each. */
export function saidOf(
  { centre: id, startsAt }: Appointment,
  { centres, calendar }: Facts,
  t: Translate,
) {
  const { timeZone } = calendar();
  const day = dateIn(startsAt, timeZone);
  const centre = centres.find(id);
  return {
    when: `${dayWithWeekday(day, t)}, ${clockTime(startsAt, timeZone)}`,
    where: centre ? placeOf(centre, day, t) : id,
    address: centre ? t.words(centre.address) : "",
  };
}

export const nameOf = (a: Appointment, { catalogue, centres }: Facts, t: Translate): string => {
  const def = a.service === null ? undefined : catalogue.current(a.service);
  const topic = centres.find(a.centre)?.topics.find(({ id }) => id === a.topic);
  return t.words(def?.title ?? topic?.name ?? {}) || a.topic;
};

/** Those to come first; then visits at home; then what is over. */
export function mineView(
  mine: { readonly appointments: readonly Appointment[]; readonly callOuts: readonly CallOut[] },
  facts: Facts,
  t: Translate,
): SafeHtml {
  const now = facts.clock();
  // A cancelled appointment stays on top until its day, so that nobody travels in vain.
  const isOpen = ({ status, startsAt }: Appointment) =>
    status === "booked" || (status === "called-off" && startsAt > now);
  const open = mine.appointments.filter(isOpen).reverse();
  const over = mine.appointments.filter((each) => !isOpen(each));
  const none =
    open.length + mine.callOuts.length === 0
      ? html`<p class="govuk-body hw-empty">${t("visits.none")}</p>`
      : null;
  return html`<h1 class="govuk-heading-xl">${t("visits.mine")}</h1>
    ${none}${list("open", open, facts, t)}<p>
    ${linkButton({
      text: t("visits.book"),
      href: "/centres",
      kind: open.length > 0 ? "secondary" : "primary",
    })}
    </p>${callOutsPart(mine.callOuts, facts, t)}
    ${
      over.length === 0
        ? null
        : html`<h2 class="govuk-heading-m">${t("visits.over")}</h2>
      ${list("over", over, facts, t)}`
    }`;
}

const list = (id: string, all: readonly Appointment[], facts: Facts, t: Translate) =>
  all.length === 0
    ? null
    : taskList(
        all.map((each) => {
          const { when, where } = saidOf(each, facts, t);
          const code = each.status === "booked" ? ` · ${t("visits.code")} ${each.code}` : "";
          return {
            title: when,
            href: `/appointments/${each.id}`,
            hint: `${nameOf(each, facts, t)} · ${where}${code}`,
            status: tag(t(`visits.status.${each.status}`), tones[each.status]),
          };
        }),
        id,
      );

/** One appointment: the code to say, when and where, what to bring, and how to change it. */
export function oneView(a: Appointment, facts: Facts, t: Translate): SafeHtml {
  const { when, where, address } = saidOf(a, facts, t);
  const rows = [
    { key: t("visits.time"), value: when },
    { key: t("visits.place"), value: html`${where}<br><span class="hw-muted">${address}</span>` },
    { key: t("visits.topic"), value: nameOf(a, facts, t) },
    ...(a.party > 1 ? [{ key: t("visits.party"), value: String(a.party) }] : []),
    {
      key: t("visits.status-heading"),
      value: tag(t(`visits.status.${a.status}`), tones[a.status]),
    },
  ];
  return html`<h1 class="govuk-heading-l">${t("visits.appointment")}</h1>
    ${a.status === "booked" ? codePart(a, facts, t) : null}
    ${a.status === "called-off" ? calledOffPart(a, t) : null}${summaryList({ rows })}
    ${
      a.status === "booked"
        ? html`${bringPart(a, facts, t)}<p class="govuk-body"><a class="govuk-link"
      href="/appointments/${a.id}/slip/${t.lang}" download>${t("slip.download-slip")}</a></p>
      ${changePart(a, t)}`
        : null
    }`;
}

/** The centre cancelled: why, and a link to choose another time. */
const calledOffPart = ({ centre, topic }: Appointment, t: Translate): SafeHtml =>
  html`${inset(html`<p class="govuk-body">${t("visits.called-off")}</p>`)}<p>
    ${linkButton({
      text: t("visits.called-off-book"),
      href: `/centres/${centre}/book?topic=${topic}`,
    })}
    </p>`;

function codePart(a: Appointment, { centres }: Facts, t: Translate): SafeHtml {
  const rules = centres.find(a.centre)?.rules;
  const hint = rules
    ? html`<p class="govuk-body">
      ${t("visits.rule-early", { minutes: rules.earlyMinutes })} ${t("visits.rule-late", {
        minutes: rules.lateMinutes,
      })}</p>`
    : null;
  return html`${inset(html`<p class="govuk-body">${t("visits.code-say")}</p>
    <p class="govuk-heading-l"><strong class="hw-reference">${a.code}</strong></p>`)}${hint}`;
}

/** What to have in hand: the papers of the service, else of those that this topic serves. */
function bringPart(a: Appointment, { catalogue, centres }: Facts, t: Translate): SafeHtml {
  const topic = centres.find(a.centre)?.topics.find(({ id }) => id === a.topic);
  const services = a.service === null ? (topic?.services ?? []) : [a.service];
  const [only, ...others] = services.flatMap((id) => catalogue.current(id) ?? []);
  const papers = only && others.length === 0 ? only.documents.map(({ title }) => title) : [];
  const items = papers.map((title) => html`<li>${t.words(title)}</li>`);
  const links = [...(only ? [only] : []), ...others].map(
    ({ id, title }) =>
      html`<li><a class="govuk-link" href="/services/${id}">${t.words(title)}</a></li>`,
  );
  return html`<h2 class="govuk-heading-m">${t("visits.bring")}</h2>
    <ul class="govuk-list govuk-list--bullet"><li>${t("visits.bring-identity")}</li>${items}</ul>
    ${
      links.length === 0
        ? null
        : html`<p class="govuk-body">${t("visits.bring-read")}</p>
      <ul class="govuk-list">${links}</ul>`
    }`;
}

const changePart = ({ id }: Appointment, t: Translate): SafeHtml =>
  html`${buttonGroup(
    linkButton({ text: t("visits.move"), href: `/appointments/${id}/move`, kind: "secondary" }),
    linkButton({ text: t("visits.cancel"), href: `/appointments/${id}/cancel`, kind: "secondary" }),
  )}`;

/** The page that asks to confirm the cancellation. */
export function cancelView(a: Appointment, hidden: SafeHtml, facts: Facts, t: Translate) {
  const { when, where } = saidOf(a, facts, t);
  return html`<h1 class="govuk-heading-l">${t("visits.cancel-heading")}</h1><p class="govuk-body-l">
    ${when}, ${where}</p><p class="govuk-body">${t("visits.cancel-lead")}</p>
    <form method="post" action="/appointments/${a.id}/cancel">
    ${hidden}${buttonGroup(
      button({ text: t("visits.cancel-button"), kind: "warning" }),
      html`
      <a class="govuk-link" href="/appointments/${a.id}">${t("visits.keep")}</a>`,
    )}</form>`;
}
