import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Catalogue, Finding, Source } from "./catalogue.ts";
import { readCentres } from "./centres.ts";
import type { Surroundings } from "./checks/index.ts";
import { readCodeList } from "./code-list.ts";
import { readJourneys } from "./journeys.ts";
import { readJurisdiction, unknownOffices } from "./jurisdiction.ts";
import { makeCatalogue } from "./make-catalogue.ts";
import type { Definition, Jurisdiction } from "./model.ts";
import { namedLists } from "./named-lists.ts";
import { readService } from "./service-files.ts";
import { sourceOf } from "./source.ts";
import { readTreaties } from "./treaties.ts";

/** A catalogue only where nothing at all is wrong. */
export interface Loaded {
  readonly catalogue: Catalogue | undefined;
  readonly problems: readonly Finding[];
}

/**
 * Reads and checks everything of one government: `jurisdictions/rw`. All problems of all files are
 * told at once; services are not read where the government's own files are broken, because they
 * refer to them.
 */
export function loadCatalogue(folder: string): Loaded {
  const authorities = textOf(join(folder, "authorities.yaml"));
  const government = readJurisdiction(folder, {
    jurisdiction: textOf(join(folder, "jurisdiction.yaml")),
    authorities,
  });
  if (!government.jurisdiction) return { catalogue: undefined, problems: government.findings };
  const treaties = withTreaties(folder, government.jurisdiction);
  const { jurisdiction, findings: misplaced } = withCentres(folder, treaties.jurisdiction);
  const wrong = [...treaties.findings, ...misplaced];
  const { lists, findings } = readLists(folder, jurisdiction);
  const surroundings: Surroundings = { jurisdiction, lists };
  wrong.push(...unknownOffices(`${folder}/authorities.yaml`, authorities, jurisdiction, lists));
  const services = foldersIn(join(folder, "services")).map((id) => {
    const place = `${folder}/services/${id}`;
    const files = filesIn(place);
    return { ...readService(place, files, surroundings), files };
  });
  const problems = [...wrong, ...findings, ...services.flatMap((service) => service.findings)];
  if (problems.length > 0) return { catalogue: undefined, problems };
  const definitions: Definition[] = [];
  const sources: Source[] = [];
  for (const { definition, files, said } of services)
    if (definition) {
      definitions.push(definition);
      sources.push(sourceOf(definition.id, definition.version, files, said));
    }
  const { journeys, findings: lost } = journeysIn(folder, jurisdiction, definitions);
  if (lost.length > 0) return { catalogue: undefined, problems: lost };
  return {
    catalogue: makeCatalogue({ ...surroundings, definitions, sources, journeys, older: [] }),
    problems,
  };
}

/** The ways through several services; a government without any needs no such file. */
function journeysIn(
  folder: string,
  jurisdiction: Jurisdiction,
  definitions: readonly Definition[],
): ReturnType<typeof readJourneys> {
  const name = `${folder}/journeys.yaml`;
  const text = textOf(name);
  return text === ""
    ? { journeys: [], findings: [] }
    : readJourneys(name, text, jurisdiction, definitions);
}

/** The government with its treaties; a government without any needs no such file. */
function withTreaties(folder: string, jurisdiction: Jurisdiction) {
  const name = `${folder}/treaties.yaml`;
  const text = textOf(name);
  if (text === "") return { jurisdiction, findings: [] };
  const { code, languages } = jurisdiction;
  const { treaties, findings } = readTreaties(name, text, code, languages);
  return { jurisdiction: { ...jurisdiction, treaties }, findings };
}

/** The government with the places where it serves people in person, if it has any. */
function withCentres(folder: string, jurisdiction: Jurisdiction) {
  const name = `${folder}/centres.yaml`;
  const text = textOf(name);
  if (text === "") return { jurisdiction, findings: [] };
  const services = foldersIn(join(folder, "services"));
  const { centres, findings } = readCentres(name, text, jurisdiction.languages, services);
  return { jurisdiction: { ...jurisdiction, centres }, findings };
}

function readLists(folder: string, { languages }: Jurisdiction) {
  const lists = new Map(namedLists(languages));
  const findings: Finding[] = [];
  // Those of all governments first, so that a government's own take their place.
  const places = [
    { place: `${dirname(folder)}/lists`, shared: true },
    { place: `${folder}/lists`, shared: false },
  ];
  for (const { place, shared } of places)
    for (const file of namesIn(place).filter((name) => name.endsWith(".yaml"))) {
      const name = `${place}/${file}`;
      const list = readCodeList(name, textOf(name), languages, shared);
      lists.set(file.slice(0, -".yaml".length), list.codes);
      findings.push(...list.findings);
    }
  return { lists, findings };
}

/** Empty where there is no such file: what is missing is then told by the check of its content. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

const foldersIn = (folder: string): string[] =>
  namesIn(folder).filter((name) => /^[a-z0-9-]+$/.test(name));

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    namesIn(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name, textOf(join(folder, name))]),
  );
