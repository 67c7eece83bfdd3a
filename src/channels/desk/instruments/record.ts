import { dateOf, type Problem } from "../../../kernel/index.ts";
import type { InstrumentCommand, InstrumentState } from "../../../partnership/index.ts";
import { type FormFields, textOf } from "../../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  dateInput,
  errorSummary,
  html,
  input,
  radios,
  type SafeHtml,
  sideName,
  textarea,
} from "../../components/index.ts";

/** What can be recorded of an instrument, in the order in which it is offered. */
const happenings = [
  "note",
  "cabinet",
  "parliament",
  "ratification",
  "gazette",
  "no-renewal",
  "termination",
  "withdraw-note",
] as const;
type Happening = (typeof happenings)[number];

const happeningWords: Readonly<Record<Happening, PlainKey>> = {
  note: "partnership.desk.note",
  cabinet: "partnership.step.cabinet",
  parliament: "partnership.step.parliament",
  ratification: "partnership.step.ratification",
  gazette: "partnership.step.gazette",
  "no-renewal": "partnership.desk.no-renewal",
  termination: "partnership.desk.termination",
  "withdraw-note": "partnership.desk.withdraw-note",
};

/** The form as it was typed, with what is wrong with it. */
export interface RecordForm {
  readonly key: string;
  readonly what: string;
  readonly side: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly number: string;
  readonly source: string;
  readonly reason: string;
  readonly problems: readonly Problem[];
  /** Why the register refused it, in words. */
  readonly refused?: string;
}

export const emptyRecord = (key: string): RecordForm => ({
  ...{ key, what: "", side: "", day: "", month: "", year: "", number: "", source: "" },
  ...{ reason: "", problems: [] },
});

/** What each field lacks when it is empty or wrong. */
const problemWords: Readonly<Record<string, PlainKey>> = {
  what: "partnership.desk.choose-what",
  side: "partnership.desk.choose-side",
  on: "partnership.desk.enter-day",
  number: "partnership.desk.enter-number",
  source: "partnership.desk.enter-source",
  reason: "partnership.desk.enter-reason",
};

const longestText = 500;

/** What was typed, with the command that it means, or with every problem at once. */
export function readRecord(
  fields: FormFields,
  { text }: InstrumentState,
): { readonly form: RecordForm; readonly command?: InstrumentCommand } {
  const typed = (name: string) => textOf(fields, name).trim().slice(0, longestText);
  const form: RecordForm = {
    key: typed("key"),
    what: typed("what"),
    side: typed("side"),
    day: typed("on-day"),
    month: typed("on-month"),
    year: typed("on-year"),
    number: typed("number"),
    source: typed("source"),
    reason: typed("reason"),
    problems: [],
  };
  const what = happenings.find((each) => each === form.what);
  const side = text?.parties.find((each) => each === form.side);
  const on = dateOf(form.day, form.month, form.year);
  const takesBack = what === "withdraw-note";
  const missing = [
    ...(what ? [] : ["what"]),
    ...(side ? [] : ["side"]),
    ...(takesBack || on ? [] : ["on"]),
    ...(takesBack || form.number !== "" ? [] : ["number"]),
    ...(takesBack || form.source !== "" ? [] : ["source"]),
    ...(takesBack && form.reason === "" ? ["reason"] : []),
  ];
  if (what && side && missing.length === 0)
    return { form, command: commandOf(what, side, on ?? "", form) };
  return { form: { ...form, problems: missing.map((field) => ({ field, code: "required" })) } };
}

function commandOf(
  what: Happening,
  side: string,
  on: string,
  { number, source, reason }: RecordForm,
): InstrumentCommand {
  switch (what) {
    case "note":
      return { type: "receive-note", side, note: { on, number, source } };
    case "withdraw-note":
      return { type: "withdraw-note", side, reason };
    case "no-renewal":
    case "termination":
      return { type: "give-notice", notice: { by: side, on, number, source, what } };
    default:
      return { type: "take-step", side, step: { kind: what, on, act: number, source } };
  }
}

/** What is wrong with the form, for the top of its page. */
export function recordProblems(form: RecordForm, t: Translate): SafeHtml | null {
  const errors = form.problems.flatMap(({ field }) => {
    const words = problemWords[field];
    return words ? [{ id: field === "on" ? "on-day" : field, text: t(words) }] : [];
  });
  if (form.refused !== undefined) errors.push({ id: "what", text: form.refused });
  return errors.length > 0 ? errorSummary(errors, t) : null;
}

/** The form by which an officer records what happened to an instrument. */
export function recordForm(
  form: RecordForm,
  { text }: InstrumentState,
  action: string,
  csrf: SafeHtml,
  t: Translate,
): SafeHtml {
  const problem = (field: string) => {
    const words = problemWords[field];
    return words && form.problems.some((each) => each.field === field) ? t(words) : undefined;
  };
  const { what, side, day, month, year, number, source, reason } = form;
  return html`<section aria-labelledby="record">
    <h2 class="govuk-heading-m" id="record">${t("partnership.desk.record")}</h2>
    <p class="govuk-body">${t("partnership.desk.effect")}</p>
    <form method="post" action="${action}" novalidate>
      ${csrf}<input type="hidden" name="key" value="${form.key}">
      ${radios(
        {
          ...{ id: "what", name: "what", legend: t("partnership.desk.what"), value: what },
          items: happenings.map((value) => ({ value, text: t(happeningWords[value]) })),
          error: problem("what"),
        },
        t,
      )}
      ${radios(
        {
          ...{ id: "side", name: "side", legend: t("partnership.desk.side"), value: side },
          items: (text?.parties ?? []).map((value) => ({ value, text: sideName(value, t) })),
          error: problem("side"),
        },
        t,
      )}
      ${dateInput(
        {
          ...{ id: "on", name: "on", legend: t("partnership.desk.on"), day, month, year },
          error: problem("on"),
        },
        t,
      )}
      ${input(
        {
          ...{ id: "number", name: "number", label: t("partnership.desk.number") },
          ...{ value: number, error: problem("number") },
        },
        t,
      )}
      ${input(
        {
          ...{ id: "source", name: "source", label: t("partnership.desk.source") },
          ...{ hint: t("partnership.desk.source-hint"), value: source },
          error: problem("source"),
        },
        t,
      )}
      ${textarea(
        {
          ...{ id: "reason", name: "reason", label: t("partnership.desk.reason") },
          ...{ value: reason, error: problem("reason"), rows: 2 },
        },
        t,
      )}
      ${button({ text: t("partnership.desk.send") })}
    </form>
  </section>`;
}
