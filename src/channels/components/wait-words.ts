import type { Translate } from "../../platform/i18n/index.ts";
import { type Example, html } from "./html.ts";

/** Minutes of a wait. */
interface Range {
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/** How long, as a range: never a promise of a minute. */
export function waitWords({ fromMinutes, toMinutes }: Range, t: Translate): string {
  if (toMinutes <= 3) return t("hall.wait.soon");
  if (fromMinutes >= toMinutes) return t("hall.wait.about", { count: toMinutes });
  if (fromMinutes <= 0) return t("hall.wait.most", { count: toMinutes });
  return t("hall.wait.range", { from: fromMinutes, to: toMinutes });
}

export const examples = (t: Translate): Example[] => [
  {
    name: "short, bounded and long",
    html: html`<p class="govuk-body">${[
      [0, 3],
      [0, 8],
      [10, 35],
    ].map(
      ([fromMinutes = 0, toMinutes = 0]) => html`${waitWords({ fromMinutes, toMinutes }, t)} `,
    )}</p>`,
  },
];
