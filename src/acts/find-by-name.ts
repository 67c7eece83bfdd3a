import type { Visit } from "../counter/index.ts";
import type { OfficerId } from "../kernel/index.ts";
import { type Person, peopleBornOn } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { sameName } from "./same-name.ts";

/** Why an operator searches without a card; the person reads it in their own pages. */
export const searchPurposes = ["searched-lost", "searched-left", "searched-child"] as const;
export type SearchPurpose = (typeof searchPurposes)[number];

export interface SearchByName {
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly purpose: SearchPurpose;
  readonly officer: OfficerId;
  readonly centre: NonNullable<Visit["centre"]>;
}

/**
 * The one person of this whole name who was born that day; undefined for nobody and for several, so
 * that a search tells nothing about who there is. Whoever is found sees who searched, and why.
 */
export async function findByName(
  { sql, counter }: Pick<ActDeps, "sql" | "counter">,
  { name, birthDate, purpose, officer, centre }: SearchByName,
): Promise<Person | undefined> {
  const born = await peopleBornOn(sql, birthDate);
  const [person, other] = born.filter((each) => sameName(name, each.name));
  if (!person || other) return undefined;
  await counter.recordLook({ officer, people: [person.id], centre, what: purpose });
  return person;
}
