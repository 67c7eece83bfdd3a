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
  /** What an act costs until it is done. */
  const counted = async (act: () => Promise<unknown>): Promise<Cost> => {
    const before = { statements: proxy.statements(), roundTrips: proxy.packets() };
    await act();
    return {
      statements: proxy.statements() - before.statements,
      roundTrips: proxy.packets() - before.roundTrips,
    };
  };
  return {
    ...{ town, database, counted },
    /** What one request costs; redirects are not followed. */
    async costOf(browser: Client, path: string, body?: URLSearchParams) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      let answered = { status: 0, text: "" };
      const cost = await counted(async () => {
        const answer = await fetch(town.url + path, {
          ...{ redirect: "manual", headers: { cookie, origin: town.url } },
          ...(body && { method: "POST", body }),
        });
        answered = { status: answer.status, text: await answer.text() };
      });
      return { ...answered, cost };
    },
    async close() {
      await town.close();
      await proxy.close();
      await database.drop();
    },
  };
}
