import { dateOf, type IdentityNumberRule, isAllDigits, type Refusal } from "../../kernel/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { dateInput, html, input, type SafeHtml } from "../components/index.ts";

/** What was typed, and why it is not on the card. */
export interface WrongCard {
  readonly form: FormFields;
  readonly refusal: Refusal;
}

/** The one of these fields that a refusal is about; none where it is about what was read. */
export const wrongField = ({ code }: Refusal): "name" | undefined =>
  code === "counter.card-name-missing" ? "name" : undefined;

/** Where what is wrong with all that was read stands, above its fields. */
export const readingId = (id: string): string => `reading-${id}`;

/**
 * Number and date of birth, as somebody reads them on a card, and the name where that is not the
 * account's; `id` keeps several apart.
 */
export function cardFields(
  id: string,
  {
    wrong,
    autofocus = false,
    withName = false,
    rule,
  }: {
    readonly wrong: WrongCard | undefined;
    readonly autofocus?: boolean;
    readonly withName?: boolean;
    /** How a number of this country is written; none where the card may be another's. */
    readonly rule: IdentityNumberRule | undefined;
  },
  t: Translate,
): SafeHtml {
  const error = wrong && t.refusal(wrong.refusal);
  const isOfName = wrong !== undefined && wrongField(wrong.refusal) === "name";
  const ofReading =
    error && !isOfName
      ? html`<p class="govuk-error-message" id="${readingId(id)}" tabindex="-1">${error}</p>`
      : null;
  const part = (name: string) => (wrong ? textOf(wrong.form, `birth-${name}`) : undefined);
  const number = input(
    {
      ...{ id: `number-${id}`, name: "number", label: t("counter.cards.number"), width: 20 },
      ...{ autocomplete: "off", spellcheck: false, maxlength: 40, autofocus },
      ...(rule && { hint: t("counter.cards.number-hint", { example: rule.example }) }),
      ...(rule && isAllDigits(rule) && { inputmode: "numeric" as const }),
      value: wrong && textOf(wrong.form, "number"),
    },
    t,
  );
  const name = withName
    ? input(
        {
          ...{ id: `name-${id}`, name: "name", label: t("counter.cards.name") },
          ...{ hint: t("counter.cards.name-hint"), autocomplete: "off", spellcheck: false },
          ...{ maxlength: 200, value: wrong && textOf(wrong.form, "name") },
          error: isOfName ? error : undefined,
        },
        t,
      )
    : null;
  const birth = dateInput(
    {
      ...{ id: `birth-${id}`, name: "birth", legend: t("counter.register.birth"), size: "s" },
      ...{ day: part("day"), month: part("month"), year: part("year") },
    },
    t,
  );
  return html`${ofReading}${number}${name}${birth}`;
}

/** What was read on the card. */
export const cardIn = (form: FormFields) => ({
  number: textOf(form, "number").slice(0, 40),
  name: textOf(form, "name").slice(0, 200),
  birthDate: dateOf(
    textOf(form, "birth-day"),
    textOf(form, "birth-month"),
    textOf(form, "birth-year"),
  ),
});
