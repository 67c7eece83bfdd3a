import { join } from "node:path";
import { transform } from "esbuild";
import { bundle } from "../src/platform/http/index.ts";

/**
 * The exports of a source file as an expression for `page.evaluate`: bundled as for the browser, so
 * that a test can call one part of a page's program inside the page.
 */
export async function inPage(file: string): Promise<string> {
  const module = await bundle(join(import.meta.dirname, "..", file), { minify: true });
  const { code } = await transform(module, { format: "iife", globalName: "parts" });
  return `(() => { ${code}; return parts; })()`;
}
