import type { Application } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  errorSummary,
  html,
  type SafeHtml,
  textarea,
  warningText,
} from "../../components/index.ts";
import { submittedOf } from "./own.ts";

/** A form for one act. `key` makes the same form, sent twice, one act. */
export interface ActView {
  readonly app: Application;
  readonly key: string;
  readonly csrf: SafeHtml;
}

const caption = ({ app }: ActView, t: Translate): SafeHtml =>
  html`<p class="govuk-caption-l">
    ${t.words(app.definition.title)} · ${submittedOf(app).reference}</p>`;

const hidden = ({ key, csrf }: ActView): SafeHtml =>
  html`${csrf}<input type="hidden" name="_key" value="${key}">`;

const leave = ({ app }: ActView, t: Translate): SafeHtml =>
  html`<a class="govuk-link" href="/applications/${app.id}">${t("apply.keep-it")}</a>`;

/** The page that asks for confirmation. Pure. */
export const withdrawView = (view: ActView, t: Translate): SafeHtml =>
  html`${caption(view, t)}<h1 class="govuk-heading-l">${t("withdraw.heading")}</h1>
    ${warningText(t("withdraw.lead"), t)}
    <form method="post" action="/applications/${view.app.id}/withdraw">${hidden(view)}
    ${buttonGroup(button({ text: t("withdraw.button"), kind: "warning" }), leave(view, t))}</form>`;

/** The appeal form: why the decision is wrong, in the person's words. Pure. */
export function appealView(
  view: ActView & { readonly before: string; readonly text?: string; readonly error?: string },
  t: Translate,
): SafeHtml {
  const { error } = view;
  const grounds = textarea(
    {
      id: "text",
      name: "text",
      label: t("appeal.grounds"),
      size: "m",
      rows: 8,
      value: view.text,
      error,
    },
    t,
  );
  const summary = errorSummary(error === undefined ? [] : [{ id: "text", text: error }], t);
  return html`${summary}${caption(view, t)}<h1 class="govuk-heading-l">${t("appeal.heading")}</h1>
    <p class="govuk-body-l">${t("appeal.lead")}</p><p class="govuk-body">${view.before}</p>
    <form method="post" action="/applications/${view.app.id}/appeal" novalidate>${hidden(view)}
    ${grounds}${buttonGroup(button({ text: t("appeal.button") }), leave(view, t))}</form>`;
}
