import type { FastifyReply } from "fastify";
import type { InstrumentCommand, InstrumentState } from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import {
  alsoWrong,
  type DeskField,
  type DeskForm,
  foldedForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
} from "../form.ts";

type Clauses = Extract<InstrumentCommand, { type: "record-clauses" }>["clauses"];

/** What is recorded more seldom than a note or a step, each in a form of its own. */
export const seldom = ["clauses", "amendment", "un"] as const;
export type Seldom = (typeof seldom)[number];

const entries = ["last-note", "signature", "date", "unknown"] as const;

const source = ({ t }: Desk): DeskField => ({
  ...{ name: "source", kind: "text", label: t("partnership.desk.source") },
  ...{ hint: t("partnership.desk.source-hint"), missing: t("partnership.desk.enter-source") },
});

/** Days may be none; a term has a year at least. */
const days = [0, 9_999] as const;
const years = [1, 999] as const;

const ruleFields = ({ t }: Desk, missing: string | undefined): readonly DeskField[] => [
  {
    ...{ name: "entry", kind: "radios", label: t("partnership.clauses.entry"), missing },
    items: entries.map((value) => ({ value, text: t(`partnership.clauses.${value}`) })),
  },
  { name: "days", kind: "number", label: t("partnership.clauses.days"), whole: days },
  { name: "date", kind: "date", label: t("partnership.clauses.on") },
  { name: "years", kind: "number", label: t("partnership.clauses.years"), whole: years },
  { name: "renewal", kind: "number", label: t("partnership.clauses.renewal"), whole: years },
  { name: "notice", kind: "number", label: t("partnership.clauses.notice"), whole: days },
  {
    ...{ name: "termination", kind: "number", label: t("partnership.clauses.termination") },
    whole: days,
  },
];

const on = ({ t }: Desk): DeskField => ({
  ...{ name: "on", kind: "date", label: t("partnership.desk.on") },
  missing: t("partnership.desk.enter-day"),
});

const formOfSeldom = (desk: Desk, path: string): Readonly<Record<Seldom, DeskForm>> => {
  const { t } = desk;
  const send = t("partnership.desk.send");
  return {
    clauses: {
      ...{ id: "clauses", action: `${path}/clauses`, send },
      fields: [
        ...ruleFields(desk, t("partnership.clauses.choose")),
        {
          ...{ name: "provisional", kind: "radios", label: t("partnership.clauses.provisional") },
          items: (["yes", "no"] as const).map((value) => ({
            value,
            text: t(`component.${value}`),
          })),
        },
        {
          ...{ name: "depositary", kind: "text", label: t("partnership.clauses.depositary") },
          hint: t("partnership.clauses.depositary-hint"),
        },
        source(desk),
      ],
    },
    amendment: {
      ...{ id: "amendment", action: `${path}/amendment`, send },
      fields: [
        {
          ...{ name: "title", kind: "text", label: t("partnership.clauses.amendment-title") },
          missing: t("partnership.clauses.enter-title"),
        },
        on(desk),
        ...ruleFields(desk, undefined),
        source(desk),
      ],
    },
    un: {
      ...{ id: "un", action: `${path}/un`, send },
      fields: [
        {
          ...{ name: "number", kind: "text", label: t("partnership.clauses.un-number") },
          missing: t("partnership.desk.enter-number"),
        },
        on(desk),
        source(desk),
      ],
    },
  };
};

/** The three forms, shut until somebody opens one or one came back wrong. */
export function seldomForms(desk: Desk, path: string, typed?: Typed): SafeHtml {
  const forms = formOfSeldom(desk, path);
  const { t } = desk;
  return html`<section>
    ${foldedForm(t("partnership.clauses.title"), forms.clauses, desk, typed)}
    ${foldedForm(t("partnership.clauses.amendment"), forms.amendment, desk, typed)}
    ${foldedForm(t("partnership.clauses.un"), forms.un, desk, typed)}
  </section>`;
}

const whole = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

function entryOf(values: Typed["values"]): Clauses["entry"] | undefined {
  switch (values.entry) {
    case "last-note":
      return { on: "last-note", daysAfter: whole(values.days) ?? 0 };
    case "date":
      return values.date ? { on: "date", date: values.date } : undefined;
    case "signature":
    case "unknown":
      return { on: values.entry };
    default:
      return undefined;
  }
}

function termOf(values: Typed["values"]): Clauses["term"] {
  const [years, renewal, notice, termination] = [
    whole(values.years),
    whole(values.renewal),
    whole(values.notice),
    whole(values.termination),
  ];
  return {
    ...(years !== undefined && { years }),
    ...(renewal !== undefined && { renewal: { years: renewal, noticeDays: notice ?? 0 } }),
    ...(termination !== undefined && { terminationDays: termination }),
  };
}

/** What was typed, as the command that it means; undefined: the day of entry is missing. */
function commandOf(what: Seldom, { values }: Typed, lang: string): InstrumentCommand | undefined {
  const { source: from = "", on: day = "", number = "", title = "" } = values;
  if (what === "un")
    return { type: "register-with-un", registration: { on: day, number, source: from } };
  const entry = entryOf(values);
  const term = termOf(values);
  if (what === "clauses") {
    const { provisional, depositary } = values;
    const more = {
      ...(provisional === "yes" && { provisional: true as const }),
      ...(depositary && { depositary }),
    };
    return entry && { type: "record-clauses", clauses: { entry, term, source: from, ...more } };
  }
  if (values.entry === "date" && !entry) return undefined;
  return {
    type: "amend",
    amendment: {
      ...{ on: day, title: { [lang]: title }, source: from },
      ...(entry && { entry }),
      ...(Object.keys(term).length > 0 && { term }),
    },
  };
}

/**
 * Records what one of the three forms says. @param again shows the page with what was typed
 */
export async function recordSeldom(
  desk: Desk,
  id: string,
  state: InstrumentState,
  what: Seldom,
  path: string,
  again: (typed: Typed, form: DeskForm, status: number) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  const form = formOfSeldom(desk, path)[what];
  const typed = readTyped(form, formOf(request));
  const invalid = statusOf("invalid");
  if (typed.wrong.length > 0) return again(typed, form, invalid);
  const lang = state.text?.prevailing ?? state.text?.languages[0] ?? "en";
  const command = commandOf(what, typed, lang);
  if (!command)
    return again(alsoWrong(form, typed, "date", t("partnership.desk.enter-day")), form, invalid);
  const given = await deps.partnership.give(id, command, occasionOf(desk, formOf(request)));
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return again({ ...typed, refused }, form, statusOf(given.refusal.kind));
  }
  return redirectTo(reply, path, { kind: "success", code: "partnership.desk.done" });
}
