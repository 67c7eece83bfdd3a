import type { Pool, Sql } from "../platform/db/index.ts";

const channel = "hamwe_centres";

/** Notifies every process when this transaction commits. */
export const tellChange = (tx: Sql, centre: string) => tx`select pg_notify(${channel}, ${centre})`;

/**
 * Listens to changes of any hall from any process, over one connection made for the first listener.
 * Reconnects by itself; all centres then count as changed, because notifications may have been
 * missed.
 */
export function hearChanges(sql: Pool, centres: readonly string[]) {
  const listeners = new Set<(centre: string) => void>();
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined;
  let connected = 0;
  const tell = (centre: string) => {
    for (const listener of listeners) listener(centre);
  };
  const reconnect = () => {
    connected += 1;
    if (connected > 1) for (const centre of centres) tell(centre);
  };
  return {
    onChange(listener: (centre: string) => void): () => void {
      // A wrapper, so that the same function can be registered twice.
      const forward = (centre: string) => listener(centre);
      listeners.add(forward);
      listening ??= sql.listen(channel, tell, reconnect).catch(() => {
        listening = undefined;
        return undefined;
      });
      return () => listeners.delete(forward);
    },
    /** Resolves when every later notification will be received. */
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
