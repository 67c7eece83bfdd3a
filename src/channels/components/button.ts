import { attr, classes, type Example, html, type SafeHtml } from "./html.ts";

export interface Button {
  readonly text: string;
  readonly kind?: "primary" | "secondary" | "warning" | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly id?: string | undefined;
  readonly formaction?: string | undefined;
  /** Heard after the text, where the same words stand several times on a page (2.4.4). */
  readonly hidden?: string | undefined;
  /** Only where pressing it is what the page is for, for those who work on it all day. */
  readonly autofocus?: boolean | undefined;
}

const look = (kind: Button["kind"]) =>
  classes("govuk-button", kind && kind !== "primary" && `govuk-button--${kind}`);
const heard = (hidden: string | undefined) =>
  hidden === undefined ? null : html`<span class="govuk-visually-hidden"> ${hidden}</span>`;

/**
 * Sends a form. Criteria: a real button, 44 px high; a second press within a second is dropped
 * where JavaScript is on (the server drops it anyway).
 */
export const button = (b: Button): SafeHtml =>
  html`
    <button
      type="submit"
      class="${look(b.kind)}"
      data-once${attr("name", b.name)}${attr("value", b.value)}${attr("id", b.id)}
      ${attr("formaction", b.formaction)}${attr("autofocus", b.autofocus)}
    >
      ${b.text}${heard(b.hidden)}
    </button>
  `;

export interface LinkButton {
  readonly text: string;
  readonly href: string;
  readonly kind?: "primary" | "secondary" | "start" | undefined;
  readonly hidden?: string | undefined;
  /** As of a button. */
  readonly autofocus?: boolean | undefined;
}

const arrow = html`
  <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"
    viewBox="0 0 33 40" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/>
  </svg>
`;

/** A link that looks like a button: goes somewhere, changes nothing. It stays a link to the ear. */
export const linkButton = (b: LinkButton): SafeHtml =>
  html`
    <a
      href="${b.href}"${attr("autofocus", b.autofocus)}
      draggable="false"
      class="${look(
        b.kind === "start" ? "primary" : b.kind,
      )}${b.kind === "start" ? " govuk-button--start" : ""}"
    >
      ${b.text}${heard(b.hidden)}${b.kind === "start" ? arrow : null}
    </a>
  `;

/** Buttons and links side by side, wrapping on a narrow screen. */
export const buttonGroup = (...items: SafeHtml[]): SafeHtml =>
  html`<div class="govuk-button-group">${items}</div>`;

export const examples = (): Example[] => [
  {
    name: "the three kinds",
    html: html`
      ${button({ text: "Komeza" })}${button({ text: "Bika", kind: "secondary" })}
      ${button({ text: "Hagarika", kind: "warning" })}
    `,
  },
  {
    name: "links that look like buttons",
    html: buttonGroup(
      linkButton({ text: "Saba", href: "#s", kind: "start" }),
      linkButton({ text: "Hindura", href: "#h", kind: "secondary", hidden: "amazina" }),
    ),
  },
];
