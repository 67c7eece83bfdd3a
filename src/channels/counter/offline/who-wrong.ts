import { type Corrected, corrections, type Item, isMistyped } from "../../../acts/index.ts";
import type { Synced } from "../../../counter/index.ts";
import { dateOf, isIdentityNumber, plainIdentityNumber } from "../../../kernel/index.ts";
import { type Flash, type FormFields, textOf } from "../../../platform/http/index.ts";
import { dateInput, html, input, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { bornOn, type PersonLine, personLabel } from "./item-view.ts";

/** A slip of the pen in number, name or date is put right here, from the receipt or the card. */
export function whoForm(desk: Desk, row: Synced, item: Item): SafeHtml | null {
  const { t } = desk;
  if (item.kind !== "application" || !isMistyped(row)) return null;
  const line = (name: PersonLine, value: string) =>
    input(
      {
        ...{ id: `${name}-${row.item}`, name, label: personLabel(desk, name), value },
        ...{ autocomplete: "off", spellcheck: false, width: 20, maxlength: 80 },
      },
      t,
    );
  const { name, nationalId, birthDate } = item.person;
  const [year, month, day] = birthDate.split("-");
  const birth = {
    ...{ id: `birth-${row.item}`, name: "birth", legend: personLabel(desk, "birth") },
    ...{ size: "s" as const, day, month, year },
  };
  return html`${line("name", name)}${line("national-id", nationalId)}${dateInput(birth, t)}`;
}

/** Whom the officer typed, or what is wrong with that. */
export function whoIn(
  { deps }: Pick<Desk, "deps">,
  item: Item,
  form: FormFields,
): { readonly person: Corrected } | { readonly wrong: Flash } | undefined {
  if (item.kind !== "application" || form.name === undefined) return undefined;
  const { identityNumber, nameOrder } = deps.catalogue.jurisdiction;
  const part = (which: string) => textOf(form, `birth-${which}`).trim();
  const name = textOf(form, "name").trim().slice(0, 200);
  const nationalId = plainIdentityNumber(textOf(form, "national-id")).slice(0, 40);
  const notice = (code: Flash["code"], facts?: Flash["facts"]) => ({
    wrong: { kind: "notice" as const, code, ...(facts && { facts }) },
  });
  if (name === "") return notice(`offline.person.name-wrong-${nameOrder}`);
  if (!isIdentityNumber(nationalId, identityNumber)) {
    const { example } = identityNumber;
    return notice("counter.register.nationalId-wrong", { example });
  }
  // A program of before did not ask for the date: then it may stay open.
  const isLeft = item.person.birthDate === "" && !part("day") && !part("month") && !part("year");
  const birthDate = isLeft ? "" : dateOf(part("day"), part("month"), part("year"));
  if (birthDate === undefined) return notice("offline.person.birth-wrong");
  return { person: { name, nationalId, birthDate } };
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
  const names = await deps.officerNames([by]);
  const facts = { card: t(`counter.card.${card}`), name: names.get(by) ?? "–" };
  return [{ key: t("offline.conflicts.card"), value: t("offline.conflicts.card-seen", facts) }];
}
