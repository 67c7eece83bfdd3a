import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { compromiseKey, withdrawKey } from "../src/credentials/index.ts";
import { dataDirOf } from "../src/data-dir.ts";
import { OperatorError } from "../src/kernel/index.ts";
import type { Pool } from "../src/platform/db/index.ts";
import { recordSecurity } from "../src/platform/security/index.ts";
import {
  keyFromPem,
  openKeys,
  operatorKey,
  registerKey,
  signAtSocket,
} from "../src/signing/index.ts";
import { inServerDatabase, isDemonstration, runCommand, settingsWith } from "./beside-server.ts";

/**
 * `npm run keys -- …`: the keys of the document signers, in HAMWE_SIGNING_KEYS. A new key signs
 * at once; papers of the one before stay good, because its public half stays on the trust list,
 * beside the new one, until it is withdrawn. A stolen key signs no more, and of what it signed only
 * the papers count that are on the published list of those really issued.
 */
const usage = `npm run keys -- client               the key by which the identity provider knows us
npm run keys -- make all             the keys that are missing: of authorities, and of the lists
npm run keys -- make AUTHORITY       a key for an authority that has none
npm run keys -- rotate AUTHORITY     a new one; the one before is set aside as AUTHORITY.KID.retired
npm run keys -- made|rotated KID …   records on the server what was done beside a signer apart
npm run keys -- withdraw KID         the key may sign no more; papers signed before stay good
npm run keys -- compromised KID      it was stolen: only papers really issued count; a new key \
signs

Beside a signer apart (HAMWE_SIGNER) make and rotate run as its user, with its settings; all others
with those of the server.`;

// No options: the id of a key (base64url) may begin with a hyphen.
const [what = "", ...names] = process.argv.slice(2);
const [name = ""] = names;

const logins = ["HAMWE_APP_DATABASE_URL", "HAMWE_SIGNER_DATABASE_URL"];
const env = settingsWith(...logins);
const jurisdictionDir = resolve(env.HAMWE_JURISDICTION || "jurisdictions/rw");
/** With the settings of a signer apart: there are keys, and no way into the server's database. */
const isSigner =
  env.HAMWE_SIGNER_DATABASE_URL !== undefined && env.HAMWE_APP_DATABASE_URL === undefined;
/** Beside a signer apart, with the settings of the server: the keys are not ours. */
const isBesideSigner = env.HAMWE_SIGNER !== undefined && !isSigner;
const folder = isBesideSigner ? undefined : keyFolder();

function keyFolder(): string | undefined {
  const { HAMWE_SIGNING_KEYS: keys } = env;
  if (keys) return resolve(keys);
  return isDemonstration(env) ? join(dataDirOf(env), "keys") : undefined;
}

/** The folder in which keys are made. Those of a signer apart are of its user alone. */
function ownFolder(): string {
  if (isBesideSigner)
    throw new OperatorError(`${what}: not with HAMWE_SIGNER. ${atSigner(what, name)}`);
  if (!folder) throw new OperatorError("HAMWE_SIGNING_KEYS: the folder of the keys");
  const owner = existsSync(folder) ? statSync(folder).uid : process.getuid?.();
  if (owner !== process.getuid?.())
    throw new OperatorError(`${folder}: belongs to user ${owner}, who alone is to make keys there`);
  return folder;
}

/** What is to be done beside a signer that runs apart. */
const atSigner = (act: string, authority: string) =>
  "As the signer's user, with its settings alone (deploy/as signer): " +
  `npm run keys -- ${act} ${authority}`;

const fileOf = (authority: string) => join(ownFolder(), `${authority}.pem`);

async function kidOf(authority: string): Promise<string> {
  const opened = await openKeys(ownFolder(), { generate: true }).key(authority);
  if (!opened.ok) throw new OperatorError(`${authority} is no name of an authority`);
  return opened.value.publicKey.kid;
}

/** Authorities that offer a service, and the operator of the lists. */
function signers(): string[] {
  const { catalogue } = loadCatalogue(jurisdictionDir);
  if (!catalogue)
    throw new OperatorError(`HAMWE_JURISDICTION: ${jurisdictionDir} is no government in order`);
  return [...new Set([operatorKey, ...catalogue.services.map((each) => String(each.authority))])];
}

async function make(authority: string): Promise<string> {
  if (existsSync(fileOf(authority)))
    throw new OperatorError(`${fileOf(authority)} is there: rotate it`);
  return kidOf(authority);
}

/** Keys of all authorities that offer a service, and of the lists; those that are there stay. */
async function makeAll(): Promise<[name: string, kid: string][]> {
  const made: [string, string][] = [];
  for (const each of signers()) if (!existsSync(fileOf(each))) made.push([each, await kidOf(each)]);
  return made;
}

/** Writes the private half, which no other program needs, and returns the public one. */
function makeClientKey(): string {
  const { HAMWE_CLIENT_KEY: file } = env;
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
    throw new OperatorError(`${fileOf(authority)} is missing: make it`);
  const before = await kidOf(authority);
  renameSync(fileOf(authority), join(ownFolder(), `${authority}.${before}.retired`));
  return kidOf(authority);
}

