import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieOf, setCookie } from "./cookies.ts";
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

/**
 * The cookie that forms are bound to. It outlives a session, so that a form which is sent after the
 * session has ended is still known to be from a page of ours; another account gets another one.
 */
const boundTo = (request: FastifyRequest): string | undefined =>
  stateOf(request).visit ?? cookieOf(request, "visit");

const secretOf = (request: FastifyRequest, binding: string): Buffer =>
  mac(stateOf(request).settings.keys.csrf, binding);

function newBinding(request: FastifyRequest, reply: FastifyReply): string {
  const binding = randomBytes(16).toString("base64url");
  const state = stateOf(request);
  state.visit = binding;
  delete state.csrf;
  setCookie(reply, "visit", binding);
  return binding;
}

/**
 * Makes every form that this browser has open worthless: somebody else signs in, or one signs out.
 */
export function forgetForms(request: FastifyRequest, reply: FastifyReply): void {
  newBinding(request, reply);
}

/**
 * The value of the hidden field `_csrf`: the HMAC of the browser's cookie under a fresh mask, so
 * that a compressed page does not leak it (BREACH). All forms of one page have the same. Gives the
 * browser a cookie to bind it to.
 */
export function csrfOf(request: FastifyRequest, reply: FastifyReply): string {
  const state = stateOf(request);
  state.csrf ??= newToken(request, reply);
  return state.csrf;
}

function newToken(request: FastifyRequest, reply: FastifyReply): string {
  const binding = boundTo(request) ?? newBinding(request, reply);
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

/** Has the caller the cookie that a token is bound to? Without it its body is not worth reading. */
export const couldCarryToken = (request: FastifyRequest): boolean => boundTo(request) !== undefined;
