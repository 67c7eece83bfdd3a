import type { Wait } from "../../centres/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, waitWords } from "../components/index.ts";

/** How many are before this one. */
function aheadWords({ ahead, isAfterBreak }: Wait, t: Translate): string {
  if (ahead > 0) return t("hall.ahead", { count: ahead });
  return t(isAfterBreak ? "hall.after-break" : "hall.ahead.none");
}

/** How long it takes and how many are before; or that no counter is open for it. */
export const waitView = (wait: Wait, t: Translate): SafeHtml =>
  wait.isUnserved
    ? html`<strong>${t("visits.no-counter")}</strong> <span>${t("hall.wait.unserved")}</span>`
    : html`<strong>${waitWords(wait, t)}</strong> <span>${aheadWords(wait, t)}</span>`;

/** A number that a voice can say: `A012` → `A 12`. */
export const spoken = (number: string): string => number.replace(/^(\D+)0*(\d+)$/, "$1 $2");
