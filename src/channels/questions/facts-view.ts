import {
  type Definition,
  type Entitlement,
  type FeeKind,
  type FeeMoment,
  type Provenance,
  stageDue,
  type Words,
} from "../../catalogue/index.ts";
import { currencyDecimals, type Duration, durationText, type Money } from "../../kernel/index.ts";
import type { Lang, Translate } from "../../platform/i18n/index.ts";
import { html, provenance, type SafeHtml } from "../components/index.ts";

/** A duration in words. */
export const durationIn = (duration: Duration, t: Translate): string =>
  t.duration(durationText(duration));

/**
 * When a fee is due, as `key` says it: a sentence of the service (`public.due`), a remark beside an
 * amount (`apply.fee`).
 */
export function dueWords(
  definition: Definition,
  due: FeeMoment,
  key: "public.due" | "apply.fee",
  t: Translate,
): string {
  const stage = stageDue(definition, due);
  if (stage) return t(`${key}-before`, { step: t.words(stage.title) });
  return t(due === "grant" ? `${key}-grant` : `${key}-submit`);
}

/**
 * "State duty · per page": what sort of fee it is and what it is counted by; nothing where not
 * said.
 */
export function feeNotes(
  { kind, unit }: { readonly kind?: FeeKind; readonly unit?: Words },
  t: Translate,
): SafeHtml | null {
  const notes = [...(unit ? [t.words(unit)] : []), ...(kind ? [t(`public.fee-kind-${kind}`)] : [])];
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

/** The other values that official pages state, each with its source. */
export const contradictions = (
  found: readonly ({ readonly says: Readonly<Record<Lang | string, string>> } & Provenance)[],
  t: Translate,
): SafeHtml | null =>
  found.length === 0
    ? null
    : html`<p class="govuk-body-s">${found.map(
        (each) =>
          html`${t("public.contradicted", { says: t.words(each.says) })} ${provenance(each, t)} `,
      )}</p>`;

/** One thing due to the person: what, why, and the rule or source behind it. */
export function entitlementIn(def: Definition, each: Entitlement, t: Translate): SafeHtml {
  const law = def.laws.find(({ id }) => id === each.law);
  return html`<strong>${t.words(each.title)}</strong><br>${t.words(each.text)}
    ${law ? html`<br><span class="hw-muted">${t.words(law.title)}</span>` : null}`;
}

export const bullets = (items: readonly SafeHtml[]): SafeHtml =>
  html`<ul class="govuk-list govuk-list--bullet">
    ${items.map((item) => html`<li>${item}</li>`)}</ul>`;
