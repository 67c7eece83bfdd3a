import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset } from "../../../platform/http/index.ts";

const names = ["page.js", "check.js", "cbor.js", "lists.js", "scan.js", "worker.js", "verify.css"];

/** Where the browser finds a file of this page. They keep their names: a module imports by name. */
export const verifyAsset = (name: string): string => `/assets/verify/${name}`;

/** The page's own script and style, as written: no build step, so that anybody can read what checks. */
export const verifyAssets = (): Asset[] =>
  names.map((name) => ({
    path: verifyAsset(name),
    body: readFileSync(join(import.meta.dirname, "browser", name)),
    type: name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
    immutable: false,
  }));
