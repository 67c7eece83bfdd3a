import { appointmentWords, toBring } from "../../../acts/index.ts";
import type { Appointment, CallOut } from "../../../centres/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  html,
  inset,
  keepOnPhone,
  linkButton,
  type SafeHtml,
  scanCode,
  summaryList,
  type Tone,
  tag,
  taskList,
} from "../../components/index.ts";
import { callOutsPart } from "./call-out-view.ts";
import type { VisitDeps } from "./deps.ts";

const tones: Readonly<Record<Appointment["status"], Tone>> = {
  booked: "action",
  arrived: "good",
  cancelled: "neutral",
  missed: "bad",
  "called-off": "neutral",
};

type Facts = Pick<VisitDeps, "catalogue" | "centres" | "calendar" | "clock">;
type OneFacts = Facts & Pick<VisitDeps, "baseUrl">;

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
          const { what, when, where } = appointmentWords(facts, each, t);
          const code = each.status === "booked" ? ` · ${t("visits.code")} ${each.code}` : "";
          return {
            title: when,
            href: `/appointments/${each.id}`,
            hint: `${what} · ${where}${code}`,
            status: tag(t(`visits.status.${each.status}`), tones[each.status]),
          };
        }),
        id,
      );

/** One appointment: the code to say, when and where, what to bring, and how to change it. */
export function oneView(a: Appointment, facts: OneFacts, t: Translate): SafeHtml {
  const { what, when, where, address, rules } = appointmentWords(facts, a, t);
  const place = html`${where}<br><span class="hw-muted">${address}</span><br>
    <a class="govuk-link" href="/centres/${a.centre}#way">${t("visits.way")}</a>`;
  const rows = [
    { key: t("visits.time"), value: when },
    { key: t("visits.place"), value: place },
    { key: t("visits.topic"), value: what },
    ...(a.party > 1 ? [{ key: t("visits.party"), value: String(a.party) }] : []),
    {
      key: t("visits.status-heading"),
      value: tag(t(`visits.status.${a.status}`), tones[a.status]),
    },
  ];
  const booked = a.status === "booked";
  return html`<h1 class="govuk-heading-l">${t("visits.appointment")}</h1>
    ${booked ? codePart(a, rules, facts, t) : null}
    ${a.status === "called-off" ? calledOffPart(a, t) : null}${summaryList({ rows })}
    ${booked ? html`${takeAlong(a, t)}${bringPart(a, facts, t)}${changePart(a, t)}` : null}`;
}

/** The appointment for where there is no network, until the day after it. */
export function appointmentOnPhone(a: Appointment, facts: OneFacts, t: Translate) {
  if (a.status !== "booked") return null;
  const { what, when, where, address, rules } = appointmentWords(facts, a, t);
  const { timeZone } = facts.catalogue.jurisdiction;
  const rows = [
    { key: t("on-phone.as-of"), value: t.day(facts.clock(), timeZone) },
    { key: t("visits.time"), value: when },
    { key: t("visits.place"), value: html`${where}<br>${address}` },
    { key: t("visits.topic"), value: what },
  ];
  return keepOnPhone(
    {
      title: `${t("visits.appointment")} ${a.code}`,
      path: `/appointments/${a.id}`,
      pdf: `/appointments/${a.id}/slip/${t.lang}`,
      until: new Date(a.startsAt.getTime() + 24 * 3_600_000),
      content: html`${codePart(a, rules, facts, t)}${summaryList({ rows })}`,
    },
    t,
  );
}

/** What one takes along: an entry in the own calendar, a slip; and what we will remind of. */
const takeAlong = ({ id }: Appointment, t: Translate): SafeHtml =>
  html`<p class="govuk-body">${t("visits.reminder")}</p>${buttonGroup(
    linkButton({
      text: t("visits.calendar"),
      href: `/appointments/${id}/calendar`,
      kind: "secondary",
    }),
    html`<a class="govuk-link" href="/appointments/${id}/slip/${t.lang}" download>
      ${t("slip.download-slip")}</a>`,
  )}`;

/** The centre cancelled: why, and a link to choose another time. */
const calledOffPart = ({ centre, topic }: Appointment, t: Translate): SafeHtml =>
  html`${inset(html`<p class="govuk-body">${t("visits.called-off")}</p>`)}<p>
    ${linkButton({
      text: t("visits.called-off-book"),
      href: `/centres/${centre}/book?topic=${topic}`,
    })}
    </p>`;

/** The code to say, and the same for a scanner: the kiosk reads the address of this page. */
function codePart(a: Appointment, rules: readonly string[], facts: OneFacts, t: Translate) {
  const address = `${facts.baseUrl}/appointments/${a.id}`;
  return html`<div class="hw-pass"><div><p class="govuk-body">${t("visits.code-say")}</p>
    <p class="govuk-heading-l"><strong class="hw-reference">${a.code}</strong></p>
    <p class="govuk-body">${t("visits.code-scan")}</p></div>
    ${scanCode(address, t("visits.code-alt"))}</div>
    <p class="govuk-body">${rules.join(" ")}</p>`;
}

/** What to have in hand: the papers of the service, else of those that this topic serves. */
function bringPart(a: Appointment, facts: Facts, t: Translate): SafeHtml {
  const { papers, services } = toBring(facts, a);
  const items = papers.map((title) => html`<li>${t.words(title)}</li>`);
  const links = services.map(
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

/** To move it is what most people want; giving it up is apart, and no button. */
const changePart = ({ id }: Appointment, t: Translate): SafeHtml =>
  html`<h2 class="govuk-heading-m">${t("visits.other-time")}</h2>
    <p>${linkButton({
      text: t("visits.move"),
      href: `/appointments/${id}/move`,
      kind: "secondary",
    })}</p><h2 class="govuk-heading-m">${t("visits.cannot-come")}</h2><p class="govuk-body">
    ${t("visits.cancel-lead")} <a class="govuk-link hw-danger" href="/appointments/${id}/cancel">
    ${t("visits.cancel-button")}</a></p>`;

/** The page that asks to confirm the cancellation. */
export function cancelView(a: Appointment, hidden: SafeHtml, facts: Facts, t: Translate) {
  const { when, where } = appointmentWords(facts, a, t);
  return html`<h1 class="govuk-heading-l">${t("visits.cancel-heading")}</h1><p class="govuk-body-l">
    ${when}, ${where}</p><p class="govuk-body">${t("visits.cancel-lead")}</p>
    <form method="post" action="/appointments/${a.id}/cancel">
    ${hidden}${buttonGroup(
      button({ text: t("visits.cancel-button"), kind: "warning" }),
      html`
      <a class="govuk-link" href="/appointments/${a.id}">${t("visits.keep")}</a>`,
    )}</form>`;
}
