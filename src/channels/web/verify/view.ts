import type { PublicKey } from "../../../certificate-code/index.ts";
import type { PublicStanding } from "../../../credentials/index.ts";
import { withoutScheme } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  attr,
  button,
  errorSummary,
  fileUpload,
  html,
  input,
  type SafeHtml,
  summaryList,
  textarea,
} from "../../components/index.ts";
import { verifyAsset } from "./assets.ts";
import { templates } from "./templates.ts";

export interface VerifyView {
  readonly origin: string;
  readonly timeZone: string;
  /** Key that the lists must be signed with. */
  readonly anchor: PublicKey;
  /** Answer to a look-up by number; `standing` is absent where no such paper was issued. */
  readonly lookup?: {
    readonly typed: string;
    /** No number of a document looks like it; or it does, and a character of it is wrong. */
    readonly wrong?: "malformed" | "mistyped";
    /** The number of something else, of which this page can say nothing more. */
    readonly other?: "application" | "bill";
    readonly standing?: PublicStanding | undefined;
  };
  /** All papers of this server are of a demonstration. */
  readonly demonstration?: boolean;
}

/** A number as it stands on a document, with its check character. */
const numberExample = "7KD3M-9XFCG";

/** What the title of the page says first: the answer, where there is one. */
export function lookupTitle({ lookup }: Pick<VerifyView, "lookup">, t: Translate): string {
  if (!lookup) return t("verify.title");
  const answer = lookup.wrong
    ? t("component.error-title")
    : t(`verify.number-${lookup.other ?? lookup.standing?.standing ?? "unknown"}`);
  return `${answer} – ${t("verify.title")}`;
}

/** "23 November 2026" without day and year, for each month: browsers' Intl lacks Kinyarwanda. */
const monthNames = (t: Translate): string =>
  Array.from({ length: 12 }, (_, month) =>
    t
      .date(`2026-${String(month + 1).padStart(2, "0")}-02`)
      .replace(/^2\s/u, "")
      .replace(/\s2026$/u, ""),
  ).join("|");

