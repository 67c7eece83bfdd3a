import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";

/**
 * One request as a browser sends it. A body makes it a posted form, or JSON where it is an object.
 */
export interface Shot {
  readonly path: string;
  readonly cookie?: string;
  readonly body?: URLSearchParams | object;
  /** The status, or those, that say that it went well. */
  readonly expect: number | readonly number[];
}

export interface Answer {
  readonly status: number;
  /** The body as it came over the line. */
  readonly raw: Buffer;
  readonly text: string;
  /** What the browser is to keep, each as `name=value`. */
  readonly cookies: readonly string[];
}

/** The cookie of a browser to which its forms are bound. */
const visit = randomBytes(16).toString("base64url");
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

function encoded(body: Shot["body"]) {
  if (!body) return { method: "GET", headers: {} };
  const form = body instanceof URLSearchParams;
  const text = form ? body.toString() : JSON.stringify(body);
  const type = form ? "application/x-www-form-urlencoded" : "application/json";
  const headers = { "content-type": type, "content-length": Buffer.byteLength(text) };
  return { method: "POST", headers, text };
}

function unpacked(raw: Buffer, encoding: string | undefined): string {
  if (encoding === "br") return brotliDecompressSync(raw).toString();
  if (encoding === "zstd") return zstdDecompressSync(raw).toString();
  return (encoding === "gzip" ? gunzipSync(raw) : raw).toString();
}

/**
 * Sends it over a connection that is kept, and reads the answer to its end. Throws where it went
 * ill.
 */
export function send(base: string, shot: Shot): Promise<Answer> {
  const { method, headers, text } = encoded(shot.body);
  return new Promise((resolve, reject) => {
    const sent = request(new URL(shot.path, base), {
      ...{ agent, method },
      headers: {
        ...headers,
        accept: "text/html,application/xhtml+xml",
        "accept-encoding": "gzip, deflate, br, zstd",
        "accept-language": "en",
        ...(method === "POST" && { origin: base, "sec-fetch-site": "same-origin" }),
        ...(shot.cookie && { cookie: `session=${shot.cookie}; visit=${visit}` }),
      },
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const { statusCode: status = 0, headers } = response;
        const raw = Buffer.concat(chunks);
        const encoding = headers["content-encoding"];
        if ([shot.expect].flat().includes(status))
          resolve({
            ...{ status, raw },
            cookies: (headers["set-cookie"] ?? []).map((each) => each.split(";", 1)[0] ?? ""),
            // Unpacked only where somebody reads it.
            get text() {
              return unpacked(raw, encoding);
            },
          });
        else reject(new Error(`${method} ${shot.path}: ${status} and not ${shot.expect}`));
      });
    });
    sent.end(text);
  });
}

/** Eight at a time, until all are answered. */
export async function sendAll(base: string, shots: readonly Shot[]): Promise<void> {
  const waiting = shots.values();
  const next = async () => {
    for (const shot of waiting) await send(base, shot);
  };
  await Promise.all(Array.from({ length: 8 }, next));
}
