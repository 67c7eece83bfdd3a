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
  /** The language in which they want to be told; absent: the one in which they applied. */
  readonly toldIn?: string | null;
  readonly level: Level;
}

export type NewPerson = Omit<Person, "id" | "toldIn">;

/** A role as somebody holds it now. */
export interface HeldRole {
  readonly role: string;
  /** Offices of the authority, by their codes; empty for all of them. */
  readonly offices: readonly string[];
  /** Services by their ids; empty for all of them. */
  readonly services: readonly string[];
  /** The colleague on leave whose role it is. */
  readonly deputyFor?: OfficerId | null;
}

/** Leave that is on. */
export interface OwnLeave {
  readonly id: string;
  /** ISO 8601. */
  readonly untilAt: string;
  readonly deputy: OfficerId | null;
}

export interface Officer {
  readonly id: OfficerId;
  readonly name: string;
  readonly authority: AuthorityId;
  /** The roles of `held`, each once. */
  readonly roles: readonly string[];
  /** Offices of all that they hold, by their codes; empty where some role is for all of them. */
  readonly offices: readonly string[];
  /** Each role with its offices and services. */
  readonly held: readonly HeldRole[];
  /**
   * The officer's own accounts as a person, by national number, so that they never decide their own
   * case.
   */
  readonly persons?: readonly PersonId[];
  /** The leave that they are on now. */
  readonly leave?: OwnLeave | null;
  /** Addresses and networks from which they may work; empty or absent: from anywhere. */
  readonly networks?: readonly string[];
}

/** An officer in the government's data; `iss` and `sub` are those of their sign-in. */
export interface NewOfficer extends Omit<Officer, "id" | "persons" | "held"> {
  readonly iss: string;
  readonly sub: string;
  /** Identifies their own applications, from which they are excluded. */
  readonly nationalId?: string;
}

export type Actor =
  | { readonly kind: "guest" }
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "officer"; readonly officer: Officer };
