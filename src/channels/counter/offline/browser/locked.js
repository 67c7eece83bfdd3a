// Pages of a device that is not set up or not open yet: they know nothing of what it keeps.
import {
  button,
  buttonGroup,
  html,
  input,
  inset,
  linkButton,
  select,
  warningText,
} from "../../../components/index.ts";
import { errors, form, heading, languagesView } from "./pages.js";
import { countSealed } from "./vault.js";

const pinField = ({ t }, id, problems, hint = t(`offline.${id}-hint`)) =>
  input(
    {
      ...{
        id,
        name: id,
        label: t(`offline.${id}`),
        ...(hint && { hint }),
        type: "password",
      },
      ...{ autocomplete: "off", error: problems[id], width: 20, maxlength: 64, spellcheck: false },
    },
    t,
  );

export function enrolPage(app, typed = {}, problems = {}) {
  const { t, offer } = app;
  const centres = offer.centres.map(({ id, name }) => ({ value: id, text: t.words(name) }));
  const name = {
    ...{
      id: "name",
      name: "name",
      label: t("offline.enrol.name"),
      hint: t("offline.enrol.name-hint"),
    },
    ...{ value: typed.name, error: problems.name, maxlength: 60, autocomplete: "off" },
  };
  const centre = {
    ...{ id: "centre", name: "centre", label: t("offline.enrol.centre"), items: centres },
    ...{ value: typed.centre, error: problems.centre },
  };
  return html`${errors(problems, t)}${heading(t("offline.enrol.title"))}<p class="govuk-body-l">${t("offline.enrol.lead")}</p>${form("#/enrol", html`${select(centre, t)}${input(name, t)}${pinField(app, "pin", problems)}${pinField(app, "pin-again", problems)}${button({ text: t("offline.enrol.do") })}`)}${languagesView(app)}`;
}

export const signInPage = (app) => {
  const { t } = app;
  return html`${heading(t("offline.enrol.title"))}<p class="govuk-body-l">${t("offline.sign-in.lead")}</p>${linkButton({ text: t("offline.sign-in.do"), href: "/sign-in?as=staff&next=/counter/offline" })}${languagesView(app)}`;
};

export function lockedPage(app, { problem, sealed } = {}) {
  const { t, info } = app;
  const problems = problem ? { pin: problem } : {};
  const where = html`<p class="govuk-body-l">${t("offline.locked.lead", { name: info.operator ? `${info.name} · ${info.operator}` : info.name })}</p>`;
  const forgotten = html`<p class="govuk-body"><a class="govuk-link" href="#/forgotten">${t("offline.forgotten.link")}</a></p>`;
  if (sealed)
    return html`${heading(t("offline.locked.title"))}${warningText(t("offline.locked.sealed"), t)}${linkButton({ text: t("offline.sign-in.do"), href: "/sign-in?as=staff&next=/counter/offline" })}${forgotten}${languagesView(app)}`;
  return html`${errors(problems, t)}${heading(t("offline.locked.title"))}${where}${form("#/unlock", html`${pinField(app, "pin", problems, null)}${button({ text: t("offline.locked.open") })}`)}${forgotten}${languagesView(app)}`;
}

/** What is lost with a PIN that nobody knows, before it is given up. */
export async function forgottenPage({ t, net }) {
  const lost = html`<p class="govuk-body-l">${t("offline.forgotten.lead", { count: await countSealed() })}</p>`;
  const back = linkButton({ text: t("form.back"), href: "#/", kind: "secondary" });
  if (!net.online || net.signIn)
    return html`${heading(t("offline.forgotten.title"))}${lost}${inset(t("offline.forgotten.sign-in"))}${buttonGroup(linkButton({ text: t("offline.sign-in.do"), href: "/sign-in?as=staff&next=/counter/offline" }), back)}`;
  return html`${heading(t("offline.forgotten.title"))}${lost}${form("#/forget", buttonGroup(back, button({ text: t("offline.forgotten.do"), kind: "warning" })))}`;
}
