import { join } from "node:path";
import { parseArgs } from "node:util";
import { unknownSettings } from "../src/config/names.ts";
import { withSecretFiles } from "../src/config/secret-files.ts";
import { isDatabaseUrl, readConfig } from "../src/config.ts";
import { lookAtDatabase, lookAtSignerLogin } from "./doctor/database.ts";
import { type Finding, findingsOf, textOf } from "./doctor/finding.ts";
import { lookAtIdentity } from "./doctor/identity.ts";
import { lookAtGovernment } from "./doctor/keys.ts";
import { lookAtMachine } from "./doctor/machine.ts";
import { lookOutside } from "./doctor/outside.ts";

/**
 * `npm run doctor` looks at everything that a server of a government needs, with its settings and
 * as its user, before it is started or beside it: all that is wrong or weak, at once. It changes
 * and sends nothing. `--json` for programs. Ends with 1 where anything is wrong.
 */
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

async function look(): Promise<Finding[]> {
  const says = findingsOf("settings");
  const { HAMWE_MODE } = process.env;
  says.must(
    HAMWE_MODE === "production",
    "for production",
    "HAMWE_MODE: production is what this command looks at",
  );
  for (const each of unknownSettings(process.env)) says.weak(each);
  const configured = readConfig(process.env);
  const migrations = join(import.meta.dirname, "../migrations");
  if (!configured.ok) {
    for (const each of configured.missing) says.wrong(each);
    // What can be seen without the rest is said at the same time.
    const { HAMWE_APP_DATABASE_URL: appUrl } = withSecretFiles(process.env, []);
    const reachable = appUrl && isDatabaseUrl(appUrl);
    return [...says.all, ...(reachable ? await lookAtDatabase(appUrl, migrations) : [])];
  }
  const config = configured.value;
  const { appDatabaseUrl, signerDatabaseUrl, identity } = config;
  const { findings, levels } = await lookAtGovernment(config);
  const looks = await Promise.all([
    appDatabaseUrl ? lookAtDatabase(appDatabaseUrl, migrations) : [],
    signerDatabaseUrl ? lookAtSignerLogin(signerDatabaseUrl) : [],
    identity ? lookAtIdentity(identity, config.baseUrl, levels) : [],
    lookOutside(config),
  ]);
  return [...says.all, ...lookAtMachine(config, process.env), ...findings, ...looks.flat()];
}

const findings = await look();
console.log(values.json ? JSON.stringify(findings, null, 2) : textOf(findings));
process.exit(findings.some(({ level }) => level === "wrong") ? 1 : 0);
