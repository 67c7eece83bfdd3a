import { join } from "node:path";
import { canonical } from "../kernel/index.ts";
import type { Catalogue, Finding, HeldBack, Source } from "./catalogue.ts";
import { readCentres } from "./centres.ts";
import type { Surroundings } from "./checks/index.ts";
import { listAround, readCodeList } from "./code-list.ts";
import { type GovernmentFiles, namesIn, readGovernmentFiles, textOf } from "./government-files.ts";
import { readCalendarFile } from "./holidays.ts";
import { readJourneys } from "./journeys.ts";
import { readJurisdiction, unknownOffices, unknownTariffs } from "./jurisdiction.ts";
import { makeCatalogue } from "./make-catalogue.ts";
import type { Definition, Jurisdiction } from "./model.ts";
import { namedLists } from "./named-lists.ts";
import { readOffices } from "./offices.ts";
import { lettersSchema, textsSchema } from "./schema/texts.ts";
import { readDirectory } from "./search/directory.ts";
import { readService } from "./service-files.ts";
import { sourceOf } from "./source.ts";
import { readOwnWords } from "./texts.ts";
import { readTopics } from "./topics.ts";
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
  /** What its services refer to, as text: it can be published. */
  readonly files?: GovernmentFiles;
  /** The journeys through these services, without those that have mistakes. */
  journeysOf(definitions: readonly Definition[]): ReturnType<typeof readJourneys>;
}

/**
 * Reads a government; services with mistakes are held back. `problems` are those of its own files,
 * to which all services refer; nothing is read where these have no valid structure.
 */
export function readGovernment(folder: string): GovernmentRead {
  const files = readGovernmentFiles(folder);
  const folders = foldersIn(join(folder, "services")).map((id) => ({
    id,
    files: filesIn(`${folder}/services/${id}`),
  }));
  const texts = JSON.stringify([folder, files, folders]);
  const read = readBefore.get(texts) ?? governmentFrom(folder, files, folders);
  readBefore.delete(texts);
  readBefore.set(texts, read);
  // Enough for both governments; copies that somebody edits come and go.
  const [oldest] = readBefore.keys();
  if (readBefore.size > 4 && oldest !== undefined) readBefore.delete(oldest);
  return read;
}

/** By all its texts: reading them anew takes half a second, and nothing changes a government. */
const readBefore = new Map<string, GovernmentRead>();

/** A government as it was read, and what is wrong with it. */
export interface GovernmentRead {
  readonly government?: Government;
  readonly problems: readonly Finding[];
}

/** The same from texts; `folder` is its name in findings. */
export function governmentFrom(
  folder: string,
  files: GovernmentFiles,
  folders: readonly { readonly id: string; readonly files: Readonly<Record<string, string>> }[],
  offered: readonly string[] = [],
): GovernmentRead {
  const ids = [...new Set([...folders.map(({ id }) => id), ...offered])];
  const { surroundings, problems } = readSurroundings(folder, files, ids);
  if (!surroundings) return { problems };
  const services: ReadyService[] = [];
  const heldBack: HeldBack[] = [];
  for (const { id, files: texts } of folders) {
    const name = `${folder}/services/${id}`;
    const { definition, findings, contents } = readService(name, texts, surroundings);
    if (definition)
      services.push({ definition, source: sourceOf(id, definition.version, texts, contents) });
    else heldBack.push({ service: id, problems: findings });
  }
  const { jurisdiction } = surroundings;
  const journeysOf = (definitions: readonly Definition[]) =>
    journeysIn(folder, files, jurisdiction, definitions);
  return { government: { ...surroundings, services, heldBack, files, journeysOf }, problems };
}

/**
 * The same government after a change of what no service depends on, its centres and the words of
 * its messages and letters: none is compiled anew. `services` are the ids of those that exist.
 */
export function withOtherSettings(
  government: Government,
  files: GovernmentFiles,
  services: readonly string[],
): GovernmentRead {
  const {
    centres: _centres,
    texts: _texts,
    letters: _letters,
    offices: _offices,
    ...others
  } = government.jurisdiction;
  const centres = withCentres("published", files, services, others);
  const texts = withTexts("published", files, services, centres.jurisdiction);
  const offices = withOffices("published", files, texts.jurisdiction, government.lists);
  const { jurisdiction } = offices;
  const problems = [centres, texts, offices].flatMap(({ findings }) => findings);
  return { government: { ...government, jurisdiction, files }, problems };
}

