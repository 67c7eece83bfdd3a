import { timingSafeEqual } from "node:crypto";
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from "jose";
import { ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, storable } from "../platform/db/index.ts";
import { type Client, findClient, useAssertion } from "./clients.ts";
import { sha256 } from "./digest.ts";

export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Accepted signatures; none uses a shared secret. */
export const assertionAlgorithms = ["ES256", "EdDSA", "PS256"];

export interface ClientProof {
  readonly authorization: string | undefined;
  readonly assertion: string | undefined;
  readonly assertionType: string | undefined;
  /** `client_id` of the body; optional, but must match (RFC 7521, 4.2). */
  readonly clientId?: string | undefined;
}

interface Judging {
  readonly sql: Sql;
  readonly now: Date;
  /** Accepted audiences of an assertion: issuer and token endpoint. */
  readonly audience: readonly string[];
}

const unknown = () => refuse("not-allowed", "api.client-unknown");

/**
 * The client that asks for a token: by an assertion signed with its own key (private_key_jwt, RFC
 * 7523), or by client_secret_basic. One method at a time (RFC 6749, 2.3). Refuses
 * `api.client-unknown` for every error.
 */
export async function clientOf(judging: Judging, proof: ClientProof): Promise<Result<Client>> {
  const client = await provenBy(judging, proof);
  const { clientId } = proof;
  if (client.ok && clientId !== undefined && clientId !== client.value.id) return unknown();
  return client;
}

async function provenBy(judging: Judging, proof: ClientProof): Promise<Result<Client>> {
  const { authorization, assertion } = proof;
  if ((authorization === undefined) === (assertion === undefined)) return unknown();
  if (assertion === undefined) return bySecret(judging, authorization ?? "");
  return proof.assertionType === assertionType ? byAssertion(judging, assertion) : unknown();
}

async function bySecret({ sql }: Judging, authorization: string): Promise<Result<Client>> {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{4,400})$/i.exec(authorization) ?? [];
  const [id = "", ...rest] = Buffer.from(encoded ?? "", "base64")
    .toString("utf8")
    .split(":");
  const client = id === "" ? undefined : await findClient(sql, formDecoded(id));
  const secretHash = sha256(formDecoded(rest.join(":")));
  // Takes as long for an unknown client as for a known one.
  const expectedHash = client?.secretHash ?? Buffer.alloc(32);
  const same = timingSafeEqual(secretHash, expectedHash);
  return client?.secretHash && same ? ok(client) : unknown();
}

/** Name and secret are form-encoded before they are joined (RFC 6749, 2.3.1). */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}

/** Accepted clock difference in seconds. */
const tolerance = 30;

const isJti = (jti: unknown): jti is string =>
  typeof jti === "string" && jti !== "" && jti.length <= 200 && storable(jti);

async function byAssertion(judging: Judging, assertion: string): Promise<Result<Client>> {
  const { sql, now, audience } = judging;
  try {
    const client = await findClient(sql, decodeJwt(assertion).iss);
    if (!client?.jwks) return unknown();
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(client.jwks), {
      issuer: client.id,
      subject: client.id,
      audience: [...audience],
      algorithms: assertionAlgorithms,
      currentDate: now,
      requiredClaims: ["exp", "jti"],
      clockTolerance: tolerance,
    });
    const { jti, exp = 0 } = payload;
    if (!(exp * 1000 <= now.getTime() + 10 * 60_000) || !isJti(jti)) return unknown();
    // Stored as long as it would be accepted, plus a second.
    const until = new Date((exp + tolerance + 1) * 1000);
    return (await useAssertion(sql, client.id, jti, until)) ? ok(client) : unknown();
  } catch (error) {
    if (error instanceof errors.JOSEError) return unknown();
    throw error;
  }
}
