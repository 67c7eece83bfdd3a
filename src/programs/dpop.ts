import { createHash } from "node:crypto";
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from "jose";
import { type Sql, storable } from "../platform/db/index.ts";
import { useAssertion } from "./clients.ts";

/** Signatures of a proof; none uses a shared secret. */
export const dpopAlgorithms = ["ES256", "EdDSA", "PS256"];

/** Seconds by which the clock of a program may differ, and for which a proof counts. */
const proofSeconds = 60;

/** What a proof has to be about. */
export interface Proving {
  readonly proof: string;
  readonly method: string;
  /** The address without query and fragment, as people reach this server. */
  readonly url: string;
  /** The token that is used with it; left out where one is asked for. */
  readonly token?: string;
  readonly client: string;
  readonly now: Date;
}

/**
 * The thumbprint of the key that signed a proof of possession (RFC 9449, 4.3); undefined where
 * anything about it is wrong: another request, another token, a private key in its header, too old,
 * or used before.
 */
export async function provenKey(sql: Sql, proving: Proving): Promise<string | undefined> {
  const { proof, method, url, token, client, now } = proving;
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: dpopAlgorithms,
      currentDate: now,
      requiredClaims: ["jti", "htm", "htu", "iat"],
      clockTolerance: proofSeconds,
      maxTokenAge: proofSeconds,
    });
    const { jwk } = protectedHeader;
    const { jti, htm, htu, ath, iat = 0 } = payload;
    if (!jwk || "d" in jwk || htm !== method || plainUrl(htu) !== url) return undefined;
    if (token !== undefined && ath !== hashOf(token)) return undefined;
    if (typeof jti !== "string" || jti === "" || jti.length > 200 || !storable(jti))
      return undefined;
    const until = new Date((iat + 2 * proofSeconds + 1) * 1000);
    const isFirst = await useAssertion(sql, client, `dpop:${jti}`, until);
    return isFirst ? await calculateJwkThumbprint(jwk) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Without query and fragment, in the form of the standard for addresses. */
function plainUrl(text: unknown): string | undefined {
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}
