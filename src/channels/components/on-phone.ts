import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { attr, type Content, type Example, html, type SafeHtml } from "./html.ts";
import { summaryList } from "./summary-list.ts";

/** Comes with the pages that offer to keep something, and with the page of what is kept. */
export const onPhoneScript = assetOf(join(import.meta.dirname, "browser"), "on-phone.ts");

export const onPhoneTag = html`<script type="module" src="${onPhoneScript.path}"></script>`;

export interface OnPhone {
  /** What it is called in the list of what is kept. */
  readonly title: string;
  /** The address of its page: keeping it again replaces it. */
  readonly path: string;
  readonly pdf: string;
  /** When it is of no use any more. Without it, it stays until the person removes it. */
  readonly until?: Date | undefined;
  /** What is read without network. */
  readonly content: Content;
  /** The class of the button, where it is not that of the site. */
  readonly button?: string | undefined;
}

/**
 * "Keep on this phone": shown by its script alone, for without it nothing can be kept. The caller
 * offers it to whoever is at a device of their own. Criteria: a real button; what came of it is
 * announced (4.1.3).
 */
export const keepOnPhone = (item: OnPhone, t: Translate): SafeHtml =>
  html`
    <div hidden data-on-phone data-title="${item.title}" data-path="${item.path}"
      data-pdf="${item.pdf}"${attr("data-until", item.until && `${+item.until}`)}>
      <button type="button" class="${item.button ?? "govuk-button govuk-button--secondary"}">
        ${t("on-phone.keep")}
      </button>
      <p class="govuk-body p-hint">${t("on-phone.hint")}</p>
      <div role="status">
        <p class="govuk-body p-text" hidden data-state="done">
          ${t("on-phone.done")} <a class="govuk-link" href="/offline">${t("on-phone.see")}</a>
        </p>
        <p class="govuk-body p-text" hidden data-state="full">
          ${t("on-phone.full")} <a class="govuk-link" href="/offline">${t("on-phone.see")}</a>
        </p>
        <p class="govuk-body p-text" hidden data-state="failed">${t("on-phone.failed")}</p>
      </div>
      <template>${item.content}</template>
      ${onPhoneTag}
    </div>
  `;

/** What is kept on this phone: its script fills it, and nothing of it ever reaches the server. */
export const onPhoneList = (t: Translate): SafeHtml =>
  html`
    <div data-on-phone-list tabindex="-1">
      <div data-items></div>
      <p class="govuk-body hw-empty" data-none hidden>${t("on-phone.none")}</p>
      <template>
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text" data-title></span>
          </summary>
          <div class="hw-box" data-content></div>
          <div class="govuk-button-group">
            <button type="button" class="govuk-button" data-pdf>${t("on-phone.pdf")}</button>
            <button type="button" class="govuk-button govuk-button--secondary" data-remove>
              ${t("on-phone.remove")}
              <span class="govuk-visually-hidden" data-remove-of></span>
            </button>
          </div>
        </details>
      </template>
      ${onPhoneTag}
    </div>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "offered on a page",
    html: keepOnPhone(
      {
        title: "Icyemezo cy’amavuko",
        path: "/documents/1",
        pdf: "/documents/1/rw",
        content: summaryList({ rows: [{ key: "Nomero", value: "1234" }] }),
      },
      t,
    ),
  },
  { name: "what is kept", html: onPhoneList(t) },
];
