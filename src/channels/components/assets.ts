import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A file to serve as it is, for ever: its address changes when its bytes do. */
export interface Asset {
  readonly name: string;
  /** `/assets/hamwe.1a2b3c4d5e.css` */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

/** Every asset is served with this: one year, never asked again (RFC 8246). */
export const assetCacheControl = "public, max-age=31536000, immutable";

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

function read(name: string): Asset {
  const body = readFileSync(join(import.meta.dirname, "assets", name));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  const [stem = name, ending = ""] = name.split(".");
  return {
    name,
    path: `/assets/${stem}.${hash}.${ending}`,
    type: types[ending] ?? "application/octet-stream",
    body,
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    gzip: gzipSync(body, { level: 9 }),
  };
}

/** All that a page needs beside its HTML, compressed once when the program starts. */
export const assets: readonly Asset[] = ["hamwe.css", "hamwe.js", "hamwe.svg"].map(read);

/** The address of an asset by its plain name. Throws on a name that is not there. */
export function asset(name: string): string {
  const found = assets.find((one) => one.name === name);
  if (!found) throw new Error(`no such asset: ${name}`);
  return found.path;
}
