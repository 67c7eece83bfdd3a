import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * `npm run advisories -- PATH`: which packages of package-lock.json have a known vulnerability, by
 * advisories in OSV's format (https://ossf.github.io/osv-schema/) that lie in a file or a folder,
 * so that it works without network: osv.dev publishes all of npm as one archive, which somebody
 * carries here. Ends with 1 where there is any.
 */
export interface Advisory {
  readonly id: string;
  readonly summary?: string;
  readonly withdrawn?: string;
  readonly affected?: readonly Affected[];
}

interface Affected {
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly versions?: readonly string[];
  readonly ranges?: readonly {
    readonly type: string;
    readonly events: readonly Readonly<Record<string, string>>[];
  }[];
}

export interface Installed {
  readonly name: string;
  readonly version: string;
}

/** Compares two versions (Semantic Versioning 2.0.0, 11); build metadata says nothing. */
export function compareVersions(one: string, other: string): number {
  const parts = (version: string) => {
    const [core = "", ...pre] = (version.split("+")[0] ?? "").replace(/^[v=]/, "").split("-");
    return { core: core.split(".").map(Number), pre: pre.join("-") };
  };
  const [a, b] = [parts(one), parts(other)];
  for (let at = 0; at < 3; at++) {
    const difference = (a.core[at] ?? 0) - (b.core[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  if (a.pre === "" || b.pre === "") return a.pre === "" ? 1 : -1;
  return comparePre(a.pre.split("."), b.pre.split("."));
}

function comparePre(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at], b[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (one === other) continue;
    const numeric = [one, other].map((text) => /^\d+$/.test(text));
    if (numeric[0] && numeric[1]) return Number(one) - Number(other);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** Whether a range's events, in their order, leave this version affected. */
function inRange(version: string, events: readonly Readonly<Record<string, string>>[]): boolean {
  let affected = false;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (
      introduced !== undefined &&
      (introduced === "0" || compareVersions(version, introduced) >= 0)
    )
      affected = true;
    if (fixed !== undefined && compareVersions(version, fixed) >= 0) affected = false;
    if (last !== undefined && compareVersions(version, last) > 0) affected = false;
  }
  return affected;
}

export const affects = ({ withdrawn, affected = [] }: Advisory, { name, version }: Installed) =>
  !withdrawn &&
  affected.some(
    (each) =>
      each.package?.ecosystem === "npm" &&
      each.package.name === name &&
      (each.versions?.includes(version) ||
        each.ranges?.some(({ type, events }) => type === "SEMVER" && inRange(version, events))),
  );

/** Every package of a lock file, each version once; `dev` where only development needs it. */
export function installedIn(lockFile: string): (Installed & { readonly dev: boolean })[] {
  const { packages } = JSON.parse(readFileSync(lockFile, "utf8")) as {
    packages: Record<string, { name?: string; version?: string; dev?: boolean }>;
  };
  const all = Object.entries(packages).flatMap(([path, { name, version, dev = false }]) =>
    path === "" || !version
      ? []
      : [{ name: name ?? path.replace(/^.*node_modules\//, ""), version, dev }],
  );
  return [...new Map(all.map((each) => [`${each.name}@${each.version}`, each])).values()];
}

/** A file holds one advisory, a list of them, or one on each line. */
function advisoriesAt(path: string): Advisory[] {
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .filter((name) => /\.jsonl?$/.test(name))
      .flatMap((name) => advisoriesAt(join(path, name)));
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".jsonl"))
    return text.split("\n").flatMap((line) => (line.trim() ? [JSON.parse(line)] : []));
  const read: Advisory | Advisory[] = JSON.parse(text);
  return Array.isArray(read) ? read : [read];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const path = process.argv[2];
  if (!path) {
    console.error(
      "npm run advisories -- PATH (OSV advisories: .json, .jsonl, or a folder of them)",
    );
    process.exit(2);
  }
  const packages = installedIn(join(import.meta.dirname, "../package-lock.json"));
  const advisories = advisoriesAt(path);
  const hits = packages.flatMap((each) =>
    advisories
      .filter((advisory) => affects(advisory, each))
      .map((advisory) => ({ each, advisory })),
  );
  for (const { each, advisory } of hits) {
    const where = each.dev ? " (development only)" : "";
    console.log(`${each.name} ${each.version}${where}: ${advisory.id} ${advisory.summary ?? ""}`);
  }
  console.log(`${packages.length} packages, ${advisories.length} advisories, ${hits.length} hits`);
  process.exit(hits.length > 0 ? 1 : 0);
}
