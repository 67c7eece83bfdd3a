import type { Ticket, Wait } from "../../centres/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";

/** How many are before this one. */
export const aheadWords = ({ ahead }: Wait, t: Translate): string =>
  ahead === 0 ? t("hall.ahead.none") : t("hall.ahead", { count: ahead });

/** A number that a voice can say: `A012` → `A 12`. */
export const spoken = (number: string): string => number.replace(/^(\D+)0*(\d+)$/, "$1 $2");

/** Where a ticket stands, in a sentence. */
export const statusWords = ({ status, counter }: Ticket, t: Translate): string =>
  t(`hall.status.${status}`, { counter: counter ?? "" });
