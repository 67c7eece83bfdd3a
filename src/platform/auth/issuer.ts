import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  type PrivateKey,
  PrivateKeyJwt,
} from "openid-client";
import { type IssuerKeys, idTokenChecker, issuerKeys } from "./id-token.ts";
import type { LoginState } from "./login-state.ts";
import { checkLogoutToken, type LogoutToken } from "./logout-token.ts";
import type { Level } from "./model.ts";
import type { Issuer } from "./options.ts";

/** A checked answer of an issuer: signature, `iss`, `aud`, `nonce`, `auth_time`. */
export interface SignedIn {
  readonly sub: string;
  readonly acr: string | undefined;
  /** The issuer's name for its own session, where it has one. */
  readonly sid: string | undefined;
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Maximum age of the sign-in at the issuer when a level is requested (ASVS 7.5.3). */
const stepUpSeconds = 300;

export interface Client {
  readonly issuer: Issuer;
  /** Where to redirect the person. Throws when the issuer cannot be reached. */
  authorizationUrl(login: LoginState): Promise<URL>;
  /** Processes the issuer's answer. Throws when anything about it is invalid. */
  finish(callback: URL, login: LoginState): Promise<SignedIn>;
  /**
   * Where the issuer ends its own session (RP-Initiated Logout 1.0) and sends the person back to
   * `then`; undefined where it has no such place, or one on another host than its own.
   */
  signOutUrl(idToken: string, then: string): Promise<URL | undefined>;
  /** What the issuer says has ended. Throws where the token is not one of its own for us. */
  checkLogout(token: string): Promise<LogoutToken>;
}

/** A relying party of one issuer. Metadata and keys are fetched on first use and cached. */
export function clientFor(issuer: Issuer, redirectUri: string): Client {
  let discovered: Promise<Reached> | undefined;
  const reach = () => {
    discovered ??= discover(issuer).catch((error) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    issuer,
    async authorizationUrl(login) {
      const acr = login.level
        ? acrValues(issuer, (worth) => worth !== "staff" && worth >= (login.level ?? 1))
        : undefined;
      const staff = login.staff ? acrValues(issuer, (worth) => worth === "staff") : "";
      return buildAuthorizationUrl((await reach()).config, {
        redirect_uri: redirectUri,
        scope: issuer.scope ?? "openid profile email phone",
        state: login.state,
        nonce: login.nonce,
        code_challenge: await calculatePKCECodeChallenge(login.verifier),
        code_challenge_method: "S256",
        ...(staff ? { acr_values: staff } : {}),
        ...(acr ? { acr_values: acr, max_age: String(stepUpSeconds) } : {}),
        ...(issuer.alwaysAsk || login.shared || login.fresh ? { prompt: "login" } : {}),
        ...(login.fresh ? { max_age: "0" } : {}),
      });
    },
    async finish(callback, login) {
      const { config, keys } = await reach();
      const tokens = await authorizationCodeGrant(config, callback, {
        expectedState: login.state,
        expectedNonce: login.nonce,
        pkceCodeVerifier: login.verifier,
        idTokenExpected: true,
        ...(login.level || login.fresh ? { maxAge: stepUpSeconds } : {}),
      });
      if (!tokens.id_token) throw new Error("the issuer sent no ID token");
      const checkIdToken = idTokenChecker(issuer, keys);
      const idToken = await checkIdToken(tokens.id_token, config.serverMetadata().issuer);
      const more = config.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(config, tokens.access_token, idToken.sub)
        : {};
      const acr = typeof idToken.acr === "string" ? idToken.acr : undefined;
      const sid = typeof idToken.sid === "string" ? idToken.sid.slice(0, 255) : undefined;
      const claims = { ...idToken, ...more };
      return { sub: idToken.sub, acr, sid, idToken: tokens.id_token, claims };
    },
    async signOutUrl(idToken, then) {
      const { config } = await reach();
      const { end_session_endpoint: at } = config.serverMetadata();
      // Forms may lead to the issuer's own origin and no other: see the policy of our pages.
      if (!at || new URL(at).origin !== new URL(issuer.url).origin) return undefined;
      return buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: then,
      });
    },
    async checkLogout(token) {
      const { config, keys } = await reach();
      return checkLogoutToken(token, { issuer, keys, iss: config.serverMetadata().issuer });
    },
  };
}

interface Reached {
  readonly config: Configuration;
  readonly keys: IssuerKeys;
}

async function discover(issuer: Issuer): Promise<Reached> {
  const config = await discovery(
    new URL(issuer.url),
    issuer.clientId,
    { id_token_signed_response_alg: issuer.idTokenAlg ?? "ES256" },
    // Node's CryptoKey; the library's types use the DOM's.
    PrivateKeyJwt(issuer.clientKey as PrivateKey),
    // Plain http only to this machine: the issuer of a demonstration.
    { timeout: 10, execute: isLocal(issuer.url) ? [allowInsecureRequests] : [] },
  );
  const { jwks_uri } = config.serverMetadata();
  if (!jwks_uri) throw new Error(`${issuer.url} names no keys`);
  return { config, keys: issuerKeys(jwks_uri) };
}

const isLocal = (url: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** Every `acr` of this issuer that is worth so much. */
const acrValues = (issuer: Issuer, fits: (worth: Level | "staff") => boolean): string =>
  Object.entries(issuer.levels)
    .filter(([, worth]) => fits(worth))
    .map(([acr]) => acr)
    .join(" ");
