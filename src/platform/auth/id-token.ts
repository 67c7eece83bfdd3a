import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import type { Issuer } from "./options.ts";

/** Seconds by which two clocks may differ. */
export const clockTolerance = 30;

/** OpenID Connect Core 1.0, 2: at most 255 ASCII characters; none that cannot be seen. */
const subject = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** Text only, so that a claim cannot reach the prototype of a table. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 255 && !/\p{Cc}/u.test(value);

/** The keys of an issuer, by the id that a token names. */
export type IssuerKeys = ReturnType<typeof createRemoteJWKSet>;

/**
 * The issuer's keys: kept ten minutes, and fetched once more where a token names a key that is not
 * among them; a key that is unknown then is refused.
 */
export const issuerKeys = (jwksUri: string): IssuerKeys =>
  createRemoteJWKSet(new URL(jwksUri), {
    timeoutDuration: 10_000,
    // Tokens come from the issuer itself, so nobody else can trigger fetches.
    cooldownDuration: 0,
    cacheMaxAge: 600_000,
  });

/** Checks the signature of ID tokens by the issuer's keys, and what they say of themselves. */
export function idTokenChecker(issuer: Issuer, keys: IssuerKeys) {
  return async (token: string, iss: string): Promise<JWTPayload & { readonly sub: string }> => {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [issuer.idTokenAlg ?? "ES256"],
      issuer: iss,
      audience: issuer.clientId,
      clockTolerance,
      requiredClaims: ["sub", "iat", "exp"],
    });
    const { sub, iat = 0, acr } = payload;
    if (typeof sub !== "string" || !subject.test(sub)) throw new Error("an odd sub");
    if (iat > Date.now() / 1000 + clockTolerance) throw new Error("issued in the future");
    if (acr !== undefined && !isText(acr)) throw new Error("an odd acr");
    return { ...payload, sub };
  };
}
