import type { AddressKind, CodesSent, CodesTyped } from "../../acts/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import { type Lang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import {
  errorSummary,
  html,
  type Input,
  input,
  type SafeHtml,
  select,
  summaryList,
} from "../components/index.ts";
import { errorOf, problemText } from "./problem-text.ts";

/** Where somebody wants to be written to, as it stands in the fields. */
interface ContactTyped {
  readonly phone: string | null;
  readonly email: string | null;
}

/** The languages of a government, and the one in which somebody is told now. */
export interface ToldIn {
  readonly languages: readonly Lang[];
  readonly toldIn: Lang;
}

/** In which language somebody is told about an application: a field called `told-in`. */
export const toldInField = ({ languages, toldIn }: ToldIn, t: Translate): SafeHtml =>
  select(
    {
      ...{ id: "told-in", name: "told-in", label: t("contact.told-in"), empty: false },
      ...{ hint: t("contact.told-in-hint"), value: toldIn },
      items: languages.map((lang) => ({ value: lang, text: languageNames[lang], lang })),
    },
    t,
  );

/** The fields of a contact, `phone`, `email` and `told-in`, with what is wrong at each. */
export function contactFields(
  { phone, email, ...told }: ContactTyped & ToldIn,
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
  return html`${phoneField}${emailField}${toldInField(told, t)}`;
}

export const contactErrors = (problems: readonly Problem[], t: Translate): SafeHtml | null =>
  errorSummary(
    problems.map((problem) => ({ id: problem.field, text: problemText(problem, t) })),
    t,
  );

/** Codes that were sent to new addresses, as they were typed, and what is wrong with them. */
export interface AddressCodes {
  readonly sent: CodesSent;
  readonly typed?: CodesTyped;
  readonly problems?: readonly Problem[];
}

/**
 * A field for each code that was sent to a new address, `code-phone` and `code-email`, with the id
 * of the code beside it. Only a wrong code has to be typed again.
 */
export const addressCodeFields = (
  { phone, email }: ContactTyped,
  { sent, typed = {}, problems = [] }: AddressCodes,
  t: Translate,
): SafeHtml =>
  html`${(
    [
      ["phone", phone],
      ["email", email],
    ] as const
  ).map(([kind, address]) => {
    if (sent[kind] === undefined || address === null) return null;
    const error = errorOf(problems, kind, t);
    const field: Input = {
      ...{ id: `code-${kind}`, name: `code-${kind}`, inputmode: "numeric", width: 10 },
      ...{ label: t("contact.code-sent-to", { to: address }), autocomplete: "one-time-code" },
      ...{ error, value: error === undefined ? typed[kind]?.code : undefined },
    };
    return html`${input(field, t)}<input type="hidden" name="id-${kind}" value="${sent[kind]}">`;
  })}`;

/** What is wrong with those codes, for the summary of the page. */
export const addressCodeErrors = (problems: readonly Problem[], t: Translate) =>
  problems.map((problem) => ({ id: `code-${problem.field}`, text: problemText(problem, t) }));

/** What was typed into them, and the ids of the codes that were sent. */
export function addressCodesIn(form: FormFields): {
  readonly typed: CodesTyped;
  readonly sent: CodesSent;
} {
  const kinds = (["phone", "email"] as const).filter((kind) => textOf(form, `id-${kind}`) !== "");
  const codeOf = (kind: AddressKind) =>
    textOf(form, `code-${kind}`).replaceAll(/\D/g, "").slice(0, 12);
  const idOf = (kind: AddressKind) => textOf(form, `id-${kind}`);
  return {
    sent: Object.fromEntries(kinds.map((kind) => [kind, idOf(kind)])),
    typed: Object.fromEntries(kinds.map((kind) => [kind, { id: idOf(kind), code: codeOf(kind) }])),
  };
}

/** A contact to be read before it is confirmed. */
export const contactSummary = (
  { phone, email, toldIn }: ContactTyped & Partial<Pick<ToldIn, "toldIn">>,
  t: Translate,
): SafeHtml =>
  summaryList({
    rows: [
      { key: t("contact.phone"), value: phone ?? t("contact.none") },
      { key: t("contact.email"), value: email ?? t("contact.none") },
      ...(toldIn ? [{ key: t("contact.told-in"), value: languageNames[toldIn] }] : []),
    ],
  });
