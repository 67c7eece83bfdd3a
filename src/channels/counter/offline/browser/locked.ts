// Pages of a device that is not set up or is locked: they know nothing of what it stores.
import {
  button,
  buttonGroup,
  html,
  input,
  inset,
  linkButton,
  type SafeHtml,
  select,
  warningText,
} from "../../../components/index.ts";
import type { App } from "./app.ts";
import { errors, form, heading, languagesView, type Problems } from "./pages.ts";
import { countSealed } from "./vault.ts";

const pinField = ({ t }: App, id: string, problems: Problems, hint?: string): SafeHtml =>
  input(
    {
      id,
      name: id,
      label: t.named(`offline.${id}`),
      ...(hint !== undefined && { hint }),
      type: "password",
      autocomplete: "off",
      error: problems[id],
      width: 20,
      maxlength: 64,
      spellcheck: false,
    },
    t,
  );

const signInLink = ({ t }: App): SafeHtml =>
  linkButton({ text: t("offline.sign-in.do"), href: "/sign-in?as=staff&next=/counter/offline" });

export function enrolPage(
  app: App,
  typed: { readonly name?: string | undefined; readonly centre?: string | undefined } = {},
  problems: Problems = {},
): SafeHtml {
  const { t, offer } = app;
  const name = {
    id: "name",
    name: "name",
    label: t("offline.enrol.name"),
    hint: t("offline.enrol.name-hint"),
    value: typed.name,
    error: problems.name,
    maxlength: 60,
    autocomplete: "off",
  };
  const centre = {
    id: "centre",
    name: "centre",
    label: t("offline.enrol.centre"),
    hint: t("offline.enrol.second"),
    items: offer.centres.map(({ id, name }) => ({ value: id, text: t.words(name) })),
    value: typed.centre,
    error: problems.centre,
  };
  const pins = ["pin", "pin-again"].map((id) =>
    pinField(app, id, problems, t.named(`offline.${id}-hint`)),
  );
  const enrol = button({ text: t("offline.enrol.do") });
  return html`
    ${errors(problems, t)}${heading(t("offline.enrol.title"))}
    <p class="govuk-body-l">${t("offline.enrol.lead")}</p>
    ${form("#/enrol", html`${select(centre, t)}${input(name, t)}${pins}${enrol}`)}
    ${languagesView(app)}
  `;
}

export const signInPage = (app: App): SafeHtml => {
  const { t, net } = app;
  return html`
    ${heading(t("offline.sign-in.title"))}
    ${net.otherRole ? inset(t("offline.status.other-role")) : null}
    <p class="govuk-body-l">${t("offline.sign-in.lead")}</p>
    ${signInLink(app)}${languagesView(app)}
  `;
};

const forgottenLink = ({ t }: App): SafeHtml => html`
  <p class="govuk-body">
    <a class="govuk-link" href="#/forgotten">${t("offline.forgotten.link")}</a>
  </p>
`;

/** What waits behind the PIN, so that nobody leaves it there. */
const waitingView = ({ t, waiting }: App): SafeHtml | null =>
  waiting > 0
    ? html`<p class="govuk-body" id="waits">
        ${t("offline.locked.waiting", { count: waiting })}</p>`
    : null;

/** Ten wrong PINs: somebody has to sign in before another is accepted. */
export const sealedPage = (app: App): SafeHtml => {
  const { t } = app;
  return html`
    ${heading(t("offline.locked.title"))}
    ${warningText(t("offline.locked.sealed"), t)}${waitingView(app)}
    ${signInLink(app)}${forgottenLink(app)}${languagesView(app)}
  `;
};

export function lockedPage(app: App, problem?: string): SafeHtml {
  const { t, info, offer } = app;
  const problems = problem ? { pin: problem } : {};
  const name = info?.name ?? "";
  const place = t.words(offer.centre(info?.centre ?? "")?.name);
  const open = button({ text: t("offline.locked.open") });
  return html`
    ${errors(problems, t)}${heading(t("offline.locked.title"))}
    ${app.wasIdle ? inset(t("offline.locked.idle")) : null}
    <p class="govuk-body-l">${t("offline.locked.lead", { name, place })}</p>${waitingView(app)}
    ${form("#/unlock", html`${pinField(app, "pin", problems, t("offline.locked.pin"))}${open}`)}
    ${forgottenLink(app)}${languagesView(app)}
  `;
}

/** Says what is lost when a device is emptied because nobody knows its PIN. */
export async function forgottenPage(app: App): Promise<SafeHtml> {
  const { t, net } = app;
  const back = linkButton({ text: t("form.back"), href: "#/", kind: "secondary" });
  const lead = html`
    ${heading(t("offline.forgotten.title"))}
    <p class="govuk-body-l">${t("offline.forgotten.lead", { count: await countSealed() })}</p>
  `;
  if (!net.online || net.signIn) {
    const ways = buttonGroup(signInLink(app), back);
    return html`${lead}${inset(t("offline.forgotten.sign-in"))}${ways}`;
  }
  const forget = button({ text: t("offline.forgotten.do"), kind: "warning" });
  return html`${lead}${form("#/forget", buttonGroup(back, forget))}`;
}
