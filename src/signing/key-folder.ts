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

/** Which keys a signer that runs apart does not have, of those that this government needs. */
export async function missingKeys(
  signer: Signer,
  authorities: readonly string[],
): Promise<string[]> {
  const asked = [operatorKey, ...authorities].map(async (name) => {
    const key = await signer.publicKey(name);
    return key.ok ? [] : [`${name}: ${key.refusal.code}`];
  });
  return (await Promise.all(asked)).flat();
}

/** Only the owner may read or write it. */
const isPrivate = async (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mode }) => (mode & 0o077) === 0,
    () => false,
  );
