import type { Provenance } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { tag } from "./tag.ts";

/** A source as a link by the name of its site; as it is written where it is no address. */
export function sourceLink(source: string): Content {
  const site = /^https?:\/\/([^/]+)/.exec(source)?.[1]?.replace(/^www\./, "");
  return site
    ? html`<a class="govuk-link" href="${source}" rel="external noopener">${site}</a>`
    : source;
}

/** Where a fact comes from: the source with its day, or the mark that it is an example. */
export function provenance(
  { source, checkedOn, illustrative }: Provenance,
  t: Translate,
): SafeHtml | null {
  if (illustrative) return tag(t("service.illustrative"));
  if (source === undefined) return null;
  const checked =
    checkedOn === undefined
      ? null
      : html` · ${t("service.checked-on", { date: t.date(checkedOn) })}`;
  return html`<small class="hw-muted">
    ${t("service.source")}: ${sourceLink(source)}${checked}
  </small>`;
}

const official = { source: "https://www.example.org/fees", checkedOn: "2026-11-23" };

export const examples = (t: Translate): Example[] => [
  { name: "a source with its day", html: html`${provenance(official, t)}` },
  { name: "an example", html: html`${provenance({ illustrative: true }, t)}` },
];
