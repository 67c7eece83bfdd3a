import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Sql } from "../platform/db/index.ts";
import type { Finding, Source } from "./catalogue.ts";
import { readExamples } from "./examples.ts";
import { type Government, readGovernment } from "./load.ts";
import { changedSinceLock, lockFile, lockText, readLock, versionFinding } from "./lock.ts";
import { publish } from "./publish.ts";

/** What a folder gives to be published, or all that is wrong with it. */
export interface Checked {
  readonly problems: readonly Finding[];
  readonly sources: readonly Source[];
}

/** The folder of a government, and the one service of it that is meant, if only one is. */
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

/** Reads all that is to be published from a folder, and tells all that is wrong with it at once. */
export function checkFolder(folder: string): Checked {
  const place = folder.replace(/\/+$/, "");
  const target = targetOf(place);
  if (!target) return { problems: [noGovernment(place)], sources: [] };
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
  const meant = sources.filter((one) => isMeant(one.service));
  // Journeys need all their services: where some cannot be read, they are not looked at.
  const journeys =
    government.heldBack.length > 0
      ? []
      : government.journeysOf(government.services.map(({ definition }) => definition)).findings;
  return {
    problems: [
      ...problems,
      ...heldBack.flatMap((one) => one.problems),
      ...journeys,
      ...meant.flatMap((one) => exampleProblems(folder, one.service)),
      ...changedSinceLock(folder, lockIn(folder), meant),
    ],
    sources: meant,
  };
}

/** What is wrong with the examples themselves; whether they come true is for the tests to tell. */
function exampleProblems(folder: string, service: string): readonly Finding[] {
  const file = `${folder}/services/${service}/examples.yaml`;
  return readExamples(file, existsSync(file) ? readFileSync(file, "utf8") : "").findings;
}

function lockIn(folder: string): ReturnType<typeof readLock> {
  const file = join(folder, lockFile);
  return existsSync(file) ? readLock(readFileSync(file, "utf8")) : [];
}

/**
 * Publishes a government's services, or one of them, to every running server, and writes down in the
 * lock file what was published. Where anything is wrong, nothing is published.
 * @returns the versions that are new, or all problems
 */
export async function publishFolder(
  sql: Sql,
  folder: string,
  now: Date,
): Promise<{ readonly fresh: readonly Source[]; readonly problems: readonly Finding[] }> {
  const { problems, sources } = checkFolder(folder);
  if (problems.length > 0) return { fresh: [], problems };
  const place = targetOf(folder.replace(/\/+$/, ""))?.government ?? folder;
  const { fresh, changed } = await publish(sql, sources, now, { all: true });
  if (changed.length > 0) {
    const message = "this version was published with other content";
    return {
      fresh: [],
      problems: changed.map(({ source, next }) => versionFinding(place, source, message, next)),
    };
  }
  writeFileSync(join(place, lockFile), lockText(lockIn(place), sources));
  return { fresh, problems: [] };
}
