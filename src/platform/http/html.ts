import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { SafeHtml } from "@remix-run/html-template";
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieOf } from "./cookies.ts";

export interface SendOptions {
  readonly status?: number;
  /**
   * A page that is the same for everybody in this language may be kept by the browser this long.
   */
  readonly maxAgeSeconds?: number;
}

/** Below this a page fits in one packet anyway. */
const worthCompressing = 1024;

/** From quality 4 on Brotli weighs less than what gzip makes of the same page at level 4. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

export type Encoding = "br" | "gzip" | undefined;

/**
 * What the browser can unpack. `q=0` is the only weight anyone sends, so it is the only one read.
 */
export function encodingFor(request: FastifyRequest): Encoding {
  const accepts = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepts)) return "br";
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepts)) return "gzip";
  return undefined;
}

/**
 * Sends a page, compressed as the browser can take it. Pages are never kept once somebody is signed
 * in.
 */
export function sendHtml(
  reply: FastifyReply,
  html: string | SafeHtml,
  options: SendOptions | number = {},
): FastifyReply {
  const { status, maxAgeSeconds } = typeof options === "number" ? { status: options } : options;
  if (status !== undefined) reply.code(status);
  const personal = cookieOf(reply.request, "session") !== undefined;
  reply.header("content-type", "text/html; charset=utf-8");
  reply.header("cache-control", cacheControl(personal, maxAgeSeconds));
  // Some addresses give data to whoever prefers it to a page.
  reply.header("vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
  const body = Buffer.from(String(html));
  const encoding = body.length < worthCompressing ? undefined : encodingFor(reply.request);
  if (!encoding) return reply.send(body);
  reply.header("content-encoding", encoding);
  return reply.send(
    encoding === "br" ? brotliCompressSync(body, brotli) : gzipSync(body, { level: 4 }),
  );
}

function cacheControl(personal: boolean, maxAgeSeconds: number | undefined): string {
  if (personal) return "no-store";
  return maxAgeSeconds === undefined ? "private, no-cache" : `private, max-age=${maxAgeSeconds}`;
}
