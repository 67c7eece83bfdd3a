import { type Corrected, corrections, type Item, isMistyped } from "../../../acts/index.ts";
import type { Synced } from "../../../counter/index.ts";
import { dateOf, isIdentityNumber, plainIdentityNumber } from "../../../kernel/index.ts";
import { type FormFields, textOf } from "../../../platform/http/index.ts";
import { dateInput, html, input, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { bornOn, type PersonLine, personLabel } from "./item-view.ts";

/** What an officer typed of a person, and what is wrong with it: it comes back at its fields. */
export interface WhoWrong {
  readonly item: string;
  readonly typed: FormFields;
  readonly problems: Readonly<Partial<Record<PersonLine, string>>>;
}

/** What is wrong, with the field at which it stands. */
export const whoErrors = ({ item, problems }: WhoWrong) =>
  Object.entries(problems).map(([line, text]) => ({
    id: line === "birth" ? `birth-${item}-day` : `${line}-${item}`,
    text,
  }));

/** A slip of the pen in number, name or date is put right here, from the receipt or the card. */
export function whoForm(
  desk: Desk,
  row: Synced,
  item: Item,
  wrong: WhoWrong | undefined,
): SafeHtml | null {
  const { t } = desk;
  if (item.kind !== "application" || !isMistyped(row)) return null;
  const { typed, problems = {} } = wrong?.item === row.item ? wrong : {};
  const shown = (field: string, before = "") => (typed ? textOf(typed, field) : before);
  const line = (name: PersonLine, value: string) =>
    input(
      {
        ...{ id: `${name}-${row.item}`, name, label: personLabel(desk, name) },
        ...{ value: shown(name, value), error: problems[name] },
        ...{ autocomplete: "off", spellcheck: false, width: 20, maxlength: 80 },
      },
      t,
    );
  const { name, nationalId, birthDate } = item.person;
  const [year, month, day] = birthDate.split("-");
  const birth = {
    ...{ id: `birth-${row.item}`, name: "birth", legend: personLabel(desk, "birth") },
    ...{ size: "s" as const, error: problems.birth },
    ...{ day: shown("birth-day", day), month: shown("birth-month", month) },
    year: shown("birth-year", year),
  };
  return html`${line("name", name)}${line("national-id", nationalId)}${dateInput(birth, t)}`;
}

/** Whom the officer typed, or what is wrong with that. */
export function whoIn(
  { deps, t }: Pick<Desk, "deps" | "t">,
  item: Item,
  form: FormFields,
): { readonly person: Corrected } | Pick<WhoWrong, "problems"> | undefined {
  if (item.kind !== "application" || form.name === undefined) return undefined;
  const { identityNumber, nameOrder } = deps.catalogue.jurisdiction;
  const part = (which: string) => textOf(form, `birth-${which}`).trim();
  const name = textOf(form, "name").trim().slice(0, 200);
  const nationalId = plainIdentityNumber(textOf(form, "national-id")).slice(0, 40);
  // A program of before did not ask for the date: then it may stay open.
  const isLeft = item.person.birthDate === "" && !part("day") && !part("month") && !part("year");
  const birthDate = isLeft ? "" : dateOf(part("day"), part("month"), part("year"));
  const { example } = identityNumber;
  const problems = {
    ...(name === "" && { name: t(`offline.person.name-wrong-${nameOrder}`) }),
    ...(!isIdentityNumber(nationalId, identityNumber) && {
      "national-id": t("counter.register.nationalId-wrong", { example }),
    }),
    ...(birthDate === undefined && { birth: t("offline.person.birth-wrong") }),
  };
  return birthDate === undefined || Object.keys(problems).length > 0
    ? { problems }
    : { person: { name, nationalId, birthDate } };
}

/** What stood there before somebody put it right, by whom and when. */
export async function correctedRows({ deps, t }: Desk, { held }: Pick<Synced, "held">) {
  const all = corrections(held);
  if (all.length === 0) return [];
  const names = await deps.officerNames(all.map(({ by }) => by));
  const zone = deps.catalogue.jurisdiction.timeZone;
  return all.map(({ by, at, was: { name, nationalId, birthDate } }) => ({
    key: t("offline.conflicts.before"),
    value: html`${[name, nationalId, bornOn(birthDate, t)].filter(Boolean).join(" · ")}<br>
      <span class="hw-muted">
        ${t("offline.conflicts.corrected", {
          name: names.get(by) ?? "–",
          time: t.dateTime(new Date(at), zone),
        })}
      </span>`,
  }));
}

/** From which card the account was made, and by whom: for who sends it in place of a code. */
export async function cardRows({ deps, t }: Desk, { person }: Pick<Synced, "person">) {
  const [card, by] = person
    ? await Promise.all([deps.counter.cardOf(person), deps.counter.registeredBy(person)])
    : [];
  if (!card || !by) return [];
  const { operator, settledBy } = by;
  const names = await deps.officerNames([operator, ...(settledBy ? [settledBy] : [])]);
  const facts = { card: t(`counter.card.${card}`), name: names.get(operator) ?? "–" };
  const value = settledBy
    ? t("offline.conflicts.card-receipt", { ...facts, settled: names.get(settledBy) ?? "–" })
    : t("offline.conflicts.card-seen", facts);
  return [{ key: t("offline.conflicts.card"), value }];
}
