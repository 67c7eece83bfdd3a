/** Whom a notice of a breach is for, in its form and on its page. */
import { readersNamed, unknownAmong } from "../../../acts/index.ts";
import { clockTime, dateIn, dateOf, instantOf, normaliseReference } from "../../../kernel/index.ts";
import { type BreachKind, type BreachPeople, breachKinds } from "../../../privacy/index.ts";
import {
  button,
  dateInput,
  html,
  input,
  type PageError,
  radios,
  type SafeHtml,
  type SummaryRow,
  select,
  textarea,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { minutesTyped, zoneOf } from "./frame.ts";

/** Values of the form by the names of its fields. */
type Fields = Readonly<Record<string, string>>;

const anyService = "any";
const ends = ["from", "until"] as const;
type End = (typeof ends)[number];
const dateParts = ["day", "month", "year"] as const;
/** Applications of one list. */
const mostListed = 2000;

const momentNames = (prefix: string, parts: readonly string[]) =>
  ends.flatMap((end) => parts.map((part) => `${prefix}${end}-${part}`));
const seenNames = momentNames("seen-", [...dateParts, "time"]);

/** The fields of each way to say whom it is for. */
export const namesOf: Readonly<Record<BreachKind, readonly string[]>> = {
  applied: ["service", ...momentNames("", dateParts)],
  seen: ["reader", ...seenNames],
  exported: seenNames,
  listed: ["references"],
};

export const peopleNames = [...new Set(Object.values(namesOf).flat())];

/** Characters of the list: those of a number, and some between two. */
export const longestList = mostListed * 14;

/** People as the form would send them. */
export function typedPeople(
  desk: Desk,
  people: BreachPeople,
  nameOf: (id: string) => string,
): Fields {
  const day = (name: string, date: string) =>
    date.split("-").map((part, at) => [`${name}-${["year", "month", "day"][at]}`, part]);
  const zone = zoneOf(desk);
  const moment = (end: End, at: Date) => [
    ...day(`seen-${end}`, dateIn(at, zone)),
    [`seen-${end}-time`, clockTime(at, zone)],
  ];
  const { kind } = people;
  if (kind === "listed") return { kind, references: people.references.join("\n") };
  return Object.fromEntries([
    ["kind", kind],
    ...(kind === "seen" ? [["reader", nameOf(people.by)]] : []),
    ...(kind === "applied"
      ? [
          ["service", people.service ?? anyService],
          ...day("from", people.sentFrom),
          ...day("until", people.sentUntil),
        ]
      : [...moment("from", people.from), ...moment("until", people.until)]),
  ]);
}

/** Whom it is for, as its page says it. */
export function peopleRows(
  desk: Desk,
  people: BreachPeople,
  nameOf: (id: string) => string,
): SummaryRow[] {
  const { t, deps } = desk;
  const kind = { key: t("privacy-desk.notice.who"), value: t(`privacy-desk.who.${people.kind}`) };
  switch (people.kind) {
    case "applied": {
      const { service, sentFrom, sentUntil } = people;
      const definition = service === null ? undefined : deps.catalogue.current(service);
      const title = definition ? t.words(definition.title) : service;
      return [
        kind,
        { key: t("privacy-desk.notice.service"), value: title ?? t("privacy-desk.notice.any") },
        { key: t("privacy-desk.notice.from"), value: t.date(sentFrom) },
        { key: t("privacy-desk.notice.until"), value: t.date(sentUntil) },
      ];
    }
    case "listed":
      return [
        kind,
        { key: t("privacy-desk.notice.references"), value: t.list(people.references.slice(0, 50)) },
      ];
    default: {
      const zone = zoneOf(desk);
      return [
        kind,
        ...(people.kind === "seen"
          ? [{ key: t("privacy-desk.notice.reader"), value: nameOf(people.by) }]
          : []),
        { key: t("privacy-desk.notice.seen-from"), value: t.dateTime(people.from, zone) },
        { key: t("privacy-desk.notice.seen-until"), value: t.dateTime(people.until, zone) },
      ];
    }
  }
}

/** The choice of a way, with the button that shows the fields of it. */
export const kindField = ({ t }: Desk, fields: Fields, errors: readonly PageError[]): SafeHtml =>
  html`${radios(
    {
      ...{ id: "kind", name: "kind", legend: t("privacy-desk.notice.who"), value: fields.kind },
      items: breachKinds.map((kind) => ({ value: kind, text: t(`privacy-desk.who.${kind}`) })),
      error: errors.find(({ id }) => id === "kind")?.text,
    },
    t,
  )}${button({
    ...{ text: t("privacy-desk.notice.choose"), kind: "secondary" },
    ...{ name: "_action", value: "choose" },
  })}`;

/** The fields of the way that was chosen. */
export function peopleFields(
  { deps, t }: Desk,
  kind: BreachKind,
  fields: Fields,
  errors: readonly PageError[],
): SafeHtml {
  const errorOf = (field: string) => errors.find((error) => error.id === field)?.text;
  const day = (name: string, legend: string) =>
    dateInput(
      {
        ...{ id: name, name, legend, day: fields[`${name}-day`], month: fields[`${name}-month`] },
        ...{ year: fields[`${name}-year`], error: errorOf(`${name}-day`) },
      },
      t,
    );
  const line = (name: string, own: { label: string; hint?: string; width?: 5 }) =>
    input({ ...own, id: name, name, value: fields[name], error: errorOf(name) }, t);
  const moment = (end: End) => html`
    ${day(`seen-${end}`, t(`privacy-desk.notice.seen-${end}`))}
    ${line(`seen-${end}-time`, { label: t(`privacy-desk.notice.seen-${end}-time`), width: 5 })}`;
  switch (kind) {
    case "applied":
      return html`${serviceField({ deps, t }, fields.service)}
        ${ends.map((end) => day(end, t(`privacy-desk.notice.${end}`)))}`;
    case "seen":
      return html`${line("reader", {
        ...{ label: t("privacy-desk.notice.reader"), hint: t("privacy-desk.notice.reader-hint") },
      })}${ends.map(moment)}`;
    case "exported":
      return html`${ends.map(moment)}`;
    case "listed":
      return textarea(
        {
          ...{ id: "references", name: "references", label: t("privacy-desk.notice.references") },
          ...{ hint: t("privacy-desk.notice.references-hint"), rows: 4, maxlength: longestList },
          ...{ value: fields.references, error: errorOf("references") },
        },
        t,
      );
  }
}

function serviceField({ deps, t }: Pick<Desk, "deps" | "t">, value = anyService): SafeHtml {
  const services = deps.catalogue.services.filter(({ process }) => process);
  return select(
    {
      ...{ id: "service", name: "service", label: t("privacy-desk.notice.service") },
      items: [
        { value: anyService, text: t("privacy-desk.notice.any") },
        ...services.map((each) => ({ value: each.id, text: t.words(each.title) })),
      ],
      ...{ value, empty: false },
    },
    t,
  );
}

type Read = { readonly people: BreachPeople } | { readonly errors: readonly PageError[] };

/** The people that were typed, or what is wrong with the fields of the way that was chosen. */
export async function readPeople(desk: Desk, fields: Fields): Promise<Read> {
  const kind = breachKinds.find((each) => each === fields.kind);
  switch (kind) {
    case "applied":
      return readApplied(desk, fields);
    case "listed":
      return readListed(desk, fields);
    case "seen":
      return readSeen(desk, fields);
    case "exported": {
      const between = readBetween(desk, fields);
      return "errors" in between ? between : { people: { kind, ...between } };
    }
    default:
      return { errors: [{ id: "kind", text: desk.t("privacy-desk.notice.give-who") }] };
  }
}

const dayOf = (fields: Fields, name: string) =>
  dateOf(fields[`${name}-day`] ?? "", fields[`${name}-month`] ?? "", fields[`${name}-year`] ?? "");

function readApplied({ deps, t }: Desk, fields: Fields): Read {
  const [sentFrom, sentUntil] = [dayOf(fields, "from"), dayOf(fields, "until")];
  const errors: PageError[] = [];
  if (!sentFrom) errors.push({ id: "from-day", text: t("privacy-desk.notice.give-day") });
  if (!sentUntil) errors.push({ id: "until-day", text: t("privacy-desk.notice.give-day") });
  if (sentFrom && sentUntil && sentUntil < sentFrom)
    errors.push({ id: "until-day", text: t("privacy-desk.notice.give-order") });
  if (!sentFrom || !sentUntil || errors.length > 0) return { errors };
  const service = deps.catalogue.current(fields.service ?? "")?.id ?? null;
  return { people: { kind: "applied", service, sentFrom, sentUntil } };
}

async function readListed({ deps, t }: Desk, { references = "" }: Fields): Promise<Read> {
  const typed = references.split(/[\s,;]+/).filter((each) => each !== "");
  const numbers = [...new Set(typed.map((each) => normaliseReference(each) ?? each))];
  const wrong = (text: string): Read => ({ errors: [{ id: "references", text }] });
  if (numbers.length === 0) return wrong(t("privacy-desk.notice.give-references"));
  if (numbers.length > mostListed)
    return wrong(t("privacy-desk.notice.too-many", { most: mostListed }));
  const unknown = await unknownAmong(deps, numbers);
  if (unknown.length > 0)
    return wrong(t("privacy-desk.notice.unknown", { numbers: t.list(unknown.slice(0, 10)) }));
  return { people: { kind: "listed", references: numbers } };
}

async function readSeen(desk: Desk, fields: Fields): Promise<Read> {
  const { deps, t } = desk;
  const { reader = "" } = fields;
  const readers = reader === "" ? [] : await readersNamed(deps, reader);
  const [one, ...others] = readers;
  const between = readBetween(desk, fields);
  const names = t.list(readers.map(({ name }) => name));
  const text = one
    ? t("privacy-desk.notice.several-readers", { names })
    : t("privacy-desk.notice.give-reader");
  const nobody: PageError[] = one && others.length === 0 ? [] : [{ id: "reader", text }];
  if ("errors" in between) return { errors: [...nobody, ...between.errors] };
  if (!one || nobody.length > 0) return { errors: nobody };
  return { people: { kind: "seen", by: one.id, ...between } };
}

function readBetween(
  desk: Desk,
  fields: Fields,
): { readonly from: Date; readonly until: Date } | { readonly errors: readonly PageError[] } {
  const { t } = desk;
  const errors: PageError[] = [];
  const [from, until] = ends.map((end) => {
    const day = dayOf(fields, `seen-${end}`);
    const minutes = minutesTyped(fields[`seen-${end}-time`] ?? "");
    if (!day) errors.push({ id: `seen-${end}-day`, text: t("privacy-desk.notice.give-day") });
    if (minutes === undefined)
      errors.push({ id: `seen-${end}-time`, text: t("privacy-desk.breaches.give-time") });
    return day && minutes !== undefined ? instantOf(day, minutes, zoneOf(desk)) : undefined;
  });
  if (from && until && until < from)
    errors.push({ id: "seen-until-day", text: t("privacy-desk.notice.give-order") });
  return from && until && errors.length === 0 ? { from, until } : { errors };
}
