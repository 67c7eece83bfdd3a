import type { Translate } from "../../platform/i18n/index.ts";
import { input, type SafeHtml } from "../components/index.ts";

interface CodeField {
  /** The telephone, as far as it is shown. */
  readonly phone: string;
  readonly error?: string | undefined;
  readonly value?: string | undefined;
  readonly autofocus?: boolean;
}

/** The code that came to the person's telephone, as they tell it. */
export const codeField = (
  { phone, autofocus = true, ...field }: CodeField,
  t: Translate,
): SafeHtml =>
  input(
    {
      ...{ id: "code", name: "code", label: t("counter.confirm.code"), autofocus },
      hint: t("counter.confirm.sent-to", { phone }),
      ...{ inputmode: "numeric" as const, autocomplete: "off", maxlength: 12, width: 10 as const },
      ...field,
    },
    t,
  );

/** Its digits, however they were typed. */
export const digitsOf = (typed: string): string => typed.replaceAll(/\D/g, "").slice(0, 12);
