import { type Pool, type Sql, type Transaction, transaction } from "../platform/db/index.ts";
import type { Source } from "./catalogue.ts";
import type { Edit } from "./edits.ts";
import { type GovernmentFiles, hashOfFiles } from "./government-files.ts";
import {
  deleteEdit,
  insertGovernment,
  insertSource,
  offerVersion,
  readCurrentGovernment,
  readOffered,
  readPublishedVersions,
  type TreatyFact,
  upsertEdit,
  upsertTreatyFact,
  wasPublished,
  withdrawService,
} from "./store.ts";

/** The channel on which every server is notified of publications. */
export const publishedChannel = "hamwe_catalogue";

const tellServers = (tx: Sql) => tx`select pg_notify(${publishedChannel}, '')`;

/** The result of publishing. */
export interface Publication {
  /** New versions. */
  readonly fresh: readonly Source[];
  /** Versions whose number was published with other content: they need the number `next`. */
  readonly changed: readonly { readonly source: Source; readonly next: number }[];
}

/**
 * Publishes versions of services and makes each the current one; every running server is notified.
 * Idempotent; a published version never changes. @param all publish nothing at all where one of
 * them is changed
 */
export const publish = (
  sql: Sql,
  sources: readonly Source[],
  now: Date,
  { all = false } = {},
): Promise<Publication> =>
  transaction(sql, async (tx: Transaction) => {
    const [before, offered] = await Promise.all([readPublishedVersions(tx), readOffered(tx)]);
    const published = ({ service, version }: Source) =>
      before.find((one) => one.service === service && one.version === version);
    const isChanged = (source: Source): boolean =>
      (published(source)?.sha256 ?? source.sha256) !== source.sha256;
    const changed = sources.filter(isChanged).map((source) => {
      const versions = before.filter(({ service }) => service === source.service);
      return { source, next: Math.max(...versions.map(({ version }) => version)) + 1 };
    });
    if (all && changed.length > 0) return { fresh: [], changed };
    const isNewer = ({ service, version }: Source): boolean =>
      version > (offered.find((one) => one.service === service)?.version ?? 0);
    // A start mostly finds all of them there and offered, and writes nothing.
    const unchanged = sources.filter((one) => !isChanged(one));
    const added = await Promise.all(
      unchanged
        .filter((one) => !published(one))
        .map(async (source) => ((await insertSource(tx, source)) ? [source] : [])),
    );
    const fresh = added.flat();
    await Promise.all(unchanged.filter(isNewer).map((one) => offerVersion(tx, one, now)));
    if (fresh.length > 0) await tellServers(tx);
    return { fresh, changed };
  });

/**
 * Publishes what the services of a government refer to: its authorities, lists, centres, treaties
 * and journeys. A command puts them in force. A server that starts does so only with files that
 * never were: one with an older folder takes nothing back. @returns whether it changed anything
 */
export const publishGovernment = (
  sql: Sql,
  code: string,
  files: GovernmentFiles,
  now: Date,
  by: "command" | "start",
): Promise<boolean> =>
  transaction(sql, async (tx: Transaction) => {
    await tx`select pg_advisory_xact_lock(hashtext(${`catalogue.government ${code}`}))`;
    const sha256 = hashOfFiles(files);
    const before =
      by === "start"
        ? await wasPublished(tx, code, sha256)
        : (await readCurrentGovernment(tx, code))?.sha256 === sha256;
    if (before) return false;
    await insertGovernment(tx, code, { sha256, files }, now);
    await tellServers(tx);
    return true;
  });

/**
 * Withdraws a service from every running server; its cases continue. @returns false where it is not
 * offered
 */
export const withdraw = (sql: Pool, service: string, now: Date): Promise<boolean> =>
  transaction(sql, async (tx: Transaction) => {
    const withdrawn = await withdrawService(tx, service, now);
    if (withdrawn) await tellServers(tx);
    return withdrawn;
  });

/**
 * Records the state of a treaty, in the caller's transaction: after the commit, rules in every
 * running server see it.
 */
export async function bindTreaty(tx: Sql, fact: TreatyFact, now: Date): Promise<void> {
  await upsertTreatyFact(tx, fact, now);
  await tellServers(tx);
}

/**
 * Lays values over the files of the government, in the caller's transaction: after the commit they
 * are in force in every running server. They are not checked here (`LiveCatalogue.tryEdits`).
 */
export async function putEdits(tx: Sql, edits: readonly Edit[], now: Date): Promise<void> {
  for (const edit of edits) await upsertEdit(tx, edit, now);
  await tellServers(tx);
}

/** Lets the file count again at these places. */
export async function dropEdits(tx: Sql, places: readonly Pick<Edit, "file" | "path">[]) {
  for (const place of places) await deleteEdit(tx, place);
  await tellServers(tx);
}
