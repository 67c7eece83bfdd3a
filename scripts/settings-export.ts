import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  calendarFile,
  editedHolidays,
  exportEdits,
  readGovernment,
} from "../src/catalogue/index.ts";
import { OperatorError } from "../src/kernel/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { inServerDatabase, runCommand } from "./beside-server.ts";

/**
 * `npm run settings:export -- jurisdictions/rw` writes what administrators have changed back into
 * the folder of the government: its public holidays as calendar.yaml, and every other setting in
 * the file where it stands. A fresh database that starts from this folder has the same settings.
 * The database is found as a server finds it (docs/running.md).
 */
const usage = "npm run settings:export -- jurisdictions/rw";

async function run(sql: Pool, folder: string): Promise<string> {
  const { government } = readGovernment(folder);
  if (!government) throw new OperatorError(`${folder} is not in order: npm run services:check`);
  const holidays = await editedHolidays(sql, government.jurisdiction);
  const file = join(folder, "calendar.yaml");
  writeFileSync(file, calendarFile(holidays));
  const names = await exportEdits(sql, folder);
  return [
    ...names.map((name) => `${join(folder, name)}: changed`),
    `${file}: days that differ from the public list: ${holidays.length}`,
  ].join("\n");
}

const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0) {
  console.error(usage);
  process.exitCode = 2;
} else await runCommand(() => inServerDatabase((sql) => run(sql, folder)));
