import { parseArgs } from "node:util";
import { generalRoles } from "../src/acts/index.ts";
import { readGovernment } from "../src/catalogue/index.ts";
import { readOwnerConfig } from "../src/config.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { type NewOfficer, NobodyLeft, syncOfficers } from "../src/platform/auth/index.ts";
import { connect, newId, prepareExternal } from "../src/platform/db/index.ts";
import { isNetwork } from "../src/platform/http/index.ts";
import { yamlIn } from "../src/platform/yaml/index.ts";
import { administrator } from "../src/staff/index.ts";

endInWords(process.env);

/**
 * `npm run officers -- sync FILE` makes the officers those of the file, as the personnel system has
 * them: new ones are added, changed ones sign in anew, and whoever is not in it has left, but for
 * the last administrators. Sessions end in the same transaction. With `DATABASE_URL` (the owner's
 * login) and `HAMWE_MODE`.
 */
const usage = `npm run officers -- sync FILE [--government FOLDER] [--leave-many]

FILE is YAML or JSON: a list of {iss, sub, name, authority, roles: [...], offices?: [...], \
nationalId?, networks?: [...]}.
networks: addresses and networks (10.0.0.0/8) from which alone they may work.
iss and sub are those of the officer's own account at the OpenID Provider.
--leave-many: that more than a quarter of today's officers leave is meant.`;

const { HAMWE_JURISDICTION: government = "jurisdictions/rw" } = process.env;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    government: { type: "string", default: government },
    "leave-many": { type: "boolean", default: false },
  },
});

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** The officers of a file, or everything that is wrong with it at once. */
function officersIn(file: string, folder: string): NewOfficer[] {
  const { government } = readGovernment(folder);
  if (!government) throw new OperatorError(`${folder}: no government can be read there`);
  const authorities = new Map(
    government.jurisdiction.authorities.map(({ id, roles }) => [String(id), roles]),
  );
  const rows: unknown = yamlIn(file);
  if (!Array.isArray(rows) || rows.length === 0)
    throw new OperatorError(`${file}: no list of officers`);
  const wrong: string[] = [];
  const accounts = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const { iss, sub, name, authority, roles, offices = [], nationalId } = row ?? {};
    const { networks = [] } = row ?? {};
    const say = (what: string) => wrong.push(`officer ${index + 1} (${name ?? "?"}): ${what}`);
    if (![iss, sub, name, authority].every(isText)) say("iss, sub, name and authority are texts");
    if (!isTexts(roles) || roles.length === 0 || !isTexts(offices))
      say("roles and offices are lists");
    if (!isTexts(networks) || !networks.every(isNetwork)) say("networks are a list: 10.0.0.0/8");
    if (nationalId !== undefined && !isText(nationalId)) say("nationalId is a text");
    const known = authorities.get(authority);
    if (!known) say(`there is no authority ${authority}`);
    for (const role of isTexts(roles) ? roles : [])
      if (known && !(role in known) && !generalRoles.some((each) => each === role))
        say(`${authority} has no role ${role}`);
    if (accounts.has(`${iss} ${sub}`)) say("the account is there twice");
    accounts.add(`${iss} ${sub}`);
  }
  if (wrong.length > 0) throw new OperatorError(`${file}:\n  ${wrong.join("\n  ")}`);
  return rows.map(({ offices = [], ...row }) => ({ ...row, offices })) as NewOfficer[];
}

/** A file that was cut off in the middle is not taken for a day on which a ministry closes. */
async function refuseMassLeaving(ownerUrl: string, officers: readonly NewOfficer[]): Promise<void> {
  const sql = connect(ownerUrl, 1);
  try {
    const accounts = officers.map(({ iss, sub }) => `${iss} ${sub}`);
    const [row] = await sql<{ all: number; leave: number }[]>`
      select count(*)::int as all, count(*) filter (where
        not (iss || ' ' || sub = any(${accounts})))::int as leave
      from auth.officer where active`;
    const { all = 0, leave = 0 } = row ?? {};
    if (leave * 4 > all && !values["leave-many"])
      throw new OperatorError(
        `${leave} of ${all} officers would leave; if that is meant: --leave-many`,
      );
  } finally {
    await sql.end();
  }
}

async function sync(file: string): Promise<string> {
  const configured = readOwnerConfig(process.env);
  if (!configured.ok)
    throw new OperatorError(`Missing or wrong:\n  ${configured.missing.join("\n  ")}`);
  const officers = officersIn(file, values.government);
  const { ownerUrl } = await prepareExternal(configured.value.ownerUrl);
  await refuseMassLeaving(ownerUrl, officers);
  const sql = connect(ownerUrl, 1);
  try {
    const now = new Date();
    const { added, changed, left, kept } = await syncOfficers(sql, officers, {
      ...{ newId, now, lasting: administrator },
    });
    const last = `not in ${file}, and stays as nobody else is administrator`;
    return [
      `${added.length} added, ${changed.length} changed, ${left.length} left`,
      ...kept.map((name) => `${name}: ${last}`),
    ].join("\n");
  } catch (error) {
    if (!(error instanceof NobodyLeft)) throw error;
    throw new OperatorError(
      `${file} takes the role ${administrator} from everybody who has it; nothing was changed: ` +
        "leave them out of it, or give somebody in it the role",
    );
  } finally {
    await sql.end();
  }
}

const [what, file] = positionals;
if (what !== "sync" || !file) {
  console.error(usage);
  process.exit(1);
}
console.log(await sync(file));
