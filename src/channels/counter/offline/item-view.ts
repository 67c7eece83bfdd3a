import { type ApplicationItem, type Item, twins } from "../../../acts/index.ts";
import { isHeld, isTwin, type Synced } from "../../../counter/index.ts";
import { askedOf, type FormFacts } from "../../../form/index.ts";
import { dateIn, dateOf } from "../../../kernel/index.ts";
import { hasLeft } from "../../../platform/auth/index.ts";
import { details, html, type SafeHtml } from "../../components/index.ts";
import { answersView, listsOf } from "../../questions/index.ts";
import type { Desk } from "../desk.ts";
import { itemOf } from "./item.ts";

/**
 * What the person answered, in the officer's language, to be compared with the receipt that they
 * signed; nothing can be changed here. Null where the service is not known in that version.
 */
export async function itemAnswers(
  { deps, t }: Desk,
  { service, definition, answers, person, takenAt }: ApplicationItem,
  open: boolean,
): Promise<SafeHtml | null> {
  const def = await deps.catalogue.findVersion(service, definition);
  if (!def) return null;
  const { name, nationalId, birthDate, phone = null } = person;
  const applicant = { name, nationalId, birthDate, phone, nationality: null, email: null };
  const today = dateIn(takenAt, deps.catalogue.jurisdiction.timeZone);
  const facts: FormFacts = { today, applicant, renewal: false };
  const words = deps.askedWords(t.lang);
  const asked = askedOf(def, answers, {}, facts, t.lang, words, listsOf(deps));
  const heading = (title: string) => html`<h2 class="govuk-heading-s">${title}</h2>`;
  const view = { asked, documents: {}, files: "", heading };
  return details(t("offline.conflicts.answers"), html`${answersView(view, t)}`, open);
}

export type PersonLine = "name" | "national-id" | "birth";

/** The name is asked for in the order in which the country writes it. */
export const personLabel = ({ deps, t }: Desk, line: PersonLine): string =>
  line === "name"
    ? t(`offline.person.name-${deps.catalogue.jurisdiction.nameOrder}`)
    : t(`offline.person.${line}`);

/** As a date reads, where a device wrote one. */
export function bornOn(text: string, t: Desk["t"]): string {
  const [year = "", month = "", day = ""] = text.split("-");
  const date = dateOf(day, month, year);
  return date ? t.date(date) : text;
}

/** Whom and what an item is about. */
export function aboutOf(desk: Desk, item: Item) {
  const { deps, t } = desk;
  if (item.kind === "ticket") return [{ key: t("offline.ticket.number"), value: item.number }];
  const def = deps.catalogue.version(item.service, item.definition);
  return [
    { key: personLabel(desk, "name"), value: item.person.name },
    { key: personLabel(desk, "national-id"), value: item.person.nationalId },
    ...(item.person.birthDate
      ? [{ key: personLabel(desk, "birth"), value: bornOn(item.person.birthDate, t) }]
      : []),
    ...(item.person.phone ? [{ key: t("offline.person.phone"), value: item.person.phone }] : []),
    { key: t("offline.service"), value: t.words(def?.title) || item.service },
    {
      key: t("submitted.reference"),
      value: html`<strong class="hw-reference">${item.reference}</strong>`,
    },
  ];
}

const countOf: Readonly<Partial<Record<string, "waits-for-yes" | "waits-for-officer" | "new">>> = {
  "offline.waits-for-yes": "waits-for-yes",
  "offline.waits-for-officer": "waits-for-officer",
  "offline.name-differs": "new",
  "offline.person-differs": "new",
};

/** How many applications of how many people, and what they wait for. */
export function countsView({ t }: Desk, rows: readonly Synced[]): SafeHtml | null {
  const items = rows.map(({ held }) => itemOf(held));
  const people = new Set(
    items.flatMap((item) => (item?.kind === "application" ? item.person.nationalId : [])),
  );
  const applications = rows.filter(({ kind }) => kind === "application");
  const tickets = rows.length - applications.length;
  const standings = applications.map((row) =>
    isHeld(row) ? "conflict" : (countOf[row.reason ?? ""] ?? "conflict"),
  );
  const parts = (["waits-for-yes", "waits-for-officer", "new", "conflict"] as const).flatMap(
    (each) => {
      const count = standings.filter((standing) => standing === each).length;
      return count > 0 ? t(`offline.count.${each}`, { count: String(count) }) : [];
    },
  );
  const lines = [
    ...(applications.length > 0
      ? [
          `${t("offline.applications-waiting", { count: applications.length })} ` +
            `${t("offline.conflicts.people", { count: people.size })}; ${parts.join("; ")}.`,
        ]
      : []),
    ...(tickets > 0 ? [t("offline.conflicts.tickets", { count: String(tickets) })] : []),
  ];
  return rows.length === 0
    ? null
    : html`<div id="counts">${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}</div>`;
}

/** Which other application is like it, while that is to be settled; why both are wanted, after. */
export async function twinRows({ deps, t }: Desk, row: Synced, item: Item) {
  const { person, bothReason } = row;
  if (bothReason) return [{ key: t("offline.conflicts.both-reason"), value: bothReason }];
  if (!person || !isTwin(row) || item.kind !== "application") return [];
  const others = await twins(deps, item, { id: person });
  const numbers = others.map(({ reference }) => reference);
  return [{ key: t("offline.conflicts.like-it"), value: t.list(numbers) }];
}

/** Who let it go on although its taker says that they did not take it, and why. */
export async function letGoRows({ deps, t }: Desk, { letGoBy, letGoReason }: Synced) {
  if (!letGoBy || !letGoReason) return [];
  const name = (await deps.officerNames([letGoBy])).get(letGoBy) ?? "–";
  return [{ key: t("offline.conflicts.let-go-by", { name }), value: letGoReason }];
}

/** Who took an item, as the device says, and who brought it. */
export async function hands(
  { deps, t }: Desk,
  { takenBy, takenConfirmed = null, deliveredBy }: Synced,
) {
  const names = await deps.officerNames([deliveredBy, ...(takenBy ? [takenBy] : [])]);
  const taken = t(
    takenConfirmed ? "offline.conflicts.taken-by-sure" : "offline.conflicts.taken-by",
  );
  const denied = takenConfirmed === false ? ` (${t("offline.claims.says-no")})` : "";
  const left =
    takenBy && takenConfirmed === null && (await hasLeft(deps.sql, takenBy))
      ? ` (${t("offline.claims.has-left")})`
      : "";
  const name = (id: string) => names.get(id) ?? "–";
  return [
    takenBy
      ? { key: taken, value: `${name(takenBy)}${denied}${left}` }
      : { key: t("offline.conflicts.taken-by"), value: t("offline.conflicts.taken-unsaid") },
    { key: t("offline.conflicts.delivered-by"), value: name(deliveredBy) },
  ];
}
