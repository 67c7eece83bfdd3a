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

/** What a topic makes people wait now; families apart, where they stand in a line of their own. */
export function waitNow(
  wait: (Range & { readonly family?: Range }) | null | undefined,
  t: Translate,
): string {
  if (!wait) return t("visits.no-counter");
  const alone = waitWords(wait, t);
  const family = wait.family && waitWords(wait.family, t);
  return family && family !== alone
    ? t("visits.wait-both", { wait: alone, family })
    : t("visits.wait-is", { wait: alone });
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