/** What no service depends on: how the government looks and whom people ask are for pages. */
const forServices = (jurisdiction: Jurisdiction) => {
  const { state: _, help: __, centres: ___, texts: ____, letters: _____, ...others } = jurisdiction;
  const { offices: ______, ...rest } = others;
  return canonical(rest);
};

/**
 * The same after a change of jurisdiction.yaml; undefined where services depend on what changed,
 * and all have to be compiled anew.
 */
export function withOtherLook(
  government: Government,
  files: GovernmentFiles,
  services: readonly string[],
): GovernmentRead | undefined {
  const { surroundings, problems } = readSurroundings("published", files, services);
  if (!surroundings) return { problems };
  const { jurisdiction } = surroundings;
  if (forServices(jurisdiction) !== forServices(government.jurisdiction)) return undefined;
  return { government: { ...government, jurisdiction, files }, problems };
}

/** Problems of what the services refer to, without reading a service. */
export const problemsOfFiles = (
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
): readonly Finding[] => readSurroundings(folder, files, services).problems;

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
function readSurroundings(
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
): {
  readonly surroundings?: Surroundings;
  readonly problems: readonly Finding[];
} {
  const { "authorities.yaml": authorities = "", "jurisdiction.yaml": text = "" } = files;
  const government = readJurisdiction(folder, { jurisdiction: text, authorities });
  if (!government.jurisdiction) return { problems: government.findings };
  const treaties = withTreaties(folder, files, government.jurisdiction);
  const centres = withCentres(folder, files, services, treaties.jurisdiction);
  const directory = withDirectory(folder, files, services, centres.jurisdiction);
  const topics = withTopics(folder, files, services, directory.jurisdiction);
  const calendar = withCalendar(folder, files, topics.jurisdiction);
  const texts = withTexts(folder, files, services, calendar.jurisdiction);
  const { lists, findings } = readLists(folder, files, texts.jurisdiction);
  const offices = withOffices(folder, files, texts.jurisdiction, lists);
  const { jurisdiction } = offices;
  const name = `${folder}/authorities.yaml`;
  const missingOffices = unknownOffices(name, authorities, jurisdiction, lists);
  const strangers = unknownTariffs(`${folder}/jurisdiction.yaml`, text, jurisdiction, services);
  return {
    surroundings: { jurisdiction, lists },
    problems: [treaties, centres, directory, topics, calendar, texts, offices]
      .flatMap((each) => each.findings)
      .concat(missingOffices, strangers, findings),
  };
}

/** The journeys; the file is optional. */
function journeysIn(
  folder: string,
  files: GovernmentFiles,
  jurisdiction: Jurisdiction,
  definitions: readonly Definition[],
): ReturnType<typeof readJourneys> {
  const name = `${folder}/journeys.yaml`;
  const { "journeys.yaml": text = "" } = files;
  return text === ""
    ? { journeys: [], findings: [] }
    : readJourneys(name, text, jurisdiction, definitions);
}

/** The government with its treaties; the file is optional. */
function withTreaties(folder: string, files: GovernmentFiles, jurisdiction: Jurisdiction) {
  const name = `${folder}/treaties.yaml`;
  const { "treaties.yaml": text = "" } = files;
  if (text === "") return { jurisdiction, findings: [] };
  const { code, languages } = jurisdiction;
  const { treaties, findings } = readTreaties(name, text, code, languages);
  return { jurisdiction: { ...jurisdiction, treaties }, findings };
}

/** The government with its service centres, if it has any. */
function withCentres(
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
  jurisdiction: Jurisdiction,
) {
  const name = `${folder}/centres.yaml`;
  const { "centres.yaml": text = "" } = files;
  if (text === "") return { jurisdiction, findings: [] };
  const { centres, findings } = readCentres(name, text, jurisdiction.languages, services);
  return { jurisdiction: { ...jurisdiction, centres }, findings };
}

