import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BrotliOptions, brotliCompress, constants, gzip as gzipOf } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { scriptText } from "./browser-code.ts";
import { contentHash } from "./content-hash.ts";
import { encodingFor } from "./html.ts";

/** A file that is the same for everybody, held in memory. */
export interface Asset {
  /** `/assets/site.4f2a.css`: with a hash of the content in the name when it is immutable. */
  readonly path: string;
  /** A function makes it at the first request. */
  readonly body: string | Uint8Array | (() => Promise<string>);
  /** `text/css; charset=utf-8` */
  readonly type: string;
  /**
   * `false` for what keeps its name (service worker, manifest): revalidated each time. Default
   * true.
   */
  readonly immutable?: boolean;
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * A file of this folder, at an address that changes when its bytes do:
 * `/assets/board.1a2b3c4d5e.css`. A script in TypeScript is served without its types, as
 * `board.<hash>.js`; it may import nothing.
 */
export function assetOf(folder: string, file: string): Asset {
  const path = join(folder, file);
  const isScript = file.endsWith(".ts");
  const written = readFileSync(path);
  const hash = contentHash(written).slice(0, 10);
  const [stem = file, extension = ""] = file.split(".");
  const ending = isScript ? "js" : extension;
  const type = types[ending] ?? "application/octet-stream";
  // The types are taken out at the first request: the reader of TypeScript takes long to begin.
  const body = isScript ? async () => scriptText(path) : written;
  return { path: `/assets/${stem}.${hash}.${ending}`, body, type };
}

const brotli = promisify<Buffer, BrotliOptions, Buffer>(brotliCompress);
const gzipped = promisify<Buffer, { level: number }, Buffer>(gzipOf);

const compressible = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg)/;

/** Serves the assets. Those that are text are compressed once, at the first request. */
export function serveAssets(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const asset of assets) {
    const compresses = compressible.test(asset.type);
    const headers = {
      "content-type": asset.type,
      "cache-control":
        asset.immutable === false ? "no-cache" : "public, max-age=31536000, immutable",
      ...(compresses ? { vary: "Accept-Encoding" } : {}),
    };
    let encodings: Promise<Encodings> | undefined;
    app.get(asset.path, { config: { anonymous: true } }, async (request, reply) => {
      encodings ??= encodingsOf(asset, compresses);
      const { plain, br, gzip } = await encodings;
      reply.headers(headers);
      const encoding = compresses ? encodingFor(request) : undefined;
      if (!encoding) return reply.send(plain);
      return reply.header("content-encoding", encoding).send(encoding === "br" ? br : gzip);
    });
  }
}

interface Encodings {
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

async function encodingsOf({ body }: Asset, compresses: boolean): Promise<Encodings> {
  const plain = Buffer.from(typeof body === "function" ? await body() : body);
  if (!compresses) return { plain };
  // The best of Brotli takes ten seconds for the megabyte of a decoder; the next best 40 ms.
  const quality = plain.length > 200_000 ? 6 : constants.BROTLI_MAX_QUALITY;
  const [br, gzip] = await Promise.all([
    brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    gzipped(plain, { level: 9 }),
  ]);
  return { plain, br, gzip };
}
