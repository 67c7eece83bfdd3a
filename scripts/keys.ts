import { existsSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { compromiseKey, withdrawKey } from "../src/credentials/index.ts";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";
import { recordSecurity } from "../src/platform/security/index.ts";
import { openKeys } from "../src/signing/index.ts";

/**
 * `npm run keys -- …`: the keys of the document signers, in HAMWE_SIGNING_KEYS. A new key signs
 * at once; papers of the one before stay good, because its public half stays on the trust list,
 * beside the new one, until it is withdrawn. A stolen key signs no more, and of what it signed only
 * the papers count that are on the published list of those really issued.
 */
const usage = `npm run keys -- make AUTHORITY       a key for an authority that has none
npm run keys -- rotate AUTHORITY     a new one; the one before is set aside as AUTHORITY.KID.retired
npm run keys -- withdraw KID         the key may sign no more; papers signed before stay good
npm run keys -- compromised KID      it was stolen: only papers really issued count; a new key \
signs`;

// No options: the id of a key (base64url) may begin with a hyphen.
const [what, name = ""] = process.argv.slice(2);

const configured = readConfig(process.env);
if (!configured.ok) throw new Error(configured.missing.join("\n"));
const { value } = configured;
const folder = value.signingKeysDir;
const fileOf = (authority: string) => join(folder, `${authority}.pem`);

async function kidOf(authority: string): Promise<string> {
  const opened = await openKeys(folder, { generate: true }).key(authority);
  if (!opened.ok) throw new Error(`${authority} is no name of an authority`);
  return opened.value.publicKey.kid;
}

async function make(authority: string): Promise<string> {
  if (existsSync(fileOf(authority))) throw new Error(`${fileOf(authority)} is there: rotate it`);
  return kidOf(authority);
}

async function rotate(authority: string): Promise<string> {
  if (!existsSync(fileOf(authority))) throw new Error(`${fileOf(authority)} is missing: make it`);
  const before = await kidOf(authority);
  renameSync(fileOf(authority), join(folder, `${authority}.${before}.retired`));
  return kidOf(authority);
}

/** The authority whose key this is now. */
async function ownerOf(kid: string): Promise<string | undefined> {
  for (const file of readdirSync(folder).filter((each) => each.endsWith(".pem"))) {
    const authority = file.slice(0, -".pem".length);
    if ((await kidOf(authority)) === kid) return authority;
  }
  return undefined;
}

async function run(sql: Pool): Promise<string> {
  const at = new Date();
  const tell = (kid: string, act: string) =>
    recordSecurity(sql, at, {
      kind: "key-changed",
      actor: "command",
      about: `key:${kid}`,
      facts: { act },
    });
  if (what === "withdraw") {
    const kinds = await withdrawKey(sql, name, at);
    if (kinds === 0) return `no key ${name} may sign anything`;
    await tell(name, "withdrawn");
    return `${name} may no longer sign ${kinds} kinds of paper; the lists say so within minutes`;
  }
  if (what === "compromised") {
    const kinds = await compromiseKey(sql, name, at);
    if (kinds === 0) return `no key ${name} has signed anything, or it is known already`;
    await tell(name, "compromised");
    const authority = await ownerOf(name);
    if (!authority) return `${name}: of ${kinds} kinds only papers really issued count`;
    renameSync(fileOf(authority), join(folder, `${authority}.${name}.compromised`));
    const next = await kidOf(authority);
    await tell(next, "made");
    return `${next} signs for ${authority} now; of ${name} only papers really issued count`;
  }
  if ((what !== "make" && what !== "rotate") || !/^[a-z0-9-]{1,80}$/.test(name)) return usage;
  const kid = await (what === "make" ? make(name) : rotate(name));
  await tell(kid, what === "make" ? "made" : "rotated");
  return `${kid} signs for ${name} from now on`;
}

const database = await reachDatabase({ ...value, dataDir: join(value.dataDir, "postgres") });
const sql = connect(database.appUrl, 1);
try {
  console.log(await run(sql));
} finally {
  await sql.end();
  await database.stop();
}