/** The government with what people look for; the file is optional. */
function withDirectory(
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
  jurisdiction: Jurisdiction,
): { readonly jurisdiction: Jurisdiction; readonly findings: readonly Finding[] } {
  const { "search.yaml": text = "" } = files;
  if (text === "") return { jurisdiction, findings: [] };
  const name = `${folder}/search.yaml`;
  const { directory, findings } = readDirectory(name, text, jurisdiction.languages, services);
  return { jurisdiction: { ...jurisdiction, ...directory }, findings };
}

/** The government with the topics of its services; the file is optional. */
function withTopics(
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
  jurisdiction: Jurisdiction,
): { readonly jurisdiction: Jurisdiction; readonly findings: readonly Finding[] } {
  const { "topics.yaml": text = "" } = files;
  if (text === "") return { jurisdiction, findings: [] };
  const { topics, findings } = readTopics(`${folder}/topics.yaml`, text, jurisdiction, services);
  return { jurisdiction: { ...jurisdiction, ...topics }, findings };
}

/** The government with its own public holidays; the file is optional. */
function withCalendar(folder: string, files: GovernmentFiles, jurisdiction: Jurisdiction) {
  const { "calendar.yaml": text = "" } = files;
  if (text === "") return { jurisdiction, findings: [] };
  const { holidays, findings } = readCalendarFile(`${folder}/calendar.yaml`, text, jurisdiction);
  return { jurisdiction: { ...jurisdiction, holidays }, findings };
}

/** The government with its own words of messages and letters; both files are optional. */
function withTexts(
  folder: string,
  files: GovernmentFiles,
  services: readonly string[],
  jurisdiction: Jurisdiction,
): { readonly jurisdiction: Jurisdiction; readonly findings: readonly Finding[] } {
  const read = <Text>(name: string, schema: Parameters<typeof readOwnWords<Text>>[1]) => {
    const { [name]: content = "" } = files;
    const file = { name: `${folder}/${name}`, content };
    return content === "" ? undefined : readOwnWords(file, schema, jurisdiction, services);
  };
  const texts = read("texts.yaml", textsSchema);
  const letters = read("letters.yaml", lettersSchema);
  const words = {
    ...(texts && { texts: texts.words }),
    ...(letters && { letters: letters.words }),
  };
  const findings = [...(texts?.findings ?? []), ...(letters?.findings ?? [])];
  return { jurisdiction: { ...jurisdiction, ...words }, findings };
}

/** The government with the places of its offices; the file is optional. */
function withOffices(
  folder: string,
  files: GovernmentFiles,
  jurisdiction: Jurisdiction,
  lists: Surroundings["lists"],
): { readonly jurisdiction: Jurisdiction; readonly findings: readonly Finding[] } {
  const { "offices.yaml": content = "" } = files;
  if (content === "") return { jurisdiction, findings: [] };
  const name = `${folder}/offices.yaml`;
  const { offices, findings } = readOffices(name, content, jurisdiction, lists);
  return { jurisdiction: { ...jurisdiction, offices }, findings };
}

function readLists(folder: string, files: GovernmentFiles, { languages }: Jurisdiction) {
  const lists = new Map(namedLists(languages));
  const findings: Finding[] = [];
  // Shared lists first, so that a government's own override them.
  for (const place of ["../lists/", "lists/"])
    for (const [name, text] of inReach(files, place)) {
      const shared = place === "../lists/";
      const list = readCodeList(join(folder, name), text, { languages, lists, shared });
      lists.set(name.slice(place.length, -".yaml".length), list.codes);
      findings.push(...list.findings);
    }
  return { lists, findings };
}

/** The lists of a place; those within others after them. */
function inReach(files: GovernmentFiles, place: string) {
  const lists = Object.entries(files).filter(([file]) => file.startsWith(place));
  const isWithin = ([name, text]: readonly [string, string]) =>
    Number(listAround(name, text) !== undefined);
  return lists.sort((one, other) => isWithin(one) - isWithin(other));
}

const foldersIn = (folder: string): string[] =>
  namesIn(folder).filter((name) => /^[a-z0-9-]+$/.test(name));

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    namesIn(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name, textOf(join(folder, name))]),
  );
