import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { icon } from "./icons.ts";

/** A quiet remark set apart from the text. Criteria: plain text in the order of reading. */
export const inset = (content: Content): SafeHtml =>
  html`<div class="govuk-inset-text">${content}</div>`;

/**
 * A consequence to know before acting. Criteria: "Warning" is heard; the sign is hidden from the
 * ear (1.1.1).
 */
export const warningText = (text: Content, t: Translate): SafeHtml =>
  html`
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">${t("component.warning")}</span> ${text}
      </strong>
    </div>
  `;

export interface NotificationBanner {
  readonly heading: string;
  readonly content?: Content | undefined;
  readonly kind?: "important" | "success" | undefined;
  /** Needed only where a page has two. */
  readonly id?: string | undefined;
}

/**
 * News about the whole page. Criteria: a named region; success is an alert, so it is heard at once
 * (4.1.3).
 */
export function notificationBanner(banner: NotificationBanner, t: Translate): SafeHtml {
  const success = banner.kind === "success";
  const id = banner.id ?? "notification";
  return html`
    <div
      class="govuk-notification-banner${success ? " govuk-notification-banner--success" : ""}"
      role="${success ? "alert" : "region"}"
      aria-labelledby="${id}"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="${id}">
          ${t(success ? "component.success" : "component.important")}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">${banner.heading}</p>
        ${banner.content}
      </div>
    </div>
  `;
}

/**
 * Help that most do not need. Criteria: the browser's own details, which works without JavaScript.
 */
export const details = (summary: string, content: Content, open = false): SafeHtml =>
  html`
    <details class="govuk-details"${open ? html` open` : null}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${summary}</span>
      </summary>
      <div class="govuk-details__text">${content}</div>
    </details>
  `;

export interface Panel {
  readonly title: string;
  /** What was done, as a drawing: by default a tick. What was only saved is quieter. */
  readonly done?: "sent" | "saved" | "paid" | undefined;
  readonly text?: string | undefined;
  /** The number to keep: large, selectable, never broken across lines. */
  readonly reference?: string | undefined;
}

const panelIcons = { sent: "circle-check", saved: "save", paid: "receipt" } as const;

/**
 * It is done: the `h1` of the page after sending. Criteria: text of 4.5:1 on its ground (1.4.3).
 */
export const panel = (p: Panel): SafeHtml =>
  html`
    <div
      class="govuk-panel govuk-panel--confirmation${p.done === "saved" ? " hw-panel--saved" : ""}"
    >
      ${icon(panelIcons[p.done ?? "sent"], 44)}
      <h1 class="govuk-panel__title">${p.title}</h1>
      <div class="govuk-panel__body">
        ${p.text}
        ${
          p.reference === undefined
            ? null
            : html`
          <br><strong class="hw-reference">${p.reference}</strong>
        `
        }
      </div>
    </div>
  `;

export const examples = (t: Translate): Example[] => [
  { name: "a remark", html: inset("Dosiye isuzumwa mu minsi itatu y’akazi.") },
  { name: "a warning", html: warningText("Gutanga amakuru atari yo bihanwa n’amategeko.", t) },
  {
    name: "important",
    html: notificationBanner(
      {
        heading: "Hakenewe andi makuru",
        content: html`
          <p class="govuk-body"><a class="govuk-notification-banner__link" href="#x">Subiza</a></p>
        `,
      },
      t,
    ),
  },
  {
    name: "success",
    html: notificationBanner({ heading: "Byabitswe", kind: "success", id: "notice-2" }, t),
  },
  {
    name: "details",
    html: details("Ubufasha", html`<p class="govuk-body">Baza ku biro by’umurenge.</p>`, true),
  },
  {
    name: "a panel",
    html: panel({
      title: "Ubusabe bwoherejwe",
      text: "Nomero ya dosiye",
      reference: "HW-7K2M-9QXD",
    }),
  },
];
