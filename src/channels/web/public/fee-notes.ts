import type { FeeKind, Words } from "../../../catalogue/index.ts";
import { currencyDecimals, type Money } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";

/** "State duty · per page": what sort of fee it is and what it is counted by; nothing where not said. */
export function feeNotes(
  { kind, unit }: { readonly kind?: FeeKind; readonly unit?: Words },
  t: Translate,
): SafeHtml | null {
  const notes = [
    ...(unit ? [t("public.fee-per", { unit: t.words(unit) })] : []),
    ...(kind ? [t(`public.fee-kind-${kind}`)] : []),
  ];
  return notes.length === 0 ? null : html` <span class="hw-muted">${notes.join(" · ")}</span>`;
}

/** Both ends of an amount for which the source gives a range. */
export const rangeIn = (least: Money, most: Money, t: Translate): string =>
  t("public.fee-range", { least: t.money(least), most: t.money(most) });

/** A most that is told in major units, as money. */
export const mostOf = (major: number, currency: string): Money => ({
  minor: Math.round(major * 10 ** currencyDecimals(currency)),
  currency,
});
