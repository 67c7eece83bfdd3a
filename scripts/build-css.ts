/**
 * Makes the one stylesheet: `src/channels/components/hamwe.scss` → `assets/hamwe.css`, minified.
 * The result is kept in the repository, so that the program starts without a build;
 * `node scripts/build-css.ts` writes it, and a test fails when it is stale.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "sass";

const root = join(import.meta.dirname, "..");
const components = join(root, "src/channels/components");

/** The stylesheet as it should be, from the sources as they are. */
export function buildCss(): string {
  return compile(join(components, "hamwe.scss"), {
    style: "compressed",
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
  }).css;
}

if (import.meta.main) {
  const css = buildCss();
  writeFileSync(join(components, "assets/hamwe.css"), css);
  console.log(`hamwe.css: ${css.length} bytes`);
}
