import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { type Config, readConfig } from "../src/config.ts";
import { compromiseKey, withdrawKey } from "../src/credentials/index.ts";
import { OperatorError } from "../src/kernel/index.ts";
import { endInWords } from "../src/operator.ts";
import { connect, type Pool, reachDatabase } from "../src/platform/db/index.ts";
import { recordSecurity } from "../src/platform/security/index.ts";
import { keyFromPem, openKeys, operatorKey } from "../src/signing/index.ts";

endInWords(process.env);

/**
 * `npm run keys -- …`: the keys of the document signers, in HAMWE_SIGNING_KEYS. A new key signs
 * at once; papers of the one before stay good, because its public half stays on the trust list,
 * beside the new one, until it is withdrawn. A stolen key signs no more, and of what it signed only
 * the papers count that are on the published list of those really issued.
 */
const usage = `npm run keys -- make AUTHORITY       a key for an authority that has none
npm run keys -- rotate AUTHORITY     a new one; the one before is set aside as AUTHORITY.KID.retired
npm run keys -- made|rotated KID     records on the server what was done beside a signer apart
npm run keys -- withdraw KID         the key may sign no more; papers signed before stay good
npm run keys -- compromised KID      it was stolen: only papers really issued count; a new key \
signs`;

// No options: the id of a key (base64url) may begin with a hyphen.
const [what, name = ""] = process.argv.slice(2);

/**
 * Beside a signer that runs apart, with its settings: there are keys and no way into the server's
 * database.
 */
const { HAMWE_SIGNER_DATABASE_URL: ofSigner, HAMWE_APP_DATABASE_URL: ofServer } = process.env;
const isApart = ofSigner !== undefined && ofServer === undefined;

function settings(): Pick<Config, "signingKeysDir" | "jurisdictionDir"> & Partial<Config> {
  const { HAMWE_SIGNING_KEYS: keys, HAMWE_JURISDICTION: government } = process.env;
  if (isApart) {
    if (!keys) throw new OperatorError("HAMWE_SIGNING_KEYS: the folder of the keys");
    const jurisdictionDir = resolve(government || "jurisdictions/rw");
    return { signingKeysDir: resolve(keys), jurisdictionDir };
  }
  const configured = readConfig(process.env);
  if (!configured.ok) throw new OperatorError(configured.missing.join("\n"));
  return configured.value;
}
const value = settings();
const folder = value.signingKeysDir;
const fileOf = (authority: string) => join(folder, `${authority}.pem`);

async function kidOf(authority: string): Promise<string> {
  const opened = await openKeys(folder, { generate: true }).key(authority);
  if (!opened.ok) throw new OperatorError(`${authority} is no name of an authority`);
  return opened.value.publicKey.kid;
}

async function make(authority: string): Promise<string> {
  if (existsSync(fileOf(authority)))
    throw new OperatorError(`${fileOf(authority)} is there: rotate it`);
  return kidOf(authority);
}

/** Keys of all authorities that offer a service, and of the lists; those that are there stay. */
async function makeAll(): Promise<[name: string, kid: string][]> {
  const { catalogue } = loadCatalogue(value.jurisdictionDir);
  if (!catalogue) throw new OperatorError(`${value.jurisdictionDir}: npm run services:check`);
  const authorities = catalogue.services.map(({ authority }) => String(authority));
  const made: [string, string][] = [];
  for (const each of new Set([operatorKey, ...authorities]))
    if (!existsSync(fileOf(each))) made.push([each, await kidOf(each)]);
  return made;
}

/** Writes the private half, which no other program needs, and returns the public one. */
function makeClientKey(): string {
  const file = value.identity?.clientKeyFile;
  if (!file) throw new OperatorError("HAMWE_CLIENT_KEY: the file that is to be made");
  if (existsSync(file)) throw new OperatorError(`${file} is there: move it away first`);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kid } = keyFromPem(String(privateKey.export({ type: "pkcs8", format: "pem" }))).publicKey;
  const { d, ...open } = { ...privateKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
  writeFileSync(file, `${JSON.stringify({ ...open, d })}\n`, { mode: 0o600, flag: "wx" });
  return JSON.stringify(open);
}

async function rotate(authority: string): Promise<string> {
  if (!existsSync(fileOf(authority)))
    throw new OperatorError(`${fileOf(authority)} is missing: npm run keys -- make ${authority}`);
  const before = await kidOf(authority);
  renameSync(fileOf(authority), join(folder, `${authority}.${before}.retired`));
  return kidOf(authority);
}

/** The authority whose key this is now. */
async function ownerOf(kid: string): Promise<string | undefined> {
  // The keys of a signer that runs apart are elsewhere.
  if (!existsSync(folder)) return undefined;
  for (const file of readdirSync(folder).filter((each) => each.endsWith(".pem"))) {
    const authority = file.slice(0, -".pem".length);
    if ((await kidOf(authority)) === kid) return authority;
  }
  return undefined;
}

const acts = ["made", "rotated"] as const;

async function run(sql: Pool): Promise<string> {
  const at = new Date();
  const tell = (kid: string, act: string) =>
    recordSecurity(sql, at, {
      kind: "key-changed",
      actor: "command",
      about: `key:${kid}`,
      facts: { act },
    });
  const changed = acts.find((act) => act === what);
  if (changed) {
    if (!/^[\w-]{1,80}$/.test(name)) return usage;
    await tell(name, changed);
    return `${name}: recorded as ${changed}`;
  }
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
    if (!authority)
      return `${name}: of ${kinds} kinds only papers really issued count. ${atSigner}`;
    renameSync(fileOf(authority), join(folder, `${authority}.${name}.compromised`));
    const next = await kidOf(authority);
    await tell(next, "made");
    return `${next} signs for ${authority} now; of ${name} only papers really issued count`;
  }
  return changeKeys(tell);
}

/** What is to be done beside a signer that runs apart. */
const atSigner = "Where its key is: npm run keys -- rotate AUTHORITY";

/** Makes or rotates keys in the folder, and says so of each. */
async function changeKeys(
  tell: (kid: string, act: (typeof acts)[number]) => Promise<unknown>,
): Promise<string> {
  if (what === "make" && name === "all") {
    const made = await makeAll();
    for (const [, kid] of made) await tell(kid, "made");
    const lines = made.map(([each, kid]) => `${kid} signs for ${each} from now on`);
    return lines.join("\n") || "no key is missing";
  }
  if ((what !== "make" && what !== "rotate") || !/^[a-z0-9-]{1,80}$/.test(name)) return usage;
  const kid = await (what === "make" ? make(name) : rotate(name));
  await tell(kid, what === "make" ? "made" : "rotated");
  return `${kid} signs for ${name} from now on`;
}

if (what === "client") {
  console.log(makeClientKey());
  process.exit(0);
}
if (isApart) {
  const unrecorded: string[] = [];
  const words = await changeKeys(async (kid, act) => {
    unrecorded.push(`npm run keys -- ${act} ${kid}`);
  });
  const record = unrecorded.length > 0 ? ["Record it with the server's settings:"] : [];
  console.log([words, ...record, ...unrecorded].join("\n"));
  process.exit(0);
}
const server = value as Config;
const database = await reachDatabase({ ...server, dataDir: join(server.dataDir, "postgres") });
if (!database) throw new Error("HAMWE_APP_DATABASE_URL: the login of the server");
const sql = connect(database.appUrl, 1);
try {
  console.log(await run(sql));
} finally {
  await sql.end();
  await database.stop();
}
