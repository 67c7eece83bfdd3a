import { jwtVerify } from "jose";
import { clockTolerance, type IssuerKeys } from "./id-token.ts";
import type { Issuer } from "./options.ts";

/** What an issuer says has ended, checked. */
export interface LogoutToken {
  readonly sub: string | undefined;
  readonly sid: string | undefined;
  readonly jti: string;
  /** Milliseconds since 1970: after it the token says nothing any more. */
  readonly until: number;
}

const event = "http://schemas.openid.net/event/backchannel-logout";

const textOrNothing = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value === "" || value.length > 255) throw new Error("odd claim");
  return value;
};

/**
 * Checks a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6): signature, `iss`, `aud`,
 * age, the event, `sub` or `sid`, and that it is no ID token. Throws where anything is not as it
 * must be.
 */
export async function checkLogoutToken(
  token: string,
  { issuer, keys, iss }: { issuer: Issuer; keys: IssuerKeys; iss: string },
): Promise<LogoutToken> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms: [issuer.idTokenAlg ?? "ES256"],
    issuer: iss,
    audience: issuer.clientId,
    clockTolerance,
    maxTokenAge: 300,
    requiredClaims: ["iat", "jti", "events"],
  });
  const { typ = "logout+jwt" } = protectedHeader;
  // Some issuers of today still say JWT.
  if (!["logout+jwt", "jwt"].includes(typ.toLowerCase())) throw new Error("not a logout token");
  const { events, nonce, jti = "" } = payload;
  if (nonce !== undefined) throw new Error("an ID token");
  if (typeof events !== "object" || events === null || !Object.hasOwn(events, event))
    throw new Error("another event");
  const [sub, sid] = [textOrNothing(payload.sub), textOrNothing(payload.sid)];
  if (!sub && !sid) throw new Error("of nobody");
  const until = ((payload.iat ?? 0) + 300 + clockTolerance) * 1000;
  return { sub, sid, jti, until };
}
