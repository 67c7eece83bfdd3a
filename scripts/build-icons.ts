/**
 * Makes the one sprite of icons: those named in `src/channels/components/icons.ts`, taken from
 * Lucide, as `assets/icons.svg`. The result is kept in the repository, so that the program starts
 * without a build; `node scripts/build-icons.ts` writes it, and a test fails when it is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { iconNames } from "../src/channels/components/icons.ts";

const source = createRequire(import.meta.url).resolve("@iconify-json/lucide/icons.json");
const target = join(import.meta.dirname, "../src/channels/components/assets/icons.svg");

/** ISC asks that this stands wherever the drawings do. */
const licence = "Lucide (https://lucide.dev), ISC License, (c) Lucide Icons and Contributors";

/** The sprite as it should be: a symbol for each name. Throws on a name that Lucide has not. */
export function buildIcons(): string {
  const { icons } = JSON.parse(readFileSync(source, "utf8")) as {
    readonly icons: Readonly<Record<string, { readonly body: string } | undefined>>;
  };
  const symbols = [...iconNames].sort().map((name) => {
    const body = icons[name]?.body;
    if (body === undefined) throw new Error(`Lucide has no icon ${name}`);
    return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
  });
  const open = `<svg xmlns="http://www.w3.org/2000/svg">`;
  return `${open}<!-- ${licence} -->\n${symbols.join("\n")}\n</svg>\n`;
}

if (import.meta.main) {
  const icons = buildIcons();
  writeFileSync(target, icons);
  console.log(`icons.svg: ${iconNames.length} icons, ${icons.length} bytes`);
}
