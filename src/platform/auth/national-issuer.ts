import { readFile } from "node:fs/promises";
import { importJWK } from "jose";
import { OperatorError } from "../../kernel/index.ts";
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
  const { jwk, key } = await clientKeyIn(identity.clientKeyFile);
  return {
    id: "national",
    url: identity.issuerUrl,
    clientId: identity.clientId,
    clientKey: { key, kid: String(jwk.kid ?? "1") },
    levels,
  };
}

async function clientKeyIn(file: string) {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "is missing" : `cannot be read (${error.code})`;
    throw new OperatorError(`HAMWE_CLIENT_KEY: ${file} ${why}: npm run keys -- client makes it`);
  });
  try {
    const jwk = JSON.parse(text);
    const key = await importJWK(jwk, "ES256");
    if (!(key instanceof Uint8Array) && key.type === "private") return { jwk, key };
  } catch {
    // Said below.
  }
  throw new OperatorError(`HAMWE_CLIENT_KEY: ${file} is no private key (JWK, ES256)`);
}
