import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { errorSummary, html, input, type SafeHtml, summaryList } from "../components/index.ts";
import { errorOf, problemText } from "./problem-text.ts";

/** Where somebody wants to be written to, as it stands in the fields. */
interface ContactTyped {
  readonly phone: string | null;
  readonly email: string | null;
}

/** The two fields of a contact, called `phone` and `email`, with what is wrong at each. */
export function contactFields(
  { phone, email }: ContactTyped,
  problems: readonly Problem[],
  t: Translate,
): SafeHtml {
  const phoneField = input(
    {
      ...{ id: "phone", name: "phone", label: t("contact.phone"), hint: t("contact.phone-hint") },
      ...{ value: phone ?? "", type: "tel", inputmode: "tel", autocomplete: "tel", width: 20 },
      error: errorOf(problems, "phone", t),
    },
    t,
  );
  const emailField = input(
    {
      ...{ id: "email", name: "email", label: t("contact.email"), hint: t("contact.email-hint") },
      ...{ value: email ?? "", type: "email", autocomplete: "email", spellcheck: false },
      error: errorOf(problems, "email", t),
    },
    t,
  );
  return html`${phoneField}${emailField}`;
}

export const contactErrors = (problems: readonly Problem[], t: Translate): SafeHtml | null =>
  errorSummary(
    problems.map((problem) => ({ id: problem.field, text: problemText(problem, t) })),
    t,
  );

/** A contact to be read before it is confirmed. */
export const contactSummary = ({ phone, email }: ContactTyped, t: Translate): SafeHtml =>
  summaryList({
    rows: [
      { key: t("contact.phone"), value: phone ?? t("contact.none") },
      { key: t("contact.email"), value: email ?? t("contact.none") },
    ],
  });
