import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { type Client, keepClient, type Scope } from "../../src/programs/index.ts";
import type { Town } from "../town.ts";
import { holding, type Program, said } from "./api-given.ts";

export const taskScopes: readonly Scope[] = ["tasks:read", "tasks:write", "tasks:decide"];

export interface AgencyClient {
  readonly client: Client;
  /** Its private key. */
  readonly key: JWK;
}

/** Registers an authority's own system, which proves itself with its own key. */
export async function registered(
  town: Town,
  of: Pick<Client, "id" | "authority" | "stages"> & Partial<Client>,
): Promise<AgencyClient> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" }] };
  const client = { name: `${of.id} system`, scopes: taskScopes, ...of, secretHash: null, jwks };
  await keepClient(town.app.sql, client, town.now());
  return { client, key: await exportJWK(privateKey) };
}

/** A token by private_key_jwt (RFC 7523), or what refuses it. */
export async function tokenOf(town: Town, { client, key }: AgencyClient, scope?: string) {
  const client_assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "1" })
    .setIssuer(client.id)
    .setSubject(client.id)
    .setAudience(town.url)
    .setJti(randomUUID())
    .setExpirationTime(town.now().getTime() / 1000 + 60)
    .sign({ ...key, alg: "ES256" });
  const body = new URLSearchParams({
    ...{ grant_type: "client_credentials", client_assertion, ...(scope && { scope }) },
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  });
  return said(await fetch(`${town.url}/oauth/token`, { method: "POST", body }));
}

/** The system with a token of all its scopes, or of the one named. */
export async function agency(town: Town, client: AgencyClient, scope?: string): Promise<Program> {
  const { body } = await tokenOf(town, client, scope);
  return holding(town, body.access_token);
}
