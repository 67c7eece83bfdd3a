import type { FastifyReply } from "fastify";
import type { HttpOptions } from "./options.ts";

/**
 * What every answer carries, put together once: setting a ready object costs under a microsecond,
 * asking helmet for each request many times that. ASVS 3.4; the camera is for the verifier's
 * scanner.
 */
export function safetyHeaders(options: HttpOptions, secure: boolean): Record<string, string> {
  const formAction = ["'self'", ...(options.formActionOrigins ?? [])].join(" ");
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(secure && options.production
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
}

const policyOf = (reply: FastifyReply): string =>
  String(reply.getHeader("content-security-policy") ?? "");

/** Lets a page show documents of this origin in a frame: those that say so by `inOwnFrame`. */
export const withFrames = (reply: FastifyReply): FastifyReply =>
  reply.header("content-security-policy", `${policyOf(reply)}; frame-src 'self'`);

/**
 * Lets pages of this origin show an upload in a frame. It runs no script and sends no form; the
 * rest is left open, for the browsers' own PDF viewers are documents with styles and pictures.
 */
export const inOwnFrame = (reply: FastifyReply): FastifyReply =>
  reply.headers({
    "content-security-policy":
      "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
  });
