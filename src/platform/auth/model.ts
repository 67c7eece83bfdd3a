import type { webcrypto } from "node:crypto";
import type { AuthorityId, OfficerId, PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";

/** Level of assurance of a person's sign-in: 1 low, 2 substantial, 3 high (eIDAS). */
export type Level = 1 | 2 | 3;

/** A person as their issuer describes them. `level` is that of the session at hand. */
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
}

/** An officer as the government's data names them; `iss` and `sub` are those of their sign-in. */
export interface NewOfficer extends Omit<Officer, "id"> {
  readonly iss: string;
  readonly sub: string;
}

export type Actor =
  | { readonly kind: "guest" }
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "officer"; readonly officer: Officer };

/** An issuer that we rely on (OpenID Connect: code, PKCE S256, nonce, state, private_key_jwt). */
export interface Issuer {
  /** Short name in addresses: `/sign-in?issuer=esignet`. */
  readonly id: string;
  readonly url: string;
  /** The `iss` that accounts are kept under; default `url`. The demo keeps its own across ports. */
  readonly account?: string;
  readonly clientId: string;
  readonly clientKey: { readonly key: webcrypto.CryptoKey; readonly kid: string };
  /** What each `acr` is worth here; an `acr` that is not in the table signs nobody in. */
  readonly levels: Readonly<Record<string, Level | "staff">>;
  /** The one algorithm accepted on ID tokens (ASVS 9.1.2). Default ES256. */
  readonly idTokenAlg?: string;
  /** Default `openid profile email phone`. */
  readonly scope?: string;
  /** Ask the issuer to show its sign-in page even to whom it knows. */
  readonly alwaysAsk?: boolean;
}

export interface AuthOptions {
  readonly sql: Sql;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly secret: string;
  readonly baseUrl: string;
  /** The first is the one used unless `?issuer=` says another. */
  readonly issuers: readonly [Issuer, ...Issuer[]];
}
