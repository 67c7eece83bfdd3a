import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";

const own = (folder: string, file: string) => assetOf(join(import.meta.dirname, folder), file);

/** All that a page needs beside its HTML. */
export const assets = [
  { name: "hamwe.css", ...own("assets", "hamwe.css") },
  { name: "hamwe.js", ...own("browser", "hamwe.ts") },
  { name: "session.js", ...own("browser", "session.ts") },
  { name: "hamwe.svg", ...own("assets", "hamwe.svg") },
  { name: "icons.svg", ...own("assets", "icons.svg") },
  { name: "corridors.svg", ...own("assets", "corridors.svg") },
];

/** The address of an asset by its plain name. Throws on a name that is not there. */
export function asset(name: string): string {
  const match = assets.find((one) => one.name === name);
  if (!match) throw new Error(`no such asset: ${name}`);
  return match.path;
}
