import type { Finding } from "../catalogue.ts";
import { type Path, pathText, valueAt, type YamlFile } from "../yaml-file.ts";

/** Words of the source that a translation lacks. */
export function missingTranslations(
  source: YamlFile,
  translation: YamlFile,
  paths: readonly Path[],
): Finding[] {
  return unique(paths).flatMap((path) => {
    const text = valueAt(translation.data, path);
    if (typeof text === "string" && text.trim() !== "") return [];
    const original = JSON.stringify(valueAt(source.data, path));
    const message = `the translation of \`${pathText(path)}\` is missing`;
    return [translation.finding(path, message, `add it; the source says ${original}`)];
  });
}

/** Keys of a translation without words in the source. Only `keywords` may be added. */
export function unknownTranslations(translation: YamlFile, paths: readonly Path[]): Finding[] {
  const sourcePaths = new Set(
    paths.flatMap((path) => path.map((_, i) => pathText(path.slice(0, i + 1)))),
  );
  const ends = new Set(paths.map(pathText));
  const look = (value: unknown, path: Path): Finding[] => {
    const at = pathText(path);
    if (at === "keywords") return [];
    if (path.length > 0 && !sourcePaths.has(at))
      return [
        translation.finding(
          path,
          `\`${at}\` is not among the words of the source`,
          "remove it, or mend its name",
        ),
      ];
    if (ends.has(at) || typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => look(inner, [...path, key]));
  };
  return look(translation.data, []);
}

const unique = (paths: readonly Path[]): Path[] => [
  ...new Map(paths.map((path) => [pathText(path), path])).values(),
];
