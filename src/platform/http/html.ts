import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { SafeHtml } from "@remix-run/html-template";
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieOf } from "./cookies.ts";
import { makeZstd } from "./zstd.ts";

export interface SendOptions {
  readonly status?: number;
  /**
   * A page that is the same for everybody in this language may be kept by the browser this long.
   */
  readonly maxAgeSeconds?: number;
  /**
   * Read by staff, on the line of an office: packed in half the time or less, into 6 to 15 % more
   * bytes.
   */
  readonly ofStaff?: boolean;
}

/** Below this a page fits in one packet anyway. */
const worthCompressing = 1024;

/**
 * Most pages fit into this when packed. A chunk below 4 kB is cut from Node's pool; the usual one
 * of 16 kB is memory outside the heap, and every thousand of them bring on a full collection.
 */
const chunkSize = 4032;
const brotliOf = (quality: number) => ({
  chunkSize,
  params: { [constants.BROTLI_PARAM_QUALITY]: quality },
});
/** From quality 4 on Brotli weighs less than what gzip makes of the same page at level 4. */
const [usual, quick] = [brotliOf(4), brotliOf(2)];
const gzip = { level: 4, chunkSize };
/** 2 % heavier than at level 3 or with Brotli at quality 2, in a third of the time of that. */
const zstd = makeZstd(1);

/** The text of the page that is being packed: one at a time, since packing does not wait. */
const packing = Buffer.allocUnsafeSlow(512 * 1024);
const longestByte = 3;

const bytesToPack = (text: string): Buffer =>
  text.length * longestByte > packing.length
    ? Buffer.from(text)
    : packing.subarray(0, packing.write(text));

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

const takesZstd = ({ headers }: FastifyRequest): boolean =>
  /\bzstd\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(headers["accept-encoding"] ?? "");

function packed(request: FastifyRequest, text: string, ofStaff = false) {
  const encoding = encodingFor(request);
  if (encoding === "br")
    return { encoding, bytes: brotliCompressSync(bytesToPack(text), ofStaff ? quick : usual) };
  return encoding && { encoding, bytes: gzipSync(bytesToPack(text), gzip) };
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
  const { status, maxAgeSeconds, ofStaff }: SendOptions =
    typeof options === "number" ? { status: options } : options;
  if (status !== undefined) reply.code(status);
  const personal = cookieOf(reply.request, "session") !== undefined;
  reply.header("content-type", "text/html; charset=utf-8");
  reply.header("cache-control", cacheControl(personal, maxAgeSeconds));
  // Some addresses give data to whoever prefers it to a page.
  reply.header("vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
  const text = String(html);
  if (text.length < worthCompressing) return reply.send(Buffer.from(text));
  if (ofStaff && takesZstd(reply.request)) return sendZstd(reply, text);
  const made = packed(reply.request, text, ofStaff);
  if (!made) return reply.send(Buffer.from(text));
  return reply.header("content-encoding", made.encoding).send(made.bytes);
}

/**
 * For a person bytes count most, and Brotli makes the fewest; for staff, who open page after page,
 * the time does.
 */
function sendZstd(reply: FastifyReply, text: string): FastifyReply {
  zstd(text).then(
    (bytes) => reply.header("content-encoding", "zstd").send(bytes),
    () => reply.send(Buffer.from(text)),
  );
  return reply;
}

function cacheControl(personal: boolean, maxAgeSeconds: number | undefined): string {
  if (personal) return "no-store";
  return maxAgeSeconds === undefined ? "private, no-cache" : `private, max-age=${maxAgeSeconds}`;
}
