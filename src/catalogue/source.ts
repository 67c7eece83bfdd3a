import { createHash } from "node:crypto";
import type { Source } from "./catalogue.ts";
import { readYaml } from "./yaml-file.ts";

/**
 * The source of a version: all its files but the examples, which define nothing.
 * @param contents what each file says, where it has been parsed already
 */
export function sourceOf(
  service: string,
  version: number,
  files: Readonly<Record<string, string>>,
  contents: Readonly<Record<string, unknown>> = {},
): Source {
  const defining = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name !== "examples.yaml")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const content = Object.entries(defining).map(([name, text]) => [
    name,
    contents[name] ?? readYaml(name, text).data,
  ]);
  // A comment or a line break makes no new version.
  const sha256 = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return { service, version, sha256, files: defining };
}
