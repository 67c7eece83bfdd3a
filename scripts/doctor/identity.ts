import { readFile, stat } from "node:fs/promises";
import { importJWK } from "jose";
import {
  allowInsecureRequests,
  type Configuration,
  discovery,
  genericGrantRequest,
  type PrivateKey,
  PrivateKeyJwt,
  ResponseBodyError,
} from "openid-client";
import type { NationalIssuer } from "../../src/platform/auth/index.ts";
import { type Finding, findingsOf, reasonOf } from "./finding.ts";

type Says = ReturnType<typeof findingsOf>;

/** The identity provider: what it says of itself, and whether it knows us by our key. */
export async function lookAtIdentity(
  identity: NationalIssuer,
  baseUrl: string,
  levels: readonly string[],
): Promise<Finding[]> {
  const says = findingsOf("identity provider");
  try {
    const key = await ownKey(identity.clientKeyFile, says);
    if (!key) return says.all;
    const url = new URL(identity.issuerUrl);
    const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    const config = await discovery(
      url,
      identity.clientId,
      { id_token_signed_response_alg: "ES256" },
      PrivateKeyJwt(key),
      { timeout: 5, execute: local ? [allowInsecureRequests] : [] },
    );
    says.good(`${identity.issuerUrl} answers`);
    await lookAtMetadata(config, levels, says);
    await lookAtClient(config, `${baseUrl}/sign-in/callback`, says);
  } catch (error) {
    says.wrong(`${identity.issuerUrl}: ${reasonOf(error)}`);
  }
  return says.all;
}

async function ownKey(file: string, says: Says): Promise<PrivateKey | undefined> {
  try {
    const jwk = JSON.parse(await readFile(file, "utf8"));
    const key = await importJWK(jwk, "ES256");
    if (key instanceof Uint8Array || !jwk.d) throw new Error("not a private key");
    const { mode } = await stat(file);
    says.must((mode & 0o077) === 0, "our key is private", `${file}: must have mode 0600`);
    return { key: key as PrivateKey["key"], kid: String(jwk.kid ?? "1") };
  } catch (error) {
    says.wrong(`${file}: ${reasonOf(error)}; npm run keys -- client makes one`);
    return undefined;
  }
}

async function lookAtMetadata(config: Configuration, levels: readonly string[], says: Says) {
  const about = config.serverMetadata();
  const has = (list: readonly string[] | undefined, value: string) => list?.includes(value) ?? true;
  says.must(
    has(about.token_endpoint_auth_methods_supported, "private_key_jwt"),
    "private_key_jwt",
    "does not take private_key_jwt",
  );
  says.must(
    has(about.id_token_signing_alg_values_supported, "ES256"),
    "ES256",
    "does not sign ID tokens with ES256",
  );
  says.should(
    has(about.code_challenge_methods_supported, "S256"),
    "PKCE",
    "does not name PKCE with S256",
  );
  const acrs = about.acr_values_supported;
  says.should(
    acrs === undefined || acrs.some((acr) => levels.includes(acr)),
    "levels of assurance",
    `none of its levels (${acrs?.join(", ")}) is one of this government's`,
  );
  const keys = await fetch(about.jwks_uri ?? "", { signal: AbortSignal.timeout(5000) });
  says.must(keys.ok, "its keys can be read", `its keys: ${keys.status}`);
  const date = Date.parse(keys.headers.get("date") ?? "");
  const apart = Math.abs(date - Date.now()) / 1000;
  if (apart > 5) says.wrong(`its clock differs by ${Math.round(apart)} s: ID tokens are refused`);
}

/**
 * A code that nobody was given is refused as such by a provider that knows us, and our key not at
 * all by one that does not. Whether it would send people back to us, it says before they sign in.
 */
async function lookAtClient(config: Configuration, callback: string, says: Says) {
  const code = { code: "doctor", redirect_uri: callback, code_verifier: "d".repeat(43) };
  const refused = await genericGrantRequest(config, "authorization_code", code).then(
    () => "",
    (error) => (error instanceof ResponseBodyError ? error.error : reasonOf(error)),
  );
  says.must(
    refused === "invalid_grant",
    "knows us by our key",
    `does not accept our client: ${refused}; give it what npm run keys -- client printed`,
  );
  const { authorization_endpoint: at } = config.serverMetadata();
  if (!at) return says.wrong("names no authorization_endpoint");
  const asked = new URL(at);
  const parameters = { client_id: config.clientMetadata().client_id, redirect_uri: callback };
  const more = { response_type: "code", scope: "openid", code_challenge_method: "S256" };
  for (const [name, value] of Object.entries({ ...parameters, ...more }))
    asked.searchParams.set(name, value);
  asked.searchParams.set("code_challenge", "d".repeat(43));
  const answer = await fetch(asked, { redirect: "manual", signal: AbortSignal.timeout(5000) });
  await answer.body?.cancel();
  says.should(
    answer.status < 400,
    "sends people back to us",
    `answers ${answer.status} to a sign-in; is ${callback} registered there?`,
  );
}
