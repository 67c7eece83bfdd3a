import { createHash } from "node:crypto";
import { parse } from "yaml";
import type { Source } from "./catalogue.ts";

/** The source of a version: all its files but the examples, which define nothing. */
export function sourceOf(
  service: string,
  version: number,
  files: Readonly<Record<string, string>>,
): Source {
  const defining = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name !== "examples.yaml")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { service, version, sha256: hashOf(defining), files: defining };
}

/** Of what the files say: a comment or a line break does not make another version. */
function hashOf(files: Readonly<Record<string, string>>): string {
  const said = Object.entries(files).map(([name, text]) => [name, parse(text)]);
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}
