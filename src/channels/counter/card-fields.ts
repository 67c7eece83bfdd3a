import { dateOf, type Refusal } from "../../kernel/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { dateInput, html, input, type SafeHtml } from "../components/index.ts";

/** What was typed, and why it is not on the card. */
export interface WrongCard {
  readonly form: FormFields;
  readonly refusal: Refusal;
}

/** Number and date of birth, as somebody reads them on a card; `id` keeps several apart. */
export function cardFields(
  id: string,
  wrong: WrongCard | undefined,
  t: Translate,
  autofocus = false,
): SafeHtml {
  const part = (name: string) => (wrong ? textOf(wrong.form, `birth-${name}`) : undefined);
  const number = input(
    {
      ...{ id: `number-${id}`, name: "number", label: t("counter.cards.number"), width: 20 },
      ...{ autocomplete: "off", spellcheck: false, maxlength: 40, autofocus },
      value: wrong && textOf(wrong.form, "number"),
      error: wrong && t.refusal(wrong.refusal),
    },
    t,
  );
  const birth = dateInput(
    {
      ...{ id: `birth-${id}`, name: "birth", legend: t("counter.register.birth"), size: "s" },
      ...{ day: part("day"), month: part("month"), year: part("year") },
    },
    t,
  );
  return html`${number}${birth}`;
}

/** What was read on the card. */
export const cardIn = (form: FormFields) => ({
  number: textOf(form, "number").slice(0, 40),
  birthDate: dateOf(
    textOf(form, "birth-day"),
    textOf(form, "birth-month"),
    textOf(form, "birth-year"),
  ),
});
