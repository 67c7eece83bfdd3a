import { readOwnerConfig } from "../src/config.ts";
import { endInWords } from "../src/operator.ts";
import { prepareExternal } from "../src/platform/db/index.ts";
import { setUpDatabase } from "../src/set-up.ts";

endInWords(process.env);

/**
 * `npm run migrate`: makes the roles where they are missing, brings the database to this version's
 * shape and writes down what it is for. Run it before the servers, with `DATABASE_URL` (the owner's
 * login, which no server holds) and `HAMWE_MODE`. Harmless when run again.
 *
 * `npm run migrate -- roles` makes the roles alone, before a backup is restored on an empty server.
 */
const [what, ...more] = process.argv.slice(2);
if ((what !== undefined && what !== "roles") || more.length > 0) {
  console.error("npm run migrate [-- roles]");
  process.exit(1);
}
const configured = readOwnerConfig(process.env);
if (!configured.ok) {
  console.error(`Missing or wrong:\n  ${configured.missing.join("\n  ")}`);
  process.exit(1);
}
const { mode, ownerUrl } = configured.value;
const access = await prepareExternal(ownerUrl);
if (what === "roles") {
  console.log("hamwe_owner, hamwe_app and hamwe_signer are there");
  process.exit(0);
}
const purpose = mode === "demo" ? "demonstration" : "production";
const done = await setUpDatabase(access.ownerUrl, purpose);
const line = ({ name, late }: (typeof done)[number]) =>
  late ? `${name}  (late: its number is below one that was applied before)` : name;
console.log(done.length === 0 ? "nothing to do" : done.map(line).join("\n"));
