import type { Catalogue, Code, Source } from "./catalogue.ts";
import type { Definition, Jurisdiction } from "./model.ts";
import type { Journey } from "./model-journey.ts";
import { indexOf, searchCodeList, searchServices } from "./search.ts";
import { readPublished } from "./service-files.ts";

export interface Parts {
  readonly jurisdiction: Jurisdiction;
  readonly lists: ReadonlyMap<string, readonly Code[]>;
  readonly definitions: readonly Definition[];
  readonly sources: readonly Source[];
  readonly journeys?: readonly Journey[];
  /** Versions published earlier; compiled when first asked for. */
  readonly older: readonly Source[];
}

const partsOf = new WeakMap<Catalogue, Parts>();
const key = (service: string, version: number) => `${service}/${version}`;

/** A catalogue over definitions that have been checked. */
export function makeCatalogue(parts: Parts): Catalogue {
  const { jurisdiction, lists, definitions, sources, journeys = [], older } = parts;
  const byId = new Map<string, Definition>(definitions.map((one) => [one.id, one]));
  const versions = new Map(definitions.map((one) => [key(one.id, one.version), one]));
  const stored = new Map(older.map((one) => [key(one.service, one.version), one]));
  const index = definitions.map((one) => indexOf(one, jurisdiction));
  const compileStored = (at: string): Definition | undefined => {
    const source = stored.get(at);
    if (!source) return undefined;
    const { definition, findings } = readPublished(source.service, source.files, jurisdiction);
    if (!definition)
      throw new Error(`published version ${at} no longer compiles: ${findings[0]?.message}`);
    versions.set(at, definition);
    return definition;
  };
  const catalogue: Catalogue = {
    jurisdiction,
    services: definitions,
    sources,
    current: (id) => byId.get(id),
    version: (id, version) => versions.get(key(id, version)) ?? compileStored(key(id, version)),
    codeList: (id) => lists.get(id),
    searchCodes: (id, text) => searchCodeList(lists.get(id) ?? [], text),
    search: (text, lang) => searchServices(index, text, lang),
    journeys,
    journey: (id) => journeys.find((one) => one.id === id),
    byLifeEvent: (id) => definitions.filter(({ lifeEvents }) => lifeEvents.includes(id)),
  };
  partsOf.set(catalogue, parts);
  return catalogue;
}

/** The same catalogue, knowing older versions as well. */
export function withOlder(catalogue: Catalogue, older: readonly Source[]): Catalogue {
  const parts = partsOf.get(catalogue);
  if (!parts) throw new Error("this catalogue was not made by makeCatalogue");
  return makeCatalogue({ ...parts, older });
}
