import type { webcrypto } from "node:crypto";
import type { NameOrder, OfficerId, Result } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { Security } from "../security/index.ts";
import type { Level } from "./model.ts";

/** An OpenID Connect issuer (code, PKCE S256, nonce, state, private_key_jwt). */
export interface Issuer {
  /** Short name in addresses: `/sign-in?issuer=esignet`. */
  readonly id: string;
  readonly url: string;
  /**
   * The `iss` of stored accounts; default `url`. The demonstration uses the same for every port.
   */
  readonly account?: string;
  readonly clientId: string;
  readonly clientKey: { readonly key: webcrypto.CryptoKey; readonly kid: string };
  /** The level of each `acr`; any other `acr` is refused. */
  readonly levels: Readonly<Record<string, Level | "staff">>;
  /** The only algorithm accepted on ID tokens (ASVS 9.1.2). Default ES256. */
  readonly idTokenAlg?: string;
  /** Default `openid profile email phone`. */
  readonly scope?: string;
  /** Makes the issuer show its sign-in page even with an existing session. */
  readonly alwaysAsk?: boolean;
}

export interface AuthOptions {
  readonly sql: Sql;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly secret: string;
  readonly baseUrl: string;
  /** The order of a full name where an issuer gives only its parts. */
  readonly nameOrder: NameOrder;
  /** Where somebody lands who signed in without having been anywhere; default `/`. */
  readonly landing?: string;
  /**
   * What waits unread for the officer `o` of a query, as a number: read with the session, because
   * every page of the staff says it.
   */
  readonly unreadFor?: (officer: ReturnType<Sql["unsafe"]>) => ReturnType<Sql["unsafe"]>;
  /** Where sign-ins and refusals are recorded. */
  readonly security?: Pick<Security, "record" | "note">;
  /** Does what follows when an officer has signed out of their last session. */
  readonly officerSignedOut?: (officer: OfficerId) => Promise<void>;
  /**
   * The page that asks first, where an officer signs out with a client in front of them; `client`
   * is what they chose there.
   */
  readonly beforeSignOut?: (officer: OfficerId, client: string) => Promise<string | undefined>;
  /** The page on which officers choose how to sign in; without it they go to the issuer. */
  readonly staffSignIn?: string;
  /** Uses an invitation of staff with the account that was vouched for. */
  readonly join?: (
    invitation: string,
    account: { readonly iss: string; readonly sub: string },
  ) => Promise<Result<OfficerId>>;
  /** The first is the default; `?issuer=` selects another. */
  readonly issuers: readonly [Issuer, ...Issuer[]];
}
