import type { Code, Finding } from "./catalogue.ts";
import type { Lang, Words } from "./model.ts";
import { listSchema } from "./schema/government.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

/** A code list from its file. In a list shared by governments, English replaces missing names. */
export function readCodeList(
  name: string,
  text: string,
  languages: readonly Lang[],
  shared = false,
): { readonly codes: readonly Code[]; readonly findings: readonly Finding[] } {
  const file = readYaml(name, text);
  const findings = [...checkStructure(file, listSchema)];
  if (findings.length > 0) return { codes: [], findings };
  const { codes } = file.data as { codes: Readonly<Record<string, string | Words>> };
  const read = Object.entries(codes).map(([value, said]): Code => {
    const names: Words =
      typeof said === "string" ? Object.fromEntries(languages.map((lang) => [lang, said])) : said;
    const label = shared ? inEnglish(names, languages) : names;
    for (const lang of languages)
      if (label[lang] === undefined)
        findings.push(
          file.finding(
            ["codes", value],
            `\`${value}\` has no name in \`${lang}\``,
            `add \`${lang}:\``,
          ),
        );
    return { value, label };
  });
  return { codes: read, findings };
}

const inEnglish = (names: Words, languages: readonly Lang[]): Words => ({
  ...(names.en && Object.fromEntries(languages.map((lang) => [lang, names.en ?? ""]))),
  ...names,
});
