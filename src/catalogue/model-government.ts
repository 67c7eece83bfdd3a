import type { AuthorityId, IdentityNumberRule, NameOrder, TelephoneRule } from "../kernel/index.ts";
import type { Centre } from "./model-centre.ts";
import type { Lang, Provenance, Words } from "./model-parts.ts";

/** A government, as data (jurisdictions/<code>/jurisdiction.yaml and authorities.yaml). */
export interface Jurisdiction {
  readonly code: string;
  readonly name: Words;
  readonly languages: readonly Lang[];
  readonly currency: string;
  readonly timeZone: string;
  readonly weekend: readonly number[];
  readonly telephone: TelephoneRule & Provenance;
  readonly identityNumber: IdentityNumberRule & Provenance;
  /** Which part of a name is written first where the whole name is made from its parts. */
  readonly nameOrder: NameOrder;
  readonly opens: string;
  readonly closes: string;
  readonly authorities: readonly Authority[];
  readonly lifeEvents: readonly { readonly id: string; readonly title: Words }[];
  /** What binds it and others; rules name each as `treaty.<id>`. */
  readonly treaties?: readonly Treaty[];
  /** Where people are served in person (centres.yaml); none where the government has none. */
  readonly centres?: readonly Centre[];
  /** Level that the right phone PIN gives on a feature phone: 1 unless the government says 2. */
  readonly phonePinLevel?: 1 | 2;
  /** OIDC `acr` value → level of assurance 1, 2, 3 or `staff`. */
  readonly levels: Readonly<Record<string, 1 | 2 | 3 | "staff">>;
}

export interface Authority extends Provenance {
  readonly id: AuthorityId;
  readonly name: Words;
  readonly url?: string;
  readonly roles: Readonly<Record<string, Words>>;
  /** The code list of its offices; none where it works from one place. */
  readonly offices?: string;
}

/** An agreement between governments, as far as it has come (jurisdictions/<code>/treaties.yaml). */
export interface Treaty extends Provenance {
  /** snake_case */
  readonly id: string;
  readonly title: Words;
  /** `YYYY-MM-DD`; absent where the day is not known. */
  readonly signedOn?: string;
  /** The first day on which it no longer binds anybody, `YYYY-MM-DD`; absent while it holds. */
  readonly endsOn?: string;
  readonly parties: readonly TreatyParty[];
}

/** One side of a treaty. */
export interface TreatyParty extends Provenance {
  /** ISO 3166-1 alpha-2 in lower case. */
  readonly code: string;
  readonly ratifiedOn?: string;
  /** Since when it binds this side; null where that is not known or not yet so. */
  readonly inForceOn: string | null;
}
