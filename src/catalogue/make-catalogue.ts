import type { Catalogue, Code, HeldBack, Source } from "./catalogue.ts";
import type { Definition, Jurisdiction } from "./model.ts";
import type { Journey } from "./model-journey.ts";
import { indexOf, searchCodeList, searchIndex } from "./search/rank.ts";

export interface Parts {
  readonly jurisdiction: Jurisdiction;
  readonly lists: ReadonlyMap<string, readonly Code[]>;
  readonly definitions: readonly Definition[];
  readonly sources: readonly Source[];
  readonly journeys?: readonly Journey[];
  readonly heldBack?: readonly HeldBack[];
  /** Versions that are not offered any more. */
  readonly older?: Pick<Catalogue, "version" | "findVersion">;
}

/** A catalogue over checked definitions. */
export function makeCatalogue(parts: Parts): Catalogue {
  const { jurisdiction, lists, definitions, sources, journeys = [], heldBack = [], older } = parts;
  const byId = new Map<string, Definition>(definitions.map((one) => [one.id, one]));
  const index = indexOf(definitions, jurisdiction);
  const current = (id: string, version: number): Definition | undefined => {
    const definition = byId.get(id);
    return definition?.version === version ? definition : undefined;
  };
  return {
    jurisdiction,
    services: definitions,
    sources,
    heldBack,
    current: (id) => byId.get(id),
    version: (id, version) => current(id, version) ?? older?.version(id, version),
    findVersion: async (id, version) => current(id, version) ?? older?.findVersion(id, version),
    codeList: (id) => lists.get(id),
    searchCodes: (id, text) => searchCodeList(lists.get(id) ?? [], text),
    search: (text, lang) =>
      searchIndex(index, text, lang).flatMap(({ service }) => (service ? [service] : [])),
    searchAll: (text, lang) => searchIndex(index, text, lang),
    journeys,
    journey: (id) => journeys.find((one) => one.id === id),
    byLifeEvent: (id) => definitions.filter(({ lifeEvents }) => lifeEvents.includes(id)),
  };
}
