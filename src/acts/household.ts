import { loadVersions } from "../catalogue/index.ts";
import { type PersonNamed, peopleNamed } from "../form/index.ts";
import type { PersonId } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

/**
 * The people whom somebody has named in applications before: children, wards. Nothing but their own
 * words: no register has confirmed that they belong together. The newest answers about each.
 */
export async function householdOf(
  { cases, catalogue }: Pick<ActDeps, "cases" | "catalogue">,
  person: PersonId,
): Promise<readonly PersonNamed[]> {
  const rows = await cases.applicationsOf(person);
  await loadVersions(catalogue, rows);
  const answers = await cases.answersOf(rows.map(({ id }) => id));
  const all = rows.flatMap(({ id, service, definition }) => {
    const def = catalogue.version(service, definition);
    return peopleNamed(def ?? { form: [] }, answers.get(id) ?? {});
  });
  // Newest first: what was answered last is the one of several.
  return [...Map.groupBy(all, personKey).values()].flatMap(([newest]) => newest ?? []);
}

/** Tells one person of a household from another. */
export const personKey = ({ name, birthDate }: PersonNamed): string =>
  `${name.toLowerCase().replaceAll(/\s+/g, " ")}|${birthDate}`;
