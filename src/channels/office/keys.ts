import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";

/** The shortcuts of the officers' pages; all of them only press what is on the page. */
export const keysScript = assetOf(join(import.meta.dirname, "browser"), "keys.ts");

/** What the keys do here, shown where a script runs, with the way to turn them off (WCAG 2.1.4). */
export const keysHint = (t: Translate, words: string): SafeHtml => html`
  <p class="of-keys" data-keys hidden>
    <span>${words}</span>
    <button
      type="button"
      class="of-keys__switch"
      data-keys-switch
      data-on="${t("office-pages.keys.turn-on")}"
      data-off="${t("office-pages.keys.turn-off")}"
    ></button>
  </p>
`;
