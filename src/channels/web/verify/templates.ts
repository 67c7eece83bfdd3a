import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";

/**
 * Words with places that the browser fills: `{date}` becomes an element, everything else is
 * escaped.
 */
export function withPlaces(t: Translate, key: string, places: readonly string[]): SafeHtml {
  const marked = t.named(
    key,
    Object.fromEntries(places.map((place) => [place, `\u0000${place}\u0000`])),
  );
  const pieces = marked
    .split("\u0000")
    .map((piece, index) => (index % 2 === 1 ? html`<span data-place="${piece}"></span>` : piece));
  return html`${pieces}`;
}

type Tone = "good" | "bad" | "unsure";

const verdictTemplate = (name: string, tone: Tone, title: string, content: SafeHtml): SafeHtml =>
  html`
    <template id="verdict-${name}">
      <div class="hw-verdict hw-verdict--${tone}">
        <h2 class="govuk-heading-l" tabindex="-1">${title}</h2>
        ${content}
      </div>
    </template>
  `;

/** Verdicts of one paragraph each, with the places that `page.js` fills. */
const paragraphs: readonly (readonly [string, Tone, readonly string[]])[] = [
  ["not-hamwe", "bad", []],
  ["own-page", "unsure", []],
  ["altered", "bad", []],
  ["unknown-issuer", "bad", ["date"]],
  ["withdrawn-issuer", "bad", ["authority", "date"]],
  ["compromised-issuer", "bad", ["authority", "date"]],
  ["expired", "bad", ["until"]],
  ["revoked", "bad", ["date"]],
  ["not-checked", "unsure", ["date"]],
  ["no-lists", "unsure", []],
];

function valid(t: Translate): SafeHtml {
  const fact = (key: string, place?: string) =>
    withPlaces(t, `verify.fact-${key}`, place === undefined ? [] : [place]);
  const facts = html`
    <ul class="govuk-list govuk-list--bullet">
      <li>${fact("signature")}</li>
      <li>${issuerFact(t)}</li>
      <li>${fact("not-revoked", "date")}</li>
      <li data-only="term">${untilFact(t)}</li>
      <li data-only="life">${fact("for-life")}</li>
    </ul>
  `;
  return verdictTemplate("valid", "good", t("verify.valid-title"), facts);
}

/** The same word `{date}` stands for different days: each sentence says which one it means. */
const issuerFact = (t: Translate) => datedBy(t, "verify.fact-issuer", "issuers");
const untilFact = (t: Translate) => datedBy(t, "verify.fact-valid-until", "until");

function datedBy(t: Translate, key: string, place: string): SafeHtml {
  const [before = "", after = ""] = t.named(key, { date: "\u0000" }).split("\u0000");
  return html`${before}<span data-place="${place}"></span>${after}`;
}

function paragraph(t: Translate, name: string, places: readonly string[]): SafeHtml {
  const key = `verify.${name}-text`;
  if (name === "own-page")
    return html`<p class="govuk-body">${t.named(key)}</p>
      <p class="govuk-body"><a class="govuk-link" data-own-page></a></p>`;
  if (name === "expired") return html`<p class="govuk-body">${datedBy(t, key, "until")}</p>`;
  return html`<p class="govuk-body">${withPlaces(t, key, places)}</p>`;
}

const content = (t: Translate): SafeHtml => html`<template id="content">
<p class="govuk-body" data-demonstration><strong>${t("verify.demonstration")}</strong></p>
<p class="govuk-body" data-compare><strong>${t("verify.compare")}</strong></p>
<p class="govuk-body" data-compare>${t("verify.compare-language")}</p>
<h3 class="govuk-heading-m" tabindex="-1" data-compare>${t("verify.on-paper")}</h3>
<dl class="govuk-summary-list"></dl>
<div data-left-out>
<p class="govuk-body">${withPlaces(t, "verify.left-out", ["count"])}</p>
<div data-lines>
<p class="govuk-body">${t("verify.lines-why")}</p>
<button type="button" class="govuk-button govuk-button--secondary">${t("verify.lines")}</button>
<p class="govuk-body" role="alert" data-failed hidden>${t("verify.lines-failed")}</p>
</div>
</div>
</template>`;

/**
 * Everything that `page.js` may show, in the person's language, so that the script brings no words.
 */
export const templates = (t: Translate): SafeHtml =>
  html`
    ${valid(t)}
    ${paragraphs.map(([name, tone, places]) =>
      verdictTemplate(name, tone, t.named(`verify.${name}-title`), paragraph(t, name, places)),
    )}
    ${content(t)}
    <template id="row">
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key" data-place="label"></dt>
        <dd class="govuk-summary-list__value" data-place="value"></dd>
      </div>
    </template>
    <template id="again">
      <button type="button" class="govuk-button govuk-button--secondary">
        ${t("verify.another")}
      </button>
    </template>
    <template id="checking"><p class="govuk-body-l">${t("verify.checking")}</p></template>
  `;
