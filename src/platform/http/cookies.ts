import type { FastifyReply, FastifyRequest } from "fastify";
import { settingsOf, stateOf } from "./request.ts";

/**
 * The name under which the browser knows a cookie: `__Host-` over https (ASVS 3.3.1, 3.3.3: bound
 * to this host, whole path, Secure), the plain name in the demo on http://localhost.
 */
export const cookieName = (secure: boolean, name: string): string =>
  secure ? `__Host-${name}` : name;

/** The value of one of our cookies. */
export const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  request.cookies?.[cookieName(stateOf(request).settings.secure, name)];

/**
 * Sets a cookie: HttpOnly, SameSite=Lax, whole path. Without `maxAgeSeconds` it dies with the
 * browser.
 */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  maxAgeSeconds?: number,
): void {
  const { secure } = settingsOf(reply);
  reply.setCookie(cookieName(secure, name), value, {
    path: "/",
    httpOnly: true,
    secure,
    sameSite: "lax",
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });
}

export const clearCookie = (reply: FastifyReply, name: string): void =>
  setCookie(reply, name, "", 0);
