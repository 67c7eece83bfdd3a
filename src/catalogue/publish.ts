import { type Pool, type Sql, type Transaction, transaction } from "../platform/db/index.ts";
import type { Source } from "./catalogue.ts";
import {
  insertSource,
  offerVersion,
  readPublishedVersions,
  type TreatyFact,
  upsertTreatyFact,
  withdrawService,
} from "./store.ts";

/** Every server hears on it that something was published. */
export const publishedChannel = "hamwe_catalogue";

const tellServers = (tx: Sql) => tx`select pg_notify(${publishedChannel}, '')`;

/** What came of publishing. */
export interface Publication {
  /** Versions that are new. */
  readonly fresh: readonly Source[];
  /** Those under whose number other content was published: they need the number `next`. */
  readonly changed: readonly { readonly source: Source; readonly next: number }[];
}

/**
 * Publishes versions of services and makes each the current one; every running server is notified.
 * Publishing again changes nothing, and a published version never changes.
 * @param all publish nothing at all where one of them is changed
 */
export const publish = (
  sql: Sql,
  sources: readonly Source[],
  now: Date,
  { all = false } = {},
): Promise<Publication> =>
  transaction(sql, async (tx: Transaction) => {
    const before = await readPublishedVersions(tx);
    const isChanged = ({ service, version, sha256 }: Source): boolean =>
      before.some(
        (one) => one.service === service && one.version === version && one.sha256 !== sha256,
      );
    const changed = sources.filter(isChanged).map((source) => {
      const versions = before.filter(({ service }) => service === source.service);
      return { source, next: Math.max(...versions.map(({ version }) => version)) + 1 };
    });
    if (all && changed.length > 0) return { fresh: [], changed };
    const fresh: Source[] = [];
    for (const source of sources.filter((one) => !isChanged(one))) {
      if (await insertSource(tx, source)) fresh.push(source);
      await offerVersion(tx, source, now);
    }
    if (fresh.length > 0) await tellServers(tx);
    return { fresh, changed };
  });

/** Takes a service off the offer in every running server; its cases go on. False: it was not there. */
export const withdraw = (sql: Pool, service: string, now: Date): Promise<boolean> =>
  transaction(sql, async (tx: Transaction) => {
    const withdrawn = await withdrawService(tx, service, now);
    if (withdrawn) await tellServers(tx);
    return withdrawn;
  });

/**
 * Writes how far a treaty has come, in the caller's transaction: once it is committed, the rules of
 * services read it in every running server.
 */
export async function bindTreaty(tx: Sql, fact: TreatyFact, now: Date): Promise<void> {
  await upsertTreatyFact(tx, fact, now);
  await tellServers(tx);
}
