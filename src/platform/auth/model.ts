import type { AuthorityId, OfficerId, PersonId } from "../../kernel/index.ts";

/** Level of assurance of a person's sign-in: 1 low, 2 substantial, 3 high (eIDAS). */
export type Level = 1 | 2 | 3;

/** A person as their issuer describes them. `level` is that of the present session. */
export interface Person {
  readonly id: PersonId;
  readonly iss: string;
  readonly sub: string;
  readonly name: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  /** YYYY-MM-DD */
  readonly birthDate: string | null;
  readonly nationalId: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly nationality: string | null;
  /** E.164 */
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly level: Level;
}

export type NewPerson = Omit<Person, "id">;

export interface Officer {
  readonly id: OfficerId;
  readonly name: string;
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
  /** Offices of the authority, by their codes; empty for all of them. */
  readonly offices: readonly string[];
  /**
   * The officer's own accounts as a person, by national number, so that they never decide their own
   * case.
   */
  readonly persons?: readonly PersonId[];
  /** Addresses and networks from which they may work; empty or absent: from anywhere. */
  readonly networks?: readonly string[];
}

/** An officer in the government's data; `iss` and `sub` are those of their sign-in. */
export interface NewOfficer extends Omit<Officer, "id" | "persons"> {
  readonly iss: string;
  readonly sub: string;
  /** Identifies their own applications, from which they are excluded. */
  readonly nationalId?: string;
}

export type Actor =
  | { readonly kind: "guest" }
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "officer"; readonly officer: Officer };
