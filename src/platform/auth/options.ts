import type { webcrypto } from "node:crypto";
import type { NameOrder } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { Security } from "../security/index.ts";
import type { Level } from "./model.ts";

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
  /** In which order a name is put together where an issuer tells only its parts. */
  readonly nameOrder: NameOrder;
  /** Where sign-ins and refusals are written down. */
  readonly security?: Pick<Security, "record" | "note">;
  /** The first is the one used unless `?issuer=` says another. */
  readonly issuers: readonly [Issuer, ...Issuer[]];
}
