import type { Ticket, Wait } from "../../centres/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";

/** How long, as a range: never a promise of a minute. */
export function waitWords({ fromMinutes, toMinutes }: Wait, t: Translate): string {
  if (toMinutes <= 3) return t("hall.wait.soon");
  if (fromMinutes >= toMinutes) return t("hall.wait.about", { count: toMinutes });
  if (fromMinutes <= 0) return t("hall.wait.most", { count: toMinutes });
  return t("hall.wait.range", { from: fromMinutes, to: toMinutes });
}

/** How many are before this one. */
export const aheadWords = ({ ahead }: Wait, t: Translate): string =>
  ahead === 0 ? t("hall.ahead.none") : t("hall.ahead", { count: ahead });

/** A number that a voice can say: `A012` → `A 12`. */
export const spoken = (number: string): string => number.replace(/^(\D+)0*(\d+)$/, "$1 $2");

/** Where a ticket stands, in a sentence. */
export const statusWords = ({ status, counter }: Ticket, t: Translate): string =>
  t(`hall.status.${status}`, { counter: counter ?? "" });
