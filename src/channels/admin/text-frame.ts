/** What the pages of messages and letters share: which service and language, and the way back. */
import { everyService } from "../../catalogue/index.ts";
import { type Lang, languageNames } from "../../platform/i18n/index.ts";
import { backLink, button, html, type SafeHtml, table, tag } from "../components/index.ts";
import { plainForm, type StaffForm } from "../staff/index.ts";
import type { Admin } from "./admin.ts";

export const textsPath = "/admin/texts";

export const languagesOf = ({ deps }: Admin): readonly Lang[] => deps.i18n.languages;

export const serviceWords = ({ deps, t }: Admin, service: string): string =>
  service === everyService
    ? t("settings.texts.all-services")
    : t.words(deps.catalogue.current(service)?.title);

/** For which service, or all, and in which language. */
export interface WhichText {
  readonly service: string;
  readonly lang: Lang;
}

/** What is asked for, as far as it exists. */
export function whichText(at: Admin, service: string, lang: string): WhichText {
  const isService = at.deps.catalogue.current(service) !== undefined;
  const language = languagesOf(at).find((each) => each === lang) ?? at.t.lang;
  return { service: isService ? service : everyService, lang: language };
}

/** A list of texts: each with its link, and in how many cases it has words of its own. */
export function textTable(
  { t }: Admin,
  list: {
    readonly caption: string;
    /** What the first column has. */
    readonly column: string;
    readonly rows: readonly (readonly [name: string, cell: SafeHtml])[];
    /** All words of the government's own, by keys that begin with a name. */
    readonly own: object | undefined;
  },
): SafeHtml {
  const keys = Object.keys(list.own ?? {});
  const countOf = (name: string) => keys.filter((key) => key.startsWith(`${name}.`)).length;
  const hasOwn = list.rows.some(([name]) => countOf(name) > 0);
  return table({
    ...{ caption: list.caption, captionHidden: true, empty: "" },
    columns: [{ text: list.column }, ...(hasOwn ? [{ text: t("settings.texts.own") }] : [])],
    rows: list.rows.map(([name, cell]) => {
      const count = countOf(name);
      const own = count > 0 ? tag(t("settings.texts.own-count", { count })) : "";
      return hasOwn ? [cell, own] : [cell];
    }),
  });
}

export const backToTexts = ({ t }: Admin): SafeHtml =>
  backLink(textsPath, t, t("settings.texts.title"));

/** Which service and which language: sent by the address, so that a page can be passed on. */
function choice(at: Admin, action: string, { service, lang }: WhichText): SafeHtml {
  const { deps, t } = at;
  const services = [...deps.catalogue.services]
    .map(({ id }) => ({ value: id, text: serviceWords(at, id) }))
    .sort((a, b) => a.text.localeCompare(b.text, t.lang));
  const form: StaffForm = {
    ...{ id: "which", action, send: t("settings.texts.show") },
    fields: [
      {
        ...{ kind: "select", name: "service", label: t("settings.texts.service"), value: service },
        items: [{ value: everyService, text: serviceWords(at, everyService) }, ...services],
        missing: "",
      },
      {
        ...{ kind: "select", name: "lang", label: t("settings.texts.language"), value: lang },
        items: languagesOf(at).map((each) => ({ value: each, text: languageNames[each] })),
        missing: "",
      },
    ],
  };
  return plainForm(form, at);
}

/** The page of one text: which it is, its form, and the way back to the usual words. */
export function textFrame(
  at: Admin,
  which: WhichText,
  page: {
    readonly title: string;
    readonly path: string;
    readonly form: SafeHtml;
    /** It has words of its own. */
    readonly isOwn: boolean;
  },
): SafeHtml {
  const { t } = at;
  const { title, path, form, isOwn } = page;
  const reset = html`<form method="post" action="${path}/reset">
    ${at.csrf}<input type="hidden" name="service" value="${which.service}">
    <input type="hidden" name="lang" value="${which.lang}">
    ${button({ text: t("settings.texts.reset"), kind: "secondary" })}</form>`;
  return html`<h1 class="govuk-heading-l">${title}</h1>
    ${choice(at, path, which)}
    <h2 class="govuk-heading-m">
      ${serviceWords(at, which.service)} · ${languageNames[which.lang]}
      ${isOwn ? tag(t("settings.texts.own")) : null}
    </h2>
    ${form}${isOwn ? reset : null}`;
}
