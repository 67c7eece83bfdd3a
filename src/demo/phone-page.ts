import {
  button,
  html,
  input,
  inset,
  linkButton,
  type SafeHtml,
} from "../channels/components/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { DemoPerson } from "./people.ts";
import { phoneHead } from "./phone-style.ts";
import type { Handset } from "./phone-wire.ts";

export interface PhoneShown {
  readonly person: DemoPerson;
  readonly phone: string;
  readonly handset: Handset;
  /** What stands in the input: keys that were pressed without JavaScript. */
  readonly typed: string;
  readonly csrf: SafeHtml;
  readonly serviceCode: string;
  readonly inbox: readonly { readonly body: string; readonly lang: string; readonly at: string }[];
  /** Requests of the mobile money provider that wait for a yes. */
  readonly requests: readonly { readonly text: string; readonly href: string }[];
}

/** Whose telephone? */
export const choosePhone = (
  people: readonly DemoPerson[],
  t: Translate,
): SafeHtml => html`<h1 class="govuk-heading-l">${t("demo-phone.title")}</h1>
<p class="govuk-body-l">${t("demo-phone.explained")}</p>
<ul class="govuk-list govuk-list--spaced">${people
  .filter(({ phone }) => phone)
  .map(
    ({ id, name, phone, about }) =>
      html`
        <li>
          <a class="govuk-link" href="/demo/phone/${id}">${name}</a> · ${phone}<br>
          <span class="govuk-hint">${t.words(about)}</span>
        </li>
      `,
  )}</ul>`;

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

export const phoneView = (view: PhoneShown, t: Translate): SafeHtml => html`${phoneHead}
<h1 class="govuk-heading-l">${t("demo-phone.of", { name: view.person.name })}</h1>
<div class="hw-handset-page" data-handset>${handset(view, t)}<div>${beside(view, t)}</div></div>`;

/** What the telephone holds, for every form of the page: an SMS ends no session. */
const held = ({ session, path, screen, open }: Handset) =>
  html`
    <input type="hidden" name="session" value="${session}">
    <input type="hidden" name="path" value="${path}">
    <input type="hidden" name="screen" value="${screen}">
    <input type="hidden" name="open" value="${open ? "yes" : ""}">
  `;

const handset = (
  { person, handset: at, typed, csrf, serviceCode }: PhoneShown,
  t: Translate,
) => html`<form class="hw-handset" method="post" action="/demo/phone/${person.id}">
  ${csrf}${held(at)}
<div class="hw-handset__ear"></div>
<p class="hw-handset__screen${
  at.screen === "" ? " hw-handset__screen--off" : ""
}" role="status">${at.screen === "" ? t("demo-phone.dial", { code: serviceCode }) : at.screen}</p>
<label class="govuk-visually-hidden" for="typed">${t("demo-phone.typed")}</label>
<input class="hw-handset__typed" id="typed" name="typed" value="${typed}" autocomplete="off"
    maxlength="160">
<div class="hw-handset__calls">${
  at.open
    ? html`
      <button class="hw-handset__call" type="submit" name="do" value="send">
        ${t("demo-phone.send")}
      </button>
    `
    : html`
      <button class="hw-handset__call" type="submit" name="do" value="dial">
        ${t("demo-phone.call", { code: serviceCode })}
      </button>
    `
}<button class="hw-handset__end" type="submit" name="do" value="end">
  ${t("demo-phone.end")}</button></div>
<div class="hw-handset__keys">${keys.map(
  (key) => html`
  <button type="submit" name="key" value="${key}">${key}</button>
`,
)}</div>
</form>`;

/** An SMS to the public service's number, as anybody may send it. */
const writing = ({ person, handset: at, csrf }: PhoneShown, t: Translate): SafeHtml =>
  html`
    <form method="post" action="/demo/phone/${person.id}" novalidate>
      ${csrf}${held(at)}
      ${input(
        {
          id: "sms",
          name: "sms",
          label: t("demo-phone.sms"),
          hint: t("demo-phone.sms-hint"),
          maxlength: 160,
          autocomplete: "off",
        },
        t,
      )}
      ${button({ text: t("demo-phone.sms-send"), kind: "secondary" })}
    </form>
  `;

const beside = (
  view: PhoneShown,
  t: Translate,
) => html`<p class="govuk-body">${view.phone} · <a class="govuk-link" href="/demo/phone">
  ${t("demo-phone.other")}</a></p>
${inset(html`
  ${t("demo-phone.pin")} <a class="govuk-link" href="/phone">${t("phone-pin.title")}</a>
`)}
${view.requests.map(
  ({ text, href }) =>
    html`
      <section class="hw-box">
        <p class="govuk-body">${text}</p>
        ${linkButton({ text: t("demo-phone.confirm"), href })}
      </section>
    `,
)}
${writing(view, t)}
<h2 class="govuk-heading-m">${t("demo-phone.inbox")}</h2>
${view.inbox.length === 0 ? html`<p class="govuk-body">${t("demo-phone.inbox-empty")}</p>` : null}
${view.inbox.map(
  ({ body, lang, at }) =>
    html`
      <section class="hw-box">
        <p class="govuk-body-s">${at}</p>
        <p class="govuk-body" lang="${lang}">${body}</p>
      </section>
    `,
)}`;
