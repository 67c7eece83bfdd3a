import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  calendarFile,
  editedHolidays,
  exportEdits,
  readGovernment,
} from "../src/catalogue/index.ts";
import { readConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";

endInWords(process.env);

/**
 * `npm run settings:export -- jurisdictions/rw` writes what administrators have changed back into
 * the folder of the government: its public holidays as calendar.yaml, and every other setting in
 * the file where it stands. A fresh database that starts from this folder has the same settings.
 * The database is found as a server finds it (docs/running.md).
 */
const usage = "npm run settings:export -- jurisdictions/rw";

async function run(sql: Pool, folder: string): Promise<void> {
  const { government } = readGovernment(folder);
  if (!government) throw new OperatorError(`${folder} is not in order: npm run services:check`);
  const holidays = await editedHolidays(sql, government.jurisdiction);
  const file = join(folder, "calendar.yaml");
  writeFileSync(file, calendarFile(holidays));
  for (const name of await exportEdits(sql, folder)) console.log(`${join(folder, name)}: changed`);
  console.log(`${file}: days that differ from the public list: ${holidays.length}`);
}

const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const configured = readConfig(process.env);
  if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
  const { value } = configured;
  const { appDatabaseUrl: appUrl } = value;
  const database = appUrl
    ? { appUrl, stop: async () => {} }
    : await reachDatabase({ ...value, dataDir: join(value.dataDir, "postgres") });
  const sql = connect(database.appUrl, 1);
  try {
    await run(sql, folder);
  } finally {
    await sql.end();
    await database.stop();
  }
}
