import { readFile } from "node:fs/promises";
import { importJWK } from "jose";
import type { Issuer } from "./options.ts";

/**
 * A configured OpenID Provider, authenticated with private_key_jwt (OpenID Connect Core 1.0, 9):
 * our client id, and the file with our private JWK (ES256).
 */
export interface NationalIssuer {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly clientKeyFile: string;
}

/** The government's identity provider in production. @throws where none is configured */
export async function nationalIssuer(
  identity: NationalIssuer | undefined,
  levels: Issuer["levels"],
): Promise<Issuer> {
  if (!identity) throw new Error("no identity provider is configured");
  const jwk = JSON.parse(await readFile(identity.clientKeyFile, "utf8"));
  const key = await importJWK(jwk, "ES256");
  if (key instanceof Uint8Array) throw new Error(`${identity.clientKeyFile}: not a private key`);
  return {
    id: "national",
    url: identity.issuerUrl,
    clientId: identity.clientId,
    clientKey: { key, kid: String(jwk.kid ?? "1") },
    levels,
  };
}
