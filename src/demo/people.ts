import { join } from "node:path";
import type { AuthorityId } from "../kernel/index.ts";
import { demonstrationIssuer, type NewOfficer, type NewPerson } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { yamlIn } from "../platform/yaml/index.ts";

/** An invented person of jurisdictions/<code>/demo/people.yaml. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly nationalId: string;
  readonly nationality: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: Lang;
  readonly about: Readonly<Record<Lang, string>>;
}

export interface DemoOfficer {
  readonly id: string;
  readonly name: string;
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
  /** Offices of the authority, where the officer works in some of them only. */
  readonly offices?: readonly string[];
  readonly language: Lang;
}

/** An applicant of the invented past as whom nobody signs in. */
export type DemoApplicant = Omit<DemoPerson, "about">;

export interface DemoTown {
  readonly people: readonly DemoPerson[];
  readonly others?: readonly DemoApplicant[];
  readonly officers: readonly DemoOfficer[];
}

/**
 * Reads `demo/people.yaml` of a government's folder. Throws where it is missing or an id is said
 * twice.
 */
export function readDemoTown(folder: string): DemoTown {
  const town = yamlIn(join(folder, "demo/people.yaml")) as DemoTown;
  const ids = [...town.people, ...(town.others ?? []), ...town.officers].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`demo/people.yaml: "${twice}" is there twice`);
  return town;
}

/**
 * For `rememberPerson`, so that the demonstration can have applications of people who never signed
 * in.
 */
export const asNewPerson = ({
  id,
  about: _about,
  ...person
}: DemoApplicant & Partial<DemoPerson>): NewPerson => ({
  ...person,
  iss: demonstrationIssuer,
  sub: id,
  level: 2,
});

/** For `syncOfficers`. */
export const asNewOfficer = ({
  id,
  name,
  authority,
  roles,
  offices = [],
}: DemoOfficer): NewOfficer => ({
  iss: demonstrationIssuer,
  sub: id,
  name,
  authority,
  roles,
  offices,
});
