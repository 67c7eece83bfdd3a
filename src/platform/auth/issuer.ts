import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  type PrivateKey,
  PrivateKeyJwt,
} from "openid-client";
import { idTokenChecker } from "./id-token.ts";
import type { LoginState } from "./login-state.ts";
import type { Level } from "./model.ts";
import type { Issuer } from "./options.ts";

/** What came back from an issuer, checked: signature, `iss`, `aud`, `nonce`, `auth_time`. */
export interface SignedIn {
  readonly sub: string;
  readonly acr: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** How old the person's own sign-in at the issuer may be when a level is asked for (ASVS 7.5.3). */
const stepUpSeconds = 300;

export interface Client {
  readonly issuer: Issuer;
  /** Where to send the person. Throws when the issuer cannot be reached. */
  authorizationUrl(login: LoginState): Promise<URL>;
  /** Takes the issuer's answer. Throws when anything about it is not as it must be. */
  finish(callback: URL, login: LoginState): Promise<SignedIn>;
}

/** A relying party at one issuer. Its addresses and keys are looked up at first use, and kept. */
export function clientFor(issuer: Issuer, redirectUri: string): Client {
  let found: Promise<Reached> | undefined;
  const reach = () => {
    found ??= discover(issuer).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    issuer,
    async authorizationUrl(login) {
      const asked = login.level ? acrValues(issuer, login.level) : undefined;
      return buildAuthorizationUrl((await reach()).config, {
        redirect_uri: redirectUri,
        scope: issuer.scope ?? "openid profile email phone",
        state: login.state,
        nonce: login.nonce,
        code_challenge: await calculatePKCECodeChallenge(login.verifier),
        code_challenge_method: "S256",
        ...(asked ? { acr_values: asked, max_age: String(stepUpSeconds) } : {}),
        ...(issuer.alwaysAsk || login.shared ? { prompt: "login" } : {}),
      });
    },
    async finish(callback, login) {
      const { config, checkIdToken } = await reach();
      const tokens = await authorizationCodeGrant(config, callback, {
        expectedState: login.state,
        expectedNonce: login.nonce,
        pkceCodeVerifier: login.verifier,
        idTokenExpected: true,
        ...(login.level ? { maxAge: stepUpSeconds } : {}),
      });
      if (!tokens.id_token) throw new Error("the issuer sent no ID token");
      const idToken = await checkIdToken(tokens.id_token, config.serverMetadata().issuer);
      const more = config.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(config, tokens.access_token, idToken.sub)
        : {};
      const acr = typeof idToken.acr === "string" ? idToken.acr : undefined;
      return { sub: idToken.sub, acr, claims: { ...idToken, ...more } };
    },
  };
}

interface Reached {
  readonly config: Configuration;
  readonly checkIdToken: ReturnType<typeof idTokenChecker>;
}

async function discover(issuer: Issuer): Promise<Reached> {
  const config = await discovery(
    new URL(issuer.url),
    issuer.clientId,
    { id_token_signed_response_alg: issuer.idTokenAlg ?? "ES256" },
    // Node's CryptoKey, which the library's types know by the name that the DOM has for it.
    PrivateKeyJwt(issuer.clientKey as PrivateKey),
    // Plain http only towards ourselves: the demo's issuer on this machine.
    { timeout: 10, execute: isLocal(issuer.url) ? [allowInsecureRequests] : [] },
  );
  const { jwks_uri } = config.serverMetadata();
  if (!jwks_uri) throw new Error(`${issuer.url} names no keys`);
  return { config, checkIdToken: idTokenChecker(issuer, jwks_uri) };
}

const isLocal = (url: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** Every `acr` of this issuer that is worth this level or more. */
const acrValues = (issuer: Issuer, level: Level): string =>
  Object.entries(issuer.levels)
    .filter(([, worth]) => worth !== "staff" && worth >= level)
    .map(([acr]) => acr)
    .join(" ");
