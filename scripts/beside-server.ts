/**
 * Commands of operators, which work in a server's database with as few of its settings as they
 * need. They make no database: that of a demonstration is there once it was started.
 */
import { join } from "node:path";
import { isDatabaseUrl } from "../src/config/places.ts";
import { withSecretFiles } from "../src/config/secret-files.ts";
import { dataDirOf } from "../src/data-dir.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endBy } from "../src/operator.ts";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Prints what was done; what the operator can mend is said, and ends the command with 1. */
export async function runCommand(act: () => Promise<string>): Promise<void> {
  try {
    console.log(await act());
  } catch (error) {
    endBy(error, "", process.env);
  }
}

/**
 * The settings, with these secrets also out of files; other files are not read. Ends the command
 * where they cannot be read.
 */
export function settingsWith(...secrets: readonly string[]): Environment {
  const wrong: string[] = [];
  const env = withSecretFiles(process.env, wrong, secrets);
  if (wrong.length === 0) return env;
  console.error(wrong.join("\n"));
  process.exit(1);
}

/** A demonstration finds its own database, and keeps its secret itself. */
export const isDemonstration = ({ HAMWE_MODE, HAMWE_APP_DATABASE_URL: login }: Environment) =>
  HAMWE_MODE === "demo" || (!HAMWE_MODE && !login);

const loginOf = "the login of the server, as its settings have it (docs/running.md), postgres://…";

/** Where the server's database is. Says, beside other `problems`, which setting is missing. */
async function reach(env: Environment, problems: readonly string[]) {
  const { HAMWE_APP_DATABASE_URL: appUrl, DATABASE_URL: ownerUrl } = env;
  const fails = (what: string) =>
    new OperatorError([`HAMWE_APP_DATABASE_URL: ${what}`, ...problems].join("\n"));
  if (appUrl && !isDatabaseUrl(appUrl)) throw fails(loginOf);
  if (appUrl && problems.length > 0) throw new OperatorError(problems.join("\n"));
  if (appUrl) return { appUrl, stop: async () => {} };
  if (!isDemonstration(env)) throw fails(loginOf);
  const dataDir = join(dataDirOf(env), "postgres");
  const databaseUrl = env.HAMWE_MODE === "demo" ? ownerUrl : undefined;
  const database = await reachDatabase({ dataDir, databaseUrl });
  if (!database) throw fails(`${loginOf}; no demonstration was started in ${dataDirOf(env)}`);
  return database;
}

/** Does it in the database of the server, by the server's own login. */
export async function inServerDatabase<T>(
  work: (sql: Pool) => Promise<T>,
  { problems = [] }: { readonly problems?: readonly string[] } = {},
): Promise<T> {
  const database = await reach(settingsWith("HAMWE_APP_DATABASE_URL", "DATABASE_URL"), problems);
  const sql = connect(database.appUrl, 1);
  try {
    await requireTables(sql);
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
    await database.stop();
  }
}

async function requireTables(sql: Pool): Promise<void> {
  const [ledger] = await sql<{ there: boolean }[]>`
    select to_regclass('platform.migration') is not null as there`;
  if (!ledger?.there)
    throw new OperatorError("the database is empty: npm run migrate makes its tables");
}
