import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Catalogue, Finding, HeldBack, Source } from "./catalogue.ts";
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

/** A catalogue, only where there is no problem at all. */
export interface Loaded {
  readonly catalogue: Catalogue | undefined;
  readonly problems: readonly Finding[];
}

/** One version of a service that can be offered. */
export interface ReadyService {
  readonly definition: Definition;
  readonly source: Source;
}

/** One government from its folder: the services that can be offered, and those held back. */
export interface Government extends Surroundings {
  readonly services: readonly ReadyService[];
  readonly heldBack: readonly HeldBack[];
  /** The journeys through these services, without those that have mistakes. */
  journeysOf(definitions: readonly Definition[]): ReturnType<typeof readJourneys>;
}

/**
 * Reads a government; services with mistakes are held back. `problems` are those of its own files,
 * to which all services refer; nothing is read where these have no valid structure.
 */
export function readGovernment(folder: string): {
  readonly government?: Government;
  readonly problems: readonly Finding[];
} {
  const { surroundings, problems } = readSurroundings(folder);
  if (!surroundings) return { problems };
  const services: ReadyService[] = [];
  const heldBack: HeldBack[] = [];
  for (const id of foldersIn(join(folder, "services"))) {
    const serviceFolder = `${folder}/services/${id}`;
    const files = filesIn(serviceFolder);
    const { definition, findings, contents } = readService(serviceFolder, files, surroundings);
    if (definition)
      services.push({ definition, source: sourceOf(id, definition.version, files, contents) });
    else heldBack.push({ service: id, problems: findings });
  }
  const { jurisdiction } = surroundings;
  const journeysOf = (definitions: readonly Definition[]) =>
    journeysIn(folder, jurisdiction, definitions);
  return { government: { ...surroundings, services, heldBack, journeysOf }, problems };
}

/**
 * Reads and checks everything of one government: `jurisdictions/rw`. Reports all problems of all
 * files at once.
 */
export function loadCatalogue(folder: string): Loaded {
  const { government, problems } = readGovernment(folder);
  if (!government) return { catalogue: undefined, problems };
  const { services, heldBack } = government;
  const allProblems = [...problems, ...heldBack.flatMap((one) => one.problems)];
  if (allProblems.length > 0) return { catalogue: undefined, problems: allProblems };
  const definitions = services.map(({ definition }) => definition);
  const sources = services.map(({ source }) => source);
  const { journeys, findings } = government.journeysOf(definitions);
  if (findings.length > 0) return { catalogue: undefined, problems: findings };
  return { catalogue: makeCatalogue({ ...government, definitions, sources, journeys }), problems };
}

/** What the services of a government refer to. */
function readSurroundings(folder: string): {
  readonly surroundings?: Surroundings;
  readonly problems: readonly Finding[];
} {
  const authorities = textOf(join(folder, "authorities.yaml"));
  const government = readJurisdiction(folder, {
    jurisdiction: textOf(join(folder, "jurisdiction.yaml")),
    authorities,
  });
  if (!government.jurisdiction) return { problems: government.findings };
  const treaties = withTreaties(folder, government.jurisdiction);
  const { jurisdiction, findings: misplaced } = withCentres(folder, treaties.jurisdiction);
  const { lists, findings } = readLists(folder, jurisdiction);
  const name = `${folder}/authorities.yaml`;
  const missingOffices = unknownOffices(name, authorities, jurisdiction, lists);
  return {
    surroundings: { jurisdiction, lists },
    problems: [...treaties.findings, ...misplaced, ...missingOffices, ...findings],
  };
}

/** The journeys; the file is optional. */
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

/** The government with its treaties; the file is optional. */
function withTreaties(folder: string, jurisdiction: Jurisdiction) {
  const name = `${folder}/treaties.yaml`;
  const text = textOf(name);
  if (text === "") return { jurisdiction, findings: [] };
  const { code, languages } = jurisdiction;
  const { treaties, findings } = readTreaties(name, text, code, languages);
  return { jurisdiction: { ...jurisdiction, treaties }, findings };
}

/** The government with its service centres, if it has any. */
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
  // Shared lists first, so that a government's own override them.
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

/** Empty for a missing file: the check of its content then reports what is missing. */
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
