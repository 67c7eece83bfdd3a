import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { clearCookie, cookieOf, setCookie } from "./cookies.ts";
import { mac, sameBytes } from "./keys.ts";
import { stateOf } from "./request.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** `false` where a post does not come from our own page: payment callbacks, machine APIs. */
    csrf?: boolean;
    /** `true` where a form may carry files. */
    multipart?: boolean;
  }
}

const xor = (a: Uint8Array, b: Uint8Array): Buffer =>
  Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/** The cookie a form is bound to: the session's, else a guest's own. */
function boundTo(request: FastifyRequest): string | undefined {
  const { sessionGone, visit } = stateOf(request);
  const session = sessionGone ? undefined : cookieOf(request, "session");
  return session ?? cookieOf(request, "visit") ?? visit;
}

/**
 * Takes away the cookie of a session that has run out, so that forms on this page are bound to what
 * the browser will still hold. A post keeps it: its token was made with it, and the way on is sign-in.
 */
export function forgetSession(request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== "GET") return;
  stateOf(request).sessionGone = true;
  clearCookie(reply, "session");
}

const secretOf = (request: FastifyRequest, binding: string): Buffer =>
  mac(stateOf(request).settings.keys.csrf, binding);

/**
 * The value of the hidden field `_csrf`: the HMAC of the session's cookie under a fresh mask, so that
 * a compressed page does not leak it (BREACH). Gives a guest a cookie to bind it to.
 */
export function csrfOf(request: FastifyRequest, reply: FastifyReply): string {
  let binding = boundTo(request);
  if (!binding) {
    binding = randomBytes(16).toString("base64url");
    stateOf(request).visit = binding;
    setCookie(reply, "visit", binding);
  }
  const mask = randomBytes(32);
  return Buffer.concat([mask, xor(mask, secretOf(request, binding))]).toString("base64url");
}

/** Is this the token that we gave to the holder of this cookie? */
export function tokenFits(request: FastifyRequest, token: string | undefined): boolean {
  const binding = boundTo(request);
  if (!binding || !token || token.length > 200) return false;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 64) return false;
  return sameBytes(xor(bytes.subarray(0, 32), bytes.subarray(32)), secretOf(request, binding));
}

/** Does the browser say that the request started on our own page? (ASVS 3.5.1; Fetch Metadata) */
export function fromOurPage(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin } = request.headers;
  return origin === undefined || origin === stateOf(request).settings.origin;
}

/** Has the caller any cookie that a token could be bound to? Without one its body is not worth reading. */
export const couldCarryToken = (request: FastifyRequest): boolean => boundTo(request) !== undefined;
