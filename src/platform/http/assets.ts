import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { encodingFor } from "./html.ts";

/** A file that is the same for everybody, held in memory. */
export interface Asset {
  /** `/assets/site.4f2a.css`: with a hash of the content in the name when it is immutable. */
  readonly path: string;
  readonly body: string | Uint8Array;
  /** `text/css; charset=utf-8` */
  readonly type: string;
  /** `false` for what keeps its name (service worker, manifest): asked for anew each time. Default true. */
  readonly immutable?: boolean;
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** A file of this folder, at an address that changes when its bytes do: `/assets/board.1a2b3c4d5e.css`. */
export function assetOf(folder: string, file: string): Asset {
  const body = readFileSync(join(folder, file));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  const [stem = file, ending = ""] = file.split(".");
  const type = types[ending] ?? "application/octet-stream";
  return { path: `/assets/${stem}.${hash}.${ending}`, body, type };
}

const compressible = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/;

/** Serves the assets, packed once at start for those that are text. */
export function serveAssets(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const asset of assets) {
    const body = Buffer.from(asset.body);
    const packs = compressible.test(asset.type);
    const br = packs ? brotliCompressSync(body) : undefined;
    const gz = packs ? gzipSync(body, { level: 9 }) : undefined;
    const headers = {
      "content-type": asset.type,
      "cache-control":
        asset.immutable === false ? "no-cache" : "public, max-age=31536000, immutable",
      ...(packs ? { vary: "Accept-Encoding" } : {}),
    };
    app.get(asset.path, { config: { anonymous: true } }, (request, reply) => {
      reply.headers(headers);
      const encoding = packs ? encodingFor(request) : undefined;
      if (!encoding) return reply.send(body);
      return reply.header("content-encoding", encoding).send(encoding === "br" ? br : gz);
    });
  }
}
