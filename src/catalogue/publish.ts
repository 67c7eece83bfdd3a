import type { Sql } from "../platform/db/index.ts";
import { type Transaction, transaction } from "../platform/db/index.ts";
import type { Catalogue, Source } from "./catalogue.ts";
import { withOlder } from "./make-catalogue.ts";
import type { Definition } from "./model.ts";
import type { National } from "./read/writing.ts";
import { readPublished } from "./service-files.ts";
import { insertSource, readSource, readSources } from "./store.ts";

/**
 * Publishes every current version and gives the catalogue back, now knowing all earlier versions as
 * well. Publishing again changes nothing. A version whose content differs from what was published
 * under the same number is a fault: nothing is published, and the error says which ones to raise.
 */
export async function publish(sql: Sql, catalogue: Catalogue): Promise<Catalogue> {
  const stored = await transaction(sql, async (tx: Transaction) => {
    for (const source of catalogue.sources) await insertSource(tx, source);
    const all = await readSources(tx);
    refuseChanged(catalogue.sources, all);
    return all;
  });
  return withOlder(catalogue, stored);
}

function refuseChanged(current: readonly Source[], stored: readonly Source[]): void {
  const known = new Map(stored.map((one) => [`${one.service}/${one.version}`, one.sha256]));
  const changed = current.filter(
    (one) => known.get(`${one.service}/${one.version}`) !== one.sha256,
  );
  if (changed.length === 0) return;
  const each = changed.map(
    ({ service, version }) =>
      `${service}: version ${version} was published with other content; set \`version: ${nextOf(service, stored)}\``,
  );
  throw new Error(`a published version never changes\n${each.join("\n")}`);
}

const nextOf = (service: string, stored: readonly Source[]): number =>
  Math.max(...stored.filter((one) => one.service === service).map(({ version }) => version)) + 1;

/** One version as it was published, compiled; undefined where there never was such a version. */
export async function oldVersion(
  sql: Sql,
  service: string,
  version: number,
  national: National,
): Promise<Definition | undefined> {
  const source = await readSource(sql, service, version);
  return source && readPublished(service, source.files, national).definition;
}
