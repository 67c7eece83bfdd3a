import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";

const own = (name: string) => ({ name, ...assetOf(join(import.meta.dirname, "assets"), name) });

/** All that a page needs beside its HTML. */
export const assets = ["hamwe.css", "hamwe.js", "hamwe.svg"].map(own);

/** The address of an asset by its plain name. Throws on a name that is not there. */
export function asset(name: string): string {
  const found = assets.find((one) => one.name === name);
  if (!found) throw new Error(`no such asset: ${name}`);
  return found.path;
}
