import { readConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { pinsUnderOthers } from "../src/platform/auth/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { secretId } from "../src/platform/http/index.ts";
import { inServerDatabase, isDemonstration, runCommand, settingsWith } from "./beside-server.ts";

/**
 * `npm run secret`: the id of the server's present secret, and how many PINs are still kept under
 * another one. Until none is, the secret before has to be given as HAMWE_SECRET_BEFORE.
 */
const loginAndSecrets = ["HAMWE_APP_DATABASE_URL", "HAMWE_SECRET", "HAMWE_SECRET_BEFORE"];
await runCommand(async () => {
  const env = settingsWith(...loginAndSecrets);
  const isMissing = !env.HAMWE_SECRET && !isDemonstration(env);
  const problems = isMissing ? ["HAMWE_SECRET: the secret of the server"] : [];
  return inServerDatabase((sql) => count(sql, env.HAMWE_SECRET ?? "", env.HAMWE_SECRET_BEFORE), {
    problems,
  });
});

async function count(sql: Pool, given: string, before = ""): Promise<string> {
  const id = secretId(given || secretOfDemonstration());
  const left = await pinsUnderOthers(sql, id);
  const old = before ? `, ${secretId(before)} before` : "";
  return `${id} is the secret${old}; ${left} PINs are kept under another one`;
}

function secretOfDemonstration(): string {
  const configured = readConfig(process.env);
  if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
  return configured.value.secret;
}
