import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The files to which all services of a government refer, by name: `authorities.yaml`,
 * `lists/districts.yaml`, and `../lists/countries.yaml` for those that governments share.
 */
export type GovernmentFiles = Readonly<Record<string, string>>;

const single = [
  ...["jurisdiction", "authorities", "centres", "treaties", "journeys"],
  ...["search", "topics", "calendar", "texts", "letters", "offices"],
];

/** The files of a government in its folder. A missing one is left out: its check says so. */
export function readGovernmentFiles(folder: string): GovernmentFiles {
  const names = [
    ...single.map((name) => `${name}.yaml`),
    ...yamlIn(join(folder, "lists")).map((name) => `lists/${name}`),
    ...yamlIn(join(dirname(folder), "lists")).map((name) => `../lists/${name}`),
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(join(folder, name));
      return text === "" ? [] : [[name, text]];
    }),
  );
}

/** One publication of such files: the same texts are the same. */
export const hashOfFiles = (files: GovernmentFiles): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest("hex");

const yamlIn = (folder: string): string[] =>
  namesIn(folder).filter((name) => name.endsWith(".yaml"));

/** Empty for a missing file. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
