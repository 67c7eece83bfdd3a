import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pdfjs from "pdfjs-dist/package.json" with { type: "json" };
import type { Asset } from "../../platform/http/index.ts";

const at = `/assets/pdfjs-${pdfjs.version}/`;

/**
 * A file of pdf.js as its package has it, at an address with its version; read at the first
 * request, for it is large and shown to officers alone.
 */
const file = (path: string): Asset => ({
  path: at + path.slice(path.lastIndexOf("/") + 1),
  type: "text/javascript; charset=utf-8",
  body: () => readFile(fileURLToPath(import.meta.resolve(`pdfjs-dist/${path}`)), "utf8"),
});

const [library, worker] = ["build/pdf.min.mjs", "build/pdf.worker.min.mjs"].map(file);

/**
 * What draws the pages of a PDF, its worker, and what decodes the pictures of scanners without
 * WebAssembly, which the policy of the pages does not let in.
 */
export const pdfAssets: readonly Asset[] = [
  ...(library && worker ? [library, worker] : []),
  ...["wasm/jbig2_nowasm_fallback.js", "wasm/openjpeg_nowasm_fallback.js"].map(file),
];

/** Where the script of the viewer finds them. */
export const pdfAt = { library: library?.path, worker: worker?.path, decoders: at };
