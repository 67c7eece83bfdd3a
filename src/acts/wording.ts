import {
  type Application,
  appealPapers,
  documentIn,
  type Status,
  signedScan,
} from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import type { AskedWords } from "../form/index.ts";
import type { Money } from "../kernel/index.ts";
import type { MessageFact } from "../messages/index.ts";
import type { I18n, Lang, Translate } from "../platform/i18n/index.ts";

/** A language that a case carries as text, as one that we speak; English for any other. */
export const langOf = (i18n: I18n, lang: string): Lang =>
  i18n.languages.find((each) => each === lang) ?? "en";

/** What people are told of a status, through every channel: the last word of `status.<word>`. */
export const statusWords = {
  "awaiting-payment": "fee-due",
  "in-review": "in-review",
  "waiting-for-applicant": "more-info",
  "granted-awaiting-payment": "fee-due",
  granted: "granted",
  refused: "refused",
  withdrawn: "withdrawn",
  "in-appeal": "appealed",
} as const satisfies Readonly<Record<Status, string>>;

/** How answers are put into words, for the person to check and for the file. */
export function askedWords(t: Translate): AskedWords {
  return {
    yes: t("form.yes"),
    no: t("form.no"),
    formatDate: (date) => t.date(date),
    formatMoney: (money: Money) => t.money(money),
    formatNumber: (value) => t.number(value),
    documents: t("form.documents"),
  };
}

/** The title of a paper by its id, of the applicant or of an officer; empty where there is none. */
export const paperTitle = (t: Translate, definition: Definition, id: string): string =>
  id === appealPapers.id
    ? t("appeal.papers")
    : id === signedScan.id
      ? t("counter.sheet.scan")
      : t.words(documentIn(definition, id)?.title);

/** What a message may say of a case: nothing that a stranger with the phone should not read. */
export function noticeOf(
  { state, definition }: Pick<Application, "state" | "definition">,
  timeZone: string,
): Readonly<Record<"reference" | "service" | "date", MessageFact>> {
  const due = state.request?.dueAt ?? state.clock.dueAt;
  return {
    reference: state.submitted?.reference ?? "",
    service: { words: definition.title },
    date: due ? { until: due, timeZone } : "–",
  };
}
