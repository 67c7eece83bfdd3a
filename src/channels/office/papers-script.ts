import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";

/** The viewer of papers beside the answers; without it they are links. */
export const papersScript = assetOf(join(import.meta.dirname, "browser"), "papers.ts");
