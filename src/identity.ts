import { readFile } from "node:fs/promises";
import { importJWK } from "jose";
import type { Jurisdiction } from "./catalogue/index.ts";
import type { Config } from "./config.ts";
import type { Issuer } from "./platform/auth/index.ts";

/** The identity provider of a government in production; our key for it comes from a file (private JWK, ES256). */
export async function issuerOf(
  { identity }: Config,
  { levels }: Pick<Jurisdiction, "levels">,
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
