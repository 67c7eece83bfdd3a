import { join } from "node:path";
import { parseArgs } from "node:util";
import { publishFolder, withdraw } from "../src/catalogue/index.ts";
import { readConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";

endInWords(process.env);

/**
 * `npm run services:publish -- jurisdictions/rw` makes new versions of services live, and with them
 * the authorities, lists, centres and journeys: in every running server, within five seconds;
 * `jurisdictions/rw/services/birth-certificate` those of one service. Where anything is wrong, all
 * of it is told and nothing is published. `--withdraw ID` takes a service off the offer. The
 * database is found as a server finds it (docs/running.md).
 */
const usage = `npm run services:publish -- jurisdictions/rw
npm run services:publish -- jurisdictions/rw/services/birth-certificate
npm run services:publish -- --withdraw birth-certificate`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { withdraw: { type: "string" } },
});

/** @returns whether it was done */
async function run(sql: Pool): Promise<boolean> {
  const [folder] = positionals;
  if (values.withdraw !== undefined) {
    const gone = await withdraw(sql, values.withdraw, new Date());
    console.log(gone ? `${values.withdraw} is not offered any more` : "there is no such service");
    return gone;
  }
  const { fresh, problems, government } = await publishFolder(sql, folder ?? "", new Date());
  for (const { file, line, column, message, mend } of problems)
    console.log(`${file}:${line}:${column} ${message}; to mend it: ${mend}`);
  for (const { service, version } of fresh) console.log(`${service}: version ${version} is live`);
  if (government) console.log(`${government}: authorities, lists, centres and journeys are live`);
  if (problems.length > 0) console.log(`${problems.length} problems, nothing was published`);
  else if (fresh.length === 0 && !government) console.log("nothing is new");
  return problems.length === 0;
}

if (values.withdraw === undefined && positionals.length !== 1) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const configured = readConfig(process.env);
  if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
  const { value } = configured;
  const { appDatabaseUrl: appUrl } = value;
  // A server's own login may publish; only without one is the database looked for, or brought
  // along.
  const database = appUrl
    ? { appUrl, stop: async () => {} }
    : await reachDatabase({ ...value, dataDir: join(value.dataDir, "postgres") });
  const sql = connect(database.appUrl, 1);
  try {
    if (!(await run(sql))) process.exitCode = 1;
  } finally {
    await sql.end();
    await database.stop();
  }
}
