import { request as overHttp } from "node:http";
import { request as overTls } from "node:https";
import { addressOf, type Found } from "./address.ts";

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** This machine may be reached too. */
  readonly demonstration: boolean;
}

export const postLimits = { milliseconds: 10_000, answerBytes: 64 * 1024 };

/** Sends and returns the status; undefined after a timeout, or where the address is not allowed. */
export async function post({
  url,
  headers,
  body,
  demonstration,
}: Post): Promise<number | undefined> {
  try {
    const resolved = await addressOf(url.hostname, demonstration);
    return resolved && (await sent(url, headers, body, resolved));
  } catch {
    return undefined;
  }
}

/** Redirects are not followed: node:http does not, and a status of 3xx counts as a failure. */
function sent(url: URL, headers: Post["headers"], body: string, found: Found): Promise<number> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === "https:" ? overTls : overHttp;
    const request = ask(url, {
      method: "POST",
      agent: false,
      signal: AbortSignal.timeout(postLimits.milliseconds),
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      lookup: (_host, options, done) => {
        if (options.all) done(null, [found]);
        else done(null, found.address, found.family);
      },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > postLimits.answerBytes) response.destroy();
      });
      response.once("error", () => {});
      response.once("close", () => resolve(response.statusCode ?? 0));
    });
    request.end(body);
  });
}
