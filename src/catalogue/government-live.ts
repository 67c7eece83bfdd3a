import type { Sql } from "../platform/db/index.ts";
import type { Catalogue, Finding, Source } from "./catalogue.ts";
import { type Edit, editsWith, withEdits } from "./edits.ts";
import { type GovernmentFiles, hashOfFiles } from "./government-files.ts";
import {
  type Government,
  type GovernmentRead,
  governmentFrom,
  problemsOfFiles,
  withOtherLook,
  withOtherSettings,
} from "./load.ts";
import type { Definition, Jurisdiction } from "./model.ts";
import {
  type Published,
  readCurrentGovernment,
  readEdits,
  readEditsRevision,
  readGovernmentSource,
} from "./store.ts";

/** Every version that this server has read, each compiled once, on demand. */
export interface Shelf extends Pick<Catalogue, "version" | "findVersion"> {
  take(published: readonly Published[]): Promise<void>;
  source(id: string, version: number): Source | undefined;
  /** The version, checked as if it were in this server's folder. */
  check(id: string, version: number): { definition?: Definition; findings: readonly Finding[] };
}

/** A government as it was published last, with its edits and the versions compiled for it. */
export interface Present {
  /** Of the publication that was looked at last; undefined where there is none. */
  readonly number: number | undefined;
  /** Of the edits that were looked at last. */
  readonly revision: string;
  readonly government: Government;
  readonly shelf: Shelf;
  /**
   * Why the newest publication cannot be read here (the one before stays), or why an edit is left
   * out.
   */
  readonly problems: readonly Finding[];
}

/** What the government would be with some more edits. */
export interface TriedEdits {
  /** Absent where its files could not be read at all. */
  readonly jurisdiction?: Jurisdiction;
  /** All that is wrong then; services that could no longer be offered among it. */
  readonly findings: readonly Finding[];
}

/** The files on which no service depends. */
const apart: readonly string[] = [
  ...["centres.yaml", "texts.yaml", "letters.yaml", "offices.yaml"],
];

/** The files that differ. */
const changedFiles = (before: GovernmentFiles, after: GovernmentFiles): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );

/**
 * Follows what the services of a government refer to, as it was published and as it was edited
 * since. After a change all services are compiled anew, unless only the centres differ.
 */
export function makeGovernmentFollower(
  sql: Sql,
  first: Government,
  shelfFor: (government: Government) => Shelf,
) {
  const { code } = first.jurisdiction;
  const folders = first.services.map(({ source }) => ({ id: source.service, ...source }));
  let seed: { readonly number: number | undefined; readonly files: GovernmentFiles } = {
    ...{ number: undefined, files: first.files ?? {} },
  };
  let offered: readonly string[] = [];
  let present: Present = {
    ...{ number: undefined, revision: "", government: first, problems: [] },
    shelf: shelfFor(first),
  };

  const idsNow = () => [...new Set([...folders.map(({ id }) => id), ...offered])];

  /** Reads files, and compiles no more than what their difference asks for. */
  function read(files: GovernmentFiles): GovernmentRead & { readonly recompiled: boolean } {
    const { government } = present;
    const changed = changedFiles(government.files ?? {}, files);
    if (changed.every((name) => apart.includes(name)))
      return { ...withOtherSettings(government, files, idsNow()), recompiled: false };
    const look = changed.every((name) => name === "jurisdiction.yaml" || apart.includes(name))
      ? withOtherLook(government, files, idsNow())
      : undefined;
    if (look) return { ...look, recompiled: false };
    return { ...governmentFrom("published", files, folders, offered), recompiled: true };
  }

  /** The edits that fit the files, one after another, and what is wrong with the others. */
  function fitting(files: GovernmentFiles, edits: readonly Edit[]) {
    const fit: Edit[] = [];
    const problems: Finding[] = [];
    for (const edit of edits) {
      const wrong = problemsOfFiles("edited", withEdits(files, [...fit, edit]), idsNow());
      if (wrong.length === 0) fit.push(edit);
      problems.push(...wrong);
    }
    return { edits: fit, problems };
  }

  async function seedFiles(number: number | undefined): Promise<GovernmentFiles> {
    if (number !== undefined && number !== seed.number) {
      const files = (await readGovernmentSource(sql, number)) ?? {};
      const isSame = hashOfFiles(files) === hashOfFiles(seed.files);
      seed = { number, files: isSame ? seed.files : files };
    }
    return seed.files;
  }

  function takeOver(files: GovernmentFiles, problems: readonly Finding[]): readonly Finding[] {
    if (changedFiles(present.government.files ?? {}, files).length === 0) return problems;
    const { government, problems: wrong, recompiled } = read(files);
    if (!government || wrong.length > 0) return [...problems, ...wrong];
    const heldBack = recompiled
      ? [...first.heldBack, ...government.heldBack]
      : present.government.heldBack;
    const next = { ...government, heldBack };
    present = { ...present, government: next, shelf: recompiled ? shelfFor(next) : present.shelf };
    return problems;
  }

  return {
    /** The files that are in force. */
    files: (): GovernmentFiles => present.government.files ?? {},
    async look(services: readonly string[]): Promise<Present> {
      offered = services;
      const current = await readCurrentGovernment(sql, code);
      const revision = await readEditsRevision(sql);
      const number = current?.number;
      if (number === present.number && revision === present.revision) return present;
      const files = await seedFiles(number);
      const edits = await readEdits(sql);
      const all = withEdits(files, edits);
      const sound = edits.length === 0 || problemsOfFiles("edited", all, idsNow()).length === 0;
      const { edits: fit, problems } = sound ? { edits, problems: [] } : fitting(files, edits);
      const left = takeOver(sound ? all : withEdits(files, fit), problems);
      present = { ...present, number, revision, problems: left };
      return present;
    },
    async tryEdits(changed: readonly Edit[]): Promise<TriedEdits> {
      const files = await seedFiles((await readCurrentGovernment(sql, code))?.number);
      const { government, problems, recompiled } = read(
        withEdits(files, editsWith(await readEdits(sql), changed)),
      );
      const before = new Set(present.government.heldBack.map(({ service }) => service));
      const broken = recompiled
        ? (government?.heldBack ?? [])
            .filter(({ service }) => !before.has(service))
            .flatMap((held) => held.problems)
        : [];
      return {
        ...(government && { jurisdiction: government.jurisdiction }),
        findings: [...problems, ...broken],
      };
    },
  };
}
