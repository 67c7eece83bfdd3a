import { countingProxy } from "../../src/platform/db/proxy.fixture.ts";
import type { Client } from "../client.ts";
import { freshDatabase } from "../database.ts";
import { startTown } from "../town.ts";

/** What a request costs at the database: a measure without noise. */
export interface Cost {
  readonly statements: number;
  readonly roundTrips: number;
}

/** A town whose every word to PostgreSQL is counted. */
export async function countedTown() {
  const database = await freshDatabase();
  const proxy = await countingProxy(database.appUrl);
  const town = await startTown(undefined, undefined, {
    database: { ...database, appUrl: proxy.url },
  });
  return {
    ...{ town, database },
    /** What one request costs; redirects are not followed. */
    async costOf(browser: Client, path: string, body?: URLSearchParams, done = async () => {}) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const before = { statements: proxy.statements(), roundTrips: proxy.packets() };
      const answer = await fetch(town.url + path, {
        ...{ redirect: "manual", headers: { cookie, origin: town.url } },
        ...(body && { method: "POST", body }),
      });
      const text = await answer.text();
      await done();
      const cost: Cost = {
        statements: proxy.statements() - before.statements,
        roundTrips: proxy.packets() - before.roundTrips,
      };
      return { status: answer.status, text, cost };
    },
    async close() {
      await town.close();
      await proxy.close();
      await database.drop();
    },
  };
}
