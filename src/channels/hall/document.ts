import type { Translate } from "../../platform/i18n/index.ts";
import { asset, type Content, html, type SafeHtml } from "../components/index.ts";

export interface Screen {
  readonly title: string;
  /** Class of the body: which kind of screen this is. */
  readonly look: "hall-kiosk" | "hall-board" | "hall-phone";
  readonly head: Content;
  readonly body: Content;
  /** Without JavaScript: seconds until the page reloads, or opens another page. */
  readonly again?: { readonly seconds: number; readonly to?: string } | undefined;
}

/**
 * A screen that is not the site: no navigation, no sign-in, nothing to wander off to. Nobody finds
 * it by searching. Where JavaScript runs, that keeps it fresh and the reload stands in `noscript`.
 */
export function screen({ title, look, head, body, again }: Screen, t: Translate): SafeHtml {
  const address = again?.to === undefined ? "" : `; url=${again.to}`;
  return html`<!doctype html>
<html lang="${t.lang}" dir="${t.dir}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex"><meta name="theme-color" content="#0f4434">
    <title>${title} – Hamwe</title><meta name="description" content="${t("layout.about")}">
    <link rel="icon" href="${asset("hamwe.svg")}" type="image/svg+xml">${head}${
      again &&
      html`
  <noscript><meta http-equiv="refresh" content="${again.seconds}${address}"></noscript>
`
    }</head><body class="${look}">${body}</body></html>`;
}
