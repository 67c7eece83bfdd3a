import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openKeys, operatorKey } from "./keys.ts";
import type { Signer } from "./signer.ts";

/**
 * Problems of a folder of signing keys, checked before a server relies on it: a key that is missing
 * (one per authority, one for the operator of the lists), is not on P-256, serves two authorities,
 * or is readable by others than its owner. Empty when there are none.
 */
export async function problemsOfKeys(
  folder: string,
  authorities: readonly string[],
): Promise<string[]> {
  const problems: string[] = [];
  if (!(await isPrivate(folder))) problems.push(`${folder}: must be there, with mode 0700`);
  const keys = openKeys(folder, { generate: false });
  const users = new Map<string, string>();
  for (const name of [operatorKey, ...authorities]) {
    const file = join(folder, `${name}.pem`);
    const opened = await keys.key(name).catch(() => undefined);
    if (!opened) problems.push(`${file}: is no private key on P-256 (PKCS #8, PEM)`);
    else if (!opened.ok) problems.push(`${file}: is missing`);
    else if (!(await isPrivate(file))) problems.push(`${file}: must have mode 0600`);
    const kid = opened?.ok ? opened.value.publicKey.kid : undefined;
    const other = kid && users.get(kid);
    if (other) problems.push(`${file}: is the key of ${other}`);
    if (kid) users.set(kid, name);
  }
  return problems;
}

/** A signer that runs apart, and what this government needs of it. */
interface Apart {
  readonly signer: Signer;
  /** Where it listens, a Unix socket. */
  readonly socket: string;
  /** ISO 3166-1 alpha-2 of the government, upper case. */
  readonly territory: string;
  readonly authorities: readonly string[];
}

/**
 * What keeps a signer that runs apart from signing for this government: nobody answers, a key is
 * missing, or it signs for another government. Empty where nothing does.
 */
export async function problemsOfSigner(apart: Apart): Promise<string[]> {
  const { signer, socket, authorities } = apart;
  const keys = await Promise.all(
    [operatorKey, ...authorities].map((name) => signer.publicKey(name)),
  );
  const isAway = keys.some((key) => !key.ok && key.refusal.code === "credentials.signer-busy");
  if (isAway) return [`nobody answers at ${socket}: is the signer running, and may this user ask?`];
  const problems = [operatorKey, ...authorities]
    .filter((_, at) => !keys[at]?.ok)
    .map((name) => `${name}: the signer has no key; as its user, npm run keys -- make all`);
  return [...problems, ...(await problemOfTerritory(apart))];
}

/**
 * It is asked to sign with a key that nobody has, so that nothing is signed: the rules come first,
 * and one of them is for which government it signs.
 */
async function problemOfTerritory({ signer, territory, authorities }: Apart): Promise<string[]> {
  const [authority = operatorKey] = authorities;
  const iss = `${territory.toLowerCase()}/${authority}`;
  const payload = { iss, iat: Math.floor(Date.now() / 1000) };
  const tried = await signer.sign({ kind: "statement", authority, payload }, "none");
  const { facts = {} } = tried.ok ? {} : tried.refusal;
  const isElsewhere = "why" in facts && facts.why === "issuer";
  const mend = `HAMWE_TERRITORY=${territory} in its settings, and start it anew`;
  return isElsewhere ? [`the signer signs for another government than ${territory}: ${mend}`] : [];
}

/** Only the owner may read or write it. */
const isPrivate = async (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mode }) => (mode & 0o077) === 0,
    () => false,
  );
