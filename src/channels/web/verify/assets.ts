import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Asset, bundle, scriptText } from "../../../platform/http/index.ts";

const browser = join(import.meta.dirname, "browser");

/**
 * The address of an asset of this page. They keep their names: the page is cached for offline use.
 */
export const verifyAsset = (name: string): string => `/assets/verify/${name}`;

const script = { type: "text/javascript; charset=utf-8", immutable: false };

/**
 * The page's script, its service worker and its style. Not minified: anybody can read what checks.
 */
export const verifyAssets = (): Asset[] => [
  { path: verifyAsset("page.js"), body: () => bundle(join(browser, "page.ts")), ...script },
  {
    path: verifyAsset("service-worker.js"),
    body: async () => scriptText(join(browser, "service-worker.ts")),
    ...script,
  },
  // These two only come with the camera or a file.
  { path: verifyAsset("decode.js"), body: () => bundle(join(browser, "decode.ts")), ...script },
  {
    path: verifyAsset("zxing.wasm"),
    body: readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))),
    type: "application/wasm",
    immutable: false,
  },
  {
    path: verifyAsset("verify.css"),
    body: readFileSync(join(browser, "verify.css")),
    type: "text/css; charset=utf-8",
    immutable: false,
  },
];
