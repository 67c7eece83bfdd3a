import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Sql } from "../platform/db/index.ts";
import type { Finding, Source } from "./catalogue.ts";
import { withEdits } from "./edits.ts";
import { readExamples } from "./examples.ts";
import { type GovernmentFiles, readGovernmentFiles } from "./government-files.ts";
import { type Government, readGovernment } from "./load.ts";
import { changedSinceLock, lockFile, lockText, readLock, versionFinding } from "./lock.ts";
import { publish, publishGovernment } from "./publish.ts";
import { readEdits } from "./store.ts";

/** What can be published from a folder, or all its problems. */
export interface Checked {
  readonly problems: readonly Finding[];
  readonly sources: readonly Source[];
  /** What the services refer to; absent where only one service is meant. */
  readonly government?: { readonly code: string; readonly files: GovernmentFiles };
}

/** The folder of a government, and the service to publish, if only one. */
interface Target {
  readonly government: string;
  readonly service?: string;
}

const isGovernment = (folder: string): boolean => existsSync(join(folder, "jurisdiction.yaml"));

/** `jurisdictions/rw`, or one service of it: `jurisdictions/rw/services/birth-certificate`. */
function targetOf(folder: string): Target | undefined {
  if (isGovernment(folder)) return { government: folder };
  const government = dirname(dirname(folder));
  return basename(dirname(folder)) === "services" && isGovernment(government)
    ? { government, service: basename(folder) }
    : undefined;
}

const noGovernment = (folder: string): Finding => ({
  ...{ file: folder, line: 1, column: 1 },
  message: "this is no government, because it has no jurisdiction.yaml",
  mend: "give the folder of one, such as jurisdictions/rw",
});

/** Reads all that can be published from a folder, and reports all problems at once. */
export function checkFolder(folder: string): Checked {
  const trimmed = folder.replace(/\/+$/, "");
  const target = targetOf(trimmed);
  if (!target) return { problems: [noGovernment(trimmed)], sources: [] };
  const { government, problems } = readGovernment(target.government);
  if (!government) return { problems, sources: [] };
  return { ...problemsOf(target, government, problems) };
}

function problemsOf(
  { government: folder, service }: Target,
  government: Government,
  problems: readonly Finding[],
): Checked {
  const isMeant = (id: string): boolean => service === undefined || id === service;
  const heldBack = government.heldBack.filter((one) => isMeant(one.service));
  const sources = government.services.map(({ source }) => source);
  const selected = sources.filter((one) => isMeant(one.service));
  // Journeys need all their services: they are not checked where some cannot be read.
  const journeys =
    government.heldBack.length > 0
      ? []
      : government.journeysOf(government.services.map(({ definition }) => definition)).findings;
  return {
    problems: [
      ...problems,
      ...heldBack.flatMap((one) => one.problems),
      ...journeys,
      ...selected.flatMap((one) => exampleProblems(folder, one.service)),
      ...changedSinceLock(folder, lockIn(folder), selected),
    ],
    sources: selected,
    ...(service === undefined &&
      government.files && {
        government: { code: government.jurisdiction.code, files: government.files },
      }),
  };
}

/** Problems of the examples themselves; tests run them. */
function exampleProblems(folder: string, service: string): readonly Finding[] {
  const file = `${folder}/services/${service}/examples.yaml`;
  return readExamples(file, existsSync(file) ? readFileSync(file, "utf8") : "").findings;
}

function lockIn(folder: string): ReturnType<typeof readLock> {
  const file = join(folder, lockFile);
  return existsSync(file) ? readLock(readFileSync(file, "utf8")) : [];
}

/**
 * Writes what was edited in the product into the files of the government's folder, their comments
 * and layout preserved. A fresh database that starts from it has the same settings.
 * @returns the files that are now different
 */
export async function exportEdits(sql: Sql, folder: string): Promise<readonly string[]> {
  const before = readGovernmentFiles(folder);
  const after = withEdits(before, await readEdits(sql));
  const changed = Object.entries(after).filter(([name, text]) => before[name] !== text);
  for (const [name, text] of changed) writeFileSync(join(folder, name), text);
  return changed.map(([name]) => name);
}

export interface PublishedFolder {
  readonly fresh: readonly Source[];
  readonly problems: readonly Finding[];
  /** Its code, where what its services refer to is new. */
  readonly government?: string;
}

/**
 * Publishes a government's services with what they refer to, or one service, to every running
 * server, and adds the services to the lock file. Publishes nothing where there is any problem.
 * @returns the new versions and whether the rest is new, or all problems
 */
export async function publishFolder(sql: Sql, folder: string, now: Date): Promise<PublishedFolder> {
  const { problems, sources, government: refers } = checkFolder(folder);
  if (problems.length > 0) return { fresh: [], problems };
  const government = targetOf(folder.replace(/\/+$/, ""))?.government ?? folder;
  const { fresh, changed } = await publish(sql, sources, now, { all: true });
  if (changed.length > 0) {
    const message = "this version was published with other content";
    return {
      fresh: [],
      problems: changed.map(({ source, next }) =>
        versionFinding(government, source, message, next),
      ),
    };
  }
  writeFileSync(join(government, lockFile), lockText(lockIn(government), sources));
  const isNew = refers && (await publishGovernment(sql, refers.code, refers.files, now, "command"));
  return { fresh, problems: [], ...(isNew && { government: refers.code }) };
}
