import type { Centre } from "../../catalogue/index.ts";
import { html, linkButton, type SafeHtml, summaryList } from "../components/index.ts";
import type { StaffForm } from "../staff/index.ts";
import type { Admin } from "./admin.ts";
import { centrePath, wordsFields, wordsIn } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

/** Name, address and telephone on the page of a centre. */
export function contactPart(at: Admin, centre: Centre): SafeHtml {
  const { t } = at;
  const { id, name, address, directions, telephone, email } = centre;
  const rows = [
    { key: t("settings.contact.name"), value: t.words(name) },
    { key: t("settings.contact.address"), value: t.words(address) },
    ...(directions ? [{ key: t("settings.contact.directions"), value: t.words(directions) }] : []),
    ...(telephone ? [{ key: t("settings.contact.telephone"), value: telephone }] : []),
    ...(email ? [{ key: t("settings.contact.email"), value: email }] : []),
  ];
  return html`<h2 class="govuk-heading-m" id="contact">${t("settings.kind.centre-contact")}</h2>
    ${summaryList({ rows })}
    ${linkButton({
      ...{ text: t("settings.contact.change"), href: `${centrePath(id)}/contact` },
      kind: "secondary",
    })}`;
}

function contactForm(at: Admin, centre: Centre): StaffForm {
  const { t } = at;
  const { id, name, address, directions, telephone, email } = centre;
  return {
    ...{ id: "contact", action: `${centrePath(id)}/contact`, send: t("settings.save") },
    fields: [
      ...wordsFields(at, { name: "name", label: t("settings.contact.name"), words: name }),
      ...wordsFields(at, { name: "address", label: t("settings.contact.address"), words: address }),
      ...wordsFields(at, {
        ...{ name: "directions", label: t("settings.contact.directions"), words: directions },
        ...{ kind: "lines", optional: true },
      }),
      {
        ...{ kind: "text", name: "telephone", label: t("settings.contact.telephone") },
        ...{ hint: t("settings.contact.telephone-hint"), value: telephone },
      },
      { kind: "text", name: "email", label: t("settings.contact.email"), value: email },
    ],
  };
}

const pageOf = (at: Admin, centre: Centre): SettingPage => ({
  ...{ place: { setting: "centre-contact", of: centre.id }, form: contactForm(at, centre) },
  title: at.t("settings.change-of", { name: at.t("settings.kind.centre-contact") }),
  back: { href: `${centrePath(centre.id)}#contact`, text: at.t.words(centre.name) },
  read: (typed) => {
    const { telephone = "", email = "" } = typed.values;
    const directions = wordsIn(at, typed, "directions");
    const value = {
      ...{ name: wordsIn(at, typed, "name"), address: wordsIn(at, typed, "address") },
      ...(directions && { directions }),
      ...(telephone !== "" && { telephone }),
      ...(email !== "" && { email }),
    };
    return { value };
  },
  fieldOf: ([key]) =>
    key === "directions"
      ? `directions-${at.deps.catalogue.jurisdiction.languages[0]}`
      : String(key),
});

/** GET /admin/centres/:id/contact */
export const contactPage = (at: Admin, centre: Centre) => settingPage(at, pageOf(at, centre));

/** POST /admin/centres/:id/contact */
export const changeContact = (at: Admin, centre: Centre) => changeSetting(at, pageOf(at, centre));
