import { readOwnerConfig } from "../src/config.ts";
import { prepareExternal } from "../src/platform/db/index.ts";
import { setUpDatabase } from "../src/set-up.ts";

/**
 * `npm run migrate`: makes the roles where they are missing, brings the database to this version's
 * shape and writes down what it is for. Run it before the servers, with `DATABASE_URL` (the owner's
 * login, which no server holds) and `HAMWE_MODE`. Harmless when run again.
 */
const configured = readOwnerConfig(process.env);
if (!configured.ok) {
  console.error(`Missing or wrong:\n  ${configured.missing.join("\n  ")}`);
  process.exit(1);
}
const { mode, ownerUrl } = configured.value;
const access = await prepareExternal(ownerUrl);
const purpose = mode === "demo" ? "demonstration" : "production";
const names = await setUpDatabase(access.ownerUrl, purpose);
console.log(names.length === 0 ? "nothing to do" : names.join("\n"));
