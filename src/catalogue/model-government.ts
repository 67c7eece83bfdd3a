import type { AuthorityId } from "../kernel/index.ts";
import type { Lang, Provenance, Words } from "./model.ts";

/** A government, as data (jurisdictions/<code>/jurisdiction.yaml and authorities.yaml). */
export interface Jurisdiction {
  readonly code: string;
  readonly name: Words;
  readonly languages: readonly Lang[];
  readonly currency: string;
  readonly timeZone: string;
  readonly weekend: readonly number[];
  readonly opens: string;
  readonly closes: string;
  readonly authorities: readonly Authority[];
  readonly lifeEvents: readonly { readonly id: string; readonly title: Words }[];
  /** OIDC `acr` value → level of assurance 1, 2, 3 or `staff`. */
  readonly levels: Readonly<Record<string, 1 | 2 | 3 | "staff">>;
}

export interface Authority extends Provenance {
  readonly id: AuthorityId;
  readonly name: Words;
  readonly url?: string;
  readonly roles: Readonly<Record<string, Words>>;
}
