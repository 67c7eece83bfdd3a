import type { Definition, Jurisdiction, Lang, Words } from "./model.ts";
import type { Journey } from "./model-journey.ts";
import type { Match } from "./search/rank.ts";

/** A mistake in a file of a government, worded for its author. */
export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** From the root of the file; absent where the file is no valid YAML. */
  readonly path?: readonly (string | number)[];
  readonly message: string;
  readonly mend: string;
}

/** One entry of a code list: a district, a country. */
export interface Code {
  /** Of an entry of a list within a list: `gasabo.remera`. */
  readonly value: string;
  /** Of an entry of a list within a list with the other's name: "Remera, Gasabo". */
  readonly label: Words;
  /** The entry of the other list that it belongs to, and its name there. */
  readonly within?: { readonly value: string; readonly label: Words };
}

/** The files that one version of a service was made from. */
export interface Source {
  readonly service: string;
  readonly version: number;
  /** Of the content of the files, not of their layout. */
  readonly sha256: string;
  /** Text by file name: `service.yaml`, `rw.yaml` … */
  readonly files: Readonly<Record<string, string>>;
}

/** A service, or a new version of one, that cannot be offered, and why. */
export interface HeldBack {
  readonly service: string;
  /** The version that is held back; absent where the files do not say. */
  readonly version?: number;
  /** The version that is offered instead; absent where the service is not available. */
  readonly instead?: number;
  readonly problems: readonly Finding[];
}

/**
 * Loads the versions that these applications or drafts follow, so that `version` has them: another
 * server may have published one a moment ago.
 */
export async function loadVersions(
  { findVersion }: Pick<Catalogue, "findVersion">,
  of: readonly { readonly service: string; readonly definition: number }[],
): Promise<void> {
  await Promise.all(of.map(({ service, definition }) => findVersion(service, definition)));
}

/** All that one government offers: current versions, and older ones that running cases follow. */
export interface Catalogue {
  readonly jurisdiction: Jurisdiction;
  /** Current versions, in order of their ids. */
  readonly services: readonly Definition[];
  readonly sources: readonly Source[];
  current(id: string): Definition | undefined;
  readonly heldBack: readonly HeldBack[];
  /** That version of the service, current or older, if this server has loaded it. */
  version(id: string, version: number): Definition | undefined;
  /** The same; reads a version that another server has just published from the database. */
  findVersion(id: string, version: number): Promise<Definition | undefined>;
  /** Entries in the order of the file; undefined for an unknown list. */
  codeList(id: string): readonly Code[] | undefined;
  /**
   * Entries of a list whose value or label, in any language, contains the text; empty text gives
   * all.
   */
  searchCodes(id: string, text: string): readonly Code[];
  /**
   * Services that fit a question in any language, best first, ignoring case, accents, endings and
   * slips of the finger; equal ones by title in `lang`. Empty text gives all.
   */
  search(text: string, lang: Lang): readonly Definition[];
  /** The same, with services that are asked for elsewhere. */
  searchAll(text: string, lang: Lang): readonly Match[];
  byLifeEvent(id: string): readonly Definition[];
  /** Journeys through several services, in the order of the file. */
  readonly journeys: readonly Journey[];
  journey(id: string): Journey | undefined;
}
