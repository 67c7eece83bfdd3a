import type { Finding, Source } from "./catalogue.ts";
import { readYaml } from "./yaml-file.ts";

/** The file beside the services with the content hash of each published version. */
export const lockFile = "services.lock";

type Version = Omit<Source, "files">;

const heading =
  "# What was published, by content. Written by `npm run services:publish`; not edited by hand.";

const line = /^([a-z][a-z0-9-]*) ([1-9]\d{0,3}) ([0-9a-f]{64})$/;

/** The versions of a lock file; lines without one are skipped. */
export const readLock = (text: string): readonly Version[] =>
  text.split("\n").flatMap((one) => {
    const [, service, version, sha256] = line.exec(one.trim()) ?? [];
    return service && sha256 ? [{ service, version: Number(version), sha256 }] : [];
  });

/** The lock with these versions added; existing ones stay. */
export function lockText(lock: readonly Version[], published: readonly Version[]): string {
  const all = new Map<string, Version>();
  for (const one of [...published, ...lock]) all.set(`${one.service} ${one.version}`, one);
  const rows = [...all.values()].sort(
    (a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) || a.version - b.version,
  );
  const lines = rows.map(({ service, version, sha256 }) => `${service} ${version} ${sha256}`);
  return `${[heading, ...lines].join("\n")}\n`;
}

/** Versions whose content differs from the lock, and those older than it. */
export function changedSinceLock(
  folder: string,
  lock: readonly Version[],
  sources: readonly Source[],
): readonly Finding[] {
  return sources.flatMap((source) => {
    const ofService = lock.filter(({ service }) => service === source.service);
    const newest = Math.max(0, ...ofService.map(({ version }) => version));
    const same = ofService.find(({ version }) => version === source.version);
    const why =
      source.version < newest
        ? `version ${source.version} is older than version ${newest}, which was published`
        : same && same.sha256 !== source.sha256
          ? `version ${source.version} was published with other content`
          : undefined;
    return why === undefined ? [] : [versionFinding(folder, source, why, newest + 1)];
  });
}

/** A finding at the `version:` of a service. */
export function versionFinding(
  folder: string,
  { service, files }: Source,
  message: string,
  next: number,
): Finding {
  const name = `${folder}/services/${service}/service.yaml`;
  const file = readYaml(name, files["service.yaml"] ?? "");
  return file.finding(["version"], message, `set \`version: ${next}\``, "value");
}
