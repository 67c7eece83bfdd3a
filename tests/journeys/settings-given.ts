import { after } from "node:test";
import { startTown } from "../town.ts";

/**
 * Two servers of one government on one database, and its administrator at the first, in English;
 * both are closed after the tests of the file.
 */
export async function twoServers() {
  const start = "2026-11-23T07:00:00Z";
  const town = await startTown(start);
  const second = await startTown(start, "jurisdictions/rw", town);
  after(async () => {
    // The first has the database, which goes with it.
    await second.close();
    await town.close();
  });
  const admin = await town.as("mugisha-beatha");
  await admin.get("/admin?lang=en");
  return { town, second, admin };
}
