/**
 * Signing keys in a folder: one for each authority and one for the operator of the lists. In
 * production the operator puts them there; only a demonstration generates its own.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
} from "node:crypto";
import { statSync } from "node:fs";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicKey, SigningKey } from "../certificate-code/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";

export interface KeyStore {
  /** The document signer of an authority. Refuses `credentials.no-key` where it has none. */
  key(authority: string): Promise<Result<SigningKey>>;
}

/** Name of the key that signs trust list and status list; no authority may have this id. */
export const operatorKey = "scheme-operator";
/** Name of the key of this government's register of the partnership; no authority has it either. */
export const registerKey = "partnership";

const hasCode = (fault: unknown, code: string): boolean =>
  fault instanceof Error && "code" in fault && fault.code === code;

async function readPem(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (fault) {
    if (hasCode(fault, "ENOENT")) return undefined;
    throw fault;
  }
}

/**
 * Creates the file atomically and never over an existing one: if two start together, one key stays.
 */
async function generate(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const draft = `${path}.${randomUUID()}`;
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await writeFile(draft, pem, { mode: 0o600, flag: "wx" });
  try {
    await link(draft, path);
  } catch (fault) {
    if (!hasCode(fault, "EEXIST")) throw fault;
  } finally {
    await unlink(draft);
  }
  return readFile(path, "utf8");
}

/** A key from a PKCS #8 PEM on P-256; throws on any other key. */
export function keyFromPem(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const open = createPublicKey(privateKey);
  const { kty, crv, x, y } = open.export({ format: "jwk" });
  if (kty !== "EC" || crv !== "P-256" || !x || !y)
    throw new Error("a signing key must be on P-256");
  const spki = open.export({ type: "spki", format: "der" });
  const kid = createHash("sha256").update(spki).digest().subarray(0, 8).toString("base64url");
  const publicKey: PublicKey = { kty, crv, x, y, kid };
  return {
    publicKey,
    sign: async (bytes) =>
      new Uint8Array(sign("sha256", bytes, { key: privateKey, dsaEncoding: "ieee-p1363" })),
  };
}

interface Opened {
  readonly changed: string | undefined;
  readonly key: Promise<Result<SigningKey>>;
}

/**
 * Tells one file of a key from another that took its place; undefined where there is none. Asked
 * for every signature, so in this thread: the way to another one and back costs ten times as much.
 */
function changeOf(path: string): string | undefined {
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    return file && `${file.ino} ${file.mtimeMs}`;
  } catch {
    return undefined;
  }
}

/**
 * `folder`: one `<authority>.pem` each, readable by the program alone. With `generate` a missing
 * key is made; without it a missing key is refused.
 */
export function openKeys(folder: string, options: { readonly generate: boolean }): KeyStore {
  const opened = new Map<string, Opened>();
  const load = async (authority: string): Promise<Result<SigningKey>> => {
    const path = join(folder, `${authority}.pem`);
    const pem =
      (await readPem(path)) ?? (options.generate ? await generate(folder, path) : undefined);
    return pem
      ? ok(keyFromPem(pem))
      : refuse("unavailable", "credentials.no-key", { facts: { authority } });
  };
  return {
    async key(authority) {
      if (!/^[a-z0-9-]{1,80}$/.test(authority)) {
        return refuse("unavailable", "credentials.no-key", { facts: { authority } });
      }
      // A key that was changed for another signs no more, without a new start.
      const changed = changeOf(join(folder, `${authority}.pem`));
      const before = opened.get(authority);
      const same = before && before.changed === changed ? before : undefined;
      const now = same ?? { changed, key: load(authority) };
      opened.set(authority, now);
      const result = await now.key.catch((fault: unknown) => {
        opened.delete(authority);
        throw fault;
      });
      if (!result.ok || changed === undefined) opened.delete(authority);
      return result;
    },
  };
}
