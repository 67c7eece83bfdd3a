import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join, relative } from "node:path";
import type { Plugin } from "esbuild";

const root = join(import.meta.dirname, "../../..");

/**
 * Packages that may be part of a bundle; the rest of what a door imports is for the server alone.
 */
const forBrowsers = ["@remix-run/html-template", "zxing-wasm/reader"];

/** One script that imports nothing: the file as it was written, its types blanked out. */
export const scriptText = (file: string): string =>
  stripTypeScriptTypes(readFileSync(file, "utf8"));

/**
 * A program for the browser as one ES module: `entry` with all that it imports, less what it does
 * not use. The same sources give the same bytes on every machine. Throws where a file that is
 * needed imports something that no browser has.
 */
export async function bundle(
  entry: string,
  options: { readonly minify?: boolean } = {},
): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [entry], absWorkingDir: root, write: false, metafile: true },
    ...{ bundle: true, format: "esm", platform: "browser", target: "es2022", charset: "utf8" },
    ...{ minify: options.minify ?? false, legalComments: "none", logLevel: "silent" },
    plugins: [serverOnly],
  });
  const [missing] = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  if (missing)
    throw new Error(`${relative(root, entry)} needs ${missing.path}, which no browser has`);
  return outputFiles[0]?.text ?? "";
}

/**
 * Doors (index.ts) also export what only a server can run. It is not followed, and it is gone from
 * the bundle unless something in it is used.
 */
const serverOnly: Plugin = {
  name: "server-only",
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ path, importer, kind }) =>
      kind === "entry-point" || importer.includes("node_modules") || forBrowsers.includes(path)
        ? undefined
        : { path, external: true, sideEffects: false },
    );
  },
};
