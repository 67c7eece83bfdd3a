import type { Pool, Sql } from "../platform/db/index.ts";

const channel = "hamwe_centres";

/** Notifies every process when this transaction commits. */
export const tellChange = (tx: Sql, centre: string) => tx`select pg_notify(${channel}, ${centre})`;

/**
 * Hears of changes of any hall from whichever process: one connection, made when first somebody
 * listens. After a break it begins again by itself, and all centres count as changed, because
 * nobody knows what was missed.
 */
export function hearChanges(sql: Pool, centres: readonly string[]) {
  const listeners = new Set<(centre: string) => void>();
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined;
  let connected = 0;
  const tell = (centre: string) => {
    for (const listener of listeners) listener(centre);
  };
  const again = () => {
    connected += 1;
    if (connected > 1) for (const centre of centres) tell(centre);
  };
  return {
    onChange(listener: (centre: string) => void): () => void {
      // A copy, so that the same function heard twice is heard twice.
      const own = (centre: string) => listener(centre);
      listeners.add(own);
      listening ??= sql.listen(channel, tell, again).catch(() => {
        listening = undefined;
        return undefined;
      });
      return () => listeners.delete(own);
    },
    /** Resolves when whatever is told from now on is heard. */
    ready: async () => {
      await listening;
    },
    async stop(): Promise<void> {
      listeners.clear();
      await (await listening)?.unlisten().catch(() => {});
      listening = undefined;
    },
  };
}
