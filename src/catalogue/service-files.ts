import type { Finding } from "./catalogue.ts";
import {
  checks,
  missingTranslations,
  type Surroundings,
  unknownTranslations,
} from "./checks/index.ts";
import type { Definition, Lang } from "./model.ts";
import { keywordsOf, readDefinition } from "./read/service.ts";
import { beginWriting, type National } from "./read/writing.ts";
import type { RawService } from "./schema/service.ts";
import { serviceSchema } from "./schema/service.ts";
import { checkStructure } from "./structure.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** The result of reading one service; a definition only where there are no findings. */
export interface ServiceRead {
  readonly definition?: Definition;
  readonly findings: readonly Finding[];
  /** The content of each file, by its name. */
  readonly contents?: Readonly<Record<string, unknown>>;
}

/**
 * Reads and checks one service. All mistakes in a file are reported at once; where the structure of
 * service.yaml is broken, its meaning is not checked.
 *
 * @param folder the folder's name in findings; its last part is the service's id @param files text
 * by file name
 */
export function readService(
  folder: string,
  files: Readonly<Record<string, string>>,
  surroundings: Surroundings,
): ServiceRead {
  const name = (file: string) => `${folder}/${file}`;
  const source = readYaml(name("service.yaml"), files["service.yaml"] ?? "");
  const structure = checkStructure(source, serviceSchema);
  if (structure.length > 0) return { findings: structure };
  const raw = source.data as RawService; // its structure has just been checked
  const others = surroundings.jurisdiction.languages.filter((lang) => lang !== raw.language);
  const read = (lang: Lang) =>
    [lang, readYaml(name(`${lang}.yaml`), files[`${lang}.yaml`] ?? "")] as const;
  const translations = new Map(others.filter((lang) => `${lang}.yaml` in files).map(read));
  const w = beginWriting(source, raw.language, translations, surroundings.jurisdiction);
  const definition = readDefinition(w, raw);
  for (const check of checks) check({ raw, definition, surroundings, report: w.report });
  const findings = [
    ...w.findings,
    ...nameAndLanguages(source, raw, folder, files, surroundings),
    ...[...translations.values()].flatMap((file) => [
      ...file.findings,
      ...(file.findings.length > 0 ? [] : missingTranslations(source, file, w.wordPaths)),
      ...(file.findings.length > 0 ? [] : unknownTranslations(file, w.wordPaths)),
    ]),
  ];
  if (findings.length > 0) return { findings };
  const added = [...translations.values()].flatMap(({ data }) => keywordsOf(data));
  const contents = Object.fromEntries(
    [...translations].map(([lang, { data }]) => [`${lang}.yaml`, data]),
  );
  return {
    definition: { ...definition, keywords: [...definition.keywords, ...added] },
    findings,
    contents: { ...contents, "service.yaml": source.data },
  };
}

/**
 * Reads an older version as it was published. It was checked then, against the government of then,
 * so only what prevents its compilation is reported.
 */
export function readPublished(
  folder: string,
  files: Readonly<Record<string, string>>,
  national: National,
): ServiceRead {
  const source = readYaml(`${folder}/service.yaml`, files["service.yaml"] ?? "");
  const structure = checkStructure(source, serviceSchema);
  if (structure.length > 0) return { findings: structure };
  const raw = source.data as RawService; // its structure has just been checked
  const translations = new Map<Lang, YamlFile>();
  for (const [file, text] of Object.entries(files))
    if (file !== "service.yaml")
      translations.set(file.replace(/\.yaml$/, ""), readYaml(`${folder}/${file}`, text));
  const w = beginWriting(source, raw.language, translations, national);
  const definition = readDefinition(w, raw);
  return w.findings.length > 0 ? { findings: w.findings } : { definition, findings: [] };
}

function nameAndLanguages(
  source: YamlFile,
  raw: RawService,
  folder: string,
  files: Readonly<Record<string, string>>,
  { jurisdiction: { languages } }: Surroundings,
): Finding[] {
  const findings: Finding[] = [];
  const report = (path: string[], message: string, mend: string) =>
    findings.push(source.finding(path, message, mend, "value"));
  const id = folder.split("/").at(-1) ?? folder;
  if (raw.service !== id)
    report(
      ["service"],
      `the service is called \`${raw.service}\`, its folder \`${id}\``,
      "give both the same name",
    );
  if (!languages.includes(raw.language))
    report(
      ["language"],
      `\`${raw.language}\` is not a language of this government`,
      `use one of: ${languages.join(", ")}`,
    );
  for (const lang of languages)
    if (lang !== raw.language && !(`${lang}.yaml` in files))
      report(
        ["language"],
        `the translation ${lang}.yaml is missing`,
        `add the file ${folder}/${lang}.yaml`,
      );
  for (const file of Object.keys(files)) {
    const lang = file.replace(/\.yaml$/, "");
    if (
      file === "service.yaml" ||
      file === "examples.yaml" ||
      (languages.includes(lang) && lang !== raw.language)
    )
      continue;
    const at = { file: `${folder}/${file}`, line: 1, column: 1 };
    const translations = languages.map((one) => `${one}.yaml`).join(", ");
    const mend = `use one of: service.yaml, examples.yaml, ${translations}`;
    findings.push({ ...at, message: "this file belongs to no language of this government", mend });
  }
  return findings;
}
