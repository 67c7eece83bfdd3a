import type { Finding } from "../catalogue.ts";
import type { Elsewhere, Jurisdiction, Lang, Words } from "../model.ts";
import { present, provenanceOf } from "../read/writing.ts";
import { searchSchema } from "../schema/government.ts";
import type { Of } from "../schema/parts.ts";
import { checkStructure } from "../structure.ts";
import { type Path, readYaml, type YamlFile } from "../yaml-file.ts";

export type Directory = Required<Pick<Jurisdiction, "searchWords" | "elsewhere">>;

interface Read {
  readonly directory: Directory;
  readonly findings: readonly Finding[];
}

/**
 * Reads the search.yaml of a government: more words for its services, and the services that are
 * elsewhere. `services` are the ids that it may name.
 */
export function readDirectory(
  name: string,
  content: string,
  languages: readonly Lang[],
  services: readonly string[],
): Read {
  const file = readYaml(name, content);
  const structure = checkStructure(file, searchSchema);
  if (structure.length > 0)
    return { directory: { searchWords: {}, elsewhere: [] }, findings: structure };
  const raw = file.data as Of<typeof searchSchema>; // its structure has just been checked
  const elsewhere: readonly Elsewhere[] = Object.entries(raw.elsewhere ?? {}).map(
    ([id, { title, words, at, url, ...fact }]) =>
      present({ id, title: title as Words, words, at: at as Words, url, ...provenanceOf(fact) }),
  );
  const directory = { searchWords: raw.words ?? {}, elsewhere };
  return { directory, findings: wrongWith(file, directory, languages, services) };
}

function wrongWith(
  file: YamlFile,
  { searchWords, elsewhere }: Directory,
  languages: readonly Lang[],
  services: readonly string[],
): Finding[] {
  const finding = (path: Path, message: string, mend: string) => file.finding(path, message, mend);
  const strangers = Object.keys(searchWords)
    .filter((id) => !services.includes(id))
    .map((id) => finding(["words", id], `there is no service \`${id}\``, "mend the id"));
  const missing = (id: string, key: "title" | "at", words: Words) =>
    languages
      .filter((lang) => words[lang] === undefined)
      .map((lang) => {
        const message = `\`${key}\` of \`${id}\` has no words in \`${lang}\``;
        return finding(["elsewhere", id, key], message, `add \`${lang}:\``);
      });
  const wrong = elsewhere.flatMap(({ id, title, at, source, checkedOn, illustrative }) => [
    ...missing(id, "title", title),
    ...missing(id, "at", at),
    ...(illustrative || (source && checkedOn)
      ? []
      : [finding(["elsewhere", id], `\`${id}\` has no source`, "add `source:` and `checkedOn:`")]),
  ]);
  return [...strangers, ...wrong];
}