const withCode = (t: Translate, origin: string): SafeHtml =>
  html`
    <div id="with-code" hidden>
      <p class="govuk-body">${t("verify.scan-how")}</p>
      <button type="button" class="govuk-button" id="scan" hidden>${t("verify.scan")}</button>
      <div class="hw-camera" id="camera" hidden>
        <p class="govuk-body">${t("verify.scan-hint")}</p>
        <video muted playsinline></video>
        <p class="govuk-body" data-failed hidden>${t("verify.scan-failed")}</p>
        <button type="button" class="govuk-button govuk-button--secondary">
          ${t("verify.scan-stop")}
        </button>
      </div>
      ${fileUpload(
        {
          id: "file",
          name: "file",
          label: t("verify.file"),
          hint: t("verify.file-hint"),
          accept: "image/*,application/pdf",
        },
        t,
      )}
      <p class="govuk-body" id="file-reading" role="status" hidden>${t("verify.file-reading")}</p>
      <p class="govuk-error-message" id="file-none" role="alert" tabindex="-1" hidden>
        ${t("verify.file-none")}
      </p>
      <form id="paste-form" method="dialog">
        ${textarea(
          {
            id: "paste",
            name: "paste",
            label: t("verify.paste-label"),
            hint: t("verify.paste-hint", { start: `${origin}/v#` }),
            rows: 3,
          },
          t,
        )}
        ${button({ text: t("verify.paste-button"), kind: "secondary" })}
      </form>
    </div>
    <noscript><p class="govuk-body">${t("verify.noscript")}</p></noscript>
  `;

const withNumber = (t: Translate, lookup: VerifyView["lookup"]): SafeHtml =>
  html`
    <h2 class="govuk-heading-m">${t("verify.number-title")}</h2>
    <p class="govuk-body">${t("verify.number-why")}</p>
    <form method="post" action="/v">
      ${input(
        {
          id: "number",
          name: "number",
          label: t("verify.number-label"),
          hint: t("verify.number-hint"),
          width: 20,
          autocomplete: "off",
          spellcheck: false,
          value: lookup?.typed,
          error: wrongText(lookup, t),
          maxlength: 40,
        },
        t,
      )}
      ${button({ text: t("verify.number-button"), kind: "secondary" })}
    </form>
  `;

const wrongText = (lookup: VerifyView["lookup"], t: Translate): string | undefined =>
  lookup?.wrong && t(`verify.number-${lookup.wrong}`, { example: numberExample });

/** The number belongs to something else: where that is looked up. */
const otherResult = (other: "application" | "bill", t: Translate): SafeHtml => html`
  <div id="number-result">
    <div class="hw-verdict hw-verdict--unsure">
      <h2 class="govuk-heading-l" tabindex="-1">${t(`verify.number-${other}`)}</h2>
      <p class="govuk-body">${t(`verify.number-${other}-text`)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="${other === "application" ? "/track" : "/applications"}">
          ${t(other === "application" ? "track.heading" : "applications.heading")}
        </a>
      </p>
    </div>
  </div>
`;

function lookupResult(
  { lookup, timeZone, demonstration }: VerifyView,
  t: Translate,
): SafeHtml | null {
  if (!lookup || lookup.wrong) return null;
  if (lookup.other) return otherResult(lookup.other, t);
  const { standing } = lookup;
  const good = standing?.standing === "valid";
  const title = t(`verify.number-${standing?.standing ?? "unknown"}`);
  const box = html`
    <div class="hw-verdict hw-verdict--${good ? "good" : "bad"}">
      <h2 class="govuk-heading-l" tabindex="-1">${title}</h2>
      ${
        standing && demonstration
          ? html`<p class="govuk-body"><strong>${t("verify.demonstration")}</strong></p>`
          : null
      }
      ${standing ? null : html`<p class="govuk-body">${t("verify.number-unknown-text")}</p>`}
    </div>
  `;
  const rows = standing && [
    { key: t("verify.document"), value: t.words(standing.title) },
    { key: t("verify.issuer"), value: t.words(standing.authority) },
    { key: t("certificate.number"), value: standing.number },
    { key: t("certificate.issued-on"), value: t.day(standing.issuedAt, timeZone) },
  ];
  return html`<div id="number-result">${box}${rows ? summaryList({ rows }) : null}</div>`;
}

/**
 * The page without its frame. The same for everybody in a language, so that it can be kept offline.
 */
export function verifyView(view: VerifyView, t: Translate): SafeHtml {
  const { kty, crv, x, y } = view.anchor;
  const data = [
    attr("data-lang", t.lang),
    attr("data-months", monthNames(t)),
    attr("data-first-day", t.lang === "fr" ? "1er" : "1"),
    attr("data-time-zone", view.timeZone),
    attr("data-anchor", JSON.stringify({ kty, crv, x, y })),
    attr("data-document", t("verify.document")),
    attr("data-issuer", t("verify.issuer")),
    attr("data-number", t("certificate.number")),
    attr("data-issued-on", t("certificate.issued-on")),
    attr("data-valid-until", t("certificate.valid-until")),
    attr("data-for-life", t("certificate.for-life")),
    attr("data-demonstration", t("verify.demonstration-short")),
    attr("data-yes", t("component.yes")),
    attr("data-no", t("component.no")),
  ];
  const address = withoutScheme(view.origin);
  const wrong = wrongText(view.lookup, t);
  return html`
    <link rel="stylesheet" href="${verifyAsset("verify.css")}">
    <div id="verify"${data}>
      ${errorSummary(wrong ? [{ text: wrong, id: "number" }] : [], t)}
      <h1 class="govuk-heading-xl">${t("verify.title")}</h1>
      <div id="result" aria-live="polite"></div>
      ${lookupResult(view, t)}
      <div id="ways">
        ${view.lookup ? null : html`<p class="govuk-body-l">${t("verify.lead")}</p>`}
        <p class="govuk-inset-text hw-only-here">
          ${t("verify.only-here", { address: `${address}/v` })}
        </p>
        <h2 class="govuk-heading-m" tabindex="-1">${t("verify.scan-title")}</h2>
        ${withCode(t, view.origin)}${withNumber(t, view.lookup)}
      </div>
      ${templates(t)}
    </div>
    <script type="module" src="${verifyAsset("page.js")}"></script>
  `;
}
