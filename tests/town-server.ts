/**
 * A server of its own process for tests: `fork` it with the folder of a government and the two ways
 * into a database; it sends its address when it serves, and ends when it is disconnected.
 */
import type { FreshDatabase } from "./database.ts";
import { startTown } from "./town.ts";

const [government = "", ownerUrl = "", appUrl = ""] = process.argv.slice(2);
// The pools of a fresh database belong to the test that made it; a server makes its own.
const database = { ownerUrl, appUrl } as FreshDatabase;
const town = await startTown("2026-11-23T08:00:00Z", government, { database });
await town.app.work();
process.once("disconnect", async () => {
  await town.close();
  process.exit();
});
process.send?.(town.url);
