import { readFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "../../../package.json");

/** Of this program, as package.json says it: `0.1.0`. */
export const version: string = JSON.parse(readFileSync(file, "utf8")).version;
