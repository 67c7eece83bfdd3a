/** How a server comes by its signer, and what it asks of it at the start. */
import type { Catalogue } from "./catalogue/index.ts";
import type { Config } from "./config.ts";
import { OperatorError, ok } from "./kernel/index.ts";
import { identityProvider, type OutsideWatch, signerOutside, watchOutside } from "./outside.ts";
import type { Sealer } from "./partnership/index.ts";
import type { Pool, ServingAccess } from "./platform/db/index.ts";
import {
  lookUpIn,
  openKeys,
  operatorKey,
  problemsOfKeys,
  problemsOfSigner,
  registerKey,
  type Signer,
  type SignerStart,
  signHere,
} from "./signing/index.ts";

interface SignerOptions {
  readonly config: Config;
  readonly access: ServingAccess;
  readonly clock?: () => Date;
  readonly signer?: (start: SignerStart) => Signer;
}

/** A signer in another process where the options have one, else in this one. */
export function signerOf(
  { config, access, clock, signer }: SignerOptions,
  sql: Pool,
  territory: string,
): Signer {
  const folder = config.signingKeysDir;
  const demonstration = config.mode === "demo";
  if (signer) {
    const databaseUrl = config.signerDatabaseUrl ?? access.signerUrl ?? access.appUrl;
    return signer({ folder, territory, demonstration, databaseUrl });
  }
  const keys = openKeys(folder, { generate: demonstration });
  const now = clock ?? (() => new Date());
  // A demonstration lives in a time of its own.
  const rules = demonstration ? { demonstration } : { clock: now };
  return signHere({ keys, territory, lookUp: lookUpIn(sql), ...rules });
}

/** The register of the partnership speaks with a key of its own, beside those of authorities. */
export const sealerOf = (signer: Signer): Sealer => ({
  publicKey: () => signer.publicKey(registerKey),
  async seal(typ, payload) {
    const key = await signer.publicKey(registerKey);
    if (!key.ok) return key;
    const register = { kind: "register", typ, payload: { ...payload } } as const;
    const signed = await signer.sign(register, key.value.kid);
    return signed.ok ? ok(Buffer.from(signed.value).toString()) : signed;
  },
});

/** Who is asked now and then whether they are there: the signer, and a government's own issuer. */
export const outsideOf = ({ identity }: Config, signer: Signer): OutsideWatch =>
  watchOutside([
    signerOutside((name) => signer.publicKey(name), operatorKey),
    ...(identity ? [identityProvider(identity.issuerUrl)] : []),
  ]);

/** Papers are asked for at any time: a key that is missing is said at the start, and not then. */
export async function requireKeys(
  { signingKeysDir, signerSocket: socket }: Config,
  signer: Signer,
  { services, jurisdiction }: Catalogue,
): Promise<void> {
  const authorities = [...new Set(services.map(({ authority }) => authority))].sort();
  const territory = jurisdiction.code.toUpperCase();
  const problems = socket
    ? await problemsOfSigner({ signer, socket, territory, authorities })
    : await problemsOfKeys(signingKeysDir, authorities);
  const setting = socket ? "HAMWE_SIGNER" : "HAMWE_SIGNING_KEYS";
  if (problems.length > 0)
    throw new OperatorError(problems.map((each) => `${setting}: ${each}`).join("\n"));
}