/** Whose key this is now, in our folder or at the signer apart. */
async function ownerOf(kid: string): Promise<string | undefined> {
  if (isBesideSigner) return ownerAtSigner(kid, resolve(env.HAMWE_SIGNER ?? ""));
  if (!folder || !existsSync(folder)) return undefined;
  for (const file of readdirSync(folder).filter((each) => each.endsWith(".pem"))) {
    const authority = file.slice(0, -".pem".length);
    if ((await kidOf(authority)) === kid) return authority;
  }
  return undefined;
}

/** Undefined also where the signer does not answer. */
async function ownerAtSigner(kid: string, socket: string): Promise<string | undefined> {
  const signer = signAtSocket(socket, { answerMs: 5000 });
  try {
    const keys = [...signers(), registerKey].map(
      async (each) => [each, await signer.publicKey(each)] as const,
    );
    const owner = (await Promise.all(keys)).find(([, key]) => key.ok && key.value.kid === kid);
    return owner?.[0];
  } finally {
    signer.stop();
  }
}

type Tell = (kid: string, act: string) => Promise<unknown>;

const tellIn =
  (sql: Pool): Tell =>
  (kid, act) =>
    recordSecurity(sql, new Date(), {
      kind: "key-changed",
      actor: "command",
      about: `key:${kid}`,
      facts: { act },
    });

async function withdraw(sql: Pool): Promise<string> {
  const kinds = await withdrawKey(sql, name, new Date());
  if (kinds === 0) throw new OperatorError(`no key ${name} may sign anything`);
  await tellIn(sql)(name, "withdrawn");
  return `${name} may no longer sign ${kinds} kinds of paper; the lists say so within minutes`;
}

/**
 * A stolen key ends in two places: what it signed counts no more, and another one signs. One that
 * has signed nothing yet is on no list, and has to end before it is.
 */
async function compromise(sql: Pool): Promise<string> {
  if (folder && existsSync(folder)) ownFolder();
  const kinds = await compromiseKey(sql, name, new Date());
  const authority = await ownerOf(name);
  const told = kinds > 0 ? `${name}: of ${kinds} kinds only papers really issued count.` : "";
  if (kinds > 0) await tellIn(sql)(name, "compromised");
  if (isBesideSigner) {
    // What it signed is dealt with here; that it signs on is dealt with where the key is.
    const signs = authority ? `${name} still signs for ${authority}. ` : "";
    const still = `${signs}${atSigner("rotate", authority ?? "AUTHORITY")}`;
    if (kinds > 0) return `${told} ${still}`;
    throw new OperatorError(authority ? still : `${neverSigned} ${still}`);
  }
  if (!authority) {
    if (kinds > 0) return told;
    throw new OperatorError(`${neverSigned} It signs for nobody now.`);
  }
  renameSync(fileOf(authority), join(ownFolder(), `${authority}.${name}.compromised`));
  if (kinds === 0) await tellIn(sql)(name, "compromised");
  const next = await kidOf(authority);
  await tellIn(sql)(next, "made");
  return `${next} signs for ${authority} now; of ${name} only papers really issued count`;
}

const neverSigned = `no key ${name} has signed anything, or it is known already as stolen.`;

/** Makes or rotates keys in the folder, and says so of each. */
async function changeKeys(tell: Tell): Promise<string> {
  if (what === "make" && name === "all") {
    const made = await makeAll();
    for (const [, kid] of made) await tell(kid, "made");
    const lines = made.map(([each, kid]) => `${kid} signs for ${each} from now on`);
    return lines.join("\n") || "no key is missing";
  }
  if (!/^[a-z0-9-]{1,80}$/.test(name)) throw new OperatorError(usage);
  const kid = await (what === "make" ? make(name) : rotate(name));
  await tell(kid, what === "make" ? "made" : "rotated");
  return `${kid} signs for ${name} from now on`;
}

/** Beside a server's database the record is made there, else by a command that is printed. */
async function changeKeysAtSigner(): Promise<string> {
  const unrecorded: string[] = [];
  const words = await changeKeys(async (kid, act) => {
    if (unrecorded.length === 0) unrecorded.push("Record it with the server's settings:", act);
    unrecorded.push(kid);
  });
  const [record = "", ...line] = unrecorded;
  return [words, ...(record ? [record, `npm run keys -- ${line.join(" ")}`] : [])].join("\n");
}

/** What a command does in the server's database, with the id of a key. */
const withKid: Readonly<Record<string, (sql: Pool) => Promise<string>>> = {
  withdraw,
  compromised: compromise,
  made: record,
  rotated: record,
};

async function record(sql: Pool): Promise<string> {
  for (const kid of names) await tellIn(sql)(kid, what);
  return `${names.join(" ")}: recorded as ${what}`;
}

await runCommand(async () => {
  if (what === "client") return makeClientKey();
  if (what === "make" || what === "rotate") {
    ownFolder();
    return isSigner ? changeKeysAtSigner() : inServerDatabase((sql) => changeKeys(tellIn(sql)));
  }
  const act = withKid[what];
  if (!act || !name || !names.every((kid) => /^[\w-]{1,80}$/.test(kid)))
    throw new OperatorError(usage);
  if (isSigner)
    throw new OperatorError(`${what}: with the settings of the server, not of its signer`);
  return inServerDatabase(act);
});
