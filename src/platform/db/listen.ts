import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** What is heard on a channel until `unlisten`. */
export interface Listening {
  unlisten(): Promise<void>;
}

const longestPauseMs = 2000;

/**
 * Listens on a connection of its own. When that ends, or does not answer within the time between
 * two questions, another is made, again and again until it succeeds.
 *
 * @returns when it listens for the first time; rejects when that fails
 */
export async function listenOn(
  { client: config, pingMs }: { readonly client: pg.ClientConfig; readonly pingMs: number },
  channel: string,
  hear: (text: string) => void,
  again: () => void,
): Promise<Listening> {
  let stopped = false;
  let current = await start();

  async function start(): Promise<pg.Client> {
    const client = new pg.Client(config);
    client.on("error", () => {});
    client.on("notification", ({ payload }) => hear(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      cut(client);
      throw error;
    }
    const ping = setInterval(keepAsking(client), pingMs).unref();
    client.once("end", () => {
      clearInterval(ping);
      if (!stopped) void restart();
    });
    again();
    return client;
  }

  async function restart(): Promise<void> {
    for (let pause = 50; !stopped; pause = Math.min(pause * 2, longestPauseMs)) {
      await sleep(pause, undefined, { ref: false });
      try {
        if (!stopped) current = await start();
        if (stopped) cut(current);
        return;
      } catch {
        // PostgreSQL is away: the next attempt comes after a longer pause.
      }
    }
  }

  return {
    unlisten: async () => {
      stopped = true;
      await current.end();
    },
  };
}

/** A connection whose last question is still unanswered when the next one is due is dead. */
function keepAsking(client: pg.Client): () => void {
  let waiting = false;
  return () => {
    if (waiting) return cut(client);
    waiting = true;
    client.query("select 1").then(
      () => {
        waiting = false;
      },
      () => cut(client),
    );
  };
}

const cut = (client: pg.Client) =>
  (
    client as unknown as { connection: { stream: { destroy(): void } } }
  ).connection.stream.destroy();
