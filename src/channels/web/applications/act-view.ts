import type { Application } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { button, buttonGroup, html, type SafeHtml, warningText } from "../../components/index.ts";
import { submittedOf } from "./own.ts";

/** A form for one act. `key` makes the same form, sent twice, one act. */
export interface ActView {
  readonly app: Application;
  readonly key: string;
  readonly csrf: SafeHtml;
}

export const caption = ({ app }: ActView, t: Translate): SafeHtml =>
  html`<p class="govuk-caption-l">
    ${t.words(app.definition.title)} · ${submittedOf(app).reference}</p>`;

export const hidden = ({ key, csrf }: ActView): SafeHtml =>
  html`${csrf}<input type="hidden" name="_key" value="${key}">`;

export const leave = ({ app }: ActView, t: Translate): SafeHtml =>
  html`<a class="govuk-link" href="/applications/${app.id}">${t("apply.keep-it")}</a>`;

/** The page that asks for confirmation. Pure. */
export const withdrawView = (view: ActView, t: Translate): SafeHtml =>
  html`${caption(view, t)}<h1 class="govuk-heading-l">${t("withdraw.heading")}</h1>
    ${warningText(t("withdraw.lead"), t)}
    <form method="post" action="/applications/${view.app.id}/withdraw">${hidden(view)}
    ${buttonGroup(button({ text: t("withdraw.button"), kind: "warning" }), leave(view, t))}</form>`;
