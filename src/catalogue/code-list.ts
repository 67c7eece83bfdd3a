import type { Code, Finding } from "./catalogue.ts";
import type { Lang, Words } from "./model.ts";
import { listSchema } from "./schema/government.ts";
import { checkStructure } from "./structure.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** The lists around one: other lists by their names, which it may lie within. */
export interface AroundList {
  readonly languages: readonly Lang[];
  readonly lists?: ReadonlyMap<string, readonly Code[]>;
  /** Shared by governments: English replaces missing names. */
  readonly shared?: boolean;
}

interface ListRead {
  readonly codes: readonly Code[];
  readonly findings: readonly Finding[];
}

type Names = Readonly<Record<string, string | Words>>;

/** The list that the entries of a file belong to; undefined for a list of its own. */
export function listAround(name: string, text: string): string | undefined {
  const { data } = readYaml(name, text);
  const { within } = (data ?? {}) as { within?: unknown };
  return typeof within === "string" ? within : undefined;
}

/** A code list from its file. */
export function readCodeList(name: string, text: string, around: AroundList): ListRead {
  const file = readYaml(name, text);
  const findings = [...checkStructure(file, listSchema)];
  if (findings.length > 0) return { codes: [], findings };
  const { codes, within } = file.data as { codes: Names; within?: string };
  if (within === undefined) return readNames(file, ["codes"], codes, around);
  return readWithin(file, within, codes as Readonly<Record<string, Names>>, around);
}

/** Entries under the entries of another list: `gasabo: {remera: Remera}` is `gasabo.remera`. */
function readWithin(
  file: YamlFile,
  within: string,
  codes: Readonly<Record<string, Names>>,
  around: AroundList,
): ListRead {
  const outer = around.lists?.get(within);
  if (!outer) {
    const mend = `add the file lists/${within}.yaml`;
    const finding = file.finding(["within"], `the code list \`${within}\` is unknown`, mend);
    return { codes: [], findings: [finding] };
  }
  const findings: Finding[] = [];
  const read = Object.entries(codes).flatMap(([outerValue, names]): readonly Code[] => {
    const path = ["codes", outerValue];
    const belongsTo = outer.find(({ value }) => value === outerValue);
    if (!belongsTo || typeof names === "string") {
      const message = `\`${outerValue}\` is no entry of \`${within}\` with entries of its own`;
      findings.push(file.finding(path, message, `use an entry of lists/${within}.yaml`));
      return [];
    }
    const own = readNames(file, path, names, around);
    findings.push(...own.findings);
    return own.codes.map(({ value, label }) => ({
      value: `${outerValue}.${value}`,
      label: beside(label, belongsTo.label),
      within: { value: outerValue, label },
    }));
  });
  return { codes: read, findings };
}

const beside = (label: Words, outer: Words): Words =>
  Object.fromEntries(
    Object.entries(label).map(([lang, text]) => [lang, `${text}, ${outer[lang] ?? outer.en}`]),
  );

function readNames(
  file: YamlFile,
  path: readonly string[],
  codes: Names,
  { languages, shared }: AroundList,
): ListRead {
  const findings: Finding[] = [];
  const read = Object.entries(codes).map(([value, said]): Code => {
    const names: Words =
      typeof said === "string" ? Object.fromEntries(languages.map((lang) => [lang, said])) : said;
    const label = shared ? inEnglish(names, languages) : names;
    for (const lang of languages)
      if (label[lang] === undefined)
        findings.push(
          file.finding(
            [...path, value],
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
